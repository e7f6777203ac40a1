package annotate

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

func writeSARIF(w io.Writer, tool Tool, notes []Note) error {
	driver := sarif.NewToolComponent().WithName(tool.Name).WithVersion(tool.Version)
	run := sarif.NewRun().WithTool(sarif.NewTool().WithDriver(driver)).WithColumnKind("unicodeCodePoints")
	run.Results = []*sarif.Result{} // the schema wants the list even where nothing was found
	described := map[string]bool{}
	for i := range notes {
		n := &notes[i]
		if !described[n.Code] {
			described[n.Code] = true
			driver.AddRule(sarif.NewReportingDescriptor().WithID(n.Code).WithName(n.Name))
		}
		file := &url.URL{Path: filepath.ToSlash(n.File)}
		place := sarif.NewPhysicalLocation().
			WithArtifactLocation(sarif.NewArtifactLocation().WithURI(file.String())).
			WithRegion(sarif.NewRegion().WithStartLine(max(1, n.Line)).WithStartColumn(max(1, n.Column)))
		run.AddResult(sarif.NewResult().WithRuleID(n.Code).WithLevel(string(n.Level)).
			WithMessage(sarif.NewTextMessage(n.sentence())).
			WithLocations([]*sarif.Location{sarif.NewLocation().WithPhysicalLocation(place)}))
	}
	head := sarif.NewReport()
	data, err := json.MarshalIndent(map[string]any{"$schema": head.Schema, "version": head.Version, "runs": []*sarif.Run{run}}, "", "  ")
	if err != nil {
		return fmt.Errorf("sarif: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s\n", data)
	return err
}
