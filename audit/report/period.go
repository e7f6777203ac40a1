package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"zhijian/audit"
	"zhijian/audit/score"
)

// A Period is what reports tell of an earlier run or span of time.
type Period struct {
	Label string // such as a date or the name of a run
	Total score.Row
	Rows  []score.Row // by agent
	Teams []score.Row
	Rules []score.RuleRow
	// Runs earlier than this one, or beside it: they extend the days, and are not compared with.
	More []*Period

	agents, teams *score.Tally // nil where nothing is known of days
}

// row finds an agent of the period, or a team where by says so.
func (p *Period) row(by score.Key, name string) (score.Row, bool) {
	if p == nil {
		return score.Row{}, false
	}
	rows := p.Rows
	if by.Name == score.KeyTeam {
		rows = p.Teams
	}
	i := slices.IndexFunc(rows, func(r score.Row) bool { return r.Key == name })
	if i < 0 {
		return score.Row{}, false
	}
	return rows[i], true
}

// A day is one point of a trend.
type day struct {
	score.Row
	Earlier bool `json:"earlier,omitempty"` // known from an earlier run alone
}

// trend puts the days of earlier runs before, or between, those of this one, earliest first. Of a day that several runs
// know, this one counts, then the one that was named first. rows picks the days of a tally by agent or by team.
func (p *Period) trend(now []score.Row, by score.Key, rows func(*score.Tally) []score.Row) []day {
	days := []day{} // the page stumbles over null
	take := func(rows []score.Row, earlier bool) {
		for _, r := range rows {
			if !slices.ContainsFunc(days, func(d day) bool { return d.Key == r.Key }) {
				days = append(days, day{r, earlier})
			}
		}
	}
	take(now, false)
	if p != nil {
		for _, run := range append([]*Period{p}, p.More...) {
			tally := run.agents
			if by.Name == score.KeyTeam {
				tally = run.teams
			}
			if tally != nil {
				take(slices.DeleteFunc(rows(tally), func(r score.Row) bool { return r.Key == "" }), true)
			}
		}
	}
	slices.SortFunc(days, func(a, b day) int { return strings.Compare(a.Key, b.Key) })
	return days
}

// ReadPeriod reads what an earlier run said, to compare with, from its report of the kind json or jsonl. name stands in
// errors and is the label of the period. Memory does not grow with the number of sessions.
func ReadPeriod(name string, r io.Reader, rules map[string]score.RuleInfo) (*Period, error) {
	buf := bufio.NewReaderSize(r, bufferSize)
	// A document begins with its list of results, a record or summary of JSON Lines with another field.
	head, err := buf.Peek(len(`{"results"`))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	read := readRecords
	if string(head) == `{"results"` {
		read = readDocument
	}
	p := &Period{Label: name, agents: score.New(score.By(score.KeyAgent), rules), teams: score.New(score.By(score.KeyTeam), rules)}
	if err := read(json.NewDecoder(buf), p.add); err != nil {
		return nil, fmt.Errorf("%s: no report of an earlier run (kind json or jsonl): %w", name, err)
	}
	p.Total, p.Rows, p.Teams, p.Rules = p.agents.Total(), p.agents.Rows(), p.teams.Rows(), p.agents.RuleTotals()
	return p, nil
}

func (p *Period) add(r *audit.Result) {
	p.agents.Add(r)
	p.teams.Add(r)
}

// readRecords reads the records of JSON Lines; the summary must stand at their end, else the file is not whole.
func readRecords(dec *json.Decoder, add func(*audit.Result)) error {
	for line := 1; ; line++ {
		var record struct {
			audit.Result
			Summary *Summary `json:"summary"`
		}
		switch err := dec.Decode(&record); {
		case errors.Is(err, io.EOF):
			return errors.New("the summary at the end is missing")
		case err != nil:
			return fmt.Errorf("record %d: %w", line, err)
		}
		if record.Summary != nil {
			return nil
		}
		add(&record.Result)
	}
}

// readDocument reads the results of a document one by one; its summary stands at the end.
func readDocument(dec *json.Decoder, add func(*audit.Result)) error {
	for {
		token, err := dec.Token()
		if err != nil {
			return fmt.Errorf("looking for its summary: %w", err)
		}
		switch token {
		case "results":
			if err := readResults(dec, add); err != nil {
				return err
			}
		case "totals":
			var totals json.RawMessage // of this run's groups; they are counted anew by agent and team
			if err := dec.Decode(&totals); err != nil {
				return fmt.Errorf("its totals: %w", err)
			}
		case "summary":
			var summary Summary
			if err := dec.Decode(&summary); err != nil {
				return fmt.Errorf("its summary: %w", err)
			}
			return nil
		}
	}
}

// readResults reads the list of results to its end.
func readResults(dec *json.Decoder, add func(*audit.Result)) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	for n := 1; dec.More(); n++ {
		var result audit.Result
		if err := dec.Decode(&result); err != nil {
			return fmt.Errorf("result %d: %w", n, err)
		}
		add(&result)
	}
	_, err := dec.Token()
	return err
}
