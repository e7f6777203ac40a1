package lexicon

import (
	"bytes"
	"encoding/json"
	"strings"
)

// object is a JSON object; encoding/json writes its keys in order, so the schema is the same every time.
type object map[string]any

// JSONSchema writes the JSON Schema (draft 2020-12) of lexicon files, for editors. It is made from the tables by which
// files are read, so what it allows is what Load understands; names, patterns and counts Load checks further.
func JSONSchema() ([]byte, error) {
	schema := object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id":     Schema,
		"title":   "zhijian lexicon",
		"$defs": object{
			"texts":         object{"anyOf": []any{scalar(), object{"type": "array", "items": scalar()}}},
			"clause":        object{"anyOf": []any{scalar(), object{"$ref": "#/$defs/clauseBody"}}},
			"clauseBody":    mappingSchema(clauseFields()),
			"clauses":       object{"anyOf": []any{object{"$ref": "#/$defs/clause"}, object{"type": "array", "items": object{"$ref": "#/$defs/clause"}}}},
			"condition":     object{"anyOf": []any{object{"type": "string", "pattern": nameForm.String()}, object{"$ref": "#/$defs/conditionBody"}}},
			"conditions":    object{"anyOf": []any{object{"$ref": "#/$defs/condition"}, object{"type": "array", "items": object{"$ref": "#/$defs/condition"}}}},
			"conditionBody": mappingSchema(conditionFields()),
			"named":         object{"anyOf": []any{object{"type": "string", "pattern": nameForm.String()}, mappingSchema(namedConditionFields())}},
			"relation": object{"anyOf": []any{
				scalar(), object{"type": "array"}, mappingSchema(relationFields()),
			}},
			"rule":      require(mappingSchema(ruleFields()), "id", "title", "kind", "severity"),
			"extension": object{"anyOf": []any{require(mappingSchema(ruleFields()), "id"), require(mappingSchema(termExtensionFields()), "term", "add")}},
			"examples":  mappingSchema(exampleFields()),
			"allowance": require(mappingSchema(allowanceFields()), allowanceNeeds...),
			"group":     require(mappingSchema(exampleGroupFields()), exampleGroupNeeds...),
		},
	}
	for key, value := range require(mappingSchema(append(fileFields(), schemaField())), "schema") {
		schema[key] = value
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(schema); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// schemaField describes the key schema, which readFile checks itself.
func schemaField() field[file] {
	return field[file]{"schema", oneOfForm(Schema), "the version of the format", nil}
}

// scalar is a text as YAML writes it: a pattern may look like a number or a truth value.
func scalar() object { return object{"type": []any{"string", "number", "boolean"}} }

func require(o object, keys ...string) object {
	list := make([]any, len(keys))
	for i, k := range keys {
		list[i] = k
	}
	o["required"] = list
	return o
}

func mappingSchema[T any](table []field[T]) object {
	properties := object{}
	for _, f := range table {
		property := formSchema(f.form)
		property["description"] = f.doc
		properties[f.name] = property
	}
	return object{"type": "object", "properties": properties, "additionalProperties": false}
}

// formDefs names the forms' own definitions: those of values, and those of the items of lists.
var (
	formDefs = map[form]string{
		formTexts: "texts", formPattern: "texts", formPhrases: "texts", formClauses: "clauses", formCondition: "condition",
		formConds: "conditions", formRelation: "relation", formExamples: "examples",
	}
	itemDefs = map[form]string{formRules: "rule", formExtensions: "extension", formAllow: "allowance", formGroups: "group"}
)

func formSchema(f form) object {
	if choices, ok := strings.CutPrefix(string(f), "enum:"); ok {
		var list []any
		for choice := range strings.SplitSeq(choices, "|") {
			list = append(list, choice)
		}
		return object{"enum": list}
	}
	ref := func(name string) object { return object{"$ref": "#/$defs/" + name} }
	if name, ok := formDefs[f]; ok {
		return ref(name)
	}
	if name, ok := itemDefs[f]; ok {
		return object{"type": "array", "items": ref(name)}
	}
	switch f {
	case formBool:
		return object{"type": "boolean"}
	case formNumber:
		return object{"type": "number", "minimum": 0}
	case formScore:
		return object{"type": "number", "minimum": -farthestScore, "maximum": farthestScore}
	case formDay:
		return object{"type": "string", "format": "date"}
	case formCount:
		return object{"type": []any{"string", "integer"}, "pattern": countForm.String()}
	case formFingerprint:
		return object{"type": []any{"string", "number"}, "pattern": fingerprintForm.String()}
	case formText, formRange:
		return scalar()
	case formTerms:
		return object{"type": "object", "additionalProperties": ref("texts")}
	case formNamed:
		return object{"type": "object", "additionalProperties": ref("named")}
	default: // formSwitches
		return object{"type": "object", "additionalProperties": object{"type": "boolean"}}
	}
}
