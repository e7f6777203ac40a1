//go:build !cloud

package cli

import (
	"context"

	"zhijian/transcripts"
)

// openStore is nil: this program was built without object stores, whose clients would make it several times its size.
func openStore() func(context.Context, string) (transcripts.Store, error) { return nil }
