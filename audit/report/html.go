package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"slices"

	"zhijian/audit"
	"zhijian/audit/report/message"
	"zhijian/audit/report/page"
	"zhijian/audit/score"
)

// Limits of the page, stated in it: beyond them it would open too slowly. Sessions beyond them count in every figure.
const (
	maxListed = 100_000 // sessions in its lists
	maxFound  = 30_000  // dialogues of sessions with findings
	maxClean  = 5_000   // dialogues of sessions without
	partBytes = 1 << 18 // dialogues are read by the page in parts of about this size
)

// errNoMask keeps dialogues from being written unmasked by mistake.
var errNoMask = errors.New("report: an HTML page shows dialogues: Options needs Mask, or Reveal")

// htmlWriter writes one page that holds everything. Dialogues are written as they come, in parts; the overview follows
// at the end, with the script that draws it.
type htmlWriter struct {
	w       *bufio.Writer
	o       Options
	t       *message.Catalogue
	groups  *score.Tally // by Options.By
	agents  *score.Tally
	teams   *score.Tally
	lessons lessons

	index  []pageEntry
	number map[string]int // of agents, in order of first appearance
	names  []string
	part   []byte // dialogues not yet written, as JSON array without its end
	parts  int
	place  int // next place in part
	found  int // dialogues written, with findings
	clean  int // and without
	// unlisted counts sessions beyond maxListed, silent those listed without dialogue.
	unlisted, silent int
	started          bool
}

func newHTMLWriter(w io.Writer, o Options, t *message.Catalogue) (*htmlWriter, error) {
	if o.Mask == nil && !o.Reveal {
		return nil, errNoMask
	}
	return &htmlWriter{
		w: bufio.NewWriterSize(w, bufferSize), o: o, t: t, number: map[string]int{},
		index: []pageEntry{}, names: []string{}, // the page stumbles over null
		groups: score.New(o.By, o.Rules), agents: score.New(score.By(score.KeyAgent), o.Rules),
		teams: score.New(score.By(score.KeyTeam), o.Rules), lessons: newLessons(score.By(score.KeyAgent)),
	}, nil
}

var frame = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{.Policy}}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{.Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<a class="skip" id="skip" href="#main">{{.Skip}}</a>
<header class="bar"><strong>{{.Title}}</strong><nav aria-label="{{.Nav}}"><a href="#/">{{.Home}}</a></nav>
<button type="button" id="theme" aria-pressed="false">{{.Theme}}</button></header>
<main id="main" tabindex="-1"><noscript><p>{{.NoScript}}</p></noscript></main>
`))

func (h *htmlWriter) start() error {
	if h.started {
		return nil
	}
	h.started = true
	style, err := page.Style()
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	script, err := page.Script()
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	return frame.Execute(h.w, map[string]any{
		"Lang": h.t.Language(), "Title": h.t.Text("html.title"), "Policy": page.Policy(style, script),
		"Style": template.CSS(style), "Skip": h.t.Text("html.skip"), "Nav": h.t.Text("html.nav"), //nolint:gosec // our own style
		"Home": h.t.Text("html.home"), "Theme": h.t.Text("html.theme"), "NoScript": h.t.Text("html.noscript"),
	})
}

func (h *htmlWriter) Result(r *audit.Result) error {
	if err := h.start(); err != nil {
		return err
	}
	for _, tally := range []*score.Tally{h.groups, h.agents, h.teams} {
		tally.Add(r)
	}
	if !h.o.shows(r) {
		return nil
	}
	if len(h.index) == maxListed {
		h.unlisted++
		return nil
	}
	entry := h.entry(r)
	if h.room(len(r.Findings) > 0) && r.Session != nil {
		if err := h.embed(r, &entry); err != nil {
			return err
		}
	} else {
		h.silent++
	}
	h.lessons.add(r, len(h.index))
	h.index = append(h.index, entry)
	return nil
}

// room says whether one more dialogue fits, and counts it.
func (h *htmlWriter) room(withFindings bool) bool {
	n, most := &h.clean, maxClean
	if withFindings {
		n, most = &h.found, maxFound
	}
	if *n == most {
		return false
	}
	*n++
	return true
}

// embed adds the dialogue to the present part.
func (h *htmlWriter) embed(r *audit.Result, entry *pageEntry) error {
	data, err := json.Marshal(h.dialogue(r))
	if err != nil {
		return fmt.Errorf("session %q: %w", r.SessionID, err)
	}
	entry.part, entry.place = h.parts, h.place
	if h.place > 0 {
		h.part = append(h.part, ',', '\n')
	}
	h.part = append(h.part, data...)
	h.place++
	if len(h.part) < partBytes {
		return nil
	}
	return h.flushPart()
}

func (h *htmlWriter) flushPart() error {
	if h.place == 0 {
		return nil
	}
	// json.Marshal writes < as \u003c, so that nothing in the data can end the element.
	_, err := fmt.Fprintf(h.w, "<script type=\"application/json\" id=\"part-%d\">[%s]</script>\n", h.parts, h.part)
	h.parts++
	h.part, h.place = h.part[:0], 0
	return err
}

func (h *htmlWriter) Close(s *Summary) error {
	if err := errors.Join(h.start(), h.flushPart()); err != nil {
		return err
	}
	data, err := json.Marshal(h.run(s))
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	script, err := page.Script()
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	if _, err := fmt.Fprintf(h.w, "<script type=\"application/json\" id=\"run\">%s</script>\n<script>%s</script>\n</body>\n</html>\n",
		data, script); err != nil {
		return err
	}
	return h.w.Flush()
}

// shows says whether the report is about the session: with Options.Agents, whether one of them served it or spoke in it;
// with teams, whether one of them served it.
func (o *Options) shows(r *audit.Result) bool {
	if len(o.teams) > 0 && !slices.Contains(o.teams, r.Team) {
		return false
	}
	return len(o.Agents) == 0 || slices.Contains(o.Agents, r.Agent) ||
		slices.ContainsFunc(r.Findings, func(f audit.Finding) bool { return slices.Contains(o.Agents, f.Agent) })
}
