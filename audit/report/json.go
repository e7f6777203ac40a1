package report

import (
	"encoding/json"
	"io"

	"zhijian/audit"
	"zhijian/audit/score"
)

// jsonlWriter writes one result record a line, and the summary as last line.
type jsonlWriter struct {
	w   io.Writer
	buf []byte
}

func newJSONLWriter(w io.Writer) *jsonlWriter { return &jsonlWriter{w: w} }

func (j *jsonlWriter) Result(r *audit.Result) error {
	buf, err := AppendRecord(j.buf[:0], r)
	if err != nil {
		return err
	}
	buf = append(buf, '\n')
	j.buf = buf
	_, err = j.w.Write(buf)
	return err
}

func (j *jsonlWriter) Close(s *Summary) error {
	return encode(j.w, map[string]any{"summary": s})
}

// jsonWriter writes one document: the records, the rows of the main table, the totals by rule, and the summary.
type jsonWriter struct {
	w       io.Writer
	o       Options
	tally   *score.Tally
	buf     []byte
	started bool
}

func newJSONWriter(w io.Writer, o Options) *jsonWriter {
	return &jsonWriter{w: w, o: o, tally: score.New(o.By, o.Rules)}
}

func (j *jsonWriter) Result(r *audit.Result) error {
	j.tally.Add(r)
	buf, err := AppendRecord(append(j.buf[:0], j.separator()...), r)
	if err != nil {
		return err
	}
	j.buf, j.started = buf, true
	_, err = j.w.Write(j.buf)
	return err
}

func (j *jsonWriter) separator() string {
	if j.started {
		return ",\n"
	}
	return "{\"results\":[\n"
}

func (j *jsonWriter) Close(s *Summary) error {
	head := "\n],\"totals\":"
	if !j.started {
		head = "{\"results\":[],\"totals\":"
	}
	if _, err := io.WriteString(j.w, head); err != nil {
		return err
	}
	rows := j.tally.Rows()
	score.Sort(rows, j.o.Sort)
	if err := encode(j.w, struct {
		By    string          `json:"by"`
		All   score.Row       `json:"all"`
		Rows  []score.Row     `json:"rows"`
		Rules []score.RuleRow `json:"rules"`
	}{j.o.By.Name, j.tally.Total(), rows, j.tally.RuleTotals()}); err != nil {
		return err
	}
	if _, err := io.WriteString(j.w, ",\"summary\":"); err != nil {
		return err
	}
	if err := encode(j.w, s); err != nil {
		return err
	}
	_, err := io.WriteString(j.w, "}\n")
	return err
}

// encode writes v as JSON with a line end, leaving Chinese and markup as they are.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
