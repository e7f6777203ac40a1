package transcripts

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
)

// tencentFormats are the results of Tencent Cloud's recording transcription.
func tencentFormats() []format {
	return []format{jsonFormat("tencent-asr", "Tencent Cloud recording transcription", convertTencent, about{
		fields: "TaskId, ResultDetail: FinalSentence, StartMs, EndMs, SpeakerId, SpeakerRoleName; without them the lines of Result",
		times:  "milliseconds; in Result minutes:seconds",
		roles:  "SpeakerRoleName where it names a role, else " + rolesByChannel, limits: limitsDocument,
	}, []string{"Response.Data.ResultDetail"}, []string{"Response.Data.Result", "Response.Data.StatusStr"}, []string{"Data.ResultDetail"},
		[]string{"ResultDetail[].FinalSentence"})}
}

type tencentData struct {
	TaskID       looseText `json:"TaskId"`
	StatusStr    string
	ErrorMsg     string
	Result       string
	ResultDetail []struct {
		FinalSentence   string
		StartMs         looseInt
		EndMs           looseInt
		SpeakerID       looseText `json:"SpeakerId"`
		SpeakerRoleName string
	}
}

func convertTencent(raw []byte, set *settings) ([]*dialogue, *problem) {
	var result struct {
		Response struct{ Data tencentData }
		Data     tencentData
		tencentData
	}
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	data := result.Response.Data
	for _, other := range []tencentData{result.Data, result.tencentData} {
		if data.ResultDetail == nil && data.Result == "" {
			data = other
		}
	}
	if data.ResultDetail == nil && data.Result == "" && data.ErrorMsg != "" {
		return nil, refuse(-1, CodeFailed, data.ErrorMsg)
	}
	d := newDialogue(Call)
	d.id = cmp.Or(string(data.TaskID), string(result.Response.Data.TaskID))
	for _, s := range data.ResultDetail {
		u := utterance{speaker: string(s.SpeakerID), text: s.FinalSentence, startMS: s.StartMs.offset(), endMS: s.EndMs.offset()}
		if role, ok := speakerRole(s.SpeakerRoleName, set); ok {
			u.role = role
		}
		d.say(u)
	}
	if len(data.ResultDetail) == 0 {
		tencentLines(d, data.Result)
	}
	return []*dialogue{d}, nil
}

// tencentLines reads the text form: [0:0.020,0:2.380] text, with the channel as a third number where there are two.
func tencentLines(d *dialogue, result string) {
	form := regexp.MustCompile(`^\[(\d+):([\d.]+),(\d+):([\d.]+)(?:,(\d+))?\]\s*(.*)$`)
	for line := range strings.Lines(result) {
		line = strings.TrimSpace(line)
		m := form.FindStringSubmatch(line)
		if m == nil {
			d.say(utterance{text: line, startMS: NoOffset, endMS: NoOffset})
			continue
		}
		d.say(utterance{speaker: m[5], text: m[6], startMS: minutesAndSeconds(m[1], m[2]), endMS: minutesAndSeconds(m[3], m[4])})
	}
}

func minutesAndSeconds(minutes, seconds string) int64 {
	m, err1 := strconv.ParseFloat(minutes, 64)
	s, err2 := strconv.ParseFloat(seconds, 64)
	if err1 != nil || err2 != nil {
		return NoOffset
	}
	return looseFloat{value: 60*m + s, given: true}.seconds()
}
