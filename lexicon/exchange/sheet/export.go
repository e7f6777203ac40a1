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
			colPattern, colExceptForm, colAdvice, colCite, colOwner, colSince, colUntil, colHit, colMiss, colDefinition,
		}},
		{Name: tableTerms, Columns: []column{colFile, colName, colWords}},
		{Name: tableConditions, Columns: []column{colFile, colName, colBody}},
		{Name: tableFiles, Columns: []column{colFile, colID, colName, colRest}},
	}
	for _, src := range sources {
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

func exportRule(s *Sheet, file string, rule *layout.Part) {
	row := Row{colFile: file}
	var rest string
	var speaker, unless *layout.Part
	simple := true
	for i := range rule.Parts {
		p := &rule.Parts[i]
		col, known := ruleColumns[p.Key]
		_, flat := p.Scalars()
		switch {
		case known && p.Scalar && !strings.Contains(p.Value, "\n"):
			row[col] = p.Value
			if p.Key == "fatal" {
				row[col] = map[string]string{"true": "是"}[p.Value]
			}
		case p.Key == "examples" && exportExamples(s, row, p):
		case flat && speaker == nil && slices.Contains([]string{"agent", "customer", "robot", "anyone"}, p.Key):
			speaker = p
		case flat && p.Key == "unless":
			unless = p
		default:
			rest += p.Text
			simple = simple && !isWording(p.Key)
		}
	}
	if !simple || speaker == nil {
		// The wording stays together, in the order in which it is written.
		for _, p := range []*layout.Part{speaker, unless} {
			if p != nil {
				rest += p.Text
			}
		}
		s.text(row, colDefinition, rest)
		return
	}
	row[colSpeaker] = speaker.Key
	patterns, _ := speaker.Scalars()
	var except []string
	if unless != nil {
		except, _ = unless.Scalars()
	}
	again := Row{colFile: file, colID: row[colID], colRule: row[colRule], colSpeaker: speaker.Key}
	row[colPattern] = patterns[0]
	s.text(row, colDefinition, rest)
	for _, p := range patterns[1:] {
		next := cloneRow(again)
		next[colPattern] = p
		s.Rows = append(s.Rows, next)
	}
	for _, p := range except {
		next := cloneRow(again)
		next[colExceptForm] = p
		s.Rows = append(s.Rows, next)
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
func exportExamples(s *Sheet, row Row, p *layout.Part) bool {
	cells := map[column]string{}
	for i := range p.Parts {
		col, known := map[string]column{"hit": colHit, "miss": colMiss}[p.Parts[i].Key]
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
