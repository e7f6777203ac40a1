package ast

import "strings"

// inline reads the value that begins at from and ends on the same line; flow says that it stands within brackets. after is
// the offset past it.
func (r *reader) inline(from, end int, flow bool) (n Node, after int, ok bool) {
	if from >= end {
		return Node{}, 0, false
	}
	switch r.text[from] {
	case '"', '\'':
		return r.quoted(from, end)
	case '[':
		return r.flowSequence(from, end)
	case '{':
		return r.flowMapping(from, end)
	}
	return r.plain(from, end, flow)
}

// quoted reads text in quotes. Of the escapes it knows those that stand for themselves.
func (r *reader) quoted(from, end int) (n Node, after int, ok bool) {
	quote := r.text[from]
	var text strings.Builder
	for i, start := from+1, from+1; i < end; i++ {
		b := r.text[i]
		doubled := i+1 < end && (quote == '\'' && b == quote && r.text[i+1] == quote ||
			quote == '"' && b == '\\' && (r.text[i+1] == '\\' || r.text[i+1] == quote))
		switch {
		case doubled:
			text.WriteString(r.text[start:i])
			i++
			start = i
		case b == quote && text.Len() == 0:
			return r.node(Text, from, r.text[start:i]), i + 1, true
		case b == quote:
			text.WriteString(r.text[start:i])
			return r.node(Text, from, text.String()), i + 1, true
		case b == '\\' && quote == '"':
			return Node{}, 0, false
		}
	}
	return Node{}, 0, false
}

// plain reads text without quotes.
func (r *reader) plain(from, end int, flow bool) (n Node, after int, ok bool) {
	if strings.IndexByte("-?:,[]{}#&*!|>'\"%@`=~", r.text[from]) >= 0 {
		return Node{}, 0, false
	}
	i := from
scan:
	for ; i < end; i++ {
		switch r.text[i] {
		case ':':
			if i+1 == end || r.text[i+1] == ' ' || flow {
				return Node{}, 0, false
			}
		case '#':
			if r.text[i-1] == ' ' {
				if flow {
					return Node{}, 0, false
				}
				break scan
			}
		case ',', ']', '}':
			if flow {
				break scan
			}
		case '[', '{':
			if flow {
				return Node{}, 0, false
			}
		}
	}
	text := strings.TrimRight(r.text[from:i], " ")
	n = r.node(Text, from, text)
	switch text {
	case "true", "True", "TRUE", "false", "False", "FALSE":
		n.Kind = Bool
	case "null", "Null", "NULL", ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN":
		return Node{}, 0, false
	}
	return n, from + len(text), true
}

// flowSequence reads [a, b].
func (r *reader) flowSequence(from, end int) (n Node, after int, ok bool) {
	count := len(r.open)
	first := r.node(Sequence, from, "")
	at := r.skip(from+1, end)
	for at < end && r.text[at] != ']' {
		item, past, ok := r.inline(at, end, true)
		if !ok {
			return Node{}, 0, false
		}
		r.open = append(r.open, item)
		if at = r.next(past, end, ']'); at < 0 {
			return Node{}, 0, false
		}
	}
	n, ok = r.collect(Sequence, first, count)
	return n, at + 1, ok && at < end
}

// flowMapping reads {a: b, c: d}.
func (r *reader) flowMapping(from, end int) (n Node, after int, ok bool) {
	count := len(r.open)
	first := r.node(Mapping, from, "")
	at := r.skip(from+1, end)
	for at < end && r.text[at] != '}' {
		colon := r.key(at, end)
		if colon < 0 {
			return Node{}, 0, false
		}
		key := r.node(Text, at, r.text[at:colon])
		if len(r.open) == count {
			first = key
		}
		r.open = append(r.open, key)
		value, past, ok := r.inline(r.skip(colon+1, end), end, true)
		if !ok {
			return Node{}, 0, false
		}
		r.open = append(r.open, value)
		if at = r.next(past, end, '}'); at < 0 {
			return Node{}, 0, false
		}
	}
	n, ok = r.collect(Mapping, first, count)
	return n, at + 1, ok && at < end
}

// next gives the offset of the next item of a flow collection or of its closing bracket, -1 where neither follows.
func (r *reader) next(from, end int, closing byte) int {
	at := r.skip(from, end)
	if at == end || r.text[at] == closing {
		return at
	}
	if r.text[at] != ',' {
		return -1
	}
	if at = r.skip(at+1, end); at == end || r.text[at] == closing {
		return -1
	}
	return at
}
