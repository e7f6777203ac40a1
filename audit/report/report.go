// Package report writes what a run found: tables, data files and pages, all drawn from the same results. It is the only
// importer of tablewriter.
package report

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"zhijian/audit"
	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// A Writer writes one report. Result is called for every judged session, in the final order, then Close once with the
// summary of the run. Neither keeps the result. A Writer does not close what it writes to.
type Writer interface {
	Result(r *audit.Result) error
	Close(s *Summary) error
}

// Kind names a form of report.
type Kind string

// The kinds that New knows.
const (
	Table    Kind = "table"    // for the terminal
	JSONL    Kind = "jsonl"    // one result record a line
	JSON     Kind = "json"     // one document
	CSV      Kind = "csv"      // one finding a row, for spreadsheets
	XLSX     Kind = "xlsx"     // a workbook
	HTML     Kind = "html"     // one page that holds everything
	Markdown Kind = "markdown" // for a group chat or a pull request
	JUnit    Kind = "junit"    // one test case a session
	SARIF    Kind = "sarif"    // one result a finding
	GitHub   Kind = "github"   // annotations of a workflow run
	GitLab   Kind = "gitlab"   // code quality of a merge request
)

// Kinds lists the kinds that New knows, the default first.
func Kinds() []Kind {
	return []Kind{Table, JSONL, JSON, CSV, XLSX, HTML, Markdown, JUnit, SARIF, GitHub, GitLab}
}

// Options say how a report is drawn. The zero value is a Chinese table by agent of unlimited width without colours.
type Options struct {
	Lang  string    // zh (default) or en
	Width int       // cells that a table line may take; 0: no limit
	Color bool      // whether tables may use terminal colours
	By    score.Key // groups of the main table; the zero Key stands for agents
	// Sort orders the main table by a name of score.Sorts; "" is worst first.
	Sort    string
	Top     int  // most rows of the main table; 0: all
	Compact bool // tables: the main table and the closing words only
	// Rules says of each rule in force what reports tell of it.
	Rules map[string]score.RuleInfo
	// Card gives the stars of mean scores; nil stands for score.Default.
	Card *score.Card
	// Mask hides personal data in a text, character by character, so that its length stays. It is needed by forms that
	// show dialogues, unless Reveal says that they may show them as they are.
	Mask   func(string) string
	Reveal bool
	// Agents limits pages and scorecards to these agents, or to these groups where By makes scorecards of others; empty
	// means all. Others still count in totals and means.
	Agents []string
	// teams limits pages to the agents and sessions of these teams; empty means all.
	teams []string
	// Previous is an earlier run to compare with; nil leaves the comparison out.
	Previous *Period
}

// resolve fills in defaults and opens the catalogue.
func (o *Options) resolve() (*message.Catalogue, error) {
	text, err := message.For(o.Lang)
	if err != nil {
		return nil, err
	}
	o.Card = cmp.Or(o.Card, score.Default())
	if o.By.Name == "" {
		o.By = score.By(score.KeyAgent)
	}
	return text, score.CheckSort(o.Sort)
}

// New makes a writer of the given kind.
func New(kind Kind, w io.Writer, o Options) (Writer, error) {
	text, err := o.resolve()
	if err != nil {
		return nil, err
	}
	if o.By.Name == score.KeyRule && kind != Table && kind != Markdown {
		// The other forms hold the totals by rule anyway; their groups are then agents.
		o.By = score.By(score.KeyAgent)
	}
	switch kind {
	case Table:
		return newTableWriter(w, o, text), nil
	case JSONL:
		return newJSONLWriter(w), nil
	case JSON:
		return newJSONWriter(w, o), nil
	case CSV:
		return newCSVWriter(w, o, text), nil
	case XLSX:
		return newXLSXWriter(w, o, text)
	case HTML:
		return newHTMLWriter(w, o, text)
	case Markdown:
		return newMarkdownWriter(w, o, text), nil
	case JUnit:
		return newJUnitWriter(w, o, text), nil
	case SARIF:
		return newSARIFWriter(w, o, text), nil
	case GitHub:
		return newGitHubWriter(w, o, text), nil
	case GitLab:
		return newGitLabWriter(w, o, text), nil
	}
	names := make([]string, 0, len(Kinds()))
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	return nil, fmt.Errorf("format %q is not known; choose one of %s", kind, strings.Join(names, ", "))
}

// Multi passes everything on to each of ws, in their order.
func Multi(ws ...Writer) Writer { return multi(slices.Clone(ws)) }

type multi []Writer

func (m multi) Result(r *audit.Result) error {
	for _, w := range m {
		if err := w.Result(r); err != nil {
			return err
		}
	}
	return nil
}

// Close closes every writer, even after an error.
func (m multi) Close(s *Summary) error {
	var errs []error
	for _, w := range m {
		errs = append(errs, w.Close(s))
	}
	return errors.Join(errs...)
}
