package transcripts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Store is a place that holds sources by key: a bucket of an object store. Package transcripts/stores opens them; the
// interface stands here so that whoever reads no buckets carries none of their clients along.
type Store interface {
	// List gives the objects whose keys begin with prefix, by key.
	List(ctx context.Context, prefix string) iter.Seq2[Object, error]
	Open(ctx context.Context, key string) (io.ReadCloser, error)
	Close() error
}

// Object is one entry of a Store.
type Object struct {
	Key  string
	Size int64 // bytes
}

// isStore says whether a path names an object store rather than a file: s3://bucket/key.
func isStore(p string) bool {
	scheme, _, found := strings.Cut(p, "://")
	return found && scheme != "" && !strings.ContainsAny(scheme, `/\.*?[{`)
}

// splitStore parts a path into the bucket's address, with its options, and the key or prefix.
func splitStore(p, query string) (bucket, key string, err error) {
	u, err := url.Parse(p)
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", p, err)
	}
	key = strings.TrimPrefix(u.Path, "/")
	u.Path, u.RawPath, u.RawQuery = "", "", query
	if u.Scheme == "file" { // the folder is the bucket
		u.Path, key = "/"+key, ""
	}
	return u.String(), key, nil
}

// findStore finds the objects that a path into a bucket names: one key, all keys below a folder, or a glob over keys.
func (c *Corpus) findStore(p string) error {
	if c.set.openStore == nil {
		return fmt.Errorf("%s: this program was built without object stores (build it with -tags cloud)", p)
	}
	base, query, _ := strings.Cut(p, "?") // of a bucket's address a question mark begins the options, never a glob
	prefix, pattern := base, ""
	if isGlob(base) {
		prefix, pattern = doublestar.SplitPattern(base)
		prefix += "/"
	}
	bucket, key, err := splitStore(prefix, query)
	if err != nil {
		return err
	}
	store, err := c.set.openStore(c.set.ctx, bucket)
	if err != nil {
		return fmt.Errorf("%s: %w", base, err)
	}
	c.stores = append(c.stores, store)
	before := len(c.sources) + len(c.passed)
	for object, err := range store.List(c.set.ctx, key) {
		if err != nil {
			return fmt.Errorf("%s: %w", base, err)
		}
		if err := c.findObject(store, bucket, key, pattern, object); err != nil {
			return err
		}
	}
	if len(c.sources)+len(c.passed) == before {
		c.sources = append(c.sources, source{name: base, missing: base})
	}
	return nil
}

// findObject takes an object for a source if the path means it. key is what the path named: the object itself or a
// folder above it; pattern is matched against the rest.
func (c *Corpus) findObject(store Store, bucket, key, pattern string, object Object) error {
	rest, below := strings.CutPrefix(object.Key, strings.TrimSuffix(key, "/")+"/")
	if key == "" || strings.HasSuffix(key, "/") {
		rest, below = strings.TrimPrefix(object.Key, key), true
	}
	named := object.Key == key
	if !named && !below || strings.HasSuffix(object.Key, "/") {
		return nil // another key with the same beginning, or the mark of a folder
	}
	if pattern != "" {
		ok, err := doublestar.Match(pattern, rest)
		if err != nil {
			return fmt.Errorf("glob %q: %w", pattern, err)
		}
		if !ok {
			return nil
		}
	}
	address, _, _ := strings.Cut(bucket, "?")
	name := strings.TrimSuffix(address, "/") + "/" + object.Key
	switch {
	case named && pattern == "":
	case strings.HasPrefix(path.Base(object.Key), "."):
		c.pass(name, PassedHidden)
		return nil
	case !mayBeTranscript(name):
		c.pass(name, PassedNotTranscript)
		return nil
	}
	c.sources = append(c.sources, source{name: name, path: name, found: !named || pattern != "", object: &storedObject{store, object}})
	return nil
}

// storedObject is where a source of a Store is opened.
type storedObject struct {
	store  Store
	object Object
}

// closeStores lets go of the buckets.
func (c *Corpus) closeStores() error {
	var err error
	for _, s := range c.stores {
		err = errors.Join(err, s.Close())
	}
	c.stores = nil
	return err
}
