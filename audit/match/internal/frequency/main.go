// Frequency counts characters and pairs of characters in native transcripts and prints those that are common, with how
// often they occur in a million characters: the table by which package match chooses the rarest part of a pattern to
// look for. The table decides how fast an audit is, never what it finds.
//
//	go run ./audit/match/internal/frequency TRANSCRIPTS.jsonl… > audit/match/frequency.txt
package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"unicode"

	"zhijian/lexicon/norm"
	"zhijian/transcripts"
)

// leastPerMillion is how often a character or pair must occur in a million characters to be in the table.
const leastPerMillion = 60

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "frequency:", err)
		os.Exit(1)
	}
}

func run(paths []string) error {
	corpus, err := transcripts.OpenCorpus(paths, transcripts.Options{})
	if err != nil {
		return err
	}
	n := norm.New(norm.DefaultOptions())
	counts := map[string]int{}
	total := 0
	var text norm.Text
	for batch, err := range corpus.Batches(context.Background()) {
		if err != nil {
			return err
		}
		sessions, rejects := batch.Decode(nil)
		if len(rejects) > 0 {
			return fmt.Errorf("%s: record %d: %s", rejects[0].Source, rejects[0].Record, rejects[0].Reason())
		}
		for _, s := range sessions {
			for _, t := range s.Turns {
				n.Text(&text, t.Text)
				for i, r := range text.Runes {
					if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
						continue
					}
					total++
					counts[string(r)]++
					if i+1 < len(text.Runes) && unicode.IsLetter(text.Runes[i+1]) {
						counts[string(text.Runes[i:i+2])]++
					}
				}
			}
		}
	}
	return printRows(counts, total)
}

func printRows(counts map[string]int, total int) error {
	type row struct {
		text string
		ppm  int
	}
	var rows []row
	for text, count := range counts {
		if ppm := count * 1_000_000 / max(total, 1); ppm >= leastPerMillion {
			rows = append(rows, row{text, ppm})
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(b.ppm, a.ppm), cmp.Compare(a.text, b.text)) })
	out := bufio.NewWriter(os.Stdout)
	for _, r := range rows {
		if _, err := fmt.Fprintf(out, "%s %d\n", r.text, r.ppm); err != nil {
			return err
		}
	}
	return out.Flush()
}
