package pattern

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	lit := func(s string) Node { return Lit{s} }
	for source, want := range map[string]Node{
		"没有发票":       lit("没有发票"),
		" 没有 ":       lit("没有"),
		"thank you":  Seq{[]Node{lit("thank"), Space{}, lit("you")}},
		"<没> … <票>":  Seq{[]Node{Class{"没", 1}, Gap{0, DefaultGap}, Class{"票", 7}}},
		"没…{12}票":    Seq{[]Node{lit("没"), Gap{0, 12}, lit("票")}},
		"没…{3,12}票":  Seq{[]Node{lit("没"), Gap{3, 12}, lit("票")}},
		"没……票":       Seq{[]Node{lit("没"), Gap{0, DefaultGap}, lit("票")}},
		"行哦?":        Seq{[]Node{lit("行"), Opt{lit("哦")}}},
		"行|不行":       Alt{[]Node{lit("行"), lit("不行")}},
		"(行|好)吗":     Seq{[]Node{Seq{[]Node{Alt{[]Node{lit("行"), lit("好")}}}}, lit("吗")}},
		"^行$":        Seq{[]Node{Anchor{UnitStart}, lit("行"), Anchor{UnitEnd}}},
		"^^行$$":      Seq{[]Node{Anchor{ClauseStart}, lit("行"), Anchor{ClauseEnd}}},
		"[滚/v]":      Word{"滚", "v"},
		"打@id-card吧": Seq{[]Node{lit("打"), Entity{"id-card", 2}, lit("吧")}},
		`\[图片\]？`:    lit("[图片]？"),
		"好(，| )":     Seq{[]Node{lit("好"), Seq{[]Node{Alt{[]Node{lit("，"), lit(" ")}}}}}},
		`\d点`:        Seq{[]Node{Digit{}, lit("点")}},
	} {
		got, err := Parse(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if diff := cmp.Diff(want, got.Root); diff != "" {
			t.Errorf("%s (-want +got):\n%s", source, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for source, column := range map[string]int{
		"":          1,
		"(没有":       1,
		"没有)":       3,
		"<没有":       1,
		"好<>":       2,
		"[":         1,
		"好@":        3,
		"?":         1,
		"^?":        2,
		`好\`:        2,
		"好]":        2,
		"好…{3":      3,
		"好…{9,3}坏":  3,
		"好…{999}坏":  3,
		"好?…":       1,
		"(好|坏?)?":   1,
		"好(坏|…)":    6,
		"/(没有/":     2,
		"/(?<=a)b/": 2,
	} {
		_, err := Parse(source)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q is accepted (%v)", source, err)
		} else if syntax.Column != column {
			t.Errorf("%q: column %d, want %d: %v", source, syntax.Column, column, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, source := range []string{"<没有>…{2}(发票|[票/n])?", "^^@phone$$", `/a\d+/`, `\[图片\]`} {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		p, err := Parse(source)
		var syntax *SyntaxError
		switch {
		case err != nil && !errors.As(err, &syntax):
			t.Fatalf("%q: an error without a place: %v", source, err)
		case err == nil && p.Root == nil && p.Regexp == "":
			t.Fatalf("%q gives nothing", source)
		}
	})
}
