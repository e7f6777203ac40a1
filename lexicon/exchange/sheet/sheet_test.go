package sheet_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
	"zhijian/lexicon/exchange"
	"zhijian/lexicon/exchange/sheet"
	"zhijian/lexicon/meaning"
)

// yaml imports a table that holds one lexicon.
func yaml(t *testing.T, data []byte, o sheet.Options) (string, []exchange.Note) {
	t.Helper()
	book, err := sheet.Import(data, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(book) != 1 {
		t.Fatalf("%d lexicons", len(book))
	}
	text, err := book[0].YAML()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lexicon.Load([]lexicon.Source{{Name: "sheet.yaml", Data: text}}); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return string(text), book[0].Notes
}

const phrases = `质检禁语表（2026 年版）,,,,,
规则名称,类别,关键词（多个用顿号分隔）,例外,扣分,一票否决
辱骂,禁语,滚、去死,滚筒,扣40分,是
,,(闭嘴),,,
推诿,禁语,不归我管,,-10,否
,,不关我事；不知道,,15,
`

const wanted = `schema: zhijian/lexicon/v1
id: sheet

rules:
  - id: sheet.xd8c55aae
    title: 辱骂
    kind: banned
    category: 禁语
    severity: minor
    fatal: true
    deduct: 40
    agent:
      - say: [滚, 去死]
        unless: [滚筒]
      - \(闭嘴\)

  - id: sheet.x0b0e5e0e
    title: 推诿
    kind: banned
    category: 禁语
    severity: minor
    deduct: 10
    agent: [不归我管, 不关我事, 不知道]
`

func TestPhraseSheet(t *testing.T) {
	text, notes := yaml(t, []byte(phrases), sheet.Options{})
	ids := func(s string) string { // which hash a title has is beside the point
		var out []string
		for line := range strings.SplitSeq(s, "\n") {
			if i := strings.Index(line, "- id: sheet.x"); i >= 0 {
				line = line[:i] + "- id: sheet.x"
			}
			out = append(out, line)
		}
		return strings.Join(out, "\n")
	}
	if diff := cmp.Diff(ids(wanted), ids(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(notes) != 1 || notes[0].Place != "row 6" || !strings.Contains(notes[0].En, "deduct") {
		t.Errorf("notes: %+v", notes)
	}
	// The same in the character set of old spreadsheets, with tabs, and in a workbook.
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(phrases))
	if err != nil {
		t.Fatal(err)
	}
	tabs := []byte(strings.ReplaceAll(phrases, ",", "\t"))
	for name, data := range map[string][]byte{"gb18030": gb, "tabs": tabs, "workbook": workbook(t, phrases)} {
		again, _ := yaml(t, data, sheet.Options{})
		if again != text {
			t.Errorf("%s: %s", name, cmp.Diff(text, again))
		}
	}
}

// workbook puts a CSV text into a workbook.
func workbook(t *testing.T, text string) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for k, cell := range strings.Split(line, ",") {
			at, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellStr("Sheet1", at, cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestColumns(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		notes      int
	}{
		"patterns":    {"规则,句式\n甲,(退\n甲,不退\n", "agent: [不退]", 1},
		"forms":       {"规则,句式,例外句式\n甲,(不|没)…退,不是…退\n", "say: [(不|没)…退]", 0},
		"regexps":     {"规则,正则\n甲,退\\d+元\n乙,(?=x)\n", `/退[0-9]+元/`, 2},
		"expressions": {"规则,表达式\n甲,(缺货||没货)&&退款&&!已补\n", "without: [已补]", 0},
		"kinds":       {"规则,关键词,类型,说话人,渠道,严重程度\n甲,您好,必说,客服,电话,重度\n", "kind: required", 0},
		"unknown":     {"规则,关键词,级别,颜色\n甲,滚,很坏,红\n", "agent: [滚]", 2},
		"dates":       {"规则,关键词,生效日期,失效日期\n甲,滚,2026/3/1,46387\n", `until: "2026-12-31"`, 0},
		"categories":  {"分类,禁语\n辱骂,滚\n辱骂,去死\n", "title: 辱骂", 0},
		"examples":    {"规则,关键词,正例,反例\n甲,滚,快滚,滚筒\n", "hit: [快滚]", 0},
		"suspects":    {"规则,关键词,疑似\n甲,滚,是\n", "suspect: true", 0},
		"formulas":    {"规则,关键词\n甲,'=1+1\n", `"=1+1"`, 0},
		"english":     {"Rule,Category,Keywords,Exceptions,Deduct\nabuse,language,damn,,5\n", "id: sheet.abuse", 0},
	} {
		data := []byte(c.text)
		text, notes := yaml(t, data, sheet.Options{})
		if !strings.Contains(text, c.want) || len(notes) != c.notes {
			t.Errorf("%s: %d notes, want %d: %+v\n%s\nwant %s", name, len(notes), c.notes, notes, text, c.want)
		}
	}
	if _, err := sheet.Import([]byte("a,b\n1,2\n"), sheet.Options{}); err == nil || !strings.Contains(err.Error(), "短语") {
		t.Errorf("a table without phrases: %v", err)
	}
	if _, err := sheet.Import([]byte("PK\x03\x04nonsense"), sheet.Options{}); err == nil {
		t.Error("a broken workbook is accepted")
	}
}

// sources are what a book holds, as files to load.
func (b bookOf) sources(t *testing.T) []lexicon.Source {
	t.Helper()
	var out []lexicon.Source
	for _, f := range b.Book {
		text, err := f.YAML()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out = append(out, lexicon.Source{Name: f.Name, Data: text})
	}
	return out
}

type bookOf struct{ sheet.Book }

// returns exports sources, imports what was written, and compares all that the rules mean, their examples included.
func returns(t *testing.T, sources []lexicon.Source) {
	t.Helper()
	before, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := sheet.Export(sources)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"xlsx": func(w *bytes.Buffer) error { return sheet.WriteXLSX(w, sheets) },
		"csv":  func(w *bytes.Buffer) error { return sheet.WriteCSV(w, sheets) },
	} {
		var out, again bytes.Buffer
		if err := write(&out); err != nil {
			t.Fatal(err)
		}
		if err := write(&again); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("%s: a second time other bytes are written (%v)", name, err)
		}
		book, err := sheet.Import(out.Bytes(), sheet.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(book[0].Notes) > 0 {
			t.Errorf("%s: %+v", name, book[0].Notes)
		}
		after, err := lexicon.Load(bookOf{book}.sources(t))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, change := range meaning.Compare(before, after) {
			t.Errorf("%s: %+v", name, change)
		}
		if len(before.Rules) != len(after.Rules) {
			t.Fatalf("%s: %d rules became %d", name, len(before.Rules), len(after.Rules))
		}
		for i, r := range before.Rules {
			now := after.Rules[i]
			for k, list := range [][]*lexicon.Example{r.Examples.Hit, r.Examples.Suspect, r.Examples.Miss} {
				if diff := cmp.Diff(texts(list), texts([][]*lexicon.Example{now.Examples.Hit, now.Examples.Suspect, now.Examples.Miss}[k])); diff != "" {
					t.Errorf("%s: examples of %s: %s", name, r.ID, diff)
				}
			}
			if !slices.Equal(r.Tags, now.Tags) || r.Owner != now.Owner || r.Off != now.Off {
				t.Errorf("%s: %s: %v %v %v became %v %v %v", name, r.ID, r.Tags, r.Owner, r.Off, now.Tags, now.Owner, now.Off)
			}
		}
	}
}

func texts(list []*lexicon.Example) []string {
	out := make([]string, 0, len(list))
	for _, e := range list {
		out = append(out, strings.TrimSpace(e.Source))
	}
	return out
}

func TestBuiltinReturns(t *testing.T) {
	sources, err := builtin.Sources()
	if err == nil {
		err = lexicon.Fetch(sources)
	}
	if err != nil {
		t.Fatal(err)
	}
	returns(t, sources)
}

func TestOtherLexiconsReturn(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/lexicon/bad/*.yaml")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	returned := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		src := []lexicon.Source{{Name: filepath.Base(name), Data: data}}
		if set, err := lexicon.Load(src); err == nil && len(set.Rules) > 0 {
			returned++
			returns(t, src)
		}
	}
	if returned < 15 {
		t.Errorf("only %d lexicons were exported", returned)
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(phrases))
	f.Add([]byte("表,文件,编号,规则,句式,例外句式,规则定义,名称,词语,定义,其余\n规则,a.yaml,a.b,甲,不…退,,\"unless: [x]\n\",,,,\n词语类,a.yaml,,,,,,类,\"x\ny\",,\n条件,a.yaml,,,,,,c,,\"agent: [x]\n\",\n文件,a.yaml,a,,,,,A,,,\"import: [b.yaml]\n\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		book, err := sheet.Import(data, sheet.Options{})
		if err != nil {
			return
		}
		for _, file := range book {
			if _, err := file.YAML(); err != nil && len(file.Head)+len(file.Terms)+len(file.Conditions) == 0 && !strings.Contains(string(data), "规则定义") && !strings.Contains(strings.ToLower(string(data)), "yaml") && !strings.Contains(strings.ToLower(string(data)), "definition") {
				t.Fatalf("%v\n%+v", err, file.Rules)
			}
		}
	})
}
