package lexicon

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"path"
	"slices"
)

// ModelName is the file, at the top of a lexicon folder, that holds what the classifier learnt from the folder's
// examples. It is made by "zhijian lexicon train" and can be left out: what is missing or out of date is learnt anew at
// every start.
const ModelName = "resemblance.model"

// modelHead begins a model file; the digest of the layer that it was fitted to and a line feed follow.
const modelHead = "zhijian/resemblance/v1 "

// FramedModel puts the head in front of a fitted model.
func FramedModel(layerDigest string, model []byte) []byte {
	return append([]byte(modelHead+layerDigest+"\n"), model...)
}

// withoutModels takes the model files out of the sources, which it puts in order, and gives them by layer.
func withoutModels(sources []Source) (texts []Source, models map[int][]byte) {
	models = map[int][]byte{}
	for _, src := range sources {
		if src.IsModel() {
			models[src.Layer] = src.Data
		} else {
			texts = append(texts, src)
		}
	}
	slices.SortStableFunc(texts, func(a, b Source) int { return cmp.Or(cmp.Compare(a.Layer, b.Layer), cmp.Compare(a.Name, b.Name)) })
	return texts, models
}

// layersOf tells what the layers of the files teach, once names are looked up. Models that were fitted to something else
// are dropped.
func layersOf(files []*file, models map[int][]byte) []Layer {
	var layers []Layer
	for len(files) > 0 {
		number := files[0].source.Layer
		end := slices.IndexFunc(files, func(f *file) bool { return f.source.Layer != number })
		if end < 0 {
			end = len(files)
		}
		sum := sha256.New()
		for _, f := range files[:end] {
			f.addLessons(sum)
		}
		layer := Layer{Number: number, Digest: hex.EncodeToString(sum.Sum(nil))}
		if fitted, found := bytes.CutPrefix(models[number], []byte(modelHead+layer.Digest+"\n")); found {
			layer.Model = fitted
		}
		layers = append(layers, layer)
		files = files[end:]
	}
	return layers
}

// addLessons adds to a digest all that decides what is learnt from the file: its examples, and what they are examples of,
// but not the wording of its rules, so that patterns can be changed without learning anew.
func (f *file) addLessons(sum hash.Hash) {
	say := func(key string, values ...any) { _, _ = fmt.Fprintf(sum, "%s %q\n", key, values) }
	say("file", cmp.Or(f.id, path.Base(f.source.Name)), fmt.Sprintf("%x", f.examplesSum()))
	for _, r := range f.rules {
		say("rule", r.ID, r.Kind, r.Category, r.LearnsFromExamples())
	}
	for i := range f.extensions {
		if x := &f.extensions[i]; x.rule != nil {
			say("extension", x.rule.ID, x.rule.Category, x.rule.keys["doubt_below"], x.asksLikeness())
		}
	}
	for _, name := range f.condOrder {
		c := f.conditions[name]
		learns := slices.ContainsFunc(c.Likenesses(), func(l *Likeness) bool { return l.Condition == c })
		say("condition", name, c.Subject().String(), learns)
	}
	for _, ref := range f.disable {
		say("disable", ref.name)
	}
	for _, step := range sortedKeys(f.normalise) {
		say("normalise", step, f.normalise[step])
	}
}

// examplesSum is the digest of the file's examples as they are written: of the whole text where it holds nothing else, or
// where some of them stand in another way than the canonical layout has it.
func (f *file) examplesSum() [sha256.Size]byte {
	if len(f.rules)+len(f.conditions)+len(f.terms)+len(f.extensions) == 0 {
		return f.source.sum()
	}
	rest, examples := partExamples(f.source.Data)
	if bytes.Count(rest, groupsKey) > bytes.Count(rest, readExamples) {
		return f.source.sum()
	}
	return sha256.Sum256(examples)
}

// AsksLikeness says whether a rule or condition of the layer goes by likeness to examples.
func (s *Set) AsksLikeness(layer int) bool {
	return slices.ContainsFunc(slices.Concat(s.Rules, s.Off), func(r *Rule) bool {
		return r.Layer == layer && r.LearnsFromExamples() || slices.ContainsFunc(r.Conditions(), func(c *Condition) bool {
			return slices.ContainsFunc(c.Likenesses(), func(l *Likeness) bool { return l.Condition != nil && l.Condition.Layer == layer })
		})
	})
}

// mustLearn says whether some layer goes by likeness and has no fitted model, so that its examples must be read even by
// those who only judge.
func (s *Set) mustLearn() bool {
	return slices.ContainsFunc(s.Layers, func(l Layer) bool { return l.Model == nil && s.AsksLikeness(l.Number) })
}
