package transcripts

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseMapping(t *testing.T) {
	const text = `schema: zhijian/mapping/v1
format: messages-csv
encoding: gb18030
zone: America/New_York
channel: call
columns: {session_id: 单号, text: 说了什么, attributes.queue: 技能组}
roles:
  speakers: {"0": 坐席, L: customer}
  agents: ["禾田:*"]
  confidence: 0.5
agent: {id: hotline, name: 热线, team: 一组}
attributes: {platform: taobao}
idle: 10m
line: '^(?P<nick>\S+) (?P<time>\S+)$'
`
	m, err := ParseMapping("m.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	set, err := settle(&Options{Mapping: m, Encoding: "big5"})
	if err != nil {
		t.Fatal(err)
	}
	if set.encoding != "big5" || set.format != "messages-csv" || set.zone.String() != "America/New_York" || set.idle != 10*time.Minute || set.channel != Call {
		t.Errorf("got %+v", set)
	}
	for speaker, want := range map[string]Role{"0": RoleAgent, "L": RoleCustomer, "禾田:小雅": RoleAgent, "某人": RoleCustomer} {
		if got, ok := set.roles.of(speaker); !ok || got != want {
			t.Errorf("%s is %v, want %v", speaker, got, want)
		}
	}
}

// TestParseMappingRefuses pins the message of every mistake.
func TestParseMappingRefuses(t *testing.T) {
	const head = "schema: zhijian/mapping/v1\n"
	for _, c := range []struct{ text, want string }{
		{"format: srt\n", `m.yaml:1:1: schema is "", expected zhijian/mapping/v1`},
		{"format: srt\nschema: v9\n", `m.yaml:2:9: schema is "v9", expected zhijian/mapping/v1`},
		{"", `m.yaml:1:1: schema is "", expected zhijian/mapping/v1`},
		{head + "colums: {}\n", `m.yaml:2:1: unknown field "colums"; the fields are schema, format, `},
		{head + "columns: 3\n", `m.yaml:2:10: `},
		{head + "columns: [\n", `m.yaml:2:10: `},
		{head + "format: word\n", `m.yaml:2:9: format "word" is not known; the formats are `},
		{head + "encoding: klingon\n", `m.yaml:2:11: character set "klingon" is not known`},
		{head + "zone: Mars/Base\n", `m.yaml:2:7: zone "Mars/Base" is not known`},
		{head + "channel: mail\n", `m.yaml:2:10: channel is "mail", expected chat or call`},
		{head + "idle: soon\n", `m.yaml:2:7: idle is "soon", expected a duration such as 30m`},
		{head + "columns: {texte: 内容}\n", `m.yaml:2:18: no session has the field texte; the fields are `},
		{head + "roles: {speakers: {a: boss}}\n", `m.yaml:2:23: roles.speakers.a is "boss", expected agent`},
		{head + "roles: {agents: [a, '[']}\n", `m.yaml:2:21: roles.agents: "[" is no glob`},
		{head + "roles: {confidence: 2}\n", `m.yaml:2:21: roles.confidence is 2, expected 0 to 1`},
		{head + "line: '(?P<time>x'\n", `m.yaml:2:7: line is no regular expression (RE2): error parsing regexp`},
		{head + "line: '(?P<time>x)'\n", `m.yaml:2:7: line has no group named nick`},
	} {
		_, err := ParseMapping("m.yaml", []byte(c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.text, err, c.want)
		}
	}
}

// TestParseMappingTellsAllMistakes at once.
func TestParseMappingTellsAllMistakes(t *testing.T) {
	_, err := ParseMapping("m.yaml", []byte("schema: x\nzone: Mars\nidle: soon\nroles:\n  confidence: 2\n  speakers: {a: boss, b: agent}\ncolumns:\n  texte: a\n  tim: b\n"))
	if err == nil {
		t.Fatal("no error")
	}
	var places []string
	for line := range strings.Lines(err.Error()) {
		place, _, _ := strings.Cut(line, ": ")
		places = append(places, place)
	}
	want := []string{"m.yaml:1:9", "m.yaml:2:7", "m.yaml:3:7", "m.yaml:8:10", "m.yaml:9:8", "m.yaml:6:17", "m.yaml:5:15"}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzParseMapping reads arbitrary text: it is a mapping, or its mistakes are told, each in a whole sentence.
func FuzzParseMapping(f *testing.F) {
	for _, seed := range []string{
		"schema: zhijian/mapping/v1\nroles: {speakers: {a: boss}, agents: ['[']}\n", "schema: zhijian/mapping/v1\ncolumns: {x: y}\nline: '('\n", "a: &b [*b]", "- x",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseMapping("m", data)
		if (m == nil) == (err == nil) {
			t.Fatalf("mapping %v and error %v", m, err)
		}
		if err != nil && strings.Contains(err.Error(), "%!") {
			t.Fatal(err)
		}
	})
}

// call is a recording of two channels, 0 speaking first.
func callWith(t *testing.T, first, second, third string) string {
	t.Helper()
	return `{"sentences":[{"beginTime":0,"endTime":1000,"channelId":0,"text":"` + first + `"},{"beginTime":1100,"endTime":2000,"channelId":1,"text":"` +
		second + `"},{"beginTime":2100,"endTime":3000,"channelId":0,"text":"` + third + `"}]}`
}

func TestRolesOfChannels(t *testing.T) {
	greets := callWith(t, "您好凯岚售后工号八零一二请问有什么可以帮您", "洗衣机坏了", "感谢您的来电")
	silent := callWith(t, "喂", "你好", "嗯")
	for _, c := range []struct {
		name, file string
		roles      RoleMapping
		want       []Role
		source     string
	}{
		{"phrases", greets, RoleMapping{}, []Role{RoleAgent, RoleCustomer, RoleAgent}, "phrases"},
		{"phrases, not sure enough", greets, RoleMapping{Confidence: 0.99}, []Role{RoleUnknown, RoleUnknown, RoleUnknown}, "phrases"},
		{"mapped against them", greets, RoleMapping{Speakers: map[string]string{"0": "customer", "1": "agent"}}, []Role{RoleCustomer, RoleAgent, RoleCustomer}, ""},
		{"nothing tells", silent, RoleMapping{}, []Role{RoleUnknown, RoleUnknown, RoleUnknown}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := write(t, map[string]string{"a.json": c.file})
			_, sessions := readAll(t, root, Options{Mapping: &Mapping{Roles: c.roles}}, "a.json")
			var got []Role
			for _, turn := range sessions[0].Turns {
				got = append(got, turn.Role)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if source := sessions[0].Attributes[AttributeRoleSource]; source != c.source {
				t.Errorf("source %q, want %q", source, c.source)
			}
		})
	}
}

// TestRolesByDirection reads calls in which no phrase tells; the direction is a weaker sign, used only if allowed.
func TestRolesByDirection(t *testing.T) {
	table := "通话ID,开始毫秒,结束毫秒,说话人,内容,呼叫方向\nc1,0,900,甲,喂,呼入\nc1,1000,1900,乙,是我,呼入\n"
	root := write(t, map[string]string{"a.csv": table})
	_, sessions := readAll(t, root, Options{}, "a.csv")
	if s := sessions[0]; s.Turns[0].Role != RoleUnknown || s.Attributes[AttributeRoleConfidence] != "0.60" || s.Attributes[AttributeRoleSource] != "direction" {
		t.Errorf("got %+v", s)
	}
	_, sessions = readAll(t, root, Options{Mapping: &Mapping{Roles: RoleMapping{Confidence: 0.5}}}, "a.csv")
	if s := sessions[0]; s.Turns[0].Role != RoleAgent || s.Turns[1].Role != RoleCustomer {
		t.Errorf("got %+v", s.Turns)
	}
}

func TestMappingCompletesSessions(t *testing.T) {
	root := write(t, map[string]string{"a.json": callWith(t, "您好请问有什么可以帮您", "没事", "感谢来电")})
	m := &Mapping{Agent: MappedAgent{ID: "hotline", Name: "热线", Team: "一组"}, Attributes: map[string]string{"platform": "telecom"}}
	_, sessions := readAll(t, root, Options{Mapping: m}, "a.json")
	s := sessions[0]
	if diff := cmp.Diff(Agent{ID: "hotline", Name: "热线", Team: "一组"}, s.Agent); diff != "" || s.Attributes["platform"] != "telecom" {
		t.Errorf("attributes %v, agent (-want +got):\n%s", s.Attributes, diff)
	}
}
