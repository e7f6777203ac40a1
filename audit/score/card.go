package score

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// MaxStars is the number of stars that the best session earns.
const MaxStars = 5

// A Card is a scorecard: how findings become points, stars and a verdict. It is immutable once made and may be used by
// several goroutines. The zero Card is not usable; see Default and Load.
type Card struct {
	base  Points
	pass  Points
	fatal fatalMode
	stars []starLevel // by score, highest first
	// maxBonus is the most that bonuses give back in one session; 0 means no limit but the base itself.
	maxBonus  Points
	caps      capTable
	rules     []ruleOverride
	sections  []section
	overrides []override
}

// fatalMode says what is left of the score of a session with a fatal finding.
type fatalMode string

const (
	fatalKeep fatalMode = "keep" // what the deductions left
	fatalZero fatalMode = "zero"
)

// starLevel gives stars to scores of at least At.
type starLevel struct {
	At    Points `json:"at"`
	Stars int    `json:"stars"`
}

// capTable limits what one session can lose to a rule or to a category.
type capTable struct {
	Rules      []namedCap `json:"rules,omitempty"`
	Categories []namedCap `json:"categories,omitempty"`
}

type namedCap struct {
	Name string `json:"name"`
	Max  Points `json:"max"`
}

// ruleOverride replaces what the lexicon says of a rule; nil keeps it.
type ruleOverride struct {
	Rule           string  `json:"rule"`
	Fatal          *bool   `json:"fatal,omitempty"`
	Deduct         *Points `json:"deduct,omitempty"`
	Bonus          *Points `json:"bonus,omitempty"`
	Cap            *Points `json:"cap,omitempty"`
	PlatformPoints *Points `json:"platform_points,omitempty"`
	Fine           *Points `json:"fine,omitempty"`
}

// section is a part of the score with a weight of its own.
type section struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Weight     Points   `json:"weight"`
	Categories []string `json:"categories,omitempty"`
	Rules      []string `json:"rules,omitempty"`
}

// override changes the card for the sessions of some teams or of one channel.
type override struct {
	Teams   []string       `json:"teams,omitempty"`
	Channel string         `json:"channel,omitempty"`
	Pass    *Points        `json:"pass,omitempty"`
	Fatal   fatalMode      `json:"fatal_score,omitempty"`
	Caps    capTable       `json:"caps"`
	Rules   []ruleOverride `json:"rules,omitempty"`
}

func (o *override) applies(team, channel string) bool {
	return (o.Channel == "" || o.Channel == channel) && (len(o.Teams) == 0 || slices.Contains(o.Teams, team))
}

// Default is the scorecard used where none is given: 100 points, passed from 60, stars from 70, a fatal finding fails
// the session and leaves its score.
func Default() *Card {
	return &Card{
		base:  PointsOf(100),
		pass:  PointsOf(60),
		fatal: fatalKeep,
		stars: []starLevel{
			{PointsOf(96), 5}, {PointsOf(90), 4}, {PointsOf(85), 3}, {PointsOf(80), 2}, {PointsOf(70), 1},
		},
	}
}

// Digest names the card by its meaning: cards that judge alike have the same digest however their files are written.
func (c *Card) Digest() string {
	// Plain structs, slices and numbers: encoding cannot fail.
	data, err := json.Marshal(struct {
		Base, Pass, MaxBonus Points
		Fatal                fatalMode
		Stars                []starLevel
		Caps                 capTable
		Rules                []ruleOverride
		Sections             []section
		Overrides            []override
	}{c.base, c.pass, c.maxBonus, c.fatal, c.stars, c.caps, c.rules, c.sections, c.overrides})
	if err != nil {
		panic(fmt.Sprintf("score: encoding a scorecard: %v", err))
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Base is the score of a session without findings.
func (c *Card) Base() float64 { return c.base.Float() }

// PassMark is the least score that passes where no team or channel has its own.
func (c *Card) PassMark() float64 { return c.pass.Float() }

// Stars gives the stars that a score earns, 0 to MaxStars.
func (c *Card) Stars(score float64) int { return c.starsOf(PointsOf(score)) }

func (c *Card) starsOf(p Points) int {
	for _, level := range c.stars {
		if p >= level.At {
			return level.Stars
		}
	}
	return 0
}

// view is the card as it holds for one session.
type view struct {
	card      *Card
	pass      Points
	fatal     fatalMode
	overrides []*override // that apply, later ones stronger
}

func (c *Card) view(team, channel string) view {
	v := view{card: c, pass: c.pass, fatal: c.fatal}
	for i := range c.overrides {
		o := &c.overrides[i]
		if !o.applies(team, channel) {
			continue
		}
		v.overrides = append(v.overrides, o)
		if o.Pass != nil {
			v.pass = *o.Pass
		}
		if o.Fatal != "" {
			v.fatal = o.Fatal
		}
	}
	return v
}

// costs are the figures of one rule as they hold for one session.
type costs struct {
	fatal                          bool
	deduct, bonus, platform, fine  Points
	ruleCap, categoryCap           Points
	ruleIsCapped, categoryIsCapped bool
	category                       string
}

// costs looks up a rule: the lexicon's figures, then the card's, then those of the overrides in their order.
func (v *view) costs(info RuleInfo) costs {
	cs := costs{
		fatal: info.Fatal, deduct: PointsOf(info.Deduct), bonus: PointsOf(info.Bonus),
		platform: PointsOf(info.PlatformPoints), fine: PointsOf(info.Fine), category: info.Group(),
	}
	if info.Cap > 0 {
		cs.ruleCap, cs.ruleIsCapped = PointsOf(info.Cap), true
	}
	cs.change(info.ID, v.card.caps, v.card.rules)
	for _, o := range v.overrides {
		cs.change(info.ID, o.Caps, o.Rules)
	}
	return cs
}

func (cs *costs) change(rule string, caps capTable, rules []ruleOverride) {
	if limit, ok := findCap(caps.Rules, rule); ok {
		cs.ruleCap, cs.ruleIsCapped = limit, true
	}
	if limit, ok := findCap(caps.Categories, cs.category); ok {
		cs.categoryCap, cs.categoryIsCapped = limit, true
	}
	i := slices.IndexFunc(rules, func(r ruleOverride) bool { return r.Rule == rule })
	if i < 0 {
		return
	}
	r := rules[i]
	if r.Fatal != nil {
		cs.fatal = *r.Fatal
	}
	if r.Cap != nil {
		cs.ruleCap, cs.ruleIsCapped = *r.Cap, true
	}
	for _, change := range []struct {
		from *Points
		to   *Points
	}{{r.Deduct, &cs.deduct}, {r.Bonus, &cs.bonus}, {r.PlatformPoints, &cs.platform}, {r.Fine, &cs.fine}} {
		if change.from != nil {
			*change.to = *change.from
		}
	}
}

func findCap(caps []namedCap, name string) (Points, bool) {
	i := slices.IndexFunc(caps, func(c namedCap) bool { return c.Name == name })
	if i < 0 {
		return 0, false
	}
	return caps[i].Max, true
}
