package redact

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"zhijian/audit/entity"
	"zhijian/lexicon/norm"
)

func TestMask(t *testing.T) {
	m := New()
	for _, c := range []struct{ text, want string }{
		{"电话13800138000", "电话138****8000"},
		{"打138-0013-8000吧", "打138-*****8000吧"},
		{"１３８００１３８０００", "１３８****８０００"},
		{"一三八零零一三八零零零", "***********"},
		{"1 3 8 0 0 1 3 8 0 0 0 收", "1 3 8 ********8 0 0 0 收"},
		{"138😊0013😊8000", "*************"},
		{"订单号13812345678", "订单号138****5678"},
		{"a138001380001", "a138*****0001"},
		{"一三八零零一三八零零零一", "一三八*****零零零一"},
		{"010-88886666", "010-****6666"},
		{"拨打4008208820或95588客服", "拨打4008208820或95588客服"},
		{"11010519491231002X", "110*************2X"},
		{"6222021234567890128", "6222***********0128"},
		{"4111111111111111", "4111********1111"},
		{"邮箱zhang.san@qq.com", "邮箱z********@qq.com"},
		{"寄到浙江省杭州市余杭区文一西路969号3栋", "寄到浙江省杭州市*************"},
		{"收件人：李雷，", "收件人：李*，"},
		{"王小明先生", "王**先生"},
		{"张女士您好", "张女士您好"},
		{"加我微信：abc_12345", "加我微信：*********"},
		{"加V hellokitty", "加V **********"},
		{"vx: ab-cd_ef-12", "vx: ***********"},
		{"vx 1380-0138-00", "vx ************"},
		{"扣扣三二零零九九八八", "扣扣********"},
		{"电话138****1234", "电话138****1234"},
		{"电话:[数字x]-[数字x]，手机号 [电话x]", "电话:[数字x]-[数字x]，手机号 [电话x]"},
		{"订单1234567890123456789", "订单1234567890123456789"},
		{"一共28元，三天内发", "一共28元，三天内发"},
		{"亲，在的哦", "亲，在的哦"},
	} {
		if got := m.Mask(c.text); got != c.want {
			t.Errorf("Mask(%q)\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestMaskOrderNumbers(t *testing.T) {
	m := New(WithOrderNumbers())
	for _, c := range []struct{ text, want string }{
		{"订单1234567890123456789", "订单123************6789"},
		{"单号 1127 0348 6619", "单号 112*******6619"},
		{"12345", "12345"},
	} {
		if got := m.Mask(c.text); got != c.want {
			t.Errorf("Mask(%q)\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestMaskSpan(t *testing.T) {
	m := New()
	const text = "加V：13800138000吧"
	for _, c := range []struct {
		start, end int
		want       string
	}{
		{0, 2, "加V"}, {5, 9, "****"}, {0, 14, "加V：***********"}, {-4, 99, "加V：***********吧"}, {14, 3, ""},
	} {
		if got := m.MaskSpan(text, c.start, c.end); got != c.want {
			t.Errorf("MaskSpan(%d, %d) = %q, want %q", c.start, c.end, got, c.want)
		}
	}
	if got := m.MaskSpan("亲，在的", 0, 1); got != "亲" {
		t.Errorf("plain text: got %q", got)
	}
}

func TestPlainTextIsNotCopied(t *testing.T) {
	m := New()
	const text = "亲，在的哦，请问有什么可以帮到您的呢？一定尽快处理～"
	if allocs := testing.AllocsPerRun(20, func() { m.Mask(text) }); allocs != 0 {
		t.Errorf("%v allocations, want none", allocs)
	}
}

var mobile = regexp.MustCompile(`(?:^|[^0-9])(1[3-9][0-9]{9})(?:$|[^0-9])`)

func FuzzMask(f *testing.F) {
	for _, seed := range []string{
		"电话13800138000或13900139000", "一三八零零一三八零零零", "11010519491231002X", "收件人：李雷 浙江省杭州市文一西路9号", "微信abc123456 a@b.cn",
		"138**13800138000", "\xff13800138000\xff", "138-0013-8000,13,14", "00000A17000000000\x16000", "170     00000000",
	} {
		f.Add(seed)
	}
	m, ordersToo := New(), New(WithOrderNumbers())
	fold := norm.New(norm.DefaultOptions())
	f.Fuzz(func(t *testing.T, text string) {
		once := m.Mask(text)
		if twice := m.Mask(once); twice != once {
			t.Fatalf("not idempotent: %q, then %q, then %q", text, once, twice)
		}
		// Characters that do not show part no digits.
		visible := strings.Map(func(r rune) rune {
			if unicode.In(r, unicode.Cc, unicode.Cf) {
				return -1
			}
			return r
		}, once)
		if found := mobile.FindStringSubmatch(visible); found != nil {
			t.Fatalf("%q shows %s: %q", text, found[1], once)
		}
		var folded norm.Text
		fold.Text(&folded, once)
		for _, span := range entity.Find(nil, entity.Phone, folded.Runes) {
			if !span.Hotline && span.Value != "" && !strings.Contains(span.Value, "*") {
				t.Fatalf("%q: the phone number %s is still in %q", text, span.Value, once)
			}
		}
		if got, want := len([]rune(once)), len([]rune(text)); got != want {
			t.Fatalf("%q has %d characters, masked %d", text, want, got)
		}
		m.MaskSpan(text, 1, 5)
		ordersToo.Mask(text)
	})
}

func BenchmarkMask(b *testing.B) {
	m := New()
	text := strings.Repeat("亲，在的哦，请问有什么可以帮到您的呢？", 20) + "电话13800138000"
	b.SetBytes(int64(len(text)))
	var got string
	for b.Loop() {
		got = m.Mask(text)
	}
	if !strings.HasSuffix(got, "138****8000") {
		b.Fatal(got)
	}
}
