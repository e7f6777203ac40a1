package report

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
)

// save writes the workbook with its parts in order of name. The library ranges over a map to write them, and the same
// run must give the same bytes.
func (b *workbook) save(w io.Writer) (err error) {
	var spooled spool
	defer func() { err = errors.Join(err, spooled.drop()) }()
	if _, err := b.file.WriteTo(&spooled); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	r, size, err := spooled.reader()
	if err != nil {
		return err
	}
	parts, err := zip.NewReader(r, size)
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	slices.SortFunc(parts.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	linked := b.linkedParts()
	for _, part := range parts.File {
		copyPart := out.Copy
		if links := linked[part.Name]; links != nil {
			copyPart = func(part *zip.File) error { return links.copyLinked(out, part) }
		}
		if err := copyPart(part); err != nil {
			return fmt.Errorf("workbook part %s: %w", part.Name, err)
		}
	}
	return out.Close()
}
