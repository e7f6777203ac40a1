package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// makeCorpus resamples the real dialogues into so many megabytes; the same every time, so one that is there is kept.
func makeCorpus(s *settings, megabytes int) (string, error) {
	path := filepath.Join(s.work, fmt.Sprintf("corpus-%d.jsonl", megabytes))
	if exists(path) {
		return path, nil
	}
	part := path + ".part"
	if err := command("", "python3", filepath.Join(s.shared, "bench", "make_corpus.py"), part, strconv.Itoa(megabytes)); err != nil {
		return "", err
	}
	return path, os.Rename(part, path)
}

// packedInputs packs the corpus and lists the audits of it, and what unpacking alone takes.
func packedInputs(ours, corpus string) ([]*contestant, error) {
	var all []*contestant
	for _, kind := range []struct {
		ending string
		pack   func(io.Writer) (io.WriteCloser, error)
		unpack []string
	}{
		{"gz", func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }, []string{"gzip", "-dc"}},
		{"zst", func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) }, []string{"zstd", "-dcq"}},
	} {
		packed := corpus + "." + kind.ending
		if !exists(packed) {
			if err := pack(packed, corpus, kind.pack); err != nil {
				return nil, err
			}
		}
		all = append(all, &contestant{name: oursPacked + kind.ending, args: []string{ours, "audit", packed}, env: []string{"GOMAXPROCS=2"}})
		if tool, err := exec.LookPath(kind.unpack[0]); err == nil {
			all = append(all, &contestant{name: unpacking + kind.ending, args: append([]string{tool}, append(kind.unpack[1:], packed)...)})
		}
	}
	return all, nil
}

func pack(to, from string, packer func(io.Writer) (io.WriteCloser, error)) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	out, err := os.Create(to + ".part")
	if err != nil {
		return err
	}
	w, err := packer(out)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, in); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	return os.Rename(to+".part", to)
}

func firstLines(from, to string, count int) (string, error) {
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }() // it was only read
	var lines []byte
	r := bufio.NewReader(in)
	for range count {
		line, err := r.ReadBytes('\n')
		if err != nil {
			return "", err
		}
		lines = append(lines, line...)
	}
	return to, os.WriteFile(to, lines, 0o644)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// command runs a program that is part of the preparations.
func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %v: %w", name, args, err)
	}
	return nil
}

func outputTo(path, name string, args ...string) error {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return fmt.Errorf("%s %v: %w", name, args, err)
	}
	return os.WriteFile(path, out, 0o644)
}
