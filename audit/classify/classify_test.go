package classify_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"zhijian/audit/classify"
)

// The samples of two classes and of other talk, as messages and what they answer.
var samples = []struct {
	message, asked, class string
}{
	{"您自己上网查去吧", "怎么退", "off"},
	{"自己查一下不就知道了", "尺码多大", "off"},
	{"这个您自己看详情", "材质呢", "off"},
	{"详情页自己翻翻", "有说明吗", "off"},
	{"您自己看着办", "怎么办", "off"},
	{"自己去问快递", "到哪了", "off"},
	{"先生您冷静一下", "气死我了", "calm"},
	{"您别激动好吗", "你们骗人", "calm"},
	{"消消气行不行", "我要投诉", "calm"},
	{"这么激动干嘛", "太差了", "calm"},
	{"您先冷静冷静", "垃圾", "calm"},
	{"别那么大火气", "等三天了", "calm"},
	{"好的，马上帮您查", "怎么退", ""},
	{"这款是纯棉的", "材质呢", ""},
	{"今天就给您发出", "什么时候发", ""},
	{"请问有什么可以帮您", "在吗", ""},
	{"非常抱歉给您添麻烦了", "气死我了", ""},
	{"尺码表发您看下", "尺码多大", ""},
}

func fit(t *testing.T) ([]classify.Class, *classify.Model) {
	t.Helper()
	list := make([]classify.Sample, 0, len(samples))
	for _, s := range samples {
		list = append(list, classify.Sample{Message: []rune(s.message), Context: []rune(s.asked)})
	}
	corpus := classify.Prepare(list)
	var classes []classify.Class
	for _, id := range []string{"off", "calm"} {
		labels := make([]classify.Label, len(samples))
		for i, s := range samples {
			switch s.class {
			case id:
				labels[i] = classify.Is
			case "":
				labels[i] = classify.None
			default:
				labels[i] = classify.Other
			}
		}
		classes = append(classes, corpus.Train(id, labels, classify.KeptBesideOthers))
	}
	return classes, classify.NewModel(classes)
}

func score(m *classify.Model, message, asked string) []float64 {
	var g classify.Grams
	var said, answered classify.Part
	m.Message(&said, &g, []rune(message))
	m.Context(&answered, &g, []rune(asked))
	out := make([]float64, m.Classes())
	m.Scores(out, &said, &answered)
	return out
}

func TestScoresTellClassesApart(t *testing.T) {
	_, m := fit(t)
	for _, s := range samples {
		got := score(m, s.message, s.asked)
		for i, id := range []string{"off", "calm"} {
			if is := s.class == id; is != (got[i] > 0) {
				t.Errorf("%s scores %.2f for %s", s.message, got[i], id)
			}
		}
	}
	// Wording that no sample has.
	if got := score(m, "自己去查查看", "怎么退货"); got[0] <= got[1] || got[0] < -0.2 {
		t.Errorf("a paraphrase scores %.2f and %.2f", got[0], got[1])
	}
	if got := score(m, "好的亲，帮您登记了", "谢谢"); got[0] > 0 || got[1] > 0 {
		t.Errorf("other talk scores %.2f and %.2f", got[0], got[1])
	}
}

func TestTrainingIsReproducible(t *testing.T) {
	first, _ := fit(t)
	second, _ := fit(t)
	a, err := classify.Encode(first)
	if err != nil {
		t.Fatal(err)
	}
	b, err := classify.Encode(second)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("the same samples give other model files")
	}
}

func TestFileKeepsScores(t *testing.T) {
	classes, m := fit(t)
	data, err := classify.Encode(classes)
	if err != nil {
		t.Fatal(err)
	}
	back, err := classify.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	again := classify.NewModel(back)
	for _, s := range samples {
		a, b := score(m, s.message, s.asked), score(again, s.message, s.asked)
		if a[0] != b[0] || a[1] != b[1] {
			t.Errorf("%s scores %v, and %v from the file", s.message, a, b)
		}
	}
}

func TestPartsAreKeptAsNumbers(t *testing.T) {
	_, m := fit(t)
	var g classify.Grams
	var part, back classify.Part
	m.Message(&part, &g, []rune("您冷静一下自己查"))
	back.Load(part.Append(nil))
	a, b := make([]float64, 2), make([]float64, 2)
	m.Scores(a, &part, nil)
	m.Scores(b, &back, nil)
	if a[0] != b[0] || a[1] != b[1] {
		t.Errorf("scores %v became %v", a, b)
	}
}

func TestWeightsPointAtTheWording(t *testing.T) {
	_, m := fit(t)
	text := []rune("今天下雨，您冷静一下，谢谢")
	weights := m.Weights(nil, m.Class("calm"), &classify.Grams{}, text)
	best := 0
	for i, w := range weights {
		if w > weights[best] {
			best = i
		}
	}
	if at := strings.IndexRune(string(text), text[best]); !strings.ContainsRune("您冷静一下", text[best]) {
		t.Errorf("the character that speaks most for the class is %c at byte %d", text[best], at)
	}
	if m.Class("none") != -1 {
		t.Error("a class that does not exist has a number")
	}
}

func TestDigitsAndLengthDoNotMatter(t *testing.T) {
	_, m := fit(t)
	if a, b := score(m, "单号123自己查", ""), score(m, "单号987自己查", ""); a[0] != b[0] {
		t.Errorf("other digits give other scores: %v and %v", a, b)
	}
	for _, text := range []string{"", "好", strings.Repeat("自己查", 5000)} {
		for _, s := range score(m, text, text) {
			if math.IsNaN(s) || math.Abs(s) > 10 {
				t.Errorf("a text of %d bytes scores %v", len(text), s)
			}
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	classes, _ := fit(t)
	data, err := classify.Encode(classes)
	if err != nil {
		t.Fatal(err)
	}
	broken := []classify.Class{{ID: "x", Buckets: []uint32{3, 2}, Weights: []int16{1, 1}}}
	unsorted, err := classify.Encode(broken)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{"empty": nil, "text": []byte("resemblance"), "cut short": data[:len(data)/2], "unsorted": unsorted} {
		if _, err := classify.Decode(bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzDecode(f *testing.F) {
	good, err := classify.Encode([]classify.Class{{ID: "a", Bias: -3, Buckets: []uint32{1, 7}, Weights: []int16{5, -5}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte("(\xb5/\xfd"))
	f.Fuzz(func(t *testing.T, data []byte) {
		classes, err := classify.Decode(data)
		if err != nil {
			return
		}
		m := classify.NewModel(classes)
		if m.Classes() != len(classes) {
			t.Errorf("%d classes became %d", len(classes), m.Classes())
		}
	})
}

func BenchmarkScore(b *testing.B) {
	list := make([]classify.Sample, 0, len(samples))
	labels := make([]classify.Label, len(samples))
	for i, s := range samples {
		list = append(list, classify.Sample{Message: []rune(s.message), Context: []rune(s.asked)})
		labels[i] = classify.None
		if s.class == "off" {
			labels[i] = classify.Is
		}
	}
	corpus := classify.Prepare(list)
	var classes []classify.Class
	for range 32 {
		classes = append(classes, corpus.Train("off", labels, classify.KeptBesideOthers))
	}
	m := classify.NewModel(classes)
	var g classify.Grams
	var part classify.Part
	scores := make([]float64, m.Classes())
	for b.Loop() {
		m.Message(&part, &g, list[0].Message)
		m.Scores(scores, &part, nil)
	}
	if scores[0] <= 0 {
		b.Errorf("a sample of the class scores %v", scores[0])
	}
}
