package audit

import (
	"fmt"
	"slices"

	"zhijian/audit/classify"
	"zhijian/lexicon"
	"zhijian/lexicon/norm"
)

// learnCondition fits the class of a named condition to its own examples: single messages of the speaker whom it is
// about. Of an example under hit the last one is what holds; all of those under miss are other talk. Examples of other
// conditions and of rules teach it nothing, since nobody said what they are to it.
func learnCondition(set *lexicon.Set, l lesson) (classify.Class, error) {
	speaker, n := l.cond.Subject(), norm.New(set.Normalise)
	var (
		samples []classify.Sample
		labels  []classify.Label
		known   = map[string]bool{}
	)
	add := func(text string, label classify.Label) {
		if text = n.String(text); !known[text] {
			known[text] = true
			samples, labels = append(samples, classify.Sample{Message: []rune(text)}), append(labels, label)
		}
	}
	for _, e := range taught(l.cond.Examples.Hit) {
		for i := len(e.Lines) - 1; i >= 0; i-- {
			if e.Lines[i].Speaker == speaker {
				add(e.Lines[i].Text, classify.Is)
				break
			}
		}
	}
	hits := len(samples)
	for _, e := range taught(l.cond.Examples.Miss) {
		for _, line := range e.Lines {
			if line.Speaker == speaker {
				add(line.Text, classify.IsNot)
			}
		}
	}
	if hits == 0 || hits == len(samples) {
		return classify.Class{}, fmt.Errorf("condition %s asks for likeness to its examples, but has none under hit, or none under miss", l.cond.Name)
	}
	return classify.Prepare(samples).Train(l.id, labels, classify.KeptAlone), nil
}

// taught are the examples that are to be learnt.
func taught(examples []*lexicon.Example) []*lexicon.Example {
	return slices.DeleteFunc(slices.Clone(examples), func(e *lexicon.Example) bool { return e.Unlearnt })
}
