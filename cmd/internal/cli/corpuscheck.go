package cli

import (
	"slices"
	"strings"
	"time"

	"zhijian/transcripts"
)

// checkFormat refuses names that no format has.
func (f *corpusFlags) checkFormat(lang language) error {
	if f.format == "" || slices.Contains(transcripts.FormatNames(), f.format) {
		return nil
	}
	return lang.errorf("--input-format %q: 没有这种格式，可用：%s", "--input-format %q: there is no such format; there are: %s",
		f.format, strings.Join(transcripts.FormatNames(), " "))
}

func (f *corpusFlags) checkIdle(lang language) error {
	if f.idle >= 0 {
		return nil
	}
	return lang.errorf("--idle %v: 不能为负", "--idle %v: must not be negative", f.idle)
}

// parseZone finds a time zone by its IANA name; nil for "".
func parseZone(name string, lang language) (*time.Location, error) {
	if name == "" {
		return nil, nil //nolint:nilnil // the mapping, or else the default, decides
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, lang.errorf("--zone %q: 没有这个时区，应为 IANA 名称，如 Asia/Shanghai", "--zone %q: there is no such zone; want an IANA name such as Asia/Shanghai", name)
	}
	return zone, nil
}

// checkStores refuses paths into object stores where this program cannot read any.
func checkStores(paths []string, lang language) error {
	if openStore() != nil {
		return nil
	}
	for _, path := range paths {
		for _, scheme := range []string{"s3://", "gs://", "azblob://"} {
			if strings.HasPrefix(path, scheme) {
				return lang.errorf("%s: 此程序不含对象存储，请用 go build -tags cloud 重新编译，或先把文件下载到本机",
					"%s: this program was built without object stores; build it with go build -tags cloud, or download the files first", path)
			}
		}
	}
	return nil
}
