package transcripts

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	pqformat "github.com/parquet-go/parquet-go/format"
)

func parquetFormat() format {
	return format{
		name: "parquet", title: "Parquet, rows as in the CSV formats",
		detect: func(s *sample) string {
			if strings.HasPrefix(s.raw, "PAR1") {
				return "it begins with PAR1"
			}
			return ""
		},
		read: readParquet,
		about: about{
			fields: "as `messages-csv` and `dialogues-csv`; flat columns, nested and repeated ones are left out",
			times:  "timestamp columns, or texts as in `messages-csv`", roles: "as `messages-csv`",
			limits: "a compressed or streamed file is unpacked to disk first",
		},
	}
}

// parquetRowsAtOnce is how many rows are decoded together.
const parquetRowsAtOnce = 256

// readParquet reads the row groups one after another.
func readParquet(in *input, out *sink) {
	file, size, err := in.spool()
	if err != nil {
		out.broken(0, err)
		return
	}
	table, err := parquet.OpenFile(file, size)
	if err != nil {
		out.reject(unreadable(err))
		return
	}
	rows := newParquetRows(table)
	columns, err := mapColumns(rows.header, in.set.columns)
	if err == nil && !columns.holdsMessages() && !columns.holdsDialogues() {
		err = errors.New("no column holds the text of messages: " + strings.Join(rows.header, ", "))
	}
	if err != nil {
		out.reject(unreadable(err))
		return
	}
	in.columns = columns.mapped()
	defer rows.close()
	if columns.holdsDialogues() {
		readDialogueRows(rows, columns, in, out)
		return
	}
	readRows(rows, columns, in, out)
}

// parquetRows reads flat rows.
type parquetRows struct {
	groups  []parquet.RowGroup
	rows    parquet.Rows // of the current group, nil before the first
	buffer  []parquet.Row
	pending []parquet.Row
	header  []string
	place   map[int]int // column index in the file to place in the header
	stamps  map[int]*pqformat.TimestampType
	row     []string
	record  int
}

func newParquetRows(table *parquet.File) *parquetRows {
	p := &parquetRows{
		groups: table.RowGroups(), buffer: make([]parquet.Row, parquetRowsAtOnce), place: make(map[int]int),
		stamps: make(map[int]*pqformat.TimestampType),
	}
	for _, path := range table.Schema().Columns() {
		leaf, ok := table.Schema().Lookup(path...)
		if !ok || len(path) != 1 || leaf.MaxRepetitionLevel > 0 {
			continue
		}
		place := len(p.header)
		p.place[leaf.ColumnIndex] = place
		p.header = append(p.header, path[0])
		if logical := leaf.Node.Type().LogicalType(); logical != nil {
			if stamp, ok := logical.Value.(*pqformat.TimestampType); ok {
				p.stamps[place] = stamp
			}
		}
	}
	p.row = make([]string, len(p.header))
	return p
}

func (p *parquetRows) close() {
	if p.rows != nil {
		// Rows were only read.
		_ = p.rows.Close()
	}
}

func (p *parquetRows) next() ([]string, int, error) {
	for len(p.pending) == 0 {
		if err := p.fill(); err != nil {
			return nil, 0, err
		}
	}
	clear(p.row)
	for _, value := range p.pending[0] {
		if place, ok := p.place[value.Column()]; ok && !value.IsNull() {
			p.row[place] = p.cell(place, value)
		}
	}
	p.pending = p.pending[1:]
	p.record++
	return p.row, p.record, nil
}

// fill decodes more rows, or gives io.EOF after the last group.
func (p *parquetRows) fill() error {
	if p.rows == nil {
		if len(p.groups) == 0 {
			return io.EOF
		}
		p.rows = p.groups[0].Rows()
		p.groups = p.groups[1:]
	}
	n, err := p.rows.ReadRows(p.buffer)
	p.pending = p.buffer[:n]
	if errors.Is(err, io.EOF) || n == 0 && err == nil {
		err = p.rows.Close()
		p.rows = nil
	}
	return err
}

// cell writes a value as a cell of a text table.
func (p *parquetRows) cell(place int, value parquet.Value) string {
	stamp, ok := p.stamps[place]
	if !ok || value.Kind() != parquet.Int64 {
		return value.String()
	}
	if stamp.Unit.Value == nil {
		return value.String()
	}
	unit := int64(stamp.Unit.Value.Duration())
	perSecond := int64(time.Second) / unit
	at := time.Unix(value.Int64()/perSecond, value.Int64()%perSecond*unit)
	if stamp.IsAdjustedToUTC {
		return at.UTC().Format(time.RFC3339Nano)
	}
	return at.UTC().Format("2006-01-02 15:04:05.999999999") // the clock of a zone that the file does not tell
}
