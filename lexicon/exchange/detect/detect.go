// Package detect tells which system a file of rules comes from, and imports it.
package detect

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"zhijian/lexicon/exchange"
	"zhijian/lexicon/exchange/baidu"
	"zhijian/lexicon/exchange/contactlens"
	"zhijian/lexicon/exchange/sca"
	"zhijian/lexicon/exchange/sheet"
)

// Form is what a file of rules is written in.
type Form string

// The forms.
const (
	Sheet       Form = "sheet"
	SCA         Form = "sca"
	ContactLens Form = "contact-lens"
	Baidu       Form = "baidu"
)

// Forms lists the forms.
func Forms() []Form { return []Form{Sheet, SCA, ContactLens, Baidu} }

// Options say what files do not. The zero value tells the form by the file.
type Options struct {
	Form     Form
	Prefix   string // of rule ids; "" for the form's own
	Charset  string // of text files; "" to tell it by their bytes
	Speaker  string // of sheets and of Baidu's expressions: agent, customer or anyone
	Patterns bool   // of sheets: phrases are patterns
	Session  bool   // of Baidu's expressions: they are about the session as a whole
}

// Import reads a file of rules; name helps to tell its form.
func Import(name string, data []byte, o Options) (sheet.Book, Form, error) {
	form := o.Form
	if form == "" {
		form = formOf(name, data)
	}
	var (
		d   *exchange.Draft
		err error
	)
	switch form {
	case Sheet:
		book, err := sheet.Import(data, sheet.Options{Prefix: o.Prefix, Charset: o.Charset, Patterns: o.Patterns, Speaker: o.Speaker})
		return book, form, err
	case SCA:
		d, err = sca.Import(data, sca.Options{Prefix: o.Prefix})
	case ContactLens:
		d, err = contactlens.Import(data, contactlens.Options{Prefix: o.Prefix})
	case Baidu:
		d, err = baidu.Import(data, baidu.Options{Prefix: o.Prefix, Charset: o.Charset, Speaker: o.Speaker, Session: o.Session})
	default:
		return nil, form, fmt.Errorf("there is no form %q", form)
	}
	if err != nil {
		return nil, form, err
	}
	return sheet.Book{{Draft: d}}, form, nil
}

// formOf tells the form by the bytes of a file and the end of its name.
func formOf(name string, data []byte) Form {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || slices.Contains([]string{".csv", ".tsv", ".xlsx", ".xlsm"}, strings.ToLower(path.Ext(name))) {
		return Sheet
	}
	if doc, err := exchange.ParseJSON(data); err == nil {
		return formOfJSON(doc, 0)
	}
	head := data[:min(len(data), 4096)]
	if text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))); len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		return SCA // broken JSON: its error is told by whoever reads it
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if bytes.ContainsAny(line, ",\t;") && !bytes.Contains(line, []byte("&&")) && !bytes.Contains(line, []byte("||")) {
		return Sheet
	}
	return Baidu
}

// formOfJSON looks for what a form alone has, through the envelopes around it.
func formOfJSON(v exchange.Value, depth int) Form {
	switch {
	case depth > 6:
	case v.Get("conditions").Given(), v.Get("jsonStr", "jsonStrForRule").Given():
		return SCA
	case v.Get("ruleFunction", "function", "comparisonValue", "categoryName", "ruleSummaryList", "categoryProperties", "resources").Given():
		return ContactLens
	case v.Get("operator").Given() && v.Get("operands").Given():
		return ContactLens
	case v.Get("contents").Given(), v.IsText():
		return Baidu
	}
	if depth <= 6 {
		for _, key := range []string{"data", "results", "rule", "rules", "body", "categories"} {
			if inner := v.Get(key); inner.Given() {
				return formOfJSON(inner, depth+1)
			}
		}
		if list := v.List(); v.IsList() && len(list) > 0 {
			return formOfJSON(list[0], depth+1)
		}
	}
	return SCA
}
