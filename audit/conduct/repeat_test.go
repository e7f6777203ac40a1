package conduct

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/transcripts"
)

func say(words ...string) *transcripts.Session {
	session := &transcripts.Session{Channel: transcripts.Chat}
	for _, w := range words {
		session.Turns = append(session.Turns, transcripts.Turn{Role: agent, Text: w})
	}
	return session
}

func TestRepeat(t *testing.T) {
	tests := []struct {
		name  string
		words []string
		want  []Event
	}{
		{"word for word", []string{"这个需要等厂家通知以后处理", "好的", "这个需要等厂家通知以后处理"}, []Event{{2, 2}}},
		{"particles, address, marks and codes", []string{
			"亲，您的包裹正在加急派送中哦", "包裹正在加急派送中呢~~", "亲亲 您的包裹，正在加急派送中[可爱]",
		}, []Event{{1, 2}, {2, 3}}},
		{"a word put in", []string{
			"系统升级期间暂时无法查询订单轨迹", "目前系统升级期间暂时无法查询订单轨迹", "系统升级期间暂时无法查询到订单轨迹",
		}, []Event{{1, 2}, {2, 3}}},
		{"only little words", []string{"亲请您稍等一下哦", "亲，再请您稍等一下", "亲亲请您稍等一下哦"}, nil},
		{"only little words, sent again", []string{"亲这边请您再稍等一下哦", "亲这边请您再稍等一下哦"}, []Event{{1, 2}}},
		{"short ones are everybody's", []string{"好的，请讲哈", "好的，请讲哈", "好的，请讲哈"}, nil},
		{"another answer in the same pattern", []string{"黑色的L码目前是有现货的亲", "白色的L码目前是有现货的亲"}, nil},
		{"another number", []string{"这款送您两年的质保服务", "这款送您三年的质保服务", "这款送您年的质保服务"}, nil},
		{"digits", []string{"您的退款预计3天到账请留意", "您的退款预计13天到账请留意"}, nil},
		{"yes and no", []string{"这款商品支持七天无理由退换", "这款商品不支持七天无理由退换"}, nil},
		{"two things repeated in turn", []string{
			"麻烦提供一下订单编号", "麻烦拍照发我们核实", "麻烦提供一下订单编号", "麻烦拍照发我们核实",
		}, []Event{{2, 2}, {3, 2}}},
		{"other courtesy around it", []string{
			"您的快件已经到达中转中心了", "非常抱歉先生，您的快件已经到达中转中心，感谢理解",
		}, []Event{{1, 2}}},
		{"courtesy is all there is", []string{"实在非常对不起您先生", "真的非常感谢您的理解先生"}, nil},
		{"an open bracket is no code", []string{"[注意事项都在这一页上面写着", "注意事项都在这一页上面写着"}, []Event{{1, 2}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var sheet Sheet
			sheet.Reset(say(tt.words...))
			got, why := sheet.Events("repeat")
			if why != "" {
				t.Fatalf("why = %q", why)
			}
			if diff := cmp.Diff(tt.want, append([]Event(nil), got...)); diff != "" {
				t.Errorf("repeat (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRepeatIsOfAgentsOnly(t *testing.T) {
	session := say("您的包裹正在加急派送中", "您的包裹正在加急派送中", "您的包裹正在加急派送中")
	session.Turns[0].Role = robot
	session.Turns[2].Role = customer
	checkValues(t, session, []wanted{num("repeat_max", 1)})
	session.Turns[2].Role = unknown
	checkValues(t, session, []wanted{not("repeat_max", WhyUnknownRoles)})
}

// A long session of different messages with one stock sentence among them: the answer is checked, not only the time.
func BenchmarkRepeat(b *testing.B) {
	var words []string
	for i := range 2000 {
		if i%100 == 0 {
			words = append(words, "您的问题正在加急处理请耐心等待")
		} else {
			words = append(words, fmt.Sprintf("第%d号订单由%c仓发出请注意查收", i, '\u4e00'+rune(i)))
		}
	}
	session := say(words...)
	var sheet Sheet
	b.ReportAllocs()
	for b.Loop() {
		sheet.Reset(session)
		if v, _ := sheet.Value("repeat_max"); v.Number != 20 {
			b.Fatalf("repeat_max = %v, want 20", v.Number)
		}
	}
}

func TestWrapped(t *testing.T) {
	for _, word := range wrapping {
		if got := wrapped(word + "了"); got < 1 || word[:got] != word && wrapped(word[:got]) != got {
			t.Errorf("%s: %d bytes of courtesy, want a word of it", word, got)
		}
	}
	if got := wrapped("黑色不好意思"); got != 0 {
		t.Errorf("%d bytes of courtesy before there is any", got)
	}
}
