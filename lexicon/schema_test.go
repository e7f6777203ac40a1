package lexicon_test

import (
	"bytes"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

// compiled returns the schema ready to validate with.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := lexicon.JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("lexicon.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("lexicon.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// instance turns a lexicon file into what a validator takes.
func instance(t *testing.T, text []byte) any {
	t.Helper()
	asJSON, err := yaml.YAMLToJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestBuiltinFitsTheSchema(t *testing.T) {
	schema := compiled(t)
	sources, err := builtin.Sources()
	if err == nil {
		err = lexicon.Fetch(sources)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range sources {
		if src.IsModel() {
			continue
		}
		if err := schema.Validate(instance(t, src.Data)); err != nil {
			t.Errorf("%s: %v", src.Name, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	schema := compiled(t)
	for name, text := range map[string]string{
		"no schema":         "id: x\n",
		"wrong version":     "schema: zhijian/lexicon/v9\n",
		"unknown key":       "schema: zhijian/lexicon/v1\nrulez: []\n",
		"unknown rule key":  "schema: zhijian/lexicon/v1\nrules: [{id: a.b, title: t, kind: banned, severity: minor, sevrity: x}]\n",
		"unknown kind":      "schema: zhijian/lexicon/v1\nrules: [{id: a.b, title: t, kind: forbidden, severity: minor}]\n",
		"no title":          "schema: zhijian/lexicon/v1\nrules: [{id: a.b, kind: banned, severity: minor}]\n",
		"clause with typo":  "schema: zhijian/lexicon/v1\nrules: [{id: a.b, title: t, kind: banned, severity: minor, agent: [{sya: x}]}]\n",
		"negative deduct":   "schema: zhijian/lexicon/v1\nrules: [{id: a.b, title: t, kind: banned, severity: minor, deduct: -1}]\n",
		"count of no form":  "schema: zhijian/lexicon/v1\nrules: [{id: a.b, title: t, kind: banned, severity: minor, times: many}]\n",
		"condition's name":  "schema: zhijian/lexicon/v1\nconditions: {a: Not A Name}\n",
		"allow, no reason":  "schema: zhijian/lexicon/v1\nallow: [{fingerprint: 0123456789abcdef, rule: a.b}]\n",
		"allow, bad print":  "schema: zhijian/lexicon/v1\nallow: [{fingerprint: abc, rule: a.b, reason: x}]\n",
		"allow, other key":  "schema: zhijian/lexicon/v1\nallow: [{fingerprint: 0123456789abcdef, rule: a.b, reason: x, until: 2026-01-01}]\n",
		"truth is no truth": "schema: zhijian/lexicon/v1\nrules: [{id: a.b, title: t, kind: banned, severity: minor, fatal: sometimes}]\n",
	} {
		if err := schema.Validate(instance(t, []byte(text))); err == nil {
			t.Errorf("%s: the schema accepts %q", name, text)
		}
	}
}

func TestAllowFitsTheSchema(t *testing.T) {
	const text = "schema: zhijian/lexicon/v1\nallow:\n" +
		"  - {fingerprint: 0123456789abcdef, rule: a.b, evidence: x, reason: y, author: z, expires: '2026-01-01'}\n" +
		"  - {fingerprint: 1234567890123456, rule: a.b, reason: figures alone}\n"
	if err := compiled(t).Validate(instance(t, []byte(text))); err != nil {
		t.Error(err)
	}
}
