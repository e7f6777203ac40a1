package cli

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit/report"
)

func TestEachAgent(t *testing.T) {
	outputs := []output{{kind: report.Table}, {kind: report.HTML, file: "out/{agent}.html"}}
	got, err := eachAgent(outputs, []string{"xiaomei", "禾田:小雅", "../../etc/passwd", ".hidden", "a\x1bb"}, english)
	if err != nil {
		t.Fatal(err)
	}
	want := []output{
		{kind: report.Table},
		{report.HTML, "out/xiaomei.html", "xiaomei"},
		{report.HTML, "out/禾田_小雅.html", "禾田:小雅"},
		{report.HTML, "out/_._.._etc_passwd.html", "../../etc/passwd"},
		{report.HTML, "out/_hidden.html", ".hidden"},
		{report.HTML, "out/a_b.html", "a\x1bb"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(output{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for name, agents := range map[string][]string{"nobody": nil, "the same file": {"a:b", "a/b"}} {
		if _, err := eachAgent(outputs, agents, english); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
