package conduct

import (
	"fmt"
	"testing"

	"zhijian/transcripts"
)

// BenchmarkSheet takes the measures that rules ask for most of a chat of thirty messages, one of which is sent twice.
func BenchmarkSheet(b *testing.B) {
	var turns []transcripts.Turn
	for i := range 30 {
		turn := at([]transcripts.Role{customer, agent}[i%2], float64(20*i))
		turn.Text = fmt.Sprintf("第%d句话说的是另外一件事情", i)
		if i == 11 || i == 21 {
			turn.Text = "您的包裹已经由快递员安排派送"
		}
		turns = append(turns, turn)
	}
	session := chat(turns...)
	var sheet Sheet
	b.ReportAllocs()
	for b.Loop() {
		sheet.Reset(session)
		first, why1 := sheet.Value("first_response")
		longest, why2 := sheet.Value("max_response")
		again, why3 := sheet.Events("repeat")
		if first.Number != 20 || longest.Number != 20 || len(again) != 1 || why1+why2+why3 != "" {
			b.Fatalf("first %v, longest %v, repeats %v %s%s%s", first, longest, again, why1, why2, why3)
		}
	}
}
