package transcripts

// callFormats are the results of speech services, one file of this package a vendor.
func callFormats() []format {
	var all []format
	for _, group := range [][]format{
		aliyunFormats(), tencentFormats(), iflytekFormats(), huaweiFormats(), funasrFormats(), whisperFormats(), awsFormats(), ccaiFormats(),
	} {
		all = append(all, group...)
	}
	return all
}

// chatFormats are the archives and exports of chat systems, one file of this package a vendor.
func chatFormats() []format {
	var all []format
	for _, group := range [][]format{scaFormats(), {scaResultFormat(), tencentChatFormat()}, wecomFormats(), intercomFormats(), zendeskFormats(), messageJSONFormats()} {
		all = append(all, group...)
	}
	return all
}

// textFormats are exports made for people to read.
func textFormats() []format {
	return append(subtitleFormats(), lineFormats()...)
}

// jsonFormat is a format whose sources hold JSON documents with certain keys, at least one of the sets given.
func jsonFormat(name, title string, convert convert, about about, keys ...[]string) format {
	return format{
		name: name, title: title, read: readDocuments(convert), about: about,
		detect: func(s *sample) string {
			for _, set := range keys {
				if s.has(set...) {
					return "it has the keys " + listedAnd(set)
				}
			}
			return ""
		},
	}
}

// Phrases of docs/formats.md that many formats share.
const (
	rolesGuessed   = "mapped, or guessed by opening phrases or call direction (the confidence is kept; unknown below the threshold)"
	rolesByChannel = "by channel: " + rolesGuessed
	limitsDocument = "64 MiB a document"
)
