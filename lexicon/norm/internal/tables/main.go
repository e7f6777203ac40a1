// Tables writes the data files of package norm: variants.txt from OpenCC's character table and pinyin.txt from
// go-pinyin's. It is run by go generate:
//
//	go generate ./lexicon/norm -- needs TSCharacters.txt of github.com/BYVoid/OpenCC (data/dictionary) at the path
//	named by the environment variable OPENCC_TS.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func main() {
	if err := errors.Join(writeVariants("variants.txt", os.Getenv("OPENCC_TS")), writePinyin("pinyin.txt")); err != nil {
		fmt.Fprintln(os.Stderr, "tables:", err)
		os.Exit(1)
	}
}

// foldedAnyway are characters that GB 2312 holds but that modern text uses only for their simplified form.
const foldedAnyway = "後於菸拚捱麽"

// additions are variants that OpenCC leaves alone: pronouns, Japanese forms and old forms seen in chats.
var additions = map[rune]rune{'妳': '你', '伱': '你', '牠': '它', '囘': '回', '値': '值', '発': '发', '売': '卖', '気': '气'}

// writeVariants writes one line for each traditional or variant character: the character and its simplified form.
// Characters that GB 2312 holds are simplified characters in their own right (乾坤, 徵, 摺) and stay.
func writeVariants(path, source string) error {
	text, err := os.ReadFile(source)
	if err != nil {
		return fmt.Errorf("read OpenCC's TSCharacters.txt (set OPENCC_TS): %w", err)
	}
	pairs := maps.Clone(additions)
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		from, to, ok := strings.Cut(lines.Text(), "\t")
		if !ok || strings.HasPrefix(from, "#") {
			continue
		}
		a, _ := utf8.DecodeRuneInString(from)
		b, _ := utf8.DecodeRuneInString(to)
		if a > 0xffff || b > 0xffff || a == b || inGB2312(a) && !strings.ContainsRune(foldedAnyway, a) {
			continue
		}
		pairs[a] = b
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read %s: %w", source, err)
	}
	var out bytes.Buffer
	for _, a := range slices.Sorted(maps.Keys(pairs)) {
		fmt.Fprintf(&out, "%c%c\n", a, pairs[a])
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

func inGB2312(r rune) bool {
	b, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r))
	return err == nil && strings.HasPrefix(b, "~{")
}

// writePinyin writes one line for each toneless syllable: the syllable, a tab, and the characters whose default reading
// it is, in code order, of the blocks CJK Unified Ideographs and Extension A.
func writePinyin(path string) error {
	args := pinyin.NewArgs()
	syllables := map[string][]rune{}
	for code := range pinyin.PinyinDict {
		r := rune(code)
		if r < 0x3400 || r > 0x9fff {
			continue
		}
		if got := pinyin.SinglePinyin(r, args); len(got) > 0 && got[0] != "" {
			syllables[got[0]] = append(syllables[got[0]], r)
		}
	}
	var out bytes.Buffer
	for _, s := range slices.Sorted(maps.Keys(syllables)) {
		slices.SortFunc(syllables[s], cmp.Compare[rune])
		fmt.Fprintf(&out, "%s\t%s\n", s, string(syllables[s]))
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}
