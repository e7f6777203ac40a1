package exchange

import (
	"fmt"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode"

	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// normalizer folds text as audits do by default.
var normalizer = sync.OnceValue(func() *norm.Normalizer { return norm.New(norm.DefaultOptions()) })

// Wording is what one pattern matches: characters, or an RE2 expression.
type Wording struct {
	Literal string
	Regexp  string // without slashes, folded as texts are; "" for a literal
}

// Word is the wording of characters that stand for themselves.
func Word(text string) Wording { return Wording{Literal: strings.TrimSpace(text)} }

// CheckWord says why a text cannot be a pattern: it is too long, or nothing of it is left once it is normalised.
func CheckWord(text string) error {
	n := normalizer()
	if !strings.ContainsFunc(text, func(r rune) bool { return !n.Drops(r) && !unicode.IsSpace(r) }) {
		return fmt.Errorf("%q is nothing once it is normalised", text)
	}
	if len(text) > pattern.MaxLength {
		return fmt.Errorf("a text of %d bytes is too long for a pattern", len(text))
	}
	_, err := pattern.Parse(Escape(text))
	return err
}

// Words are the wordings of texts, without empty ones. One that cannot be a pattern is noted at the place; whole is false
// then.
func (d *Draft) Words(place string, texts []string) (list []Wording, whole bool) {
	whole = true
	for _, text := range texts {
		if strings.TrimSpace(text) == "" {
			continue
		}
		if err := CheckWord(text); err != nil {
			d.Note(Lost, place, "词用不了：%v", "a word: %v", err)
			whole = false
			continue
		}
		list = append(list, Word(text))
	}
	return list, whole
}

// Expression is the wording of a regular expression of another system. The error says what RE2 cannot do with it.
func Expression(source string) (Wording, error) {
	folded, err := foldRegexp(source)
	if err != nil {
		return Wording{}, err
	}
	w := Wording{Regexp: folded}
	if _, err := pattern.Parse(w.Pattern()); err != nil {
		return Wording{}, err
	}
	return w, nil
}

// foldRegexp writes an expression that matches in normalised text what the given one matches in text as it is.
func foldRegexp(source string) (string, error) {
	if len(source) > pattern.MaxLength {
		return "", fmt.Errorf("the expression is longer than %d bytes", pattern.MaxLength)
	}
	tree, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return "", fmt.Errorf("not an RE2 expression: %w", err)
	}
	n := normalizer()
	var fold func(re *syntax.Regexp)
	fold = func(re *syntax.Regexp) {
		if re.Op == syntax.OpLiteral {
			for i, r := range re.Rune {
				re.Rune[i] = n.FoldRune(r)
			}
			re.Flags &^= syntax.FoldCase
		}
		for _, sub := range re.Sub {
			fold(sub)
		}
	}
	fold(tree)
	return tree.String(), nil
}

// Pattern writes the wording in the pattern language.
func (w Wording) Pattern() string {
	if w.Regexp != "" {
		return "/" + w.Regexp + "/"
	}
	return Escape(w.Literal)
}

// expression writes the wording as a part of a regular expression over normalised text.
func (w Wording) expression() string {
	if w.Regexp != "" {
		return "(?:" + w.Regexp + ")"
	}
	n := normalizer()
	return syntaxQuote(n.String(w.Literal))
}

func syntaxQuote(text string) string {
	re := &syntax.Regexp{Op: syntax.OpLiteral, Rune: []rune(text)}
	return re.String()
}

// Escape writes characters so that a pattern takes them for themselves.
func Escape(text string) string {
	text = strings.TrimSpace(text)
	var out strings.Builder
	for i, r := range text {
		switch {
		case strings.ContainsRune(`()|<>[]@…^$?\`, r), i == 0 && r == '/':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r == '\n' || r == '\t' || r == '\r':
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
