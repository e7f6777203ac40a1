// Package stores opens object stores as places to read transcripts from. It carries the drivers for folders (file://)
// and memory (mem://); building with -tags cloud adds s3://, gs:// and azblob://, which quadruple the size of a program.
package stores

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // file://
	_ "gocloud.dev/blob/memblob"  // mem://

	"zhijian/transcripts"
)

// Open opens a bucket by its address, such as s3://bucket?region=cn-north-1. Credentials come from where the provider's
// own tools take them.
func Open(ctx context.Context, address string) (transcripts.Store, error) {
	bucket, err := blob.OpenBucket(ctx, address)
	if err != nil {
		return nil, err
	}
	return Of(bucket), nil
}

// Of makes a store of an open bucket.
func Of(bucket *blob.Bucket) transcripts.Store { return &store{bucket} }

type store struct{ bucket *blob.Bucket }

// List gives the objects below a prefix; the bucket lists them by key.
func (s *store) List(ctx context.Context, prefix string) iter.Seq2[transcripts.Object, error] {
	return func(yield func(transcripts.Object, error) bool) {
		list := s.bucket.List(&blob.ListOptions{Prefix: prefix})
		for {
			object, err := list.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(transcripts.Object{}, fmt.Errorf("list: %w", err))
				return
			}
			if !object.IsDir && !yield(transcripts.Object{Key: object.Key, Size: object.Size}, nil) {
				return
			}
		}
	}
}

// Open reads one object.
func (s *store) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	return s.bucket.NewReader(ctx, key, nil)
}

// Close lets go of the bucket.
func (s *store) Close() error { return s.bucket.Close() }
