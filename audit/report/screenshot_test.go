package report

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestScreenshots takes the pictures of docs/images, when ZHIJIAN_SCREENSHOTS names the folder to write them to.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("ZHIJIAN_SCREENSHOTS")
	if dir == "" {
		t.Skip("ZHIJIAN_SCREENSHOTS is not set: it names the folder to write the pictures to")
	}
	ctx := browser(t)
	results := append(fixtureResults()[:3], manyResults(400)...)
	results = append(results, callResult())
	address := pageFile(t, results, Options{Previous: previous()})
	save := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	views := []struct{ name, hash string }{{"overview", "#/"}, {"agent", "#/agent/0"}, {"session", "#/session/2"}, {"call", "#/session/403"}}
	for _, scheme := range []string{"light", "dark"} {
		do(t, ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			return err
		}))
		for _, view := range views {
			do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address+view.hash), chromedp.WaitVisible(chromedp.CSS("h1")))
			save(view.name+"-"+scheme+".png", get(t, ctx, chromedp.CaptureScreenshot()))
		}
	}
	for _, view := range views {
		do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address+view.hash), chromedp.WaitVisible(chromedp.CSS("h1")))
		save(view.name+".pdf", get(t, ctx, chromedp.PrintToPDF(func(p *page.PrintToPDFParams) {
			p.PreferCSSPageSize, p.PrintBackground = new(true), new(true)
		})))
	}
}
