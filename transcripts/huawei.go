package transcripts

import "time"

// huaweiFormats are the results of Huawei Cloud's Speech Interaction Service.
func huaweiFormats() []format {
	return []format{jsonFormat("huawei-sis", "Huawei Cloud SIS recording transcription", convertHuawei, about{
		fields: "start_time of the job, segments: result.text, start_time, end_time, analysis_info.role",
		times:  "milliseconds", roles: "analysis_info.role: AGENT or USER", limits: limitsDocument,
	}, []string{"segments[].result.text"}, []string{"segments[].result.analysis_info"})}
}

func convertHuawei(raw []byte, set *settings) ([]*dialogue, *problem) {
	var result struct {
		Status   string `json:"status"`
		JobID    string `json:"job_id"`
		Segments []struct {
			StartTime looseInt `json:"start_time"`
			EndTime   looseInt `json:"end_time"`
			Result    struct {
				Text         string `json:"text"`
				AnalysisInfo struct {
					Role string `json:"role"`
				} `json:"analysis_info"`
			} `json:"result"`
		} `json:"segments"`
	}
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	if len(result.Segments) == 0 && result.Status == "ERROR" {
		return nil, refuse(-1, CodeFailed, result.Status)
	}
	d := newDialogue(Call)
	d.id = result.JobID
	for _, s := range result.Segments {
		role, _ := speakerRole(s.Result.AnalysisInfo.Role, set) // unknown where it is not told
		d.say(utterance{
			role: role, speaker: s.Result.AnalysisInfo.Role, text: s.Result.Text,
			startMS: s.StartTime.offset(), endMS: s.EndTime.offset(),
		})
	}
	return []*dialogue{d}, nil
}

// unixTime is a time given in seconds since 1970, zero where it is absent.
func unixTime(seconds looseInt, zone *time.Location) time.Time {
	if !seconds.given || seconds.value <= 0 {
		return time.Time{}
	}
	return time.Unix(seconds.value, 0).In(zone)
}
