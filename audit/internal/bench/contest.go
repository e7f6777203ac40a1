package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// The names of the contestants.
const (
	oursTwo       = "zhijian, two cores"
	oursOne       = "zhijian, one core"
	oursForgetful = "zhijian, two cores, remembering no text"
	oursPacked    = "zhijian, ."
	oursBig       = "zhijian, the big corpus"
	unpacking     = "unpacking alone, ."
	coldStart     = "zhijian, ten sessions"
	lexiconTest   = "zhijian lexicon test"
	opponent      = "competent, 3,000 phrases"
	grep          = "rg over our literals"
)

// contestant is a command line, and what its runs came to.
type contestant struct {
	name   string
	args   []string
	env    []string
	once   bool // in the first round only
	output []byte
	runs   []measured
}

// measured is one run of a process from its start to its end: seconds, and MiB at its peak.
type measured struct{ wall, cpu, peak float64 }

// run runs the command once more. Whatever it prints must be the same every time.
func (c *contestant) run() error {
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	var out bytes.Buffer
	cmd.Stdout = &out
	if isUnpacking := len(c.name) > len(unpacking) && c.name[:len(unpacking)] == unpacking; isUnpacking {
		cmd.Stdout = nil
	}
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == 1 && c.name == grep {
		err = nil // nothing found is no failure
	}
	if err != nil {
		return err
	}
	if len(c.runs) > 0 && c.name != opponent && !bytes.Equal(c.output, out.Bytes()) && c.name != lexiconTest {
		return errors.New("it printed something else than before")
	}
	c.output = out.Bytes()
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return fmt.Errorf("no resource usage on %s", runtime.GOOS)
	}
	peak := float64(usage.Maxrss) / 1024
	if runtime.GOOS == "darwin" {
		peak /= 1024 // bytes there
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	c.runs = append(c.runs, measured{wall.Seconds(), cpu.Seconds(), peak})
	return nil
}

// Figures are what is kept of a run.
type Figures struct {
	Go         string   `json:"go"`
	Processors int      `json:"processors"`
	CorpusMB   int      `json:"corpus_mb"`
	BigMB      int      `json:"big_mb,omitempty"`
	Rounds     int      `json:"rounds"`
	Absent     []string `json:"absent,omitempty"`
	Rows       []Row    `json:"rows"`
	Ratios     []Ratio  `json:"ratios"`
}

// Row is one contestant: medians over the rounds.
type Row struct {
	Name    string  `json:"name"`
	Wall    float64 `json:"wall_s"`
	CPU     float64 `json:"cpu_s"`
	PeakMiB float64 `json:"peak_mib"`
}

// Ratio compares two contestants, round by round.
type Ratio struct {
	Name   string  `json:"name"`
	Target string  `json:"target"`
	Wall   float64 `json:"wall"`
	CPU    float64 `json:"cpu"`
}

func (f *Figures) absent(what string) { f.Absent = append(f.Absent, what) }

func (f *Figures) sumUp(all []*contestant) {
	byName := map[string]*contestant{}
	for _, c := range all {
		byName[c.name] = c
		row := Row{Name: c.name}
		row.Wall = c.median(func(m measured) float64 { return m.wall })
		row.CPU = c.median(func(m measured) float64 { return m.cpu })
		row.PeakMiB = c.median(func(m measured) float64 { return m.peak })
		f.Rows = append(f.Rows, row)
	}
	for _, r := range []struct{ name, target, of, to string }{
		{"competent against us, two cores", ">= 8", opponent, oursTwo},
		{"us against rg over our literals", "<= 1.0", oursTwo, grep},
		{"one core against two", ">= 1.85", oursOne, oursTwo},
		{"remembering no text against remembering", "", oursForgetful, oursTwo},
		{".gz against plain", "", oursPacked + "gz", oursTwo},
		{".gz against unpacking alone", "", oursPacked + "gz", unpacking + "gz"},
		{".zst against plain", "", oursPacked + "zst", oursTwo},
		{".zst against unpacking alone", "", oursPacked + "zst", unpacking + "zst"},
	} {
		a, b := byName[r.of], byName[r.to]
		if a == nil || b == nil {
			continue
		}
		f.Ratios = append(f.Ratios, Ratio{
			Name: r.name, Target: r.target,
			Wall: ratio(a, b, func(m measured) float64 { return m.wall }),
			CPU:  ratio(a, b, func(m measured) float64 { return m.cpu }),
		})
	}
}

func (c *contestant) median(of func(measured) float64) float64 {
	values := make([]float64, 0, len(c.runs))
	for _, m := range c.runs {
		values = append(values, of(m))
	}
	return middle(values)
}

func ratio(a, b *contestant, of func(measured) float64) float64 {
	var values []float64
	for i := range min(len(a.runs), len(b.runs)) {
		values = append(values, of(a.runs[i])/of(b.runs[i]))
	}
	return middle(values)
}

// middle is the median, to three digits behind the point.
func middle(values []float64) float64 {
	slices.Sort(values)
	n := len(values)
	m := (values[(n-1)/2] + values[n/2]) / 2
	return float64(int(m*1000+0.5)) / 1000
}

func (f *Figures) String() string {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%d MB, %d rounds, medians\n\n%-42s %9s %9s %9s\n", f.CorpusMB, f.Rounds, "", "wall s", "cpu s", "peak MiB")
	for _, r := range f.Rows {
		fmt.Fprintf(&out, "%-42s %9.3f %9.3f %9.1f\n", r.Name, r.Wall, r.CPU, r.PeakMiB)
	}
	fmt.Fprintf(&out, "\n%-42s %9s %9s  %s\n", "ratios, round by round", "wall", "cpu", "asked of wall")
	for _, r := range f.Ratios {
		fmt.Fprintf(&out, "%-42s %9.3f %9.3f  %s\n", r.Name, r.Wall, r.CPU, r.Target)
	}
	for _, what := range f.Absent {
		fmt.Fprintln(&out, "left out:", what)
	}
	return out.String()
}

func (f *Figures) write(path string) error {
	text, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}
