// Lean writes the dictionary that package segment embeds: the words of gse's simplified dictionary that are frequent
// enough to matter for word boundaries, every single character, and the words of customer service in service.txt. It is
// run by go generate ./audit/segment, which finds gse's data in the module cache.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

const (
	// leastFrequency bounds load time and memory: 30 keeps about 70,000 of 352,000 words.
	leastFrequency = 30
	// serviceFrequency is what the words of service.txt count for at least: as much as a fairly common word.
	serviceFrequency = 200
	// longestWord in characters; longer entries are proverbs and titles.
	longestWord = 6
)

type entry struct {
	frequency int
	pos       string
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: lean SERVICE-WORDS OUTPUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "lean:", err)
		os.Exit(1)
	}
}

func run(service, output string) error {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	if err != nil {
		return fmt.Errorf("find the gse module: %w", err)
	}
	all, err := readDictionary(filepath.Join(strings.TrimSpace(string(dir)), "data", "dict", "zh", "s_1.txt"))
	if err != nil {
		return err
	}
	kept := maps.Clone(all)
	maps.DeleteFunc(kept, func(word string, e entry) bool {
		length := utf8.RuneCountInString(word)
		return length > 1 && (e.frequency < leastFrequency || length > longestWord)
	})
	if err := addService(kept, all, service); err != nil {
		return err
	}
	return write(kept, output)
}

// readDictionary reads lines of word, frequency and part of speech. Words that differ in letter case only are one.
func readDictionary(path string) (map[string]entry, error) {
	words := map[string]entry{}
	err := eachLine(path, func(line string) error {
		fields := strings.Fields(line)
		if len(fields) != 3 {
			return fmt.Errorf("want word, frequency and part of speech, got %q", line)
		}
		frequency, err := strconv.Atoi(fields[1])
		if err != nil {
			return fmt.Errorf("frequency of %q: %w", fields[0], err)
		}
		word := strings.ToLower(fields[0])
		if frequency > words[word].frequency {
			words[word] = entry{frequency, fields[2]}
		}
		return nil
	})
	return words, err
}

func addService(kept, all map[string]entry, path string) error {
	return eachLine(path, func(line string) error {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			return nil
		}
		e, known := all[fields[0]]
		switch {
		case len(fields) > 1:
			e.pos = fields[1]
		case !known:
			e.pos = "n"
		}
		e.frequency = max(e.frequency, serviceFrequency)
		kept[fields[0]] = e
		return nil
	})
}

func eachLine(path string, handle func(string) error) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	lines := bufio.NewScanner(file)
	for number := 1; lines.Scan(); number++ {
		if err := handle(lines.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, number, err)
		}
	}
	return lines.Err()
}

func write(words map[string]entry, path string) error {
	var text bytes.Buffer
	for _, word := range slices.Sorted(maps.Keys(words)) {
		fmt.Fprintf(&text, "%s\t%d\t%s\n", word, words[word].frequency, words[word].pos)
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	fmt.Printf("%d words, %d bytes before compression\n", len(words), text.Len())
	return os.WriteFile(path, encoder.EncodeAll(text.Bytes(), nil), 0o644)
}
