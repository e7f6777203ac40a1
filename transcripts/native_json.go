package transcripts

import (
	"errors"
	"io"
	"strings"
)

// nativeJSONFormat is the native form laid out as JSON instead of JSON Lines: a list of sessions, or one over many lines.
func nativeJSONFormat() format {
	return format{
		name: "native-json", title: "native sessions as a JSON list, or laid out over lines",
		detect: func(s *sample) string {
			if s.ext == ".jsonl" || s.ext == ".ndjson" || !s.has("session_id", "turns") {
				return ""
			}
			switch first := strings.TrimSpace(s.firstLine()); {
			case s.start() == '[':
				return "it is a list of objects with session_id and turns"
			case first == "{":
				return "it is an object with session_id and turns, laid out over lines"
			default:
				return ""
			}
		},
		read: readNativeJSON,
		about: about{
			fields: "as `native`", times: "as `native`", roles: "as `native`",
			limits: limitsDocument + "; a syntax error ends the file, where JSON Lines lose one record",
		},
	}
}

// readNativeJSON reads sessions one after another. Records are counted from 1.
func readNativeJSON(in *input, out *sink) {
	docs, err := openDocuments(in)
	if err != nil {
		out.broken(0, err)
		return
	}
	for !out.stopped {
		raw, p, err := docs.next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			out.broken(docs.record-1, err)
			return
		}
		var s *Session
		if p == nil {
			s, p = strictDecode(raw)
		}
		if p != nil {
			out.reject(p.reject(in.name, docs.record, raw))
			continue
		}
		s.Source = Source{Name: in.name, Record: docs.record}
		out.session(s, 1)
	}
}
