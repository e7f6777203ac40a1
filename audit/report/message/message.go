// Package message holds every text that a person reads in reports and on the command line, in Chinese and in English.
package message

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed zh.yaml en.yaml
var files embed.FS

// The languages that there are texts in.
const (
	Chinese = "zh"
	English = "en"
)

// Languages lists the languages of the catalogue, the default first.
func Languages() []string { return []string{Chinese, English} }

// A Catalogue gives the texts of one language. It may be used by several goroutines.
type Catalogue struct {
	lang      string
	localizer *i18n.Localizer
	keys      []string // sorted
}

// For opens the catalogue of zh or en; the empty language stands for zh.
func For(lang string) (*Catalogue, error) {
	var tag language.Tag
	switch lang {
	case "", Chinese:
		lang, tag = Chinese, language.Chinese
	case English:
		tag = language.English
	default:
		return nil, fmt.Errorf("language %q is not known; choose one of %s", lang, strings.Join(Languages(), ", "))
	}
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	file, err := bundle.LoadMessageFileFS(files, lang+".yaml")
	if err != nil {
		return nil, fmt.Errorf("messages of language %q: %w", lang, err)
	}
	c := &Catalogue{lang: lang, localizer: i18n.NewLocalizer(bundle, lang)}
	for _, m := range file.Messages {
		c.keys = append(c.keys, m.ID)
	}
	slices.Sort(c.keys)
	return c, nil
}

// Language is zh or en.
func (c *Catalogue) Language() string { return c.lang }

// Text gives the text of a key. args are pairs of name and value for the places {{.name}} of the text; the value of N, an
// int, also chooses between singular and plural. A text that is missing or cannot be filled in shows as its key between
// ⟦⟧: the tests see to it that there is none.
func (c *Catalogue) Text(key string, args ...any) string {
	text, err := c.lookup(key, args)
	if err != nil {
		return "⟦" + key + "⟧"
	}
	return text
}

// TextOr is Text with a text to fall back on, for keys that are made from data, such as the codes of reasons.
func (c *Catalogue) TextOr(key, fallback string, args ...any) string {
	text, err := c.lookup(key, args)
	var missing *i18n.MessageNotFoundErr
	switch {
	case errors.As(err, &missing):
		return fallback
	case err != nil:
		return "⟦" + key + "⟧"
	}
	return text
}

// Group gives the texts whose keys begin with the name and a dot, by the rest of their keys. It is meant for texts
// without places to fill in.
func (c *Catalogue) Group(name string) map[string]string {
	group := map[string]string{}
	for _, key := range c.keys {
		if rest, ok := strings.CutPrefix(key, name+"."); ok {
			group[rest] = c.Text(key)
		}
	}
	return group
}

func (c *Catalogue) lookup(key string, args []any) (string, error) {
	config := i18n.LocalizeConfig{MessageID: key}
	if len(args) > 0 {
		data := make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			data[fmt.Sprint(args[i])] = args[i+1]
		}
		config.TemplateData = data
		if n, ok := data["N"].(int); ok {
			config.PluralCount = n
		}
	}
	return c.localizer.Localize(&config)
}
