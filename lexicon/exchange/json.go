package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Value is a JSON value that knows its place. The zero Value, of nothing, answers every question with nothing.
type Value struct {
	Path string // such as rules[2].lambda
	kind byte   // 's' string, 'n' number, 'b' bool, 'o' object, 'a' array, '0' null, 0 nothing
	text string
	keys []string
	list []Value
}

// mostJSON bounds how deep values lie in one another.
const mostJSON = 60

// ParseJSON reads one JSON document. The error says line and column.
func ParseJSON(data []byte) (Value, error) {
	if len(data) > MaxSize {
		return Value{}, fmt.Errorf("larger than %d MiB", MaxSize>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	v, err := readValue(dec, "", 0)
	if err == nil {
		if _, more := dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows the document")
		}
	}
	if err != nil {
		offset := min(dec.InputOffset(), int64(len(data)))
		before := data[:offset]
		line := bytes.Count(before, []byte("\n")) + 1
		column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
		return Value{}, fmt.Errorf("line %d, column %d: %w", line, column, err)
	}
	return v, nil
}

func readValue(dec *json.Decoder, path string, depth int) (Value, error) {
	if depth > mostJSON {
		return Value{}, fmt.Errorf("values are nested deeper than %d", mostJSON)
	}
	tok, err := dec.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return Value{}, err
	}
	v := Value{Path: path}
	switch tok := tok.(type) {
	case json.Delim:
		v.kind = 'a'
		if tok == '{' {
			v.kind = 'o'
		}
		return readParts(dec, v, depth)
	case string:
		v.kind, v.text = 's', tok
	case json.Number:
		v.kind, v.text = 'n', tok.String()
	case bool:
		v.kind, v.text = 'b', strconv.FormatBool(tok)
	default:
		v.kind = '0'
	}
	return v, nil
}

func readParts(dec *json.Decoder, v Value, depth int) (Value, error) {
	for dec.More() {
		path := fmt.Sprintf("%s[%d]", v.Path, len(v.list))
		if v.kind == 'o' {
			tok, err := dec.Token()
			if err != nil {
				return Value{}, err
			}
			key, _ := tok.(string)
			v.keys = append(v.keys, key)
			if path = key; v.Path != "" {
				path = v.Path + "." + key
			}
		}
		part, err := readValue(dec, path, depth+1)
		if err != nil {
			return Value{}, err
		}
		v.list = append(v.list, part)
	}
	_, err := dec.Token()
	return v, err
}

// plainKey is a key without what systems write differently from one version to the next: case, _ and -.
func plainKey(key string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(key))
}

// Get gives the value of the first of the keys that the object has, whatever their case and underscores.
func (v Value) Get(keys ...string) Value {
	for _, want := range keys {
		want = plainKey(want)
		for i, key := range v.keys {
			if plainKey(key) == want && v.list[i].kind != '0' {
				return v.list[i]
			}
		}
	}
	return Value{}
}

// Given says whether there is a value.
func (v Value) Given() bool { return v.kind != 0 && v.kind != '0' }

// Keys are the keys of an object as they are written.
func (v Value) Keys() []string { return v.keys }

// IsObject says whether the value is an object, IsText whether it is a string.
func (v Value) IsObject() bool { return v.kind == 'o' }

// IsText is described with IsObject.
func (v Value) IsText() bool { return v.kind == 's' }

// IsList says whether the value is an array.
func (v Value) IsList() bool { return v.kind == 'a' }

// Text is a string, number or truth as it is written; "" for anything else.
func (v Value) Text() string { return strings.TrimSpace(v.text) }

// List are the items of an array; of an object with one key the items of that, as XML gateways wrap arrays. Any other
// value is an array of itself.
func (v Value) List() []Value {
	switch {
	case v.kind == 'a':
		return v.list
	case v.kind == 'o' && len(v.list) == 1 && v.list[0].kind == 'a':
		return v.list[0].list
	case v.Given():
		return []Value{v}
	}
	return nil
}

// Texts are the items of an array of strings, without empty ones.
func (v Value) Texts() []string {
	var out []string
	for _, item := range v.List() {
		if text := item.Text(); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// Number is a number, or a string that is one.
func (v Value) Number() (float64, bool) {
	if v.kind != 'n' && v.kind != 's' {
		return 0, false
	}
	n, err := strconv.ParseFloat(v.Text(), 64)
	return n, err == nil && n == n && n > -1e12 && n < 1e12
}

// Int is the number of a value, otherwise other.
func (v Value) Int(other int) int {
	if n, ok := v.Number(); ok {
		return int(n)
	}
	return other
}

// True says whether the value is true, 1 or "true".
func (v Value) True() bool { return v.text == "true" || v.text == "1" }

// Unpack reads the JSON document that a string holds, as requests carry them; any other value is itself.
func (v Value) Unpack() (Value, error) {
	if v.kind != 's' {
		return v, nil
	}
	inner, err := ParseJSON([]byte(v.text))
	if err != nil {
		return Value{}, fmt.Errorf("%s: %w", v.Path, err)
	}
	return inner, nil
}
