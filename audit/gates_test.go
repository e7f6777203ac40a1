package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
	"zhijian/transcripts"
)

// builtinAuditor compiles the built-in lexicon.
func builtinAuditor(t testing.TB) *Auditor {
	t.Helper()
	sources, err := builtin.Sources()
	if err != nil {
		t.Fatal(err)
	}
	set, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Compile(set)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// corpus reads every session of the paths.
func corpus(t testing.TB, paths ...string) []*transcripts.Session {
	t.Helper()
	c, err := transcripts.OpenCorpus(paths, transcripts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []*transcripts.Session
	for batch, err := range c.Batches(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		var rejects []transcripts.Reject
		if out, rejects = batch.Decode(out); len(rejects) > 0 {
			t.Fatalf("rejected: %+v", rejects[0])
		}
	}
	return out
}

// ungated is the auditor with every wording tried on every message: slow, and with no scan that could miss anything.
func ungated(a *Auditor) *Auditor {
	slow := &Auditor{
		set: a.set, norm: a.norm, seg: a.seg, rules: a.rules, conds: a.conds, clauses: a.clauses, wordings: slices.Clone(a.wordings), masker: a.masker,
		always: make([]uint64, len(a.always)), sounds: a.sounds,
	}
	for i := range slow.always {
		slow.always[i] = ^uint64(0)
	}
	for id := range slow.wordings {
		if slow.wordings[id].clause.byLikeness() {
			continue // found by scores, which have no gate
		}
		slow.wordings[id].gated = false
		for _, role := range rolesOf(slow.wordings[id].clause.speaker) {
			slow.ungated[role] = append(slow.ungated[role], int32(id))
		}
	}
	return slow
}

// TestGatesMissNothing holds the scan for gates against an auditor without one.
func TestGatesMissNothing(t *testing.T) {
	paths := []string{filepath.FromSlash("../testdata/transcripts")}
	if shared := filepath.FromSlash("../../shared/data/labelled"); exists(shared) {
		paths = append(paths, filepath.Join(shared, "*.jsonl"))
	} else {
		t.Log("../shared/data/labelled is absent: only the project's own transcripts are compared")
	}
	fast := builtinAuditor(t)
	slow := ungated(fast)
	sessions := corpus(t, paths...)
	if len(sessions) == 0 {
		t.Fatal("there is nothing to compare")
	}
	for i, s := range sessions {
		if (testing.Short() || underRace) && i%16 != 0 {
			continue
		}
		got, want := fast.Audit(s), slow.Audit(s)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Result{}, "Session")); diff != "" {
			t.Fatalf("%s %s: the gated audit differs (-ungated +gated):\n%s", s.Source.Name, s.ID, diff)
		}
	}
}

// forgetful is the auditor without memory of texts.
func forgetful(a *Auditor) *Auditor {
	return &Auditor{
		set: a.set, norm: a.norm, seg: a.seg, rules: a.rules, conds: a.conds, clauses: a.clauses, wordings: a.wordings, atoms: a.atoms,
		scanners: a.scanners, ways: a.ways, wayAtoms: a.wayAtoms, triggers: a.triggers, ungated: a.ungated, masker: a.masker, always: a.always, sounds: a.sounds,
	}
}

// TestMemoChangesNothing audits everything three times: without memory of texts, and twice with one and the same.
func TestMemoChangesNothing(t *testing.T) {
	sessions := corpus(t, filepath.FromSlash("../testdata/transcripts"))
	if shared := filepath.FromSlash("../../shared/data/labelled"); exists(shared) {
		sessions = append(sessions, corpus(t, filepath.Join(shared, "*.jsonl"))...)
	}
	if folder := filepath.FromSlash("../../shared/data/real"); exists(folder) {
		sessions = append(sessions, dialogues(t, filepath.Join(folder, "jddc-sessions", "sessions.jsonl"), transcripts.Chat)...)
		sessions = append(sessions, dialogues(t, filepath.Join(folder, "mobilecs-10086", "sessions.jsonl"), transcripts.Call)...)
	} else {
		t.Log("../shared/data is absent: only the project's own transcripts are compared")
	}
	a := builtinAuditor(t)
	forgetful := forgetful(a)
	for round := range 2 {
		for i, s := range sessions {
			if (testing.Short() || underRace) && i%16 != 0 {
				continue
			}
			got, want := a.Audit(s), forgetful.Audit(s)
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Result{}, "Session")); diff != "" {
				t.Fatalf("round %d, %s %s: the audit with memory differs (-without +with):\n%s", round, s.Source.Name, s.ID, diff)
			}
		}
	}
}

// dialogues reads dialogues that say no more than who said what.
func dialogues(t testing.TB, path string, channel transcripts.Channel) []*transcripts.Session {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []*transcripts.Session
	for line := range bytes.Lines(text) {
		var d struct {
			ID    string `json:"session_id"`
			Turns []struct{ Role, Text string }
		}
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		s := &transcripts.Session{ID: d.ID, Channel: channel, Agent: transcripts.Agent{ID: "A"}}
		for _, turn := range d.Turns {
			role := transcripts.RoleCustomer
			if turn.Role == "agent" {
				role = transcripts.RoleAgent
			}
			s.Turns = append(s.Turns, transcripts.Turn{Role: role, Text: turn.Text, StartMS: transcripts.NoOffset, EndMS: transcripts.NoOffset})
		}
		out = append(out, s)
	}
	return out
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
