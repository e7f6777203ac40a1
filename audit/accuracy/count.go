package accuracy

import "cmp"

// Count tells how findings and labels meet: of one rule, of a group of rules, or of all. Its written form holds
// precision, recall and F1 as well.
type Count struct {
	Hits   int // labelled and found
	False  int // found but not labelled
	Missed int // labelled but not found
	Hinted int // the part of Missed at which a suspect hinted
	Idle   int // suspects that hinted at nothing labelled
}

// Precision is the share of findings that are labelled, from 0 to 1; ok is false where nothing was found.
func (c Count) Precision() (share float64, ok bool) {
	return ratio(c.Hits, c.Hits+c.False)
}

// Recall is the share of labels that were found, from 0 to 1; ok is false where nothing is labelled.
func (c Count) Recall() (share float64, ok bool) {
	return ratio(c.Hits, c.Hits+c.Missed)
}

// HintedRecall is the share of labels that were found or hinted at by a suspect, from 0 to 1; ok is false where nothing
// is labelled.
func (c Count) HintedRecall() (share float64, ok bool) {
	return ratio(c.Hits+c.Hinted, c.Hits+c.Missed)
}

// F1 is the harmonic mean of precision and recall, from 0 to 1; ok is false where nothing was found or labelled.
func (c Count) F1() (score float64, ok bool) {
	return ratio(2*c.Hits, 2*c.Hits+c.False+c.Missed)
}

// Empty says whether there is nothing to measure: no label and no finding.
func (c Count) Empty() bool { return c == Count{} }

func (c Count) plus(d Count) Count {
	return Count{
		Hits:   c.Hits + d.Hits,
		False:  c.False + d.False,
		Missed: c.Missed + d.Missed,
		Hinted: c.Hinted + d.Hinted,
		Idle:   c.Idle + d.Idle,
	}
}

// compareF1 tells which of two counts is the worse one: negative where c is. Where nothing is found and nothing is
// labelled there is nothing to be worse at, which ranks as perfect.
func compareF1(c, d Count) int {
	cs, cok := c.F1()
	ds, dok := d.F1()
	if !cok {
		cs = 1
	}
	if !dok {
		ds = 1
	}
	return cmp.Compare(cs, ds)
}

func ratio(part, whole int) (float64, bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}
