package sheet

import (
	"slices"
	"strings"

	"zhijian/lexicon"
	"zhijian/lexicon/layout"
)

// The tables of an export.
const (
	tableRules      = "规则"
	tableTerms      = "词语类"
	tableConditions = "条件"
	tableFiles      = "文件"
)

// Row is one row of an export: cells by column.
type Row map[column]string

// Sheet is one table of an export.
type Sheet struct {
	Name    string
	Columns []column
	Rows    []Row
}

// mostCell is how many characters a cell takes; workbooks allow 32767, and characters beyond the basic plane count twice.
const mostCell = 15000

// Export writes lexicon files as tables. A rule that only lists what one speaker says becomes a row for every pattern;
// what columns cannot carry (clauses with conditions of their own, measures, relations) stands in 规则定义 as it is
// written. The error is a lexicon.Problems.
func Export(sources []lexicon.Source) ([]Sheet, error) {
	out := []Sheet{
		{Name: tableRules, Columns: []column{
			colFile, colID, colRule, colCategory, colKind, colChannel, colSeverity, colFatal, colDeduct, colCap, colPoints, colFine, colSpeaker,
			colPattern, colExceptForm, colAdvice, colCite, colOwner, colSince, colUntil, colHit, colDoubtful, colMiss, colDefinition,
		}},
		{Name: tableTerms, Columns: []column{colFile, colName, colWords}},
		{Name: tableConditions, Columns: []column{colFile, colName, colBody}},
		{Name: tableFiles, Columns: []column{colFile, colID, colName, colRest}},
	}
	for _, src := range sources {
		if src.IsModel() {
			continue // learnt from the examples, and to be learnt again
		}
		parts, err := layout.Outline(src.Name, src.Data)
		if err != nil {
			return nil, err
		}
		exportFile(out, src.Name, parts)
	}
	return out, nil
}

func exportFile(out []Sheet, file string, parts []layout.Part) {
	head := Row{colFile: file}
	rest := ""
	for i := range parts {
		p := &parts[i]
		switch p.Key {
		case "schema":
		case "id":
			head[colID] = p.Value
		case "title":
			head[colName] = p.Value
		case "terms":
			exportTerms(&out[1], file, p.Parts)
		case "conditions":
			for _, c := range p.Parts {
				body := below(c.Text)
				if c.Scalar { // another name of a condition
					body = "all: [" + c.Value + "]\n"
				}
				out[2].text(Row{colFile: file, colName: c.Key}, colBody, body)
			}
		case "rules":
			for k := range p.Parts {
				exportRule(&out[0], file, &p.Parts[k])
			}
		default:
			rest += p.Text
		}
	}
	out[3].text(head, colRest, rest)
}

// below is the text of an entry without its key's line, one indentation less.
func below(text string) string {
	var out strings.Builder
	inside := false
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		if !inside {
			inside = !strings.HasPrefix(strings.TrimSpace(line), "#")
			if _, value, ok := strings.Cut(line, ": "); inside && ok && strings.HasPrefix(value, "{") {
				return flowLines(value)
			}
			continue
		}
		out.WriteString(strings.TrimPrefix(line, "  ") + "\n")
	}
	return out.String()
}

// flowLines writes a mapping in brackets as lines.
func flowLines(value string) string {
	value, _, _ = strings.Cut(value, " # ")
	parts, err := layout.Outline("", []byte("x: "+value+"\n"))
	if err != nil || len(parts) != 1 {
		return value + "\n"
	}
	var out strings.Builder
	for _, p := range parts[0].Parts {
		out.WriteString(p.Text)
	}
	return out.String()
}

// text adds a row, and more rows where a text is too long for one cell.
func (s *Sheet) text(row Row, col column, text string) {
	for {
		head := text
		if len(head) > mostCell {
			cut := strings.LastIndexByte(head[:mostCell], '\n') + 1
			if cut == 0 {
				cut = len(head) // one endless line: as it is
			}
			head = head[:cut]
		}
		row[col] = head
		s.Rows = append(s.Rows, row)
		if text = text[len(head):]; text == "" {
			return
		}
		row = Row{colFile: row[colFile], colID: row[colID], colRule: row[colRule], colName: row[colName]}
	}
}

func exportTerms(s *Sheet, file string, terms []layout.Part) {
	for i := range terms {
		words, ok := terms[i].Scalars()
		if !ok {
			continue // a class holds words alone
		}
		s.text(Row{colFile: file, colName: terms[i].Key}, colWords, strings.Join(words, "\n"))
	}
}

// ruleColumns are the single values of a rule that have columns.
var ruleColumns = map[string]column{
	"id": colID, "title": colRule, "category": colCategory, "kind": colKind, "channel": colChannel, "severity": colSeverity, "fatal": colFatal,
	"deduct": colDeduct, "cap": colCap, "platform_points": colPoints, "fine": colFine, "advice": colAdvice, "cite": colCite,
	"owner": colOwner, "since": colSince, "until": colUntil,
}

// ruleParts is a rule, taken apart for its row.
type ruleParts struct {
	row             Row
	rest            string // what has no column
	speaker, unless *layout.Part
	complex         bool // the wording cannot stand in columns
}

func takeApart(file string, rule *layout.Part) ruleParts {
	out := ruleParts{row: Row{colFile: file}}
	for i := range rule.Parts {
		p := &rule.Parts[i]
		col, known := ruleColumns[p.Key]
		_, flat := p.Scalars()
		switch {
		case known && p.Scalar && !strings.Contains(p.Value, "\n"):
			out.row[col] = p.Value
			if p.Key == "fatal" {
				out.row[col] = map[string]string{"true": "是"}[p.Value]
			}
		case p.Key == "examples" && exportExamples(out.row, p):
		case flat && out.speaker == nil && slices.Contains([]string{"agent", "customer", "robot", "anyone"}, p.Key):
			out.speaker = p
		case flat && p.Key == "unless":
			out.unless = p
		default:
			out.rest += p.Text
			out.complex = out.complex || isWording(p.Key)
		}
	}
	out.complex = out.complex || out.speaker == nil
	return out
}

func exportRule(s *Sheet, file string, rule *layout.Part) {
	r := takeApart(file, rule)
	if r.complex {
		// The wording stays together, in the order in which it is written.
		for _, p := range []*layout.Part{r.speaker, r.unless} {
			if p != nil {
				r.rest += p.Text
			}
		}
		s.text(r.row, colDefinition, r.rest)
		return
	}
	r.row[colSpeaker] = r.speaker.Key
	patterns, _ := r.speaker.Scalars()
	var except []string
	if r.unless != nil {
		except, _ = r.unless.Scalars()
	}
	again := Row{colFile: file, colID: r.row[colID], colRule: r.row[colRule], colSpeaker: r.speaker.Key}
	if len(patterns) > 0 {
		r.row[colPattern] = patterns[0]
		patterns = patterns[1:]
	}
	s.text(r.row, colDefinition, r.rest)
	for _, list := range []struct {
		col      column
		patterns []string
	}{{colPattern, patterns}, {colExceptForm, except}} {
		for _, p := range list.patterns {
			next := cloneRow(again)
			next[list.col] = p
			s.Rows = append(s.Rows, next)
		}
	}
}

func cloneRow(r Row) Row {
	out := make(Row, len(r)+1)
	for k, v := range r {
		out[k] = v
	}
	return out
}

// isWording says whether a key belongs to what a rule looks for, so that its columns alone would not do.
func isWording(key string) bool {
	return !slices.Contains([]string{"tags", "platforms", "teams", "where", "default", "bonus", "examples"}, key) && ruleColumns[key] == ""
}

// exportExamples puts examples into their columns, if they fit; false where they do not.
func exportExamples(row Row, p *layout.Part) bool {
	cells := map[column]string{}
	for i := range p.Parts {
		col, known := map[string]column{"hit": colHit, "suspect": colDoubtful, "miss": colMiss}[p.Parts[i].Key]
		list, ok := p.Parts[i].Scalars()
		text := strings.Join(list, "\n")
		if !known || !ok || len(text) > mostCell || strings.Count(text, "\n") != len(list)-1 {
			return false
		}
		cells[col] = text
	}
	for col, text := range cells {
		row[col] = text
	}
	return true
}
