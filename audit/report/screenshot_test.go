package report

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestScreenshots takes the pictures of docs/images, when ZHIJIAN_SCREENSHOTS names the folder to write them to.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("ZHIJIAN_SCREENSHOTS")
	if dir == "" {
		t.Skip("ZHIJIAN_SCREENSHOTS is not set: it names the folder to write the pictures to")
	}
	ctx := browser(t)
	results := slices.Concat(fixtureResults()[:3], manyResults(400))
	results = append(results, callResult())
	address := pageFile(t, results, Options{Previous: previous()})
	save := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	emulate := func(media, scheme string) chromedp.Action[chromedp.Void] {
		return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Media: media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			return err
		})
	}
	views := []struct{ name, hash string }{{"overview", "#/"}, {"agent", "#/agent/0"}, {"session", "#/session/2"}, {"call", "#/session/403"}}
	for _, look := range []struct {
		name, media, scheme string
		width, height       int64
	}{
		{"light", "screen", "light", 1280, 900},
		{"dark", "screen", "dark", 1280, 900},
		{"printed", "print", "light", 794, 1123}, // A4 at 96 dots an inch
	} {
		do(ctx, t, emulate(look.media, look.scheme), chromedp.EmulateViewport(look.width, look.height))
		for _, view := range views {
			do(ctx, t, chromedp.Navigate("about:blank"), chromedp.Navigate(address+view.hash), chromedp.WaitVisible(chromedp.CSS("h1")))
			save(view.name+"-"+look.name+".png", get(ctx, t, chromedp.CaptureScreenshot()))
		}
	}
}
