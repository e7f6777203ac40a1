package lexicon

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
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

// layersOf takes the model files out of the sources and tells what their layers are made of. A model that was fitted to
// other texts is dropped.
func layersOf(sources []Source) (texts []Source, layers []Layer) {
	sorted := slices.Clone(sources)
	slices.SortStableFunc(sorted, func(a, b Source) int { return cmp.Or(cmp.Compare(a.Layer, b.Layer), cmp.Compare(a.Name, b.Name)) })
	sum, last := sha256.New(), -1
	var model []byte
	finish := func() {
		if last < 0 {
			return
		}
		digest := hex.EncodeToString(sum.Sum(nil))
		fitted, found := bytes.CutPrefix(model, []byte(modelHead+digest+"\n"))
		if !found {
			fitted = nil
		}
		layers = append(layers, Layer{Number: last, Digest: digest, Model: fitted})
		model = nil
		sum.Reset()
	}
	for _, src := range sorted {
		if src.Layer != last {
			finish()
			last = src.Layer
		}
		if src.IsModel() {
			model = src.Data
			continue
		}
		src.addTo(sum)
		texts = append(texts, src)
	}
	finish()
	return texts, layers
}

// needExamples says whether some layer asks for likeness, or adds to the examples of rules that may, but has no fitted
// model, so that its examples must be read even by those who only judge.
func needExamples(texts []Source, layers []Layer) bool {
	for _, l := range layers {
		if l.Model != nil {
			continue
		}
		for _, src := range texts {
			if src.Layer != l.Number {
				continue
			}
			if bytes.Contains(src.Data, []byte("resembles:")) || bytes.Contains(src.Data, []byte("doubt_below:")) ||
				bytes.Contains(src.Data, []byte("extend:")) && bytes.Contains(src.Data, []byte("examples:")) {
				return true
			}
		}
	}
	return false
}
