package cli

import (
	"github.com/spf13/pflag"

	"zhijian/audit/redact"
)

// maskOrderNumbers is the value of --mask that hides the numbers of orders and parcels too. They name nobody by
// themselves, and whoever looks into a finding needs them; so they are shown unless asked for.
const maskOrderNumbers = "order-no"

// maskFlags say what is hidden beside what always is.
type maskFlags struct {
	kinds []string
}

func (f *maskFlags) add(flags *pflag.FlagSet, lang language) {
	flags.StringSliceVar(&f.kinds, "mask", nil, lang.say("除个人信息外还遮盖 `KIND`：order-no（订单号、运单号）", "hide `KIND` beside personal data: order-no (numbers of orders and parcels)"))
}

// masker makes the masker that the flags ask for.
func (f *maskFlags) masker(lang language) (*redact.Masker, error) {
	var options []redact.Option
	for _, kind := range f.kinds {
		if kind != maskOrderNumbers {
			return nil, usage(lang.errorf("--mask %q: 没有这一类，可用：%s", "--mask %q: there is no such kind; there are: %s", kind, maskOrderNumbers))
		}
		options = append(options, redact.WithOrderNumbers())
	}
	return redact.New(options...), nil
}
