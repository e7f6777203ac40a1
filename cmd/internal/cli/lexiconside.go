package cli

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"zhijian/lexicon"
)

// gitPrefix begins a side of lexicon diff that is read from a revision: git:REV or git:REV:PATH.
const gitPrefix = "git:"

// side reads one side of lexicon diff: the built-in set, a path, or a path at a revision, over the built-in set unless
// that is left out.
func (a *app) side(ctx context.Context, name string, noBuiltin bool) (*lexicon.Set, error) {
	if name == builtinWord {
		return (&lexiconFlags{paths: []string{builtinWord}}).load(a.language)
	}
	if !strings.HasPrefix(name, gitPrefix) {
		return (&lexiconFlags{paths: []string{name}, noBuiltin: noBuiltin}).load(a.language)
	}
	revision, folder, _ := strings.Cut(strings.TrimPrefix(name, gitPrefix), ":")
	sources, err := a.atRevision(ctx, revision, folder)
	if err != nil {
		return nil, usage(fmt.Errorf("%s: %w", name, err))
	}
	if !noBuiltin {
		lowest, err := readLayer(builtinWord, 0)
		if err != nil {
			return nil, err
		}
		sources = append(lowest, sources...)
	}
	return lexicon.LoadRules(sources)
}

// revisionForm is what names of revisions are made of; none begins with a hyphen, which git would read as an option.
var revisionForm = regexp.MustCompile(`^[A-Za-z0-9_@][A-Za-z0-9_@./{}~^+-]*$`)

// atRevision reads the lexicon files below a folder as they stood at a revision of the repository of the working folder.
func (a *app) atRevision(ctx context.Context, revision, folder string) ([]lexicon.Source, error) {
	if folder == "" {
		folder = "."
	}
	switch {
	case !revisionForm.MatchString(revision):
		return nil, a.errorf("%q 不是合法的版本名", "%q is no name of a revision", revision)
	case !filepath.IsLocal(folder) || strings.HasPrefix(folder, ":"):
		return nil, a.errorf("%q 不是仓库里的相对路径", "%q is no path within the repository", folder)
	}
	commit, err := a.git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, a.errorf("没有版本 %q: %w", "there is no revision %q: %w", revision, err)
	}
	archive, err := a.git(ctx, "archive", "--format=tar", strings.TrimSpace(string(commit)), "--", filepath.ToSlash(folder))
	if err != nil {
		return nil, err
	}
	return a.untar(archive, gitPrefix+revision)
}

// untar reads the lexicon files of an archive; prefix stands before their names in messages.
func (a *app) untar(archive []byte, prefix string) ([]lexicon.Source, error) {
	var sources []lexicon.Source
	found := false
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("git archive: %w", err)
		}
		ext, isModel := path.Ext(head.Name), path.Base(head.Name) == lexicon.ModelName
		if head.Typeflag != tar.TypeReg || ext != ".yaml" && ext != ".yml" && !isModel {
			continue
		}
		found = found || !isModel
		if head.Size > lexicon.MaxFileSize {
			return nil, a.errorf("%s 超过 %d MiB", "%s is larger than %d MiB", head.Name, lexicon.MaxFileSize>>20)
		}
		data, err := io.ReadAll(io.LimitReader(r, lexicon.MaxFileSize))
		if err != nil {
			return nil, fmt.Errorf("git archive: %w", err)
		}
		sources = append(sources, lexicon.Source{Name: prefix + ":" + head.Name, Data: data, Layer: 1})
	}
	if !found {
		return nil, a.errorf("该版本的这个文件夹里没有 .yaml 文件", "the folder holds no .yaml file at that revision")
	}
	return sources, nil
}

// git runs git in the working folder and returns what it writes. Arguments are checked by the callers.
func (a *app) git(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...) //nolint:gosec // a fixed command; revision and path were checked
	cmd.Dir = a.workDir
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("git %s: %w %s", args[0], err, strings.TrimSpace(complaint.String()))
	}
	return out, nil
}
