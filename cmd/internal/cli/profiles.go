package cli

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"zhijian/transcripts"
)

// profilesKey is the key of settings files below which mappings are kept by name. It is no setting itself: a run picks
// one of them with --profile.
const profilesKey = "profiles"

// profile is a mapping kept by name: the path of a mapping file, or the mapping itself.
type profile struct {
	at      place
	file    string // relative to the settings file; "" where the mapping stands here
	mapping *transcripts.Mapping
}

// addProfiles takes the profiles of one settings file. One of the same name in an earlier file is replaced.
func (s *settings) addProfiles(file string, body ast.Node, lang language) error {
	if !isMapping(body) {
		at := body.GetToken().Position
		return lang.errorf("%s: profiles 下应为 名称: 映射", "%s: below profiles there must be NAME: MAPPING", place{file, at.Line, at.Column})
	}
	var problems []error
	for _, pair := range pairs(body) {
		token := pair.Key.GetToken()
		p := profile{at: place{file, token.Position.Line, token.Position.Column}}
		if err := p.read(pair.Value, lang); err != nil {
			problems = append(problems, err)
			continue
		}
		s.profiles[token.Value] = p
	}
	return errors.Join(problems...)
}

// read takes the value of a profile: a string is the path of a mapping file, a map the mapping.
func (p *profile) read(value ast.Node, lang language) error {
	if path, ok := value.(*ast.StringNode); ok {
		p.file = path.Value
		if !filepath.IsAbs(p.file) {
			p.file = filepath.Join(filepath.Dir(p.at.file), p.file)
		}
		return nil
	}
	if !isMapping(value) {
		return lang.errorf("%s: 应为映射文件的路径，或映射本身", "%s: want the path of a mapping file, or the mapping itself", p.at)
	}
	var err error
	p.mapping, err = transcripts.MappingOf(p.at.file, value)
	return lang.faults(err)
}

// profile finds a mapping by name.
func (s *settings) profile(name string, lang language) (*transcripts.Mapping, error) {
	p, ok := s.profiles[name]
	switch {
	case !ok && len(s.profiles) == 0:
		return nil, lang.errorf("--profile %q: zhijian.yaml 里没有 profiles", "--profile %q: zhijian.yaml has no profiles", name)
	case !ok:
		return nil, lang.errorf("--profile %q: 没有这个名称，可用：%s", "--profile %q: there is no such profile; there are: %s",
			name, strings.Join(slices.Sorted(maps.Keys(s.profiles)), " "))
	case p.mapping != nil:
		return p.mapping, nil
	}
	mapping, err := loadMapping(p.file, lang)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.at, err)
	}
	return mapping, nil
}

func isMapping(n ast.Node) bool {
	return n.Type() == ast.MappingType || n.Type() == ast.MappingValueType
}
