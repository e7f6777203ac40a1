package transcripts

import (
	"bytes"
	"encoding/csv"
	"errors"
	"path"
	"strings"
)

// formatOf tells which reader a source needs: by its name where the ending is telling, else by its beginning. The error
// says why it is taken for no transcript.
func formatOf(in *input) (func(*input, func(*Batch) bool), error) {
	switch plainExtension(in.name) {
	case ".jsonl", ".ndjson":
		return readNative, nil
	case ".csv", ".tsv", ".txt", ".json", "":
	}
	head, err := in.head()
	if err != nil {
		return nil, err
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if len(text) == 0 || text[0] == '{' {
		return readNative, nil
	}
	return tableFormat(in, head)
}

// plainExtension is the ending of a name, in small letters, without that of a compression.
func plainExtension(name string) string {
	name = strings.ToLower(name)
	for _, compressed := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, compressed)
	}
	return path.Ext(name)
}

// tableFormat recognises a table by a header that names a column for the text.
func tableFormat(in *input, head []byte) (func(*input, func(*Batch) bool), error) {
	name := in.opts.Encoding
	if name == "" {
		name = detectCharset(head)
	}
	enc, err := charsetNamed(name)
	if err != nil {
		return nil, err
	}
	// The head may end within a character; only its first line counts.
	text, err := enc.NewDecoder().Bytes(head)
	if err != nil {
		return nil, err
	}
	line, _ := cutLine(bytes.TrimPrefix(text, []byte("\ufeff")))
	for _, comma := range []rune{',', '\t', ';', '|'} {
		header, ok := headerOf(line, comma)
		if !ok {
			continue
		}
		columns, err := mapColumns(header, in.opts.Map)
		if err == nil && columns.has(fieldText) {
			return readTable(comma), nil
		}
	}
	return nil, errors.New("it is neither JSON nor a table whose header names a column of texts")
}

func headerOf(line []byte, comma rune) ([]string, bool) {
	reader := csv.NewReader(bytes.NewReader(line))
	reader.Comma = comma
	reader.LazyQuotes = true
	header, err := reader.Read()
	return header, err == nil && len(header) > 1
}
