package segment

import (
	"reflect"
	"testing"

	"github.com/go-ego/gse"
)

// A field of gse's own type would bring its embedded dictionaries, 32 MB, into every program: reflection over the struct
// could call any method of a field, so that the linker would keep them all.
func TestNoFieldHoldsAllOfGse(t *testing.T) {
	whole := reflect.TypeFor[gse.Segmenter]()
	fields := 0
	for f := range reflect.TypeFor[Segmenter]().Fields() {
		fields++
		typ := f.Type
		for typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ == whole {
			t.Errorf("the field %s holds a gse.Segmenter", f.Name)
		}
	}
	if fields == 0 {
		t.Error("no field was looked at")
	}
}
