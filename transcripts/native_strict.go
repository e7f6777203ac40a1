package transcripts

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"time"
	"unicode/utf8"
)

// problem is why a record was refused: a reject before its place is known.
type problem struct {
	code   string
	args   []string
	offset int // byte within the record, -1 where it says nothing
}

func refuse(offset int, code string, args ...string) *problem {
	return &problem{code: code, args: args, offset: offset}
}

// strictDecode reads one native record by way of encoding/json. It defines what a native record is; the fast decoder
// must agree with it.
func strictDecode(line []byte) (*Session, *problem) {
	if at := invalidUTF8(line); at >= 0 {
		return nil, refuse(at, CodeEncoding, "UTF-8")
	}
	if p := syntaxProblem(line); p != nil {
		return nil, p
	}
	record, p := objectOf(line, 0, "the record")
	if p != nil {
		return nil, p
	}
	s := &Session{}
	if p := record.session(s); p != nil {
		return nil, p
	}
	if p := checkSession(s); p != nil {
		return nil, p
	}
	return s, nil
}

// invalidUTF8 is the place of the first byte that is no UTF-8, -1 if there is none.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func syntaxProblem(line []byte) *problem {
	var raw json.RawMessage
	err := json.Unmarshal(line, &raw)
	if err == nil {
		return nil
	}
	offset := len(line)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = int(syntax.Offset) - 1
	}
	return refuse(max(offset, 0), CodeSyntax, err.Error())
}

// member is one value of an object and where in the record it stands.
type member struct {
	name   string // with the path to it: agent.id, turns[3].text
	value  []byte
	offset int
}

func (m member) null() bool { return string(m.value) == "null" }

func (m member) mustBe(what string) *problem { return refuse(m.offset, CodeType, m.name, what) }

// object holds the members of a JSON object, null ones left out.
type object struct {
	path     string // in front of its members' names
	offset   int
	members  map[string]member
	repeated map[string]member
	order    []string
}

func objectOf(text []byte, offset int, name string) (*object, *problem) {
	if len(bytes.TrimSpace(text)) == 0 || bytes.TrimSpace(text)[0] != '{' {
		return nil, refuse(offset, CodeType, name, "an object")
	}
	o := &object{offset: offset, members: map[string]member{}, repeated: map[string]member{}}
	if name != "the record" {
		o.path = name + "."
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	if _, err := dec.Token(); err != nil {
		return nil, refuse(offset, CodeSyntax, err.Error())
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, refuse(offset, CodeSyntax, err.Error())
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, refuse(offset, CodeSyntax, err.Error())
		}
		o.add(key.(string), value, offset+int(dec.InputOffset())-len(value))
	}
	return o, nil
}

func (o *object) add(name string, value []byte, offset int) {
	m := member{name: o.path + name, value: value, offset: offset}
	if _, ok := o.members[name]; ok {
		o.repeated[name] = m
		return
	}
	o.members[name] = m
	o.order = append(o.order, name)
}

// get finds a member that is not null.
func (o *object) get(name string) (m member, present bool, p *problem) {
	if m, ok := o.repeated[name]; ok {
		return m, false, refuse(m.offset, CodeRepeatedField, m.name)
	}
	m, ok := o.members[name]
	return m, ok && !m.null(), nil
}

// text reads a string into target.
func (o *object) text(name string, target *string) (present bool, p *problem) {
	m, present, p := o.get(name)
	if p != nil || !present {
		return false, p
	}
	if m.value[0] != '"' || json.Unmarshal(m.value, target) != nil {
		return false, m.mustBe("a string")
	}
	return true, nil
}

// need reads a string that must be there and must not be empty.
func (o *object) need(name string, target *string) *problem {
	present, p := o.text(name, target)
	if p == nil && (!present || *target == "") {
		return refuse(o.offset, CodeMissing, o.path+name)
	}
	return p
}

// word reads a string that must be one of a few.
func (o *object) word(name string, target *string, allowed ...string) *problem {
	present, p := o.text(name, target)
	if p != nil || !present {
		return p
	}
	for _, a := range allowed {
		if *target == a {
			return nil
		}
	}
	return refuse(o.members[name].offset, CodeValue, o.path+name, strconv.Quote(*target), listed(allowed))
}

func (o *object) time(name string, target *time.Time) *problem {
	var word string
	present, p := o.text(name, &word)
	if p != nil || !present {
		return p
	}
	t, err := parseRFC3339(word)
	if err != nil {
		return refuse(o.members[name].offset, CodeTime, o.path+name, strconv.Quote(word), "2026-11-20T10:00:00+08:00")
	}
	*target = t
	return nil
}

// count reads a whole number that is not negative.
func (o *object) count(name string, target *int64) *problem {
	m, present, p := o.get(name)
	if p != nil || !present {
		return p
	}
	n, err := strconv.ParseInt(string(m.value), 10, 64)
	if err != nil || n < 0 || n >= 1e18 {
		return m.mustBe("a whole number from 0")
	}
	*target = n
	return nil
}
