package transcripts

import (
	"errors"
	"path"
	"strings"
)

// format is one kind of file that this package reads.
type format struct {
	name   string                 // stable, as options and reports name it
	title  string                 // what it is, in English
	detect func(s *sample) string // why the sample is taken for it; "" if it is not
	read   func(*input, *sink)    // reads a whole source
	about  about
}

// about is what docs/formats.md says of a format.
type about struct {
	fields string // what is read
	times  string // where times come from, and their unit
	roles  string // how speakers are told apart
	limits string // what is not read, and bounds
}

// formats lists all of them, the most telling detection first.
func formats() []format {
	var all []format
	for _, group := range [][]format{callFormats(), chatFormats(), textFormats(), tableFormats(), nativeFormats()} {
		all = append(all, group...)
	}
	return all
}

// FormatNames lists the names of all formats, in the order of detection.
func FormatNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// errNoFormat says that nothing recognised a source.
var errNoFormat = errors.New("neither its name nor its beginning tells a format; name one, or map its columns")

// detectFormat finds the format of a sample, and says why.
func detectFormat(s *sample) (f *format, why string, err error) {
	all := formats()
	for i := range all {
		f := &all[i]
		if s.set.format != "" {
			if f.name == s.set.format {
				return f, "as told", nil
			}
			continue
		}
		if why := f.detect(s); why != "" {
			return f, why, nil
		}
	}
	if _, _, err := s.header(); err != nil {
		return nil, "", err // a table without a column that the user named
	}
	return nil, "", errNoFormat
}

// nativeFormats are the project's own form. It also takes what has the ending of JSON Lines and nothing else wants: its
// records are then refused one by one, with reasons, rather than passed over.
func nativeFormats() []format {
	return []format{nativeJSONFormat(), {
		name:  "native",
		title: "native JSON Lines, one session a line",
		detect: func(s *sample) string {
			switch {
			case s.has("session_id") || s.has("turns"):
				return "its first record has a session_id or turns"
			case s.ext == ".jsonl" || s.ext == ".ndjson":
				return "its name ends in " + s.ext
			case s.start() == 0 && s.text == "":
				return "it is empty"
			default:
				return ""
			}
		},
		read: readNative,
		about: about{
			fields: "every field of the session record, `expect` too; unknown fields are ignored",
			times:  "`at` RFC 3339; `start_ms`, `end_ms`",
			roles:  "as written; `unknown` where nobody can tell",
			limits: "64 MiB a line; turns in order of time; ids unique in the file",
		},
	}}
}

// plainExtension is the ending of a name, in small letters, without that of a compression.
func plainExtension(name string) string {
	name = strings.ToLower(name)
	for _, compressed := range []string{".gz", ".zst", ".bz2", ".xz"} {
		name = strings.TrimSuffix(name, compressed)
	}
	return path.Ext(name)
}
