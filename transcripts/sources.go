package transcripts

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// stdinName is the path and the source name of standard input.
const stdinName = "-"

// source is one thing to read, before it is opened.
type source struct {
	name    string        // as results show it
	path    string        // on this machine
	found   bool          // in a folder: passed over, not refused, where it is no transcript
	missing string        // the glob that matched nothing
	object  *storedObject // in a Store; nil for files
	end     int64         // bytes on disk of the sources up to and with this one
}

// find fills in sources and passed. Results do not depend on the order of paths, and a file named twice is read once.
func (c *Corpus) find(paths []string) error {
	for _, p := range paths {
		if err := c.findPath(p); err != nil {
			return err
		}
	}
	slices.SortFunc(c.sources, func(a, b source) int {
		return cmp.Or(strings.Compare(a.name, b.name), compareFound(a, b))
	})
	seen := make(map[string]bool, len(c.sources))
	c.sources = slices.DeleteFunc(c.sources, func(s source) bool {
		key := identity(s)
		repeated := seen[key]
		seen[key] = true
		return repeated
	})
	return nil
}

// compareFound puts a file that was named before the same file found in a folder.
func compareFound(a, b source) int {
	switch {
	case a.found == b.found:
		return 0
	case b.found:
		return -1
	default:
		return 1
	}
}

// identity is the same for two names of one file.
func identity(s source) string {
	if s.missing != "" || s.path == stdinName || s.object != nil {
		return s.name
	}
	if resolved, err := filepath.EvalSymlinks(s.path); err == nil {
		if absolute, err := filepath.Abs(resolved); err == nil {
			return absolute
		}
	}
	return s.name
}

func (c *Corpus) findPath(p string) error {
	if p == stdinName {
		c.sources = append(c.sources, source{name: stdinName, path: stdinName})
		return nil
	}
	if isStore(p) {
		return c.findStore(p)
	}
	info, err := os.Stat(p)
	switch {
	case err == nil && info.IsDir():
		return c.findFolder(p)
	case err == nil, !errors.Is(err, fs.ErrNotExist), !isGlob(p):
		c.sources = append(c.sources, source{name: shown(p), path: p})
		return nil
	}
	return c.findGlob(p)
}

// shown is the form in which a path is printed: as given, cleaned, with slashes.
func shown(p string) string { return path.Clean(filepath.ToSlash(p)) }

func isGlob(p string) bool { return strings.ContainsAny(p, "*?[{") }

func (c *Corpus) findGlob(pattern string) error {
	matches, err := doublestar.FilepathGlob(pattern, doublestar.WithNoHidden())
	if err != nil {
		return fmt.Errorf("glob %q: %w", pattern, err)
	}
	if len(matches) == 0 {
		c.sources = append(c.sources, source{name: pattern, missing: pattern})
		return nil
	}
	for _, m := range matches {
		info, err := os.Stat(m)
		if err == nil && info.IsDir() {
			continue // what is below a folder is for ** to match
		}
		c.sources = append(c.sources, source{name: shown(m), path: m, found: true})
	}
	return nil
}

// findFolder takes every file below root. Links to files are followed, links to folders are not: they can form rings.
func (c *Corpus) findFolder(root string) error {
	folder := shown(root)
	return fs.WalkDir(os.DirFS(root), ".", func(p string, entry fs.DirEntry, err error) error {
		name := path.Join(folder, p)
		switch {
		case err != nil:
			c.sources = append(c.sources, source{name: name, path: filepath.Join(root, p)})
			return nil //nolint:nilerr // opening it fails as well, and becomes a reject
		case p == ".":
			return nil
		case strings.HasPrefix(entry.Name(), "."):
			c.pass(name, PassedHidden)
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		return c.findEntry(name, filepath.Join(root, p))
	})
}

func (c *Corpus) findEntry(name, file string) error {
	info, err := os.Stat(file)
	if err == nil && !info.Mode().IsRegular() {
		c.pass(name, PassedIrregular)
		return nil
	}
	if !mayBeTranscript(name) {
		c.pass(name, PassedNotTranscript)
		return nil
	}
	c.sources = append(c.sources, source{name: name, path: file, found: true})
	return nil
}

// mayBeTranscript says whether the name's ending, without that of a compression, is one that transcripts and archives of
// them come with. What an earlier run set aside is not taken up again.
func mayBeTranscript(name string) bool {
	if path.Base(name) == QuarantineName {
		return false
	}
	switch plainExtension(name) {
	case ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".log", ".srt", ".vtt", ".xlsx", ".xlsm", ".parquet", ".zip", ".tar", ".tgz":
		return true
	default:
		return false
	}
}
