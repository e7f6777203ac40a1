package lexicon

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"zhijian/lexicon/ast"
	"zhijian/lexicon/norm"
)

// Schema is the value of the key schema that every lexicon file begins with.
const Schema = "zhijian/lexicon/v1"

// MaxFileSize bounds a lexicon file in bytes, so that a wrong path does not fill the memory.
const MaxFileSize = 64 << 20

// Source is one lexicon file.
type Source struct {
	Name  string // as shown in messages
	Data  []byte
	Layer int // files of a higher layer override rules of a lower one
	// Rules is what RulesTree gives for Data, if somebody kept it: those who only judge need not parse Data then.
	Rules []byte
	// Later gives Data of a file that those who only judge can do without, since Rules says all that they ask for; nil
	// where Data is there.
	Later func() ([]byte, error)
	Sum   [sha256.Size]byte // digest of Data; zero where nobody worked it out, which must not be where Data comes later
}

// sum is the digest of the file's text.
func (src *Source) sum() [sha256.Size]byte {
	if src.Sum == [sha256.Size]byte{} {
		src.Sum = sha256.Sum256(src.Data)
	}
	return src.Sum
}

// Fetch reads the texts of all sources of which that was put off.
func Fetch(sources []Source) error {
	for i := range sources {
		src := &sources[i]
		if src.Later == nil {
			continue
		}
		data, err := src.Later()
		if err != nil {
			return fmt.Errorf("lexicon: %w", err)
		}
		src.Data, src.Later = data, nil
	}
	return nil
}

// IsModel says whether the source is no lexicon file but what was learnt from those beside it.
func (src *Source) IsModel() bool { return path.Base(src.Name) == ModelName }

// ReadPath reads the lexicon file at p, or every .yaml and .yml file below the folder p, in the order of their names.
func ReadPath(p string, layer int) ([]Source, error) {
	info, err := os.Stat(p)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	if !info.IsDir() {
		return readFiles(os.DirFS(filepath.Dir(p)), []string{filepath.Base(p)}, filepath.Dir(p), layer)
	}
	return ReadFS(os.DirFS(p), p, layer)
}

// ReadFS reads every .yaml and .yml file of a file system; prefix stands before their names in messages.
func ReadFS(fsys fs.FS, prefix string, layer int) ([]Source, error) {
	var names []string
	found := false
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if ext := path.Ext(name); !entry.IsDir() && (ext == ".yaml" || ext == ".yml") {
			names = append(names, name)
			found = true
		} else if name == ModelName {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("lexicon %s: %w", prefix, err)
	}
	if !found {
		return nil, fmt.Errorf("lexicon %s: the folder holds no .yaml file", prefix)
	}
	return readFiles(fsys, names, prefix, layer)
}

func readFiles(fsys fs.FS, names []string, prefix string, layer int) ([]Source, error) {
	slices.Sort(names)
	sources := make([]Source, 0, len(names))
	for _, name := range names {
		info, err := fs.Stat(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("lexicon: %w", err)
		}
		if info.Size() > MaxFileSize {
			return nil, fmt.Errorf("lexicon %s: larger than %d MiB", name, MaxFileSize>>20)
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("lexicon: %w", err)
		}
		sources = append(sources, Source{Name: path.Join(filepath.ToSlash(prefix), name), Data: data, Layer: layer})
	}
	return sources, nil
}

// file is one lexicon file as read, before names are looked up.
type file struct {
	source     Source
	id, title  string
	imports    []reference
	imported   []*file // that imports name; nil where there is none
	terms      map[string]*Term
	termOrder  []string
	conditions map[string]*Condition
	condOrder  []string
	rules      []*Rule
	disable    []reference
	enable     []reference
	extensions []extension
	allow      []*Allowance
	normalise  map[string]bool
	groups     []*ExampleGroup
	ordinary   []*Example
}

// reference is a name used in a file, with its place.
type reference struct {
	Position
	name string
}

// addTo adds the file, by its name and text, to a digest of several.
func (src *Source) addTo(sum hash.Hash) {
	digest := src.sum()
	_, _ = fmt.Fprintf(sum, "%s\x00%x\x00", path.Base(src.Name), digest)
}

// Load reads lexicon files into one set. The error is of type Problems, all mistakes at once.
func Load(sources []Source) (*Set, error) { return load(sources, false) }

// LoadRules is Load for those who only judge: it passes over the examples beside the rules, which are most of the text
// of a well-kept lexicon, and so does not notice mistakes in them. The set's digest is that of the whole text.
func LoadRules(sources []Source) (*Set, error) { return load(sources, true) }

func load(sources []Source, withoutExamples bool) (*Set, error) {
	texts, models := withoutModels(sources)
	set, err := assemble(texts, models, withoutExamples)
	if err == nil && withoutExamples && set.mustLearn() {
		return assemble(texts, models, false)
	}
	return set, err
}

func assemble(sources []Source, models map[int][]byte, withoutExamples bool) (*Set, error) {
	if !withoutExamples {
		if err := Fetch(sources); err != nil {
			return nil, err
		}
	}
	decoders, shared := make([]decoder, len(sources)), newTables()
	read := make([]*file, len(sources))
	var workers sync.WaitGroup
	for i, src := range sources {
		decoders[i] = decoder{file: src.Name, tables: shared}
		workers.Go(func() {
			read[i] = decoders[i].readFile(src, withoutExamples)
		})
	}
	sum := sha256.New()
	for i := range sources {
		sources[i].addTo(sum)
	}
	workers.Wait()
	var problems Problems
	files := make([]*file, 0, len(sources))
	for i := range sources {
		if read[i] != nil {
			files = append(files, read[i])
		}
		problems = append(problems, decoders[i].problems...)
	}
	set := compose(files, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	set.Digest = hex.EncodeToString(sum.Sum(nil))
	set.Layers = layersOf(files, models)
	return set, nil
}

// RulesTree parses a lexicon file without the examples beside its rules and without its ordinary dialogues, and gives what
// Source.Rules takes.
func RulesTree(data []byte) ([]byte, error) {
	tree, err := ast.Parse(blankExamples(data))
	if err != nil {
		return nil, err
	}
	return ast.Encode(tree)
}

// tree gives the YAML of a file.
func (src *Source) tree(withoutExamples bool) (ast.Node, error) {
	if !withoutExamples {
		return ast.Parse(src.Data)
	}
	if src.Rules != nil {
		if n, err := ast.Decode(src.Rules); err == nil {
			return n, nil
		}
	}
	return ast.Parse(blankExamples(src.Data))
}

func (d *decoder) readFile(src Source, withoutExamples bool) *file {
	body, err := src.tree(withoutExamples)
	if syntax, ok := errors.AsType[*ast.SyntaxError](err); ok {
		d.failAt(Position{d.file, syntax.Line, syntax.Column},
			"not valid YAML: %s (patterns that begin with @ [ { > | * & ! %% or # need quotes)", syntax.Message)
		return nil
	} else if err != nil {
		d.failAt(Position{d.file, 1, 1}, "a lexicon file holds one YAML document that begins with schema: %s", Schema)
		return nil
	}
	f := &file{source: src, terms: map[string]*Term{}, conditions: map[string]*Condition{}, normalise: map[string]bool{}}
	schema := ""
	fields := append(fileFields(), field[file]{"schema", formText, "the version of the format", func(d *decoder, n ast.Node, _ *file) {
		schema, _ = d.text(n)
		if schema != Schema {
			d.fail(n, "schema must be %s, not %q", Schema, schema)
		}
	}})
	if decodeMapping(d, body, "a lexicon file", f, fields) && schema == "" {
		d.fail(body, "the key schema: %s is missing", Schema)
	}
	for _, r := range f.rules {
		r.Lexicon, r.Layer = f.id, src.Layer
	}
	for _, c := range f.conditions {
		c.Lexicon, c.Layer = cmp.Or(f.id, path.Base(src.Name)), src.Layer
	}
	return f
}

func fileFields() []field[file] {
	return []field[file]{
		{"id", formText, "the lexicon's id", func(d *decoder, n ast.Node, f *file) { f.id, _ = d.text(n) }},
		{"title", formText, "the lexicon's title", func(d *decoder, n ast.Node, f *file) { f.title, _ = d.text(n) }},
		{"import", formTexts, "files whose terms and conditions may be named here", func(d *decoder, n ast.Node, f *file) { f.imports = d.references(n) }},
		{"terms", formTerms, "classes of words", (*decoder).terms},
		{"conditions", formNamed, "reusable conditions", (*decoder).namedConditions},
		{"rules", formRules, "the rules", func(d *decoder, n ast.Node, f *file) {
			for _, item := range d.list(n) {
				if r := d.decodeRule(item); r != nil {
					f.rules = append(f.rules, d.complete(r, item, f.id))
				}
			}
		}},
		{"disable", formTexts, "ids of rules to leave out", func(d *decoder, n ast.Node, f *file) { f.disable = d.references(n) }},
		{"enable", formTexts, "ids of rules that are off by default", func(d *decoder, n ast.Node, f *file) { f.enable = d.references(n) }},
		{"extend", formExtensions, "additions to rules and terms of lower layers", (*decoder).extensions},
		{"allow", formAllow, "findings that were looked at and are put up with", (*decoder).allowances},
		{"examples", formGroups, "examples of rules and conditions that stand in other places", (*decoder).exampleGroups},
		{"ordinary", formTexts, "dialogues that no rule about wording may hit: what examples are told apart from", func(d *decoder, n ast.Node, f *file) { f.ordinary = d.examples(n) }},
		{"normalise", formSwitches, "steps of normalisation to switch off", (*decoder).normalisation},
	}
}

// references reads a list of names.
func (d *decoder) references(n ast.Node) []reference {
	var out []reference
	for _, item := range d.list(n) {
		if s, ok := d.text(item); ok {
			out = append(out, reference{d.at(item), s})
		}
	}
	return out
}

func (d *decoder) terms(n ast.Node, f *file) {
	if n.Kind != ast.Mapping {
		d.fail(n, "terms must be a mapping of names to lists of words")
		return
	}
	for key, value := range n.Pairs() {
		name := key.Text
		if f.terms[name] != nil {
			d.fail(key, "term class %q is defined twice", name)
			continue
		}
		f.terms[name] = &Term{Position: d.at(key), Name: name, Entries: d.patterns(value)}
		f.termOrder = append(f.termOrder, name)
	}
}

func (d *decoder) namedConditions(n ast.Node, f *file) {
	if n.Kind != ast.Mapping {
		d.fail(n, "conditions must be a mapping of names to conditions")
		return
	}
	for key, value := range n.Pairs() {
		name := key.Text
		if !nameForm.MatchString(name) {
			d.fail(key, "a condition's name is made of small letters, digits and -, not %q", name)
		}
		if f.conditions[name] != nil {
			d.fail(key, "condition %q is defined twice", name)
			continue
		}
		c := d.conditionBy(value, namedConditionFields)
		c.Name = name
		d.bindToCondition(c)
		f.conditions[name] = c
		f.condOrder = append(f.condOrder, name)
	}
}

func (d *decoder) normalisation(n ast.Node, f *file) {
	known := normSwitches(&norm.Options{})
	for key, value := range n.Pairs() {
		name := key.Text
		if known[name] == nil {
			d.fail(key, "normalisation has no step %q", name)
			continue
		}
		f.normalise[name] = d.boolean(value)
	}
}

// normSwitches names the steps of normalisation as lexicon files do.
func normSwitches(o *norm.Options) map[string]*bool {
	return map[string]*bool{
		"width": &o.Width, "case": &o.Case, "variants": &o.Variants, "numbers": &o.Numbers,
		"invisible": &o.Invisible, "repeats": &o.Repeats, "emoji_codes": &o.EmojiCodes, "masks": &o.Masks,
	}
}
