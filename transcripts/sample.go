package transcripts

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// sample is the beginning of a source, as detection sees it.
type sample struct {
	name    string // of the source
	ext     string // ending of the name, in small letters, without that of a compression
	charset string
	raw     string // as it is
	text    string // UTF-8 without byte order mark; the last line may be cut off
	keys    map[string]bool
	set     *settings
}

// maxKeyDepth is how deep the keys of a JSON sample are listed.
const maxKeyDepth = 6

// sampleOf looks at an input without consuming it.
func sampleOf(in *input) (*sample, error) {
	head, err := in.head()
	if err != nil {
		return nil, err
	}
	s := &sample{name: in.name, ext: plainExtension(in.name), raw: string(head), charset: in.set.encoding, set: in.set}
	if s.charset == "" {
		s.charset = detectCharset(head)
	}
	text := head
	if s.charset != charsetUTF8 {
		enc, err := charsetNamed(s.charset)
		if err != nil {
			return nil, err
		}
		// The head may end within a character, which then reads as U+FFFD.
		if text, err = enc.NewDecoder().Bytes(head); err != nil {
			return nil, err
		}
	}
	s.text = string(bytes.TrimPrefix(text, []byte("\ufeff")))
	return s, nil
}

// start is the first character that is no white space, 0 if there is none.
func (s *sample) start() byte {
	if text := strings.TrimLeft(s.text, " \t\r\n"); text != "" {
		return text[0]
	}
	return 0
}

// firstLine is the first line that is not blank.
func (s *sample) firstLine() string {
	for line := range strings.Lines(s.text) {
		if strings.TrimSpace(line) != "" {
			return strings.TrimRight(line, "\r\n")
		}
	}
	return ""
}

// has says whether the JSON documents of the sample have all the keys, written as paths: Result.Sentences[].Text.
// A list around the documents is left out of the paths.
func (s *sample) has(paths ...string) bool {
	if s.start() != '{' && s.start() != '[' {
		return false
	}
	if s.keys == nil {
		s.keys = keyPaths(s.text)
	}
	for _, p := range paths {
		if !s.keys[p] {
			return false
		}
	}
	return true
}

// keyPaths lists the paths of the keys of the documents, as far as the text goes.
func keyPaths(text string) map[string]bool {
	w := &keyWalk{dec: json.NewDecoder(strings.NewReader(text)), paths: make(map[string]bool)}
	for {
		// Until the text is cut off, or is no JSON any more.
		if err := w.value("", 0); err != nil {
			return w.paths
		}
	}
}

type keyWalk struct {
	dec   *json.Decoder
	paths map[string]bool
}

// errDeepSample ends the walk of a sample that nests without end.
var errDeepSample = errors.New("nested too deep to be a transcript")

func (w *keyWalk) value(path string, depth int) error {
	token, err := w.dec.Token()
	if err != nil {
		return err
	}
	if depth > maxNesting {
		return errDeepSample
	}
	switch token {
	case json.Delim('{'):
		for w.dec.More() {
			key, err := w.dec.Token()
			if err != nil {
				return err
			}
			name, ok := key.(string)
			if !ok {
				return errDeepSample
			}
			if path != "" {
				name = path + "." + name
			}
			if depth < maxKeyDepth {
				w.paths[name] = true
			}
			if err := w.value(name, depth+1); err != nil {
				return err
			}
		}
	case json.Delim('['):
		if path != "" {
			path += "[]"
		}
		for w.dec.More() {
			if err := w.value(path, depth+1); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	_, err = w.dec.Token() // the closing bracket
	return err
}
