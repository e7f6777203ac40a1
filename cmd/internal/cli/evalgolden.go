package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/renameio/v2"

	"zhijian/audit/accuracy"
)

// setName is the name of the folder that holds the labelled files, or that is the only path.
//
// Where only a part of the rules is looked at, that is part of the name: figures of a part and of the whole are records of
// their own and never compared.
func setName(paths []string, rules *ruleFilter) (string, bool) {
	var dir string
	for _, p := range paths {
		d := filepath.Clean(p)
		if info, err := os.Stat(p); err != nil || !info.IsDir() {
			d = filepath.Dir(d)
		}
		if dir != "" && d != dir {
			return "", false
		}
		dir = d
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	name := filepath.Base(abs)
	for _, prefix := range slices.Sorted(slices.Values(rules.prefixes)) {
		name += " --rule " + prefix
	}
	return name, true
}

// keepGolden writes the figures of a set to its golden file, leaving other sets as they are.
func keepGolden(file, set string, m *accuracy.Measure) error {
	g, err := readGolden(file)
	if errors.Is(err, fs.ErrNotExist) {
		g, err = accuracy.NewGolden(), nil
	}
	if err != nil {
		return err
	}
	g.Sets[set] = m
	data, err := g.Encode()
	if err != nil {
		return err
	}
	return renameio.WriteFile(file, data, 0o644)
}

func readGolden(file string) (*accuracy.Golden, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	g, err := accuracy.ReadGolden(bytes.NewReader(data))
	if err != nil {
		return nil, usage(fmt.Errorf("%s: %w", file, err))
	}
	return g, nil
}

// checkGolden compares the figures of a set with those on record. What got worse is the error; what only differs is
// told on the error stream, since the record should be brought up to date.
func (a *app) checkGolden(file, set string, m *accuracy.Measure) error {
	g, err := readGolden(file)
	if err != nil {
		return err
	}
	was, ok := g.Sets[set]
	if !ok {
		return usage(a.errorf("%s 里没有标注集 %q，请先用 --update 记录", "%s has no set %q; record it with --update", file, set))
	}
	changes := accuracy.Compare(was, m)
	worse := 0
	for _, c := range changes {
		mark := a.say("有变", "changed")
		switch {
		case c.Worse():
			mark = a.say("变差", "worse")
			worse++
		case c.Better():
			mark = a.say("变好", "better")
		}
		a.tell("%s %s %s (%s): %s -> %s", mark, set, c.Name, c.Level, a.describeCount(c.Was), a.describeCount(c.Now))
	}
	switch {
	case worse > 0:
		return &thresholdError{a.errorf("标注集 %s 有 %d 项指标变差；若是有意为之，用 --update 更新 %s",
			"%[1]s: %[2]d figures got worse; if that is meant, bring %[3]s up to date with --update", set, worse, file).Error()}
	case len(changes) > 0:
		a.tell(a.say("指标有变化但没有变差，请用 --update 更新 %s", "figures changed and none got worse; bring %s up to date with --update"), file)
	}
	return nil
}

func (a *app) describeCount(c accuracy.Count) string {
	return fmt.Sprintf(a.say("命中 %d 误报 %d 漏报 %d F1 %s", "hits %d false %d missed %d F1 %s"), c.Hits, c.False, c.Missed, share(c.F1()))
}

// share prints a share of 1 as a percentage, or a dash where there is none.
func share(v float64, ok bool) string {
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%.1f%%", 100*v)
}
