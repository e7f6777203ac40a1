package sca_test

import (
	"strings"
	"testing"

	"zhijian/lexicon"
	"zhijian/lexicon/exchange"
	"zhijian/lexicon/exchange/sca"
)

// Hostile files are refused, or cost what they ask for, with a place.
func TestHostile(t *testing.T) {
	keyword := `{"oid":"1","type":"HIT_ANY_KEYWORDS","param":{"keywords":["x"]}}`
	for name, c := range map[string]struct{ text, want string }{
		"no JSON":      {"{\n \"rules\": [}", "line 2, column 12"},
		"nothing":      {`{"a":1}`, "neither conditions nor rules"},
		"deep":         {strings.Repeat("[", 100000), "nested deeper"},
		"two":          {`{} {}`, "something follows"},
		"deep logic":   {`{"conditions":[],"rules":[{"rid":"1","lambda":"` + strings.Repeat("(", 3000) + `"}]}`, "rules[0].lambda"},
		"long logic":   {`{"conditions":[],"rules":[{"rid":"1","lambda":"` + strings.Repeat("1||", 90000) + `1"}]}`, "rules[0].lambda"},
		"huge numbers": {`{"conditions":[{"cid":"1","check_range":{"range":{"from":-999999999,"to":5}},"lambda":"1","operators":[` + keyword + `]}],"rules":[{"rid":"1","lambda":"1"}]}`, "conditions[0].check_range.range"},
		"combinations": {`{"conditions":[{"cid":"1","check_range":{},"lambda":"1","operators":[{"oid":"1","type":"INCLUDE_KEYWORDS","param":{"keywords":["` + strings.Repeat(`a","b","c","`, 30) + `d"],"keywordMatchSize":40}}]}],"rules":[{"rid":"1","lambda":"1"}]}`, "conditions[0].operators[0]"},
	} {
		d, err := sca.Import([]byte(c.text), sca.Options{})
		var told strings.Builder
		if err != nil {
			told.WriteString(err.Error())
		} else {
			for _, n := range d.Notes {
				told.WriteString(n.Place + ": " + n.En + "\n")
			}
			if len(d.Rules) > 0 {
				t.Errorf("%s: %d rules", name, len(d.Rules))
			}
		}
		if !strings.Contains(told.String(), c.want) {
			t.Errorf("%s: %s, want %q", name, told.String(), c.want)
		}
	}
}

// loads checks that a draft, whatever it was made of, is a lexicon that loads.
func loads(t *testing.T, d *exchange.Draft) {
	t.Helper()
	text, err := d.YAML()
	if err != nil {
		t.Fatalf("%v\n%+v", err, d)
	}
	if _, err := lexicon.Load([]lexicon.Source{{Name: "draft.yaml", Data: text}}); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(`{"conditions":[{"cid":"1","check_range":{"role":"客服","range":{"from":1,"to":-3},"anchor":{"cid":"2","location":"AROUND","hit_time":0}},"lambda":"1&&!2","operators":[{"oid":"1","type":"INCLUDE_KEYWORDS","param":{"keywords":["甲","乙"],"keywordMatchSize":-1,"in_sentence":true}},{"oid":"2","type":"REGULAR_EXPRESSION","param":{"regex":"a+","notRegex":"b"}}]},{"cid":"2","lambda":"1","operators":[{"oid":"1","type":"SIMILAR_MATCH","param":{"similarlySentences":["你好"],"score":50}}]}],"rules":[{"rid":"1","lambda":"1||!2","scoreType":3,"scoreNum":5,"level":0}]}`))
	f.Add([]byte(`{"Conditions":[{"Cid":"a","Operators":[{"Oid":"a","Type":"INTERVAL_GREATER","Param":{"Interval":1e3}}]}],"Rules":[{"Rid":3,"Lambda":"a"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := sca.Import(data, sca.Options{}); err == nil {
			loads(t, d)
		}
	})
}
