package baidu_test

import (
	"testing"

	"zhijian/lexicon"
	"zhijian/lexicon/exchange/baidu"
)

func FuzzImport(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := baidu.Import(data, baidu.Options{})
		if err != nil {
			return
		}
		text, err := d.YAML()
		if err != nil {
			t.Fatalf("%v\n%+v", err, d)
		}
		if _, err := lexicon.Load([]lexicon.Source{{Name: "draft.yaml", Data: text}}); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	})
}
