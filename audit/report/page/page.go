// Package page holds the parts of the HTML report that do not change: its style, its script and its frame.
package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"strings"
)

//go:embed style.css *.js
var files embed.FS

// scripts are the parts of the script in the order in which they run.
func scripts() []string {
	return []string{"data.js", "dom.js", "charts.js", "overview.js", "agent.js", "session.js", "main.js"}
}

// Style gives the style sheet.
func Style() (string, error) {
	css, err := files.ReadFile("style.css")
	return string(css), err
}

// Script gives the script, as one function that leaves nothing behind in the page.
func Script() (string, error) {
	var js strings.Builder
	js.WriteString("(() => {\n\"use strict\";\n")
	for _, name := range scripts() {
		part, err := files.ReadFile(name)
		if err != nil {
			return "", err
		}
		js.Write(part)
	}
	js.WriteString("})();\n")
	return js.String(), nil
}

// Policy gives the Content-Security-Policy that allows this style and this script, and nothing else: no request, no
// frame, no form, no other script.
func Policy(style, script string) string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		hash(style), hash(script))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
