package audit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"zhijian/lexicon"
	"zhijian/transcripts"
)

// manyPhrases is how many phrases the large lexicon of the benchmarks has: that of a platform which lists everything.
const manyPhrases = 100_000

// characters are common in service dialogues, so that a scan cannot tell by single characters that a text holds nothing.
const characters = "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成" +
	"者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从知使问情加意想被电话订单退款货快递客服差评投诉包装质量价格优惠活动赠品尺码颜色"

// phraseLexicon writes a lexicon of that many phrases of three to eight characters, 500 to a rule, and gives the phrases.
func phraseLexicon(count int) (source lexicon.Source, phrases []string) {
	rnd := rand.New(rand.NewPCG(7, 7))
	letters := []rune(characters)
	seen := map[string]bool{}
	var text strings.Builder
	text.WriteString("schema: zhijian/lexicon/v1\nid: many\nrules:\n")
	for len(phrases) < count {
		phrase := make([]rune, 3+rnd.IntN(6))
		for i := range phrase {
			phrase[i] = letters[rnd.IntN(len(letters))]
		}
		if seen[string(phrase)] {
			continue
		}
		seen[string(phrase)] = true
		if len(phrases)%500 == 0 {
			fmt.Fprintf(&text, "  - id: many.rule-%d\n    title: 第 %d 组\n    kind: banned\n    severity: minor\n    agent:\n", len(phrases)/500, len(phrases)/500)
		}
		fmt.Fprintf(&text, "      - %s\n", string(phrase))
		phrases = append(phrases, string(phrase))
	}
	return lexicon.Source{Name: "many.yaml", Data: []byte(text.String())}, phrases
}

func compiled(b *testing.B, source lexicon.Source) *Auditor {
	b.Helper()
	set, err := lexicon.LoadRules([]lexicon.Source{source})
	if err != nil {
		b.Fatal(err)
	}
	a, err := Compile(set)
	if err != nil {
		b.Fatal(err)
	}
	return a
}

// BenchmarkStartManyPhrases makes a lexicon of 100,000 phrases ready to judge.
func BenchmarkStartManyPhrases(b *testing.B) {
	source, _ := phraseLexicon(manyPhrases)
	b.SetBytes(int64(len(source.Data)))
	for b.Loop() {
		if a := compiled(b, source); len(a.wordings) != manyPhrases {
			b.Fatalf("%d wordings", len(a.wordings))
		}
	}
}

// BenchmarkManyPhrases judges the same sessions by 100,000 phrases and by the built-in lexicon. Every tenth message holds
// a phrase of the large lexicon, which must be found.
func BenchmarkManyPhrases(b *testing.B) {
	source, phrases := phraseLexicon(manyPhrases)
	sessions, size, planted := phraseSessions(phrases)
	for _, by := range []struct {
		name string
		*Auditor
	}{{"phrases", compiled(b, source)}, {"builtin", builtinAuditor(b)}} {
		b.Run(by.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				found := 0
				for _, s := range sessions {
					for _, f := range by.Audit(s).Findings {
						if strings.HasPrefix(f.Rule, "many.") {
							found++
						}
					}
				}
				if by.name == "phrases" && found < planted {
					b.Fatalf("%d findings, though %d phrases were planted", found, planted)
				}
			}
		})
	}
}

// phraseSessions makes sessions of a customer and an agent, and says how many bytes they have and how many phrases.
func phraseSessions(phrases []string) (sessions []*transcripts.Session, size, planted int) {
	rnd := rand.New(rand.NewPCG(8, 8))
	letters := []rune(characters)
	for i := range 200 {
		s := &transcripts.Session{ID: fmt.Sprint(i), Channel: transcripts.Chat}
		for turn := range 20 {
			text := make([]rune, 5+rnd.IntN(40))
			for k := range text {
				text[k] = letters[rnd.IntN(len(letters))]
			}
			t := transcripts.Turn{Role: transcripts.RoleCustomer, Text: string(text)}
			if turn%2 == 1 {
				t.Role = transcripts.RoleAgent
			}
			if turn == 5 || turn == 15 {
				t.Text += "，" + phrases[rnd.IntN(len(phrases))] + "。"
				planted++
			}
			size += len(t.Text)
			s.Turns = append(s.Turns, t)
		}
		sessions = append(sessions, s)
	}
	return sessions, size, planted
}
