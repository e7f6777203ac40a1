package transcripts

import (
	"encoding/json"
	"strings"
)

// iflytekFormats are the results of iFlytek's long-form transcription, and of the older form of its interface.
func iflytekFormats() []format {
	return []format{
		jsonFormat("iflytek-lfasr", "iFlytek lfasr", convertIflytek, about{
			fields: "content.orderInfo.orderId, content.orderResult (JSON in a string), lattice[].json_1best (JSON in a string again) or lattice2[] (objects): st.bg, st.ed, st.rl, cw[0].w",
			times:  "milliseconds, as strings",
			roles:  "st.rl, by channel where label maps it; 0 means that voices were not told apart", limits: limitsDocument,
		}, []string{"content.orderResult"}, []string{"orderResult"}, []string{"lattice"}, []string{"lattice2"}),
		jsonFormat("iflytek-legacy", "iFlytek, older form", convertIflytekLegacy, about{
			fields: "data (JSON in a string, or a list): onebest, bg, ed, speaker",
			times:  "milliseconds, as strings", roles: "by speaker; 0 means that voices were not told apart", limits: limitsDocument,
		}, []string{"ok", "err_no", "data"}),
	}
}

// nestedJSON is a JSON value that may be written as a string holding JSON.
type nestedJSON []byte

// UnmarshalJSON unwraps the string.
func (n *nestedJSON) UnmarshalJSON(text []byte) error {
	if text[0] != '"' {
		*n = append((*n)[:0], text...)
		return nil
	}
	var inner string
	if err := json.Unmarshal(text, &inner); err != nil {
		return err
	}
	*n = nestedJSON(inner)
	return nil
}

type iflytekResult struct {
	Lattice  []iflytekLattice `json:"lattice"`
	Lattice2 []iflytekLattice `json:"lattice2"`
	Label    struct {
		Tracks []struct {
			RL    looseText `json:"rl"`
			Track looseText `json:"track"`
		} `json:"rl_track"`
	} `json:"label"`
}

type iflytekLattice struct {
	Best nestedJSON `json:"json_1best"`
}

type iflytekSentence struct {
	ST struct {
		BG looseInt  `json:"bg"`
		ED looseInt  `json:"ed"`
		RL looseText `json:"rl"`
		RT []struct {
			WS []struct {
				CW []struct {
					W string `json:"w"`
				} `json:"cw"`
			} `json:"ws"`
		} `json:"rt"`
	} `json:"st"`
}

func convertIflytek(raw []byte, _ *settings) ([]*dialogue, *problem) {
	var order struct {
		Code     string `json:"code"`
		DescInfo string `json:"descInfo"`
		Content  struct {
			OrderInfo struct {
				OrderID string `json:"orderId"`
			} `json:"orderInfo"`
			OrderResult nestedJSON `json:"orderResult"`
		} `json:"content"`
		OrderResult nestedJSON `json:"orderResult"`
	}
	if p := decodeInto(raw, &order); p != nil {
		return nil, p
	}
	text := []byte(order.Content.OrderResult)
	if len(text) == 0 {
		text = order.OrderResult
	}
	switch {
	case len(text) == 0 && order.Code != "" && order.Code != "000000":
		return nil, refuse(-1, CodeFailed, order.Code+" "+order.DescInfo)
	case len(text) == 0: // the result by itself
		text = raw
	}
	var result iflytekResult
	if p := decodeInto(text, &result); p != nil {
		return nil, p
	}
	d := newDialogue(Call)
	d.id = order.Content.OrderInfo.OrderID
	return []*dialogue{d}, result.utterances(d)
}

func (r *iflytekResult) utterances(d *dialogue) *problem {
	tracks := make(map[looseText]string)
	for _, t := range r.Label.Tracks {
		tracks[t.RL] = string(t.Track)
	}
	lattice := r.Lattice
	if len(lattice) == 0 {
		lattice = r.Lattice2
	}
	for _, l := range lattice {
		var sentence iflytekSentence
		if p := decodeInto(l.Best, &sentence); p != nil {
			return p
		}
		st := &sentence.ST
		var text strings.Builder
		for _, rt := range st.RT {
			for _, ws := range rt.WS {
				if len(ws.CW) > 0 { // the first of the candidates is the best
					text.WriteString(ws.CW[0].W)
				}
			}
		}
		speaker := string(st.RL)
		if track, ok := tracks[st.RL]; ok {
			speaker = track
		} else if speaker == "0" {
			speaker = ""
		}
		d.say(utterance{speaker: speaker, text: text.String(), startMS: st.BG.offset(), endMS: st.ED.offset()})
	}
	return nil
}

type iflytekLegacySentence struct {
	Onebest string    `json:"onebest"`
	BG      looseInt  `json:"bg"`
	ED      looseInt  `json:"ed"`
	Speaker looseText `json:"speaker"`
}

func convertIflytekLegacy(raw []byte, _ *settings) ([]*dialogue, *problem) {
	var result struct {
		OK     int        `json:"ok"`
		ErrNo  int        `json:"err_no"`
		Failed string     `json:"failed"`
		Data   nestedJSON `json:"data"`
	}
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	if result.ErrNo != 0 || result.OK != 0 {
		return nil, refuse(-1, CodeFailed, result.Failed)
	}
	var sentences []iflytekLegacySentence
	if p := decodeInto(result.Data, &sentences); p != nil {
		return nil, p
	}
	d := newDialogue(Call)
	for _, s := range sentences {
		speaker := string(s.Speaker)
		if speaker == "0" {
			speaker = ""
		}
		d.say(utterance{speaker: speaker, text: s.Onebest, startMS: s.BG.offset(), endMS: s.ED.offset()})
	}
	return []*dialogue{d}, nil
}
