package exchange_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"zhijian/lexicon"
	"zhijian/lexicon/exchange"
	"zhijian/lexicon/pattern"
)

// shown writes an expression with all its brackets.
func shown(b *exchange.Boolean) string {
	parts := make([]string, 0, len(b.Args))
	for _, arg := range b.Args {
		parts = append(parts, shown(arg))
	}
	switch b.Op {
	case exchange.And:
		return "(" + strings.Join(parts, "&") + ")"
	case exchange.Or:
		return "(" + strings.Join(parts, "|") + ")"
	case exchange.Not:
		return "!" + parts[0]
	}
	return b.Name
}

func TestParseBoolean(t *testing.T) {
	for source, want := range map[string]string{
		"a":            "a",
		"a||b&&c":      "(a|(b&c))",
		"(a||b) && !c": "((a|b)&!c)",
		"!!a":          "!!a",
		"a&b|c":        "((a&b)|c)",
		"（缺货｜｜没货）＆＆！已补":    "((缺货|没货)&!已补)",
		"'a&b' && \"c d\"": "(a&b&c d)",
		"你 好 || 再见":        "(你 好|再见)",
	} {
		b, err := exchange.ParseBoolean(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
		} else if got := shown(b); got != want {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
	for source, want := range map[string]string{
		"": "character 1", "a&&": "character 4", "(a": "character 1", "a)": "character 2", "a&&&&b": "character 4", "!": "character 2", "''": "character 1",
	} {
		if _, err := exchange.ParseBoolean(source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", source, err, want)
		}
	}
}

func TestText(t *testing.T) {
	const said = "短语,例外\r\n不行,不行吗\r\n"
	const want = "短语,例外\n不行,不行吗\n"
	encoded := func(b []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, c := range map[string]struct {
		data    []byte
		charset string
	}{
		"utf-8":          {[]byte(said), ""},
		"utf-8 with BOM": {[]byte("\ufeff" + said), ""},
		"gb18030":        {encoded(simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(said))), ""},
		"gbk, named":     {encoded(simplifiedchinese.GBK.NewEncoder().Bytes([]byte(said))), "gbk"},
		"big5, named":    {encoded(traditionalchinese.Big5.NewEncoder().Bytes([]byte("短語\r\n"))), "big5"},
		"utf-16":         {encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(said))), ""},
		"utf-16 bare":    {encoded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte("phrase,exception\r\n"))), ""},
	} {
		got, err := exchange.Text(c.data, c.charset)
		expected := want
		switch name {
		case "big5, named":
			expected = "短語\n"
		case "utf-16 bare":
			expected = "phrase,exception\n"
		}
		if err != nil || got != expected {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := exchange.Text([]byte("a\nb\xff\xff\xff\n"), "utf-8"); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("bytes that are no text: %v", err)
	}
	if _, err := exchange.Text([]byte("a"), "klingon"); err == nil {
		t.Error("an unknown character set is accepted")
	}
}

// Characters are taken for themselves, whatever they mean in the pattern language.
func TestEscape(t *testing.T) {
	for _, text := range []string{"没有发票", "a(b|c)?", "[图片]", "@我", "…", "^开头$", `\d`, "/斜杠/", "<类>", "两 个"} {
		p, err := pattern.Parse(exchange.Escape(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		var got strings.Builder
		pattern.Walk(p.Root, func(n pattern.Node) {
			switch n := n.(type) {
			case pattern.Lit:
				got.WriteString(n.Text)
			case pattern.Space:
				got.WriteString(" ")
			case pattern.Seq:
			default:
				t.Errorf("%q: holds %T", text, n)
			}
		})
		if p.Regexp != "" || got.String() != text {
			t.Errorf("%q: became %q %q", text, got.String(), p.Regexp)
		}
	}
}

func TestTooManyCombinations(t *testing.T) {
	parsed, err := exchange.ParseBoolean(strings.Repeat("(a&&b||c&&d)&&", 10) + "e")
	if err != nil {
		t.Fatal(err)
	}
	f, err := parsed.Formula(func(b *exchange.Boolean) (*exchange.Formula, error) { return exchange.Says(exchange.Word(b.Name)), nil })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Clauses(false); !errors.Is(err, exchange.ErrTooLarge) {
		t.Errorf("%v", err)
	}
}

func FuzzParseBoolean(f *testing.F) {
	f.Add("(缺货||没货)&&退款&&!已补")
	f.Add("'a b'||!c")
	f.Fuzz(func(t *testing.T, source string) {
		b, err := exchange.ParseBoolean(source)
		if err != nil {
			return
		}
		formula, err := b.Formula(func(name *exchange.Boolean) (*exchange.Formula, error) {
			return exchange.Says(exchange.Word(name.Name)), exchange.CheckWord(name.Name)
		})
		if err != nil {
			return
		}
		clauses, err := formula.Clauses(len(source)%2 == 0)
		if err != nil {
			return
		}
		d := &exchange.Draft{ID: "fuzz", Rules: []exchange.Map{{
			{Key: "id", Value: "fuzz.a"}, {Key: "title", Value: "t"}, {Key: "kind", Value: "banned"}, {Key: "severity", Value: "info"}, {Key: "agent", Value: clauses},
		}}}
		text, err := d.YAML()
		if err != nil {
			t.Fatalf("%q: %v", source, err)
		}
		if _, err := lexicon.Load([]lexicon.Source{{Name: "fuzz.yaml", Data: text}}); err != nil {
			t.Fatalf("%q: %v\n%s", source, err, text)
		}
	})
}

func FuzzParseJSON(f *testing.F) {
	f.Add([]byte(`{"A_b":[1,"x",{"c":null}],"d":true}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := exchange.ParseJSON(data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") && !strings.HasPrefix(err.Error(), "larger") {
				t.Fatalf("no place: %v", err)
			}
			return
		}
		for _, key := range v.Keys() {
			v.Get(key).Texts()
		}
	})
}
