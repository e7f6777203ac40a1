package transcripts

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
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

// LoadMapping reads a mapping file. Its error joins every MappingFault of the file.
func LoadMapping(path string) (*Mapping, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return ParseMapping(path, data)
}

// ParseMapping reads the text of a mapping file; name stands in errors.
func ParseMapping(name string, data []byte) (*Mapping, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, decodeFault(name, err)
	}
	var body ast.Node
	if len(file.Docs) > 0 {
		body = file.Docs[0].Body
	}
	m := &Mapping{}
	if body != nil {
		if m, err = decodeMapping(name, body); err != nil {
			return nil, err
		}
	}
	if m.Schema != MappingSchema {
		fault := &MappingFault{
			Line: 1, Column: 1, Key: []string{"schema"}, Code: MappingBadSchema, Args: []string{strconv.Quote(m.Schema), MappingSchema},
		}
		return nil, errors.Join(placed(fault, name, body), checkMapping(name, body, m))
	}
	if err := checkMapping(name, body, m); err != nil {
		return nil, err
	}
	return m, nil
}

// MappingOf reads a mapping that stands within another YAML file, where it needs no schema. file stands in errors.
func MappingOf(file string, body ast.Node) (*Mapping, error) {
	m, err := decodeMapping(file, body)
	if err != nil {
		return nil, err
	}
	if m.Schema == "" {
		m.Schema = MappingSchema
	}
	if m.Schema != MappingSchema {
		return nil, placed(mappingFault([]string{"schema"}, MappingBadSchema, strconv.Quote(m.Schema), MappingSchema), file, body)
	}
	if err := checkMapping(file, body, m); err != nil {
		return nil, err
	}
	return m, nil
}

func decodeMapping(file string, body ast.Node) (*Mapping, error) {
	m := &Mapping{}
	if err := yaml.NodeToValue(body, m, yaml.Strict()); err != nil {
		return nil, decodeFault(file, err)
	}
	return m, nil
}

// checkMapping finds all mistakes in the values of a mapping.
func checkMapping(file string, body ast.Node, m *Mapping) error {
	_, err := settle(&Options{Mapping: m})
	return placed(err, file, body)
}

// mappingFields lists the fields of a mapping file, and those below roles and agent.
func mappingFields() []string {
	return []string{
		"schema", "format", "encoding", "zone", "channel", "columns", "roles (speakers, agents, confidence)", "agent (id, name, team)",
		"attributes", "idle", "line",
	}
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
	var all []error
	for _, field := range wrong {
		all = append(all, mappingFault([]string{"columns", field}, MappingColumn, field, strings.Join(known, ", ")))
	}
	return errors.Join(all...)
}
