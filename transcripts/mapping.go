package transcripts

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// MappingSchema is the schema line of a mapping file.
const MappingSchema = "zhijian/mapping/v1"

// Mapping says what a kind of export means where its files cannot: a profile, kept in a YAML file. Every field may be
// left out.
type Mapping struct {
	Schema   string            `yaml:"schema"`
	Format   string            `yaml:"format,omitempty"`   // one of FormatNames; detected where empty
	Encoding string            `yaml:"encoding,omitempty"` // character set; detected where empty
	Zone     string            `yaml:"zone,omitempty"`     // IANA name, of times without a zone; Asia/Shanghai where empty
	Channel  Channel           `yaml:"channel,omitempty"`  // of sessions that do not tell
	Columns  map[string]string `yaml:"columns,omitempty"`  // session field (session_id, at, text, attributes.queue …) to header
	Roles    RoleMapping       `yaml:"roles,omitempty"`
	Agent    MappedAgent       `yaml:"agent,omitempty"` // of sessions that name none
	// Attributes are given to every session that has none of that name.
	Attributes map[string]string `yaml:"attributes,omitempty"`
	Idle       string            `yaml:"idle,omitempty"` // a gap that parts sessions where no id does, such as 30m
	Line       string            `yaml:"line,omitempty"` // RE2 with groups time, nick and perhaps text: the line that opens a message
}

// MappedAgent is an agent as a mapping names it.
type MappedAgent struct {
	ID   string `yaml:"id,omitempty"`
	Name string `yaml:"name,omitempty"`
	Team string `yaml:"team,omitempty"`
}

func (a MappedAgent) agent() Agent { return Agent(a) }

// RoleMapping says who speaks.
type RoleMapping struct {
	// Speakers maps a channel number, speaker label, nick or role word to agent, customer, robot or system.
	Speakers map[string]string `yaml:"speakers,omitempty"`
	// Agents are globs over nicks: who matches is an agent, and where any are given, who does not is a customer.
	Agents []string `yaml:"agents,omitempty"`
	// Confidence is how sure a guess must be to be used, from 0 to 1; 0.8 where it is 0.
	Confidence float64 `yaml:"confidence,omitempty"`
}

// LoadMapping reads a mapping file. Errors name file, line and column.
func LoadMapping(path string) (*Mapping, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return ParseMapping(path, data)
}

// ParseMapping reads the text of a mapping file; name stands in errors.
func ParseMapping(name string, data []byte) (*Mapping, error) {
	m := &Mapping{}
	dec := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict())
	if err := dec.Decode(m); err != nil {
		if at, ok := errors.AsType[yaml.Error](err); ok {
			token := at.GetToken()
			if token != nil && token.Position != nil {
				return nil, fmt.Errorf("%s:%d:%d: %s", name, token.Position.Line, token.Position.Column, at.GetMessage())
			}
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if m.Schema != MappingSchema {
		return nil, fmt.Errorf("%s:1:1: schema is %q, expected %s", name, m.Schema, MappingSchema)
	}
	if _, err := settle(&Options{Mapping: m}); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// checkFields refuses names of fields that no session has.
func checkFields(columns map[string]string) error {
	var known []string
	for _, c := range knownColumns() {
		known = append(known, c.field)
	}
	var wrong []string
	for field := range columns {
		if strings.HasPrefix(field, attributePrefix) && len(field) > len(attributePrefix) || slices.Contains(known, field) {
			continue
		}
		wrong = append(wrong, field)
	}
	if len(wrong) == 0 {
		return nil
	}
	slices.Sort(wrong)
	return fmt.Errorf("no session has the field %s; the fields are %s, and attributes.NAME", strings.Join(wrong, ", "), strings.Join(known, ", "))
}
