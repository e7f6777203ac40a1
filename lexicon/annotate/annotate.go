// Package annotate writes notes about places in files in the forms that editors and CI servers read: text, JSON, workflow
// commands of GitHub, code quality of GitLab, SARIF and JUnit.
package annotate

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Note is one remark about a place in a file.
type Note struct {
	File    string `json:"file"`
	Line    int    `json:"line"`   // from 1; 0 for the file as a whole
	Column  int    `json:"column"` // in characters from 1
	Level   Level  `json:"severity"`
	Code    string `json:"code"`
	Name    string `json:"name,omitempty"` // of the code, in words
	Message string `json:"message"`
	Advice  string `json:"fix,omitempty"` // what mends it
	Fixable bool   `json:"fixable"`       // a program can mend it
}

// Level says how grave a note is.
type Level string

// The levels.
const (
	Error   Level = "error"
	Warning Level = "warning"
)

// Format names a form of output.
type Format string

// The forms.
const (
	Text   Format = "text"
	JSON   Format = "json"
	GitHub Format = "github"
	GitLab Format = "gitlab"
	SARIF  Format = "sarif"
	JUnit  Format = "junit"
)

// Formats lists the forms, the default first.
func Formats() []Format { return []Format{Text, JSON, GitHub, GitLab, SARIF, JUnit} }

// Tool names the program and the kind of run, for forms that carry it.
type Tool struct{ Name, Version, Run string }

// Write writes the notes in the form.
func Write(w io.Writer, format Format, tool Tool, notes []Note) error {
	switch format {
	case Text:
		return writeText(w, notes)
	case JSON:
		if notes == nil {
			notes = []Note{}
		}
		return writeJSON(w, notes)
	case GitHub:
		return writeGitHub(w, notes)
	case GitLab:
		return writeGitLab(w, notes)
	case SARIF:
		return writeSARIF(w, tool, notes)
	case JUnit:
		return WriteJUnit(w, tool.Name+" "+tool.Run, casesOf(notes))
	default:
		return fmt.Errorf("annotations have no form %q", format)
	}
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// place is the note's place as editors jump to it.
func (n *Note) place() string {
	if n.Line == 0 {
		return n.File
	}
	return fmt.Sprintf("%s:%d:%d", n.File, n.Line, n.Column)
}

func writeText(w io.Writer, notes []Note) error {
	out := bufio.NewWriter(w)
	for i := range notes {
		n := &notes[i]
		line := fmt.Sprintf("%s: %s %s: %s", n.place(), n.Level, n.Code, n.Message)
		if n.Advice != "" {
			line += " → " + n.Advice
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// writeGitHub writes workflow commands, which GitHub Actions shows beside the lines of a pull request.
func writeGitHub(w io.Writer, notes []Note) error {
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	out := bufio.NewWriter(w)
	for i := range notes {
		n := &notes[i]
		_, err := fmt.Fprintf(out, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", n.Level, property.Replace(filepath.ToSlash(n.File)),
			max(1, n.Line), max(1, n.Column), property.Replace(strings.TrimSpace(n.Code+" "+n.Name)), data.Replace(n.sentence()))
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// sentence is the message with the advice behind it.
func (n *Note) sentence() string {
	if n.Advice == "" {
		return n.Message
	}
	return n.Message + "\n" + n.Advice
}

// issue is one entry of a code quality report of GitLab.
type issue struct {
	Description string   `json:"description"`
	CheckName   string   `json:"check_name"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"` // info, minor, major, critical or blocker
	Location    location `json:"location"`
}

type location struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

func writeGitLab(w io.Writer, notes []Note) error {
	issues := make([]issue, 0, len(notes))
	repeated := map[string]int{}
	for i := range notes {
		n := &notes[i]
		severity := "minor"
		if n.Level == Error {
			severity = "critical"
		}
		entry := issue{Description: n.Message, CheckName: n.Code, Severity: severity, Location: location{Path: filepath.ToSlash(n.File)}}
		entry.Location.Lines.Begin = max(1, n.Line)
		// The line is left out, so that a problem stays the same one when lines move; repetitions are numbered.
		key := strings.Join([]string{entry.Location.Path, n.Code, n.Message}, "\x00")
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, repeated[key]))
		repeated[key]++
		entry.Fingerprint = hex.EncodeToString(sum[:16])
		issues = append(issues, entry)
	}
	return writeJSON(w, issues)
}
