package transcripts

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// convertMessage makes a message of one JSON document, or says why it is skipped.
type convertMessage func(raw []byte, set *settings) (m *message, skip string, p *problem)

// readMessageDocuments reads JSON documents that hold one message each, and groups them into sessions.
func readMessageDocuments(convert convertMessage) func(*input, *sink) {
	return func(in *input, out *sink) {
		docs, err := openDocuments(in)
		if err != nil {
			out.broken(0, err)
			return
		}
		g := grouperFor(in)
		defer g.close()
		for !out.stopped {
			raw, p, err := docs.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				out.broken(docs.record-1, err)
				break // what came before is complete
			}
			var m *message
			var skip string
			if p == nil {
				m, skip, p = convert(raw, in.set)
			}
			switch {
			case p != nil:
				out.reject(p.reject(in.name, docs.record, raw))
				continue
			case skip != "":
				out.skip(skip, 1)
				continue
			case strings.TrimSpace(m.text) == "":
				out.skip(SkipNoText, 1)
				continue
			}
			m.record = docs.record
			if err := g.add(m); err != nil {
				out.broken(docs.record, err)
				return
			}
		}
		g.finish(out)
	}
}

// messageJSONFormats are lists of messages as flat objects, whose keys are known like the headers of a table: exports of
// chatlog and other WeChat tools, JD 咚咚 and many more.
func messageJSONFormats() []format {
	return []format{{
		name:  "messages-json",
		title: "JSON list or JSON Lines with one message an object",
		detect: func(s *sample) string {
			columns, err := s.jsonColumns()
			if err != nil || columns == nil || !columns.holdsMessages() || s.has("turns") {
				return ""
			}
			return "its objects have keys for a message"
		},
		read: readMessageObjects,
		about: about{
			fields: "keys as the headers of `messages-csv`; nested values are left out",
			times:  "as `messages-csv`", roles: "as `messages-csv`",
			limits: limitsDocument + "; keys that the first 64 KiB do not show are not read",
		},
	}}
}

// jsonColumns maps the keys of the sample's objects to fields; nil where there are none.
func (s *sample) jsonColumns() (*columnMap, error) {
	keys := s.topKeys()
	if len(keys) == 0 {
		return nil, nil
	}
	return mapColumns(keys, s.set.columns)
}

// topKeys lists the keys of the sample's documents, sorted.
func (s *sample) topKeys() []string {
	if !s.has() {
		return nil
	}
	var keys []string
	for path := range s.keys {
		if !strings.Contains(path, ".") {
			keys = append(keys, path)
		}
	}
	slices.Sort(keys)
	return keys
}

func readMessageObjects(in *input, out *sink) {
	s, err := sampleOf(in)
	if err != nil {
		out.broken(0, err)
		return
	}
	columns, err := s.jsonColumns()
	if err == nil && columns == nil {
		err = errors.New("it holds no objects")
	}
	if err != nil {
		out.reject(unreadable(err))
		return
	}
	in.columns = columns.mapped()
	keys := s.topKeys()
	readMessageDocuments(func(raw []byte, set *settings) (*message, string, *problem) {
		var object map[string]json.RawMessage
		if p := decodeInto(raw, &object); p != nil {
			return nil, "", p
		}
		row := make([]string, len(keys))
		for i, key := range keys {
			row[i] = flatValue(object[key])
		}
		if rowEmpty(row) {
			return nil, SkipEmpty, nil
		}
		m, p := columns.message(row, set)
		return m, "", p
	})(in, out)
}

// flatValue is a JSON value as a cell of a table: texts and numbers as they are, null, lists and objects empty.
func flatValue(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	switch raw[0] {
	case '"':
		var text string
		// A string that was split off by encoding/json is one.
		_ = json.Unmarshal(raw, &text)
		return text
	case '{', '[', 'n':
		return ""
	default:
		return string(raw)
	}
}

// openDocuments begins to read JSON documents.
func openDocuments(in *input) (*documentReader, error) {
	s, err := sampleOf(in)
	if err != nil {
		return nil, err
	}
	text, err := in.utf8Text()
	if err != nil {
		return nil, fmt.Errorf("read as %s: %w", cmp.Or(in.charset, charsetUTF8), err)
	}
	return newDocumentReader(text, s.firstLine()), nil
}
