package report

import (
	"encoding/json"
	"testing"
)

// readGitLab reads findings and suspects back from a code quality report, and holds it against what GitLab asks of one.
func readGitLab(t *testing.T, data []byte) numbers {
	var issues []struct {
		Description string `json:"description"`
		CheckName   string `json:"check_name"`
		Fingerprint string `json:"fingerprint"`
		Severity    string `json:"severity"`
		Location    struct {
			Path  string `json:"path"`
			Lines struct {
				Begin int `json:"begin"`
			} `json:"lines"`
		} `json:"location"`
	}
	if err := json.Unmarshal(data, &issues); err != nil {
		t.Fatal(err)
	}
	var n numbers
	seen := map[string]bool{}
	for _, issue := range issues {
		if seen[issue.Fingerprint] || len(issue.Fingerprint) != 32 {
			t.Errorf("the fingerprint %q of %s stands twice", issue.Fingerprint, issue.Description)
		}
		seen[issue.Fingerprint] = true
		if issue.Description == "" || issue.Location.Path == "" || issue.Location.Lines.Begin < 1 {
			t.Errorf("incomplete: %+v", issue)
		}
		switch issue.Severity {
		case "info":
			add(&n.Suspects, issue.CheckName, 1)
		case "minor", "major", "critical", "blocker":
			if issue.CheckName != "not-read" {
				add(&n.Findings, issue.CheckName, 1)
			}
		default:
			t.Errorf("severity %q", issue.Severity)
		}
	}
	if len(n.Findings) == 0 {
		t.Error("no issues")
	}
	return n
}

func TestGitLabGolden(t *testing.T) {
	golden(t, "report-gitlab.json", write(t, GitLab, Options{}))
}
