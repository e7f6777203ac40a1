package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
	"zhijian/audit/score"
)

// numbers are what a form of report says. A form that does not say something leaves it nil.
type numbers struct {
	Scores   map[string]string // by session
	Failed   []string          // sessions that did not pass
	Findings map[string]int    // that count, by rule
	Suspects map[string]int
	Missing  map[string]int    // sessions by rule not evaluated
	Means    map[string]string // by agent
	Fatal    map[string]int    // sessions with fatal findings, by agent
	Deducted string            // points over everything
}

func add(m *map[string]int, key string, n int) {
	if *m == nil {
		*m = map[string]int{}
	}
	if n != 0 {
		(*m)[key] += n
	}
}

// truth takes the numbers from the results themselves.
func truth() numbers {
	n := numbers{Scores: map[string]string{}, Means: map[string]string{}}
	tally := score.New(score.By("agent"), fixtureRules)
	for _, r := range fixtureResults() {
		tally.Add(r)
		n.takeResult(r)
	}
	for _, row := range tally.Rows() {
		n.Means[clean(row.Key)] = noFigure
		if row.Sessions > 0 {
			n.Means[clean(row.Key)] = fixed(row.Mean)
		}
		add(&n.Fatal, clean(row.Key), row.FatalSessions)
	}
	n.Deducted = number(tally.Total().Deducted)
	return n
}

func (n *numbers) takeResult(r *audit.Result) {
	n.Scores[r.SessionID] = number(r.Score)
	if !r.Passed {
		n.Failed = append(n.Failed, r.SessionID)
	}
	for i := range r.Findings {
		switch stateOf(&r.Findings[i]) {
		case counted:
			add(&n.Findings, r.Findings[i].Rule, 1)
		case suspected:
			add(&n.Suspects, r.Findings[i].Rule, 1)
		}
	}
	for _, u := range r.NotEvaluated {
		add(&n.Missing, u.Rule, 1)
	}
}

func TestEveryFormSaysTheSameNumbers(t *testing.T) {
	readers := map[Kind]func(*testing.T, []byte) numbers{
		Table: readTable, JSONL: readJSONL, JSON: readJSON, CSV: readCSV, XLSX: readXLSX, HTML: readHTML,
		Markdown: readMarkdown, JUnit: readJUnit, SARIF: readSARIF, GitHub: readGitHub, GitLab: readGitLab,
	}
	want := truth()
	for _, kind := range Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			read := readers[kind]
			if read == nil {
				t.Fatal("nobody reads this form back")
			}
			got := read(t, write(t, kind, Options{}))
			said := want
			for _, part := range []struct {
				silent bool
				forget func()
			}{
				{got.Scores == nil, func() { said.Scores = nil }},
				{got.Failed == nil, func() { said.Failed = nil }},
				{got.Findings == nil, func() { said.Findings = nil }},
				{got.Suspects == nil, func() { said.Suspects = nil }},
				{got.Missing == nil, func() { said.Missing = nil }},
				{got.Means == nil, func() { said.Means = nil }},
				{got.Fatal == nil, func() { said.Fatal = nil }},
				{got.Deducted == "", func() { said.Deducted = "" }},
			} {
				if part.silent {
					part.forget()
				}
			}
			if cmp.Equal(got, numbers{}) {
				t.Fatal("nothing was read back")
			}
			if diff := cmp.Diff(said, got); diff != "" {
				t.Errorf("(-results +%s)\n%s", kind, diff)
			}
		})
	}
}

func readJSONL(t *testing.T, data []byte) numbers {
	n := numbers{Scores: map[string]string{}}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	for _, line := range lines[:len(lines)-1] {
		n.takeResult(decode[*audit.Result](t, []byte(line)))
	}
	return n
}

func decode[T any](t *testing.T, data []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// totals is what JSON and HTML say beside the results.
type totals struct {
	All   score.Row
	Rows  []score.Row
	Rules []score.RuleRow
}

func (n *numbers) takeTotals(tot totals) {
	n.Means = map[string]string{}
	for _, row := range tot.Rows {
		n.Means[clean(row.Key)] = noFigure
		if row.Sessions > 0 {
			n.Means[clean(row.Key)] = fixed(row.Mean)
		}
		add(&n.Fatal, clean(row.Key), row.FatalSessions)
	}
	n.Deducted = number(tot.All.Deducted)
}

func readJSON(t *testing.T, data []byte) numbers {
	doc := decode[struct {
		Results []*audit.Result
		Totals  totals
	}](t, data)
	n := numbers{Scores: map[string]string{}}
	for _, r := range doc.Results {
		n.takeResult(r)
	}
	n.takeTotals(doc.Totals)
	return n
}

func readHTML(t *testing.T, data []byte) numbers {
	block := regexp.MustCompile(`(?s)<script type="application/json" id="([a-z0-9-]+)">(.*?)</script>`)
	n := numbers{Scores: map[string]string{}}
	for _, m := range block.FindAllSubmatch(data, -1) {
		if string(m[1]) == "run" {
			run := decode[struct {
				Total score.Row
				Rows  []score.Row
			}](t, m[2])
			n.takeTotals(totals{All: run.Total, Rows: run.Rows})
			continue
		}
		for _, d := range decode[[]struct{ Record *audit.Result }](t, m[2]) {
			n.takeResult(d.Record)
		}
	}
	return n
}

// takeDetails reads rows of the flat forms: heading → column.
func (n *numbers) takeDetails(rows [][]string) {
	column := map[string]int{}
	for i, title := range rows[0] {
		column[title] = i
	}
	cell := func(row []string, title string) string {
		i, ok := column[title]
		if !ok || i >= len(row) {
			return ""
		}
		return row[i]
	}
	for _, row := range rows[1:] {
		session := cell(row, "会话编号")
		if s := cell(row, "得分"); s != "" {
			if n.Scores == nil {
				n.Scores = map[string]string{}
			}
			n.Scores[session] = s
		}
		if cell(row, "合格") == "否" && !slices.Contains(n.Failed, session) {
			n.Failed = append(n.Failed, session)
		}
		switch cell(row, "状态") {
		case "命中":
			add(&n.Findings, cell(row, "规则"), 1)
		case "疑似":
			add(&n.Suspects, cell(row, "规则"), 1)
		case "未评估":
			add(&n.Missing, cell(row, "规则"), 1)
		}
	}
}

func readCSV(t *testing.T, data []byte) numbers {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte(byteOrderMark)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var n numbers
	n.takeDetails(rows)
	sum := score.Points(0)
	for _, row := range rows[1:] {
		if i := slices.Index(rows[0], "扣分"); row[i] != "" {
			sum += score.PointsOf(mustFloat(t, row[i]))
		}
	}
	n.Deducted = number(sum.Float())
	return n
}

func mustFloat(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func readXLSX(t *testing.T, data []byte) numbers {
	all := sheets(t, data)
	var n numbers
	n.takeDetails(all["明细"])
	n.takeDetails(all["会话"])
	for _, row := range all["未评估"][1:] {
		add(&n.Missing, row[2], 1)
	}
	n.Means = map[string]string{}
	groups := all["客服"]
	for _, row := range groups[1 : len(groups)-1] {
		key := clean(strings.NewReplacer(`\u001b`, "\x1b", `\u202e`, "\u202e").Replace(strings.TrimPrefix(row[0], "'")))
		n.Means[key] = noFigure
		if row[3] != "" {
			n.Means[key] = fixed(mustFloat(t, row[3]))
		}
		add(&n.Fatal, key, int(mustFloat(t, row[8])))
	}
	n.Deducted = groups[len(groups)-1][15]
	return n
}

// takeGroups reads the rows of a drawn table: name, …, mean, …, fatal.
func (n *numbers) takeGroups(t *testing.T, rows [][]string, mean, fatal int) {
	n.Means = map[string]string{}
	for _, row := range rows {
		n.Means[row[0]] = row[mean]
		add(&n.Fatal, row[0], int(mustFloat(t, row[fatal])))
	}
}

func readTable(t *testing.T, data []byte) numbers {
	parts := strings.Split(string(data), "\n\n")
	split := func(part string, skip int) [][]string {
		var rows [][]string
		for _, line := range strings.Split(part, "\n")[skip:] {
			if strings.HasPrefix(line, "──") {
				break
			}
			rows = append(rows, regexp.MustCompile(`\s{2,}`).Split(strings.TrimSpace(line), -1))
		}
		return rows
	}
	var n numbers
	n.Means = map[string]string{}
	for _, row := range split(parts[0], 2) {
		// The team may be empty: count from the end.
		n.Means[row[0]] = row[len(row)-10]
		add(&n.Fatal, row[0], int(mustFloat(t, row[len(row)-7])))
	}
	for _, row := range split(parts[1], 3) {
		add(&n.Findings, row[1], int(mustFloat(t, row[3])))
		add(&n.Suspects, row[1], int(mustFloat(t, row[4])))
	}
	for _, row := range split(parts[2], 3) {
		add(&n.Missing, row[1], int(mustFloat(t, row[3])))
	}
	return n
}

func readMarkdown(t *testing.T, data []byte) numbers {
	var n numbers
	for i, block := range regexp.MustCompile(`(?m)(^\|.*\n)+`).FindAllString(string(data), -1) {
		var rows [][]string
		for _, line := range strings.Split(strings.TrimSpace(block), "\n")[2:] {
			line = regexp.MustCompile(`\\(.)`).ReplaceAllStringFunc(line, func(s string) string {
				if s == `\|` {
					return "\x00"
				}
				return s[1:]
			})
			cells := strings.Split(strings.Trim(line, "| "), " | ")
			cells[0] = strings.ReplaceAll(cells[0], "\x00", "|")
			rows = append(rows, cells)
		}
		if i == 0 {
			n.takeGroups(t, rows[:len(rows)-1], 2, 5)
			continue
		}
		for _, row := range rows {
			add(&n.Findings, row[1], int(mustFloat(t, row[3])))
			add(&n.Suspects, row[1], int(mustFloat(t, row[4])))
		}
	}
	return n
}

func readJUnit(t *testing.T, data []byte) numbers {
	var suites struct {
		Cases []struct {
			Name    string    `xml:"name,attr"`
			Failure *struct{} `xml:"failure"`
		} `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal(data, &suites); err != nil {
		t.Fatal(err)
	}
	var n numbers
	for _, c := range suites.Cases {
		if c.Failure != nil {
			n.Failed = append(n.Failed, c.Name)
		}
	}
	return n
}

func readSARIF(t *testing.T, data []byte) numbers {
	doc := decode[struct {
		Runs []struct {
			Results []struct {
				RuleID       string
				Suppressions []any
				Properties   struct {
					Suspect bool
					Deduct  float64
				}
			}
		}
	}](t, data)
	var n numbers
	sum := score.Points(0)
	for _, r := range doc.Runs[0].Results {
		sum += score.PointsOf(r.Properties.Deduct)
		switch {
		case len(r.Suppressions) > 0:
		case r.Properties.Suspect:
			add(&n.Suspects, r.RuleID, 1)
		default:
			add(&n.Findings, r.RuleID, 1)
		}
	}
	n.Deducted = number(sum.Float())
	return n
}

func readGitHub(t *testing.T, data []byte) numbers {
	var n numbers
	line := regexp.MustCompile(`(?m)^::(\w+) file=.*（([a-z.-]+)）`)
	for _, m := range line.FindAllSubmatch(data, -1) {
		if string(m[1]) == "notice" {
			add(&n.Suspects, string(m[2]), 1)
		} else {
			add(&n.Findings, string(m[2]), 1)
		}
	}
	if len(slices.Collect(maps.Keys(n.Findings))) == 0 {
		t.Error("no annotations")
	}
	return n
}
