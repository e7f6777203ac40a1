package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

const (
	settingsFile = "zhijian.yaml"
	envPrefix    = "ZHIJIAN"
)

// settingNames returns the flags that may also be set by ZHIJIAN_NAME and in zhijian.yaml, sorted.
func settingNames() []string {
	return []string{
		"by", "compact", "encoding", "fail-on", "format", "idle", "input-format", "jobs", "join-files", "lang", "lexicon",
		"map", "mask", "memory", "no-builtin", "out", "profile", "quarantine", "reveal", "scorecard", "sort", "speaker", "temp-dir", "top",
		"zone",
	}
}

// settings are the values from the environment and from settings files. Flags are laid over them by apply.
type settings struct {
	viper    *viper.Viper
	places   map[string]place   // where a setting stands, if in a file
	env      map[string]bool    // which settings the environment gives
	profiles map[string]profile // mappings kept by name
}

// place is where a key stands in a settings file; line and column count from 1.
type place struct {
	file         string
	line, column int
}

func (p place) String() string { return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.column) }

// readSettings reads zhijian.yaml of the user and, over it, that of the working folder. Keys and ZHIJIAN_ variables that
// name no setting are errors, reported all at once.
func readSettings(p *process, lang language) (*settings, error) {
	s := &settings{viper: viper.New(), places: map[string]place{}, env: map[string]bool{}, profiles: map[string]profile{}}
	s.viper.SetConfigType("yaml")
	problems := s.readEnvironment(p, lang)
	for _, dir := range []string{p.configDir, p.workDir} {
		if dir != "" {
			problems = append(problems, s.readFile(filepath.Join(dir, settingsFile), lang))
		}
	}
	if err := errors.Join(problems...); err != nil {
		return nil, usage(err)
	}
	return s, nil
}

// readEnvironment takes the variables of this process alone, where viper would look into the real environment. An empty
// variable is as good as none.
func (s *settings) readEnvironment(p *process, lang language) []error {
	var problems []error
	for _, entry := range p.environ {
		variable, value, _ := strings.Cut(entry, "=")
		key, ok := strings.CutPrefix(variable, envPrefix+"_")
		if !ok || value == "" {
			continue
		}
		name := strings.ToLower(strings.ReplaceAll(key, "_", "-"))
		if !slices.Contains(settingNames(), name) {
			problems = append(problems, lang.errorf("环境变量 %s 不是 zhijian 的设置", "environment variable %s is no setting of zhijian", variable))
			continue
		}
		s.viper.Set(name, value) // over every file
		s.env[name] = true
	}
	slices.SortFunc(problems, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return problems
}

func (s *settings) readFile(file string, lang language) error {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return lang.errorf("读不了设置文件: %w", "cannot read the settings: %w", err)
	}
	if err := s.locate(file, data, lang); err != nil {
		return err
	}
	if err := s.viper.MergeConfig(bytes.NewReader(data)); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// locate notes the place of every key and refuses unknown ones. Viper itself forgets places.
func (s *settings) locate(file string, data []byte, lang language) error {
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		return yamlError(file, err)
	}
	var problems []error
	for _, doc := range parsed.Docs {
		for _, pair := range pairs(doc.Body) {
			token := pair.Key.GetToken()
			at := place{file, token.Position.Line, token.Position.Column}
			switch {
			case token.Value == profilesKey:
				problems = append(problems, s.addProfiles(file, pair.Value, lang))
			case !slices.Contains(settingNames(), token.Value):
				problems = append(problems, lang.errorf("%s: 没有 %q 这项设置，可用：%s", "%s: unknown setting %q; there are: %s",
					at, token.Value, strings.Join(settingNames(), " ")))
			case isMapping(pair.Value):
				problems = append(problems, lang.errorf("%s: 设置 %q 应为单个值或列表", "%s: setting %q must be a value or a list", at, token.Value))
			default:
				s.places[token.Value] = at
			}
		}
	}
	return errors.Join(problems...)
}

// yamlError puts the place of a mistake in front of it.
func yamlError(file string, err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	where := at.GetToken().Position
	return fmt.Errorf("%s: %s", place{file, where.Line, where.Column}, at.GetMessage())
}

func pairs(body ast.Node) []*ast.MappingValueNode {
	switch n := body.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// origin says where the value of a flag comes from.
func (s *settings) origin(f *pflag.Flag, lang language) string {
	switch at, inFile := s.places[f.Name]; {
	case f.Changed:
		return lang.say("命令行", "command line")
	case s.env[f.Name]:
		return lang.say("环境变量 ", "environment ") + variable(f.Name)
	case inFile:
		return at.String()
	}
	return lang.say("默认", "default")
}

func variable(name string) string {
	return envPrefix + "_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// apply gives the flags that are settings, and that stand not on the command line, their values from the environment or
// a settings file.
func (s *settings) apply(flags *pflag.FlagSet, lang language) error {
	var problems []error
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Changed || !s.has(f.Name) || !isSetting(f) {
			return
		}
		if err := s.assign(f); err != nil {
			problems = append(problems, lang.errorf("%s: 设置 %q 无效: %w", "%s: setting %q is invalid: %w", s.origin(f, lang), f.Name, err))
		}
	})
	if err := errors.Join(problems...); err != nil {
		return usage(err)
	}
	return nil
}

func (s *settings) has(name string) bool {
	_, inFile := s.places[name]
	return inFile || s.env[name]
}

func (s *settings) assign(f *pflag.Flag) error {
	list, ok := f.Value.(pflag.SliceValue)
	if !ok {
		return f.Value.Set(s.viper.GetString(f.Name))
	}
	if s.env[f.Name] {
		// Lists in the environment are parted by commas.
		return list.Replace(strings.Split(s.viper.GetString(f.Name), ","))
	}
	return list.Replace(s.viper.GetStringSlice(f.Name))
}

// language is that of the flag where given, else of the environment or a settings file, else Chinese.
func (s *settings) language(p *process, fromArgs language) (language, error) {
	flag := &pflag.Flag{Name: "lang"}
	if fromArgs != chinese || !s.has(flag.Name) || slices.ContainsFunc(p.args, isLanguageFlag) {
		return fromArgs, nil
	}
	return parseLanguage(s.viper.GetString(flag.Name), s.origin(flag, chinese))
}

func isLanguageFlag(arg string) bool {
	return arg == "--lang" || strings.HasPrefix(arg, "--lang=")
}
