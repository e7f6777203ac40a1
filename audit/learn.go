package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zhijian/audit/classify"
	"zhijian/lexicon"
	"zhijian/lexicon/norm"
)

// readModels reads the models that lie beside the set's layers while the caller goes on; the function waits for them.
func readModels(set *lexicon.Set) func() (map[string]classify.Class, error) {
	var (
		known map[string]classify.Class
		err   error
		done  = make(chan struct{})
	)
	go func() {
		known, err = classesOf(set)
		close(done)
	}()
	return func() (map[string]classify.Class, error) {
		<-done
		return known, err
	}
}

// lesson is something to be learnt: what the examples of a rule have in common, or of a named condition.
type lesson struct {
	id   string             // of the class
	cond *lexicon.Condition // nil of a rule
}

func lessonOf(l *lexicon.Likeness) lesson { return lesson{l.Class(), l.Condition} }

// key tells lessons apart: conditions of two layers may have the same name.
func (l lesson) key() string {
	if l.cond != nil {
		return conditionKey(l.cond.Layer, l.id)
	}
	return l.id
}

func conditionKey(layer int, class string) string { return fmt.Sprint(layer, "/", class) }

// learn returns the fitted classes of the lessons, in the order asked for: those that are known, the rest fitted now to
// the examples of the set.
func learn(set *lexicon.Set, known map[string]classify.Class, lessons []lesson) ([]classify.Class, error) {
	out := make([]classify.Class, len(lessons))
	var missing []int
	for i, l := range lessons {
		switch class, ok := known[l.key()]; {
		case ok:
			out[i] = class
		case l.cond != nil:
			var err error
			if out[i], err = learnCondition(set, l); err != nil {
				return nil, err
			}
		default:
			missing = append(missing, i)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	m := gather(set)
	corpus := classify.Prepare(m.samples)
	for _, i := range missing {
		labels, is := m.labels(lessons[i].id)
		switch {
		case is > 0:
			out[i] = corpus.Train(lessons[i].id, labels, classify.KeptBesideOthers)
		case strings.Contains(lessons[i].id, kinMark):
			out[i] = classify.Class{ID: lessons[i].id} // none of the kin has examples, which is said of the rules themselves
		default:
			return nil, fmt.Errorf("rule %s asks for likeness to its examples, but has none under hit or suspect to learn from", lessons[i].id)
		}
	}
	return out, nil
}

// kinMark ends the id of a class that is not of a rule but of its kin: the rules of its category, taken together. In a
// model file nothing follows; in a program the number of the layer does whose rules it is for.
const kinMark = ".*"

func kinOf(rule *lexicon.Rule) string { return fmt.Sprint(rule.Category, kinMark, rule.Layer) }

// material is what a lexicon's examples teach: messages with what they answer, and which rules they are examples of.
type material struct {
	samples []classify.Sample
	is, not []map[string]bool // by sample: rules that it hits, and that it misses
	numbers map[string]int    // of samples, by their text
	norm    *norm.Normalizer

	categories map[string]string // by rule
}

// gather takes the agent's messages out of the examples. Of an example under hit or suspect the last one is what hits;
// those before it say nothing. What stands under miss or ordinary is an example of other talk.
func gather(set *lexicon.Set) *material {
	m := &material{numbers: map[string]int{}, norm: norm.New(set.Normalise), categories: map[string]string{}}
	for _, rule := range slices.Concat(set.Rules, set.Off) {
		m.categories[rule.ID] = rule.Category
		if rule.Kind != lexicon.Banned && rule.Kind != lexicon.Violation {
			continue
		}
		for _, e := range slices.Concat(rule.Examples.Hit, rule.Examples.Suspect) {
			if numbers := m.add(e); len(numbers) > 0 {
				m.is[numbers[len(numbers)-1]][rule.ID] = true
			}
		}
		for _, e := range rule.Examples.Miss {
			for _, number := range m.add(e) {
				m.not[number][rule.ID] = true
			}
		}
	}
	for _, file := range set.Files {
		for _, e := range file.Ordinary {
			m.add(e)
		}
	}
	return m
}

// add takes the agent's messages of an example and returns their numbers; none of one that is not to be learnt.
func (m *material) add(e *lexicon.Example) []int {
	if e.Unlearnt {
		return nil
	}
	var numbers []int
	asked, asking := "", false
	for _, line := range e.Lines {
		switch line.Speaker {
		case lexicon.Customer:
			if asking {
				asked += " "
			} else {
				asked = ""
			}
			asked, asking = asked+line.Text, true
		case lexicon.Agent:
			asking = false
			numbers = append(numbers, m.number(line.Text, asked))
		case lexicon.Robot:
			asking = false
		}
	}
	return numbers
}

func (m *material) number(message, asked string) int {
	message, asked = m.norm.String(message), m.norm.String(asked)
	key := message + "\x00" + asked
	number, ok := m.numbers[key]
	if !ok {
		number = len(m.samples)
		m.numbers[key] = number
		m.samples = append(m.samples, classify.Sample{Message: []rune(message), Context: []rune(asked)})
		m.is, m.not = append(m.is, map[string]bool{}), append(m.not, map[string]bool{})
	}
	return number
}

// labels says what each sample is to a class, and how many are of it.
func (m *material) labels(class string) (labels []classify.Label, is int) {
	of := func(rule string) bool { return rule == class }
	if category, _, ok := strings.Cut(class, kinMark); ok {
		of = func(rule string) bool { return m.categories[rule] == category }
	}
	labels = make([]classify.Label, len(m.samples))
	for i := range labels {
		switch {
		case anyOf(m.is[i], of):
			labels[i] = classify.Is
			is++
		case anyOf(m.not[i], of):
			labels[i] = classify.IsNot
		case len(m.is[i]) > 0:
			labels[i] = classify.Other
		default:
			labels[i] = classify.None
		}
	}
	return labels, is
}

func anyOf(rules map[string]bool, of func(rule string) bool) bool {
	for rule := range rules {
		if of(rule) {
			return true
		}
	}
	return false
}

// askers are the lessons of a layer that are asked for, by id: of its rules, of the kin of these, and of its conditions.
func askers(set *lexicon.Set, layer int) []lesson {
	var out []lesson
	ask := func(l lesson) {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	for _, rule := range slices.Concat(set.Rules, set.Off) {
		if rule.Layer == layer && rule.LearnsFromExamples() {
			ask(lesson{id: rule.ID})
			ask(lesson{id: kinOf(rule)})
		}
		for _, c := range rule.Conditions() {
			for _, l := range c.Likenesses() {
				if l.Condition != nil && l.Condition.Layer == layer {
					ask(lessonOf(l))
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b lesson) int { return cmp.Compare(a.id, b.id) })
	return out
}

// Fit learns the classes of a layer from the examples of the set, whatever models there are, and returns them as the body
// of a model file, with the number of rules.
func Fit(set *lexicon.Set, layer int) (model []byte, rules int, err error) {
	fitted, err := learn(set, nil, askers(set, layer))
	if err != nil {
		return nil, 0, err
	}
	for i := range fitted {
		if category, _, ok := strings.Cut(fitted[i].ID, kinMark); ok {
			fitted[i].ID = category + kinMark
		} else {
			rules++
		}
	}
	model, err = classify.Encode(fitted)
	return model, rules, err
}

// Learned is the set with the models that it lacks fitted now. Sets made from parts of it judge as it does, while those of
// a set without models would learn from what they hold.
func Learned(set *lexicon.Set) (*lexicon.Set, error) {
	out := *set
	out.Layers = slices.Clone(set.Layers)
	for i := range out.Layers {
		layer := &out.Layers[i]
		if layer.Model != nil || !set.AsksLikeness(layer.Number) {
			continue
		}
		model, _, err := Fit(set, layer.Number)
		if err != nil {
			return nil, err
		}
		layer.Model = model
	}
	return &out, nil
}

// LearntOtherwise lists the rules, by id, of which, or of conditions of which, two sets have learnt different things from
// examples: such rules may judge otherwise though nothing else about them differs. Both sets come from Learned.
func LearntOtherwise(before, after *lexicon.Set) ([]string, error) {
	older, err := classesOf(before)
	if err != nil {
		return nil, err
	}
	newer, err := classesOf(after)
	if err != nil {
		return nil, err
	}
	otherwise := map[string]bool{}
	for key, class := range newer {
		old, ok := older[key]
		otherwise[key] = ok && (old.Bias != class.Bias || !slices.Equal(old.Buckets, class.Buckets) || !slices.Equal(old.Weights, class.Weights))
	}
	ofCondition := func(c *lexicon.Condition) bool {
		return slices.ContainsFunc(c.Likenesses(), func(l *lexicon.Likeness) bool { return otherwise[lessonOf(l).key()] })
	}
	var out []string
	for _, rule := range slices.Concat(after.Rules, after.Off) {
		if otherwise[rule.ID] || rule.LearnsFromExamples() && otherwise[kinOf(rule)] || slices.ContainsFunc(rule.Conditions(), ofCondition) {
			out = append(out, rule.ID)
		}
	}
	slices.Sort(out)
	return out, nil
}

// classesOf gives the classes of the set's models by the keys of the lessons that they are of.
func classesOf(set *lexicon.Set) (map[string]classify.Class, error) {
	known := map[string]classify.Class{}
	for _, layer := range set.Layers {
		if layer.Model == nil {
			continue
		}
		classes, err := classify.Decode(layer.Model)
		if err != nil {
			return nil, err
		}
		for _, class := range classes {
			switch {
			case strings.Contains(class.ID, "/"): // as the ids of rules do not
				known[conditionKey(layer.Number, class.ID)] = class
			case strings.HasSuffix(class.ID, kinMark):
				known[fmt.Sprint(class.ID, layer.Number)] = class
			}
		}
		for _, rule := range slices.Concat(set.Rules, set.Off) {
			if i := slices.IndexFunc(classes, func(c classify.Class) bool { return c.ID == rule.ID }); i >= 0 && rule.Layer == layer.Number {
				known[rule.ID] = classes[i]
			}
		}
	}
	return known, nil
}
