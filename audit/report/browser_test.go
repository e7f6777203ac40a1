package report

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
)

// browser starts Chromium, or skips the test where there is none.
func browser(t testing.TB) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium in PATH: install Debian's package chromium to run the browser tests")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.WindowSize(1280, 900))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(stop)
	return ctx
}

// pageFile writes the page of the results and gives its address.
func pageFile(t testing.TB, results []*audit.Result, o Options) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.html")
	o.Rules, o.Mask = fixtureRules, starDigits
	var out bytes.Buffer
	w, err := New(HTML, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if err := w.Result(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(fixtureSummary(results)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// watch records every request and every error of the page.
func watch(ctx context.Context, t *testing.T) func() (requests, faults []string) {
	var mu sync.Mutex
	var requests, faults []string
	err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			requests = append(requests, e.Request.URL)
		case *runtime.EventExceptionThrown:
			faults = append(faults, e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			faults = append(faults, fmt.Sprintf("console.%s", e.Type))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	do(ctx, t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return err
	}))
	return func() ([]string, []string) {
		mu.Lock()
		defer mu.Unlock()
		return requests, faults
	}
}

func do(ctx context.Context, t testing.TB, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// get runs an action that gives a value.
func get[T any](ctx context.Context, t testing.TB, action chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// eval gives the value of a JavaScript expression.
func eval[T any](ctx context.Context, t testing.TB, expression string) T {
	t.Helper()
	return get(ctx, t, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

const firstColumn = `[...document.querySelectorAll("section:first-of-type tbody tr")].map(r => r.cells[0].textContent)`

func TestPageSortsAndFilters(t *testing.T) {
	ctx := browser(t)
	seen := watch(ctx, t)
	address := pageFile(t, fixtureResults(), Options{})
	do(ctx, t, chromedp.Navigate(address), chromedp.WaitVisible(chromedp.CSS("h1")))
	// The character joined from several shows whole here; the hostile id shows its controls as codes.
	want := []string{"👩‍👩‍👧小雅☎️", "xiaomei", "8012", "=cmd|'/c calc'!A0", "evU+001B[31milU+202E"}
	if diff := cmp.Diff(want, eval[[]string](ctx, t, firstColumn)); diff != "" {
		t.Errorf("worst first (-want +got)\n%s", diff)
	}
	do(ctx, t, chromedp.Click(`//section[1]//th/button[text()="会话"]`))
	if got := eval[[]string](ctx, t, firstColumn); len(got) != 5 || got[0] != "xiaomei" {
		t.Errorf("most sessions first: %v", got)
	}
	if got := eval[string](ctx, t, `document.querySelector("section th[aria-sort]").getAttribute("aria-sort")`); got != "descending" {
		t.Errorf("aria-sort is %q", got)
	}
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("section input[type=search]"), "售前"))
	if diff := cmp.Diff([]string{"xiaomei"}, eval[[]string](ctx, t, firstColumn)); diff != "" {
		t.Errorf("filtered (-want +got)\n%s", diff)
	}
	requests, faults := seen()
	if diff := cmp.Diff([]string{address}, requests); diff != "" {
		t.Errorf("requests (-want +got)\n%s", diff)
	}
	if len(faults) > 0 {
		t.Errorf("the page complains: %v", faults)
	}
}

func TestPageOpensAgentAndSession(t *testing.T) {
	ctx := browser(t)
	do(ctx, t, chromedp.Navigate(pageFile(t, fixtureResults(), Options{Previous: previous()})), chromedp.WaitVisible(chromedp.CSS("h1")),
		chromedp.Click(`//tbody//a[text()="xiaomei"]`), chromedp.WaitVisible(chromedp.CSS(".rank")))
	text := eval[string](ctx, t, `document.querySelector("main").textContent`)
	for _, want := range []string{"80.75", "2026-11-19：90.25", "团队均分 80.75", "可以开的亲，发票随货寄出。", "只有 2 个会话", "示例会话", "最差", "c-1"} {
		if !strings.Contains(text, want) {
			t.Errorf("the agent's page lacks %q", want)
		}
	}
	do(ctx, t, chromedp.Click(`//section//a[text()="c-1"]`), chromedp.WaitVisible(chromedp.CSS(".talk")))
	if got := eval[string](ctx, t, `document.querySelector("#turn-1 mark").textContent`); got != "特价款不开发票的" {
		t.Errorf("evidence %q", got)
	}
	if got := eval[string](ctx, t, `document.querySelector("#turn-1 .bubble").textContent`); got != "亲特价款不开发票的哦" {
		t.Errorf("message %q", got)
	}
	margin := eval[string](ctx, t, `document.querySelector("#turn-1 .margin").textContent`)
	for _, want := range []string{"拒开发票", "扣 30 分", "平台扣 6 分", "负激励 50 元", "可以开的亲"} {
		if !strings.Contains(margin, want) {
			t.Errorf("the margin lacks %q: %s", want, margin)
		}
	}
}

// Evidence is counted in characters, also behind emoji that take two units of UTF-16.
func TestPageMarksTheRightCharacters(t *testing.T) {
	ctx := browser(t)
	r := fixtureResults()[0]
	r.Session.Turns = say("在吗", "🙂🙂亲👩‍👩‍👧没有发票的")
	r.Findings = r.Findings[:1]
	r.Findings[0].Evidence = evidence(1, 8, 12, "没有发票")
	do(ctx, t, chromedp.Navigate(pageFile(t, []*audit.Result{r}, Options{})+"#/session/0"), chromedp.WaitVisible(chromedp.CSS(".talk")))
	if got := eval[string](ctx, t, `document.querySelector("#turn-1 mark").textContent`); got != "没有发票" {
		t.Errorf("evidence %q", got)
	}
}

func TestPageKeepsHostileTextAsText(t *testing.T) {
	hostile := `</script><script>window.broken=1</script>"><img src=x onerror="window.broken=1"> <!--<script> &lt;b&gt; ` + "\u202ekcatta\u202c\u0000\u2028"
	results := fixtureResults()[:1]
	r := results[0]
	r.SessionID, r.Agent, r.Team, r.Source.File = hostile, hostile, hostile, hostile
	r.Session.Turns = say(hostile, hostile)
	r.Session.Attributes = map[string]string{hostile: hostile}
	r.Findings[0].Agent, r.Findings[0].Suppressed = hostile, hostile
	r.Findings[0].Evidence = evidence(1, 0, 9, hostile)
	ctx := browser(t)
	seen := watch(ctx, t)
	address := pageFile(t, results, Options{})
	shown := strings.NewReplacer("\u202e", "U+202E", "\u202c", "U+202C", "\u0000", "U+0000", "\u2028", "U+2028").Replace(hostile)
	for _, view := range []string{"#/", "#/agent/0", "#/session/0"} {
		do(ctx, t, chromedp.Navigate("about:blank"), chromedp.Navigate(address+view), chromedp.WaitVisible(chromedp.CSS("h1")))
		if eval[bool](ctx, t, `"broken" in window || document.querySelector("main img, main script") !== null`) {
			t.Fatalf("%s: text became markup", view)
		}
		if got := eval[string](ctx, t, `document.querySelector("main").textContent`); !strings.Contains(got, shown) {
			t.Errorf("%s does not show the text as it is", view)
		}
	}
	requests, faults := seen()
	for _, request := range requests {
		if !strings.HasPrefix(request, "file://") && request != "about:blank" {
			t.Errorf("request to %s", request)
		}
	}
	if len(faults) > 0 {
		t.Errorf("the page complains: %v", faults)
	}
}

// Everything is reached with Tab and Enter alone: from the top to the first agent, to a session, and back.
func TestPageByKeyboard(t *testing.T) {
	ctx := browser(t)
	do(ctx, t, chromedp.Navigate(pageFile(t, fixtureResults(), Options{})), chromedp.WaitVisible(chromedp.CSS("h1")))
	press := func(keys ...string) {
		for _, key := range keys {
			do(ctx, t, chromedp.KeyEvent(key))
		}
	}
	// until tabs on until the focus is on an element that the expression accepts.
	until := func(what, expression string) {
		for range 150 {
			press("\t")
			if eval[bool](ctx, t, "(e => "+expression+")(document.activeElement)") {
				return
			}
		}
		t.Fatalf("Tab does not reach %s", what)
	}
	until("the skip link", `e.id === "skip"`)
	press("\r")
	if !eval[bool](ctx, t, `document.activeElement.id === "main"`) {
		t.Error("the skip link does not lead to the content")
	}
	until("a heading that sorts", `e.tagName === "BUTTON" && e.textContent === "均分"`)
	press("\r")
	if !eval[bool](ctx, t, `document.querySelector("th[aria-sort=descending]") !== null`) {
		t.Error("Enter does not sort")
	}
	until("an agent", `e.tagName === "A" && e.textContent === "xiaomei"`)
	press("\r")
	do(ctx, t, chromedp.WaitVisible(chromedp.CSS(".rank")))
	if !eval[bool](ctx, t, `document.activeElement.tagName === "H1"`) {
		t.Error("the new view does not take the focus")
	}
	until("a session", `e.tagName === "A" && e.textContent === "c-1"`)
	press("\r")
	do(ctx, t, chromedp.WaitVisible(chromedp.CSS(".talk")))
	until("the way back", `e.tagName === "A" && e.getAttribute("href") === "#/"`)
	press("\r")
	do(ctx, t, chromedp.WaitVisible(chromedp.CSS(".tiles")))
}

func TestPageHasTheSameNumbers(t *testing.T) {
	ctx := browser(t)
	do(ctx, t, chromedp.Navigate(pageFile(t, fixtureResults(), Options{})), chromedp.WaitVisible(chromedp.CSS("h1")))
	tiles := eval[[]string](ctx, t, `[...document.querySelectorAll(".tiles .figure")].map(e => e.textContent)`)
	if diff := cmp.Diff([]string{"5", "82.30", "60.0%", "2", "18", "100", "1"}, tiles); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// axe-core finds no serious fault in any view, light and dark. ZHIJIAN_AXE names its axe.min.js (npm package axe-core).
func TestPageIsAccessible(t *testing.T) {
	path := os.Getenv("ZHIJIAN_AXE")
	if path == "" {
		t.Skip("ZHIJIAN_AXE is not set: it names the axe.min.js of the npm package axe-core")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	address := pageFile(t, append(fixtureResults(), callResult()), Options{})
	for _, view := range []string{"#/", "#/agent/0", "#/session/0", "#/session/5"} {
		for _, theme := range []string{"light", "dark"} {
			do(ctx, t, chromedp.Navigate("about:blank"), chromedp.Navigate(address+view), chromedp.WaitVisible(chromedp.CSS("h1")))
			if eval[string](ctx, t, `document.documentElement.dataset.theme`) != theme {
				do(ctx, t, chromedp.Click(chromedp.CSS("#theme")))
			}
			eval[any](ctx, t, string(axe)+";null")
			faults := eval[[]string](ctx, t, `axe.run(document).then(r => r.violations.filter(v => ["serious", "critical"].includes(v.impact)).map(v => v.id + ": " + v.nodes.map(n => n.html).slice(0, 3).join(" ")))`)
			for _, fault := range faults {
				t.Errorf("%s %s: %s", view, theme, fault)
			}
		}
	}
}

// openMany opens the page of so many sessions and gives what its tiles say.
func openMany(ctx context.Context, t testing.TB, address string) string {
	t.Helper()
	do(ctx, t, chromedp.Navigate(address), chromedp.WaitVisible(chromedp.CSS(".tiles")))
	return eval[string](ctx, t, `document.querySelector(".tiles").textContent.replace(/\D+/g, " ")`)
}

// A night of 20,000 sessions is all there: the first number of the page counts them.
func TestPageHoldsANight(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	ctx := browser(t)
	if tiles := openMany(ctx, t, pageFile(t, manyResults(20_000), Options{})); !strings.HasPrefix(strings.TrimSpace(tiles), "20000 ") {
		t.Errorf("the tiles say %q", tiles)
	}
}

// BenchmarkPageOpens measures how soon a night of 20,000 sessions can be read: the goal is two seconds.
func BenchmarkPageOpens(b *testing.B) {
	ctx := browser(b)
	address := pageFile(b, manyResults(20_000), Options{})
	interactive := 0.0
	for b.Loop() {
		if tiles := openMany(ctx, b, address); !strings.HasPrefix(strings.TrimSpace(tiles), "20000 ") {
			b.Fatalf("the tiles say %q", tiles)
		}
		interactive += eval[float64](ctx, b, `performance.timing.domInteractive - performance.timing.navigationStart`)
	}
	b.ReportMetric(interactive/float64(b.N), "ms-interactive")
}

// A night without a session has its page as well.
func TestPageOfNothing(t *testing.T) {
	ctx := browser(t)
	seen := watch(ctx, t)
	do(ctx, t, chromedp.Navigate(pageFile(t, nil, Options{})), chromedp.WaitVisible(chromedp.CSS("h1")))
	if tiles := eval[string](ctx, t, `document.querySelector(".tiles").textContent`); !strings.HasPrefix(tiles, "会话0均分-合格率-") {
		t.Errorf("the tiles say %q", tiles)
	}
	if _, faults := seen(); len(faults) > 0 {
		t.Errorf("the page complains: %v", faults)
	}
}

func TestPageSaysThatItRevealsPersonalData(t *testing.T) {
	ctx := browser(t)
	for reveal, want := range map[bool]bool{true: true, false: false} {
		do(ctx, t, chromedp.Navigate(pageFile(t, fixtureResults(), Options{Reveal: reveal})), chromedp.WaitVisible(chromedp.CSS("h1")))
		if got := strings.Contains(eval[string](ctx, t, `document.querySelector("main").textContent`), "未遮盖的个人信息"); got != want {
			t.Errorf("reveal %v: the page says so: %v", reveal, got)
		}
	}
}
