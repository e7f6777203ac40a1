package transcripts

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// MappingFault is one mistake in a mapping, or in the options that go before it.
type MappingFault struct {
	File         string   // "" where the mistake stands in the options
	Line, Column int      // from 1; 0 where the place is not known
	Key          []string // the keys and numbers of list entries that lead to it, such as roles, speakers, 0
	Code         string   // stable, one of MappingCodes
	Args         []string // what the code's sentence is about, in the order of its English form
}

// Codes of mapping faults; each has its English sentence in mappingSentences.
const (
	MappingSyntax     = "syntax"
	MappingField      = "field"
	MappingKind       = "kind"
	MappingBadSchema  = "schema"
	MappingFormat     = "format"
	MappingEncoding   = "encoding"
	MappingZone       = "zone"
	MappingChannel    = "channel"
	MappingIdle       = "idle"
	MappingColumn     = "column"
	MappingSpeaker    = "speaker"
	MappingGlob       = "glob"
	MappingConfidence = "confidence"
	MappingPattern    = "pattern"
	MappingGroup      = "group"
)

func mappingSentences() codeSentences {
	return codeSentences{
		{MappingSyntax, "%s"},
		{MappingKind, "expected %s"},
		{MappingField, "unknown field %s; the fields are %s"},
		{MappingBadSchema, "schema is %s, expected %s"},
		{MappingFormat, "format %s is not known; the formats are %s"},
		{MappingEncoding, "character set %s is not known; give a name such as utf-8, gb18030, big5 or utf-16le"},
		{MappingZone, "zone %s is not known; give an IANA name such as Asia/Shanghai"},
		{MappingChannel, "channel is %s, expected chat or call"},
		{MappingIdle, "idle is %s, expected a duration such as 30m"},
		{MappingColumn, "no session has the field %s; the fields are %s, and attributes.NAME"},
		{MappingSpeaker, "roles.speakers.%s is %s, expected agent, customer, robot or system"},
		{MappingGlob, "roles.agents: %s is no glob: a bracket or a backslash is left open"},
		{MappingConfidence, "roles.confidence is %s, expected 0 to 1"},
		{MappingPattern, "line is no regular expression (RE2): %s"},
		{MappingGroup, "line has no group named %s: write (?P<%s>…)"},
	}
}

// MappingCodes lists every code that a MappingFault can carry, with how many Args it takes, in a fixed order.
func MappingCodes() (codes []string, args []int) { return mappingSentences().codes() }

// Place is where the mistake stands: file:line:column as far as they are known; "" in the options.
func (f *MappingFault) Place() string {
	if f.Line == 0 {
		return f.File
	}
	return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
}

// Reason is the mistake as an English sentence without its place.
func (f *MappingFault) Reason() string { return mappingSentences().fill(f.Code, f.Args) }

// Error is place and reason.
func (f *MappingFault) Error() string {
	if place := f.Place(); place != "" {
		return place + ": " + f.Reason()
	}
	return f.Reason()
}

// mappingFault is the fault at the end of the keys; placed finds its place.
func mappingFault(key []string, code string, args ...string) error {
	return &MappingFault{Key: key, Code: code, Args: args}
}

// placed gives the faults in err the file and the places of their keys below body. Errors of another kind stay.
func placed(err error, file string, body ast.Node) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range joined.Unwrap() {
			all = append(all, placed(e, file, body))
		}
		return errors.Join(all...)
	}
	if fault, ok := errors.AsType[*MappingFault](err); ok {
		fault.File = file
		if at := find(body, fault.Key); at != nil {
			fault.Line, fault.Column = at.GetToken().Position.Line, at.GetToken().Position.Column
		}
	}
	return err
}

// find goes down from body by keys as far as there are any, and gives the node where the mistake stands: a value, or the
// key itself where a mapping or list is below it.
func find(body ast.Node, keys []string) ast.Node {
	var at ast.Node
	for _, key := range keys {
		if list, ok := body.(*ast.SequenceNode); ok {
			if i, err := strconv.Atoi(key); err == nil && i < len(list.Values) {
				return list.Values[i]
			}
			break
		}
		entry := entryOf(body, key)
		if entry == nil {
			break
		}
		at, body = entry.Key, entry.Value
		if _, scalar := body.(ast.ScalarNode); scalar {
			at = body
		}
	}
	return at
}

func entryOf(body ast.Node, key string) *ast.MappingValueNode {
	var entries []*ast.MappingValueNode
	switch n := body.(type) {
	case *ast.MappingNode:
		entries = n.Values
	case *ast.MappingValueNode:
		entries = []*ast.MappingValueNode{n}
	}
	for _, e := range entries {
		if e.Key.GetToken().Value == key {
			return e
		}
	}
	return nil
}

// decodeFault makes a MappingFault of an error of the YAML library.
func decodeFault(file string, err error) error {
	fault := &MappingFault{File: file, Code: MappingSyntax, Args: []string{err.Error()}}
	at, ok := errors.AsType[yaml.Error](err)
	if !ok {
		return fault
	}
	fault.Args[0] = at.GetMessage()
	if token := at.GetToken(); token != nil && token.Position != nil {
		fault.Line, fault.Column = token.Position.Line, token.Position.Column
	}
	if _, unknown := errors.AsType[*yaml.UnknownFieldError](err); unknown && at.GetToken() != nil {
		fault.Code, fault.Args = MappingField, []string{strconv.Quote(at.GetToken().Value), listed(mappingFields())}
	}
	if kind := expectedKind(err); kind != "" {
		fault.Code, fault.Args = MappingKind, []string{kind}
	}
	return fault
}

// Kinds of values, as MappingKind names them.
const (
	KindMapping = "a mapping"
	KindList    = "a list"
	KindText    = "text"
	KindNumber  = "a number"
)

// expectedKind is the kind of value that should stand where the YAML library found another; "" for other errors.
func expectedKind(err error) string {
	if node, ok := errors.AsType[*yaml.UnexpectedNodeTypeError](err); ok {
		switch node.Expected {
		case ast.MappingType:
			return KindMapping
		case ast.SequenceType:
			return KindList
		}
	}
	if value, ok := errors.AsType[*yaml.TypeError](err); ok {
		switch value.DstType.Kind() {
		case reflect.String:
			return KindText
		case reflect.Float64:
			return KindNumber
		case reflect.Slice:
			return KindList
		case reflect.Map, reflect.Struct:
			return KindMapping
		}
	}
	return ""
}
