package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"zhijian/audit"
	"zhijian/audit/score"
)

// ReadPeriod reads what an earlier run said, to compare with, from its report of the kind json (grouped by agent) or
// jsonl. name stands in errors and is the label of the period. Memory does not grow with the number of sessions.
func ReadPeriod(name string, r io.Reader, rules map[string]score.RuleInfo) (*Period, error) {
	buf := bufio.NewReaderSize(r, bufferSize)
	// A document begins with its list of results, a record or summary of JSON Lines with another field.
	head, err := buf.Peek(len(`{"results"`))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	read := readRecords
	if string(head) == `{"results"` {
		read = readTotals
	}
	p, err := read(json.NewDecoder(buf), rules)
	if err != nil {
		return nil, fmt.Errorf("%s: no report of an earlier run (kind json or jsonl): %w", name, err)
	}
	p.Label = name
	return p, nil
}

// readRecords counts the records of JSON Lines anew; the summary must stand at their end, else the file is not whole.
func readRecords(dec *json.Decoder, rules map[string]score.RuleInfo) (*Period, error) {
	tally := score.New(score.By(score.KeyAgent), rules)
	for line := 1; ; line++ {
		var record struct {
			audit.Result
			Summary *Summary `json:"summary"`
		}
		switch err := dec.Decode(&record); {
		case errors.Is(err, io.EOF):
			return nil, errors.New("the summary at the end is missing")
		case err != nil:
			return nil, fmt.Errorf("record %d: %w", line, err)
		}
		if record.Summary != nil {
			return &Period{Total: tally.Total(), Rows: tally.Rows(), Rules: tally.RuleTotals()}, nil
		}
		tally.Add(&record.Result)
	}
}

// readTotals takes the totals of a document, passing over its results one by one.
func readTotals(dec *json.Decoder, _ map[string]score.RuleInfo) (*Period, error) {
	for {
		token, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("looking for its totals: %w", err)
		}
		switch token {
		case "results":
			if err := passOver(dec); err != nil {
				return nil, err
			}
		case "totals":
			var totals struct {
				By    string          `json:"by"`
				All   score.Row       `json:"all"`
				Rows  []score.Row     `json:"rows"`
				Rules []score.RuleRow `json:"rules"`
			}
			if err := dec.Decode(&totals); err != nil {
				return nil, fmt.Errorf("its totals: %w", err)
			}
			if totals.By != score.KeyAgent {
				return nil, fmt.Errorf("its totals are by %s, not by agent", totals.By)
			}
			return &Period{Total: totals.All, Rows: totals.Rows, Rules: totals.Rules}, nil
		}
	}
}

// passOver reads to the end of a list, one element at a time.
func passOver(dec *json.Decoder) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		var element json.RawMessage
		if err := dec.Decode(&element); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}
