// Command bench measures whole processes: zhijian's audit of a large corpus against a program that does less, against a
// search for the same literals, on one core and on two, packed and not, and its peak memory. All contestants run in turn,
// round after round, so that a machine whose speed drifts slows them alike; figures are medians, ratios are taken within
// each round. It prints a table and writes everything to a file that the repository keeps.
//
//	go run ./audit/internal/bench -size 200 -rounds 5
//
// The corpus and the opponent come from a folder beside the project, see -shared; what is not there is left out and
// said so.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

type settings struct {
	shared string // folder with bench/make_corpus.py and bench/competent
	work   string // where binaries and corpora are kept
	out    string
	size   int // megabytes of the corpus
	big    int // megabytes of a second corpus, for its peak memory; 0 for none
	rounds int
}

func main() {
	var s settings
	flag.StringVar(&s.shared, "shared", filepath.FromSlash("../shared"), "folder with bench/make_corpus.py and bench/competent")
	flag.StringVar(&s.work, "work", filepath.Join(os.TempDir(), "zhijian-bench"), "where binaries and corpora are kept between runs")
	flag.StringVar(&s.out, "out", filepath.FromSlash("docs/performance.json"), "file for the figures")
	flag.IntVar(&s.size, "size", 200, "megabytes of the corpus")
	flag.IntVar(&s.big, "big", 0, "megabytes of a second corpus, audited once for its peak memory; 0 for none")
	flag.IntVar(&s.rounds, "rounds", 5, "rounds")
	flag.Parse()
	if err := run(&s); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(s *settings) error {
	if err := os.MkdirAll(s.work, 0o755); err != nil {
		return err
	}
	figures := &Figures{Go: runtime.Version(), Processors: runtime.NumCPU(), Rounds: s.rounds}
	all, err := prepare(s, figures)
	if err != nil {
		return err
	}
	for round := range s.rounds {
		for _, c := range all {
			if c.once && round > 0 {
				continue
			}
			if err := c.run(); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
		}
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, s.rounds)
	}
	figures.sumUp(all)
	fmt.Print(figures)
	return figures.write(s.out)
}

// prepare builds the programs, makes the corpora and lists the contestants.
func prepare(s *settings, figures *Figures) ([]*contestant, error) {
	ours := filepath.Join(s.work, "zhijian")
	if err := command("", "go", "build", "-o", ours, "./cmd/zhijian"); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(s.shared, "bench", "make_corpus.py")); err != nil {
		return nil, fmt.Errorf("there is nothing to make a corpus with: %w", err)
	}
	corpus, err := makeCorpus(s, s.size)
	if err != nil {
		return nil, err
	}
	figures.CorpusMB = s.size
	all, err := withOpponents(s, ours, corpus, figures)
	if err != nil {
		return nil, err
	}
	packed, err := packedInputs(ours, corpus)
	if err != nil {
		return nil, err
	}
	ten, err := firstLines(corpus, filepath.Join(s.work, "ten.jsonl"), 10)
	if err != nil {
		return nil, err
	}
	all = append(all, packed...)
	all = append(all,
		&contestant{name: coldStart, args: []string{ours, "audit", ten}},
		&contestant{name: lexiconTest, args: []string{ours, "lexicon", "test"}},
	)
	if s.big > 0 {
		big, err := makeCorpus(s, s.big)
		if err != nil {
			return nil, err
		}
		figures.BigMB = s.big
		all = append(all, &contestant{name: oursBig, args: []string{ours, "audit", big}, once: true})
	}
	return all, nil
}

// withOpponents lists ours, and the opponents that can be had.
func withOpponents(s *settings, ours, corpus string, figures *Figures) ([]*contestant, error) {
	all := []*contestant{
		{name: oursTwo, args: []string{ours, "audit", corpus}, env: []string{"GOMAXPROCS=2"}},
		{name: oursOne, args: []string{ours, "audit", corpus, "--jobs", "1"}, env: []string{"GOMAXPROCS=1"}},
		{name: oursForgetful, args: []string{ours, "audit", corpus, "--forget"}, env: []string{"GOMAXPROCS=2"}},
	}
	if phrases := filepath.Join(s.shared, "bench", "phrases-3000.txt"); exists(phrases) {
		competent, err := buildCompetent(s)
		if err != nil {
			return nil, err
		}
		all = append(all, &contestant{name: opponent, args: []string{competent, corpus, phrases}, env: []string{"GOMAXPROCS=2"}})
	} else {
		figures.absent("competent: there is no " + phrases)
	}
	rg, _ := exec.LookPath("rg")
	if rg == "" {
		figures.absent("rg: it is not installed")
		return all, nil
	}
	literals := filepath.Join(s.work, "literals.txt")
	if err := outputTo(literals, ours, "lexicon", "show", "--literals"); err != nil {
		return nil, err
	}
	return append(all, &contestant{name: grep, args: []string{rg, "--count-matches", "-F", "-f", literals, corpus}}), nil
}

// buildCompetent builds the opponent from a copy: its folder may be read-only.
func buildCompetent(s *settings) (string, error) {
	source := filepath.Join(s.work, "competent-source")
	if err := os.RemoveAll(source); err != nil {
		return "", err
	}
	if err := os.CopyFS(source, os.DirFS(filepath.Join(s.shared, "bench", "competent"))); err != nil {
		return "", err
	}
	for _, name := range []string{".", "go.mod", "go.sum"} {
		if err := os.Chmod(filepath.Join(source, name), 0o755); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	binary, err := filepath.Abs(filepath.Join(s.work, "competent"))
	if err != nil {
		return "", err
	}
	return binary, command(source, "go", "build", "-o", binary, ".")
}
