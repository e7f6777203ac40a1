//go:build cloud

package cli

import (
	"context"

	"zhijian/transcripts"
	"zhijian/transcripts/stores"
)

// openStore opens buckets of object stores.
func openStore() func(context.Context, string) (transcripts.Store, error) { return stores.Open }
