package transcripts

import (
	"context"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"sync/atomic"
	"time"
)

// Defaults of Options.
const (
	defaultIdle         = 30 * time.Minute
	defaultMemoryBudget = 128 << 20
	defaultConfidence   = 0.8
)

// settings is what Options and a Mapping come to, checked: what readers see.
type settings struct {
	stdin      io.Reader
	zone       *time.Location
	encoding   string // "" to detect it
	format     string // "" to detect it
	columns    map[string]string
	channel    Channel // "" where the source tells or the format implies it
	agent      Agent   // of sessions that name none
	attributes []attribute
	roles      roleRules
	line       *regexp.Regexp // grammar of text exports; nil for the known ones
	idle       time.Duration
	tempDir    string
	budget     int
	joined     *grouper        // of all sources, where sessions go on from file to file
	ctx        context.Context // of object stores
	openStore  func(context.Context, string) (Store, error)
	taken      atomic.Int64 // bytes taken from sources so far
}

// settle checks options and fills in what they leave open. Its error joins a MappingFault for every mistake.
func settle(opts *Options) (*settings, error) {
	m := opts.Mapping
	if m == nil {
		m = &Mapping{}
	}
	s := &settings{
		stdin: opts.Stdin, zone: opts.Zone, encoding: opts.Encoding, format: opts.Format, columns: map[string]string{},
		channel: m.Channel, agent: m.Agent.agent(), idle: opts.Idle, tempDir: opts.TempDir, budget: opts.MemoryBudget,
		ctx: opts.Context, openStore: opts.OpenStore,
	}
	if s.encoding == "" {
		s.encoding = m.Encoding
	}
	var faults []error
	if s.encoding != "" {
		if _, err := charsetNamed(s.encoding); err != nil {
			faults = append(faults, mappingFault([]string{"encoding"}, MappingEncoding, strconv.Quote(s.encoding)))
		}
	}
	maps.Copy(s.columns, m.Columns)
	maps.Copy(s.columns, opts.Map)
	faults = append(faults, s.settleFormat(m), s.settleTimes(m), checkFields(s.columns))
	for _, name := range slices.Sorted(maps.Keys(m.Attributes)) {
		s.attributes = append(s.attributes, attribute{name, m.Attributes[name]})
	}
	if s.ctx == nil {
		s.ctx = context.Background()
	}
	if s.budget <= 0 {
		s.budget = defaultMemoryBudget
	}
	if opts.JoinFiles {
		s.joined = newGrouper(s)
		s.joined.joined = true
	}
	roles := m.Roles
	roles.Speakers = maps.Clone(roles.Speakers)
	if len(opts.Speakers) > 0 {
		if roles.Speakers == nil {
			roles.Speakers = map[string]string{}
		}
		maps.Copy(roles.Speakers, opts.Speakers)
	}
	var err error
	s.roles, err = roles.rules()
	if err := errors.Join(append(faults, err)...); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *settings) settleFormat(m *Mapping) error {
	var faults []error
	if s.format == "" {
		s.format = m.Format
	}
	if s.format != "" && !slices.ContainsFunc(formats(), func(f format) bool { return f.name == s.format }) {
		faults = append(faults, mappingFault([]string{"format"}, MappingFormat, strconv.Quote(s.format), listed(FormatNames())))
	}
	switch s.channel {
	case "", Chat, Call:
	default:
		faults = append(faults, mappingFault([]string{"channel"}, MappingChannel, strconv.Quote(string(s.channel))))
	}
	if m.Line != "" {
		line, err := compileLine(m.Line)
		s.line = line
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

func (s *settings) settleTimes(m *Mapping) error {
	var faults []error
	if s.zone == nil && m.Zone != "" {
		zone, err := time.LoadLocation(m.Zone)
		if err != nil {
			faults = append(faults, mappingFault([]string{"zone"}, MappingZone, strconv.Quote(m.Zone)))
		}
		s.zone = zone
	}
	if s.zone == nil {
		s.zone = beijing
	}
	if s.idle == 0 && m.Idle != "" {
		idle, err := time.ParseDuration(m.Idle)
		if err != nil || idle <= 0 {
			faults = append(faults, mappingFault([]string{"idle"}, MappingIdle, strconv.Quote(m.Idle)))
		}
		s.idle = idle
	}
	if s.idle <= 0 {
		s.idle = defaultIdle
	}
	return errors.Join(faults...)
}
