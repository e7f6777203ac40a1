package cli

import (
	"context"

	"zhijian/audit"
	"zhijian/audit/score"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// ruleInfos copies what scoring and reports need to know of the rules, by id.
func ruleInfos(set *lexicon.Set) map[string]score.RuleInfo {
	infos := make(map[string]score.RuleInfo, len(set.Rules))
	for _, r := range set.Rules {
		infos[r.ID] = score.RuleInfo{
			ID: r.ID, Title: r.Title, Category: r.Category, Kind: string(r.Kind), Severity: r.Severity,
			Channel: onlyChannel(r), Advice: r.Advice, Cite: r.Cite,
			Fatal: r.Fatal, Deduct: r.Deduct, Bonus: r.Bonus, Cap: r.Cap, PlatformPoints: r.PlatformPoints, Fine: r.Fine,
		}
	}
	return infos
}

// onlyChannel is the channel that the rule holds for, or "" where it holds for both.
func onlyChannel(r *lexicon.Rule) string {
	if r.Channel == "both" {
		return ""
	}
	return r.Channel
}

// receiver takes what a run comes to, in the final order and never two at a time.
type receiver struct {
	result func(*audit.Result) error
	reject func(*transcripts.Reject) error
}

// judge runs the auditor over a corpus.
func judge(ctx context.Context, corpus *transcripts.Corpus, auditor *audit.Auditor, options audit.Options, to receiver) error {
	return audit.Run(ctx, corpus.Batches(ctx), auditor, options, func(judged *audit.Judged) error {
		for i := range judged.Rejects {
			if err := to.reject(&judged.Rejects[i]); err != nil {
				return err
			}
		}
		for _, r := range judged.Results {
			if err := to.result(r); err != nil {
				return err
			}
		}
		return nil
	})
}
