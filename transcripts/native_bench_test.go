package transcripts

import (
	"bytes"
	"fmt"
	"testing"
)

// benchLines is native JSONL of about the given size with chats of 14 turns, and how many sessions and turns it holds.
func benchLines(size int) (lines []byte, sessions, turns int) {
	var out bytes.Buffer
	texts := []string{
		"在吗，我昨天拍的那件外套怎么还没有发货呀，订单都付了两天了", "亲亲您好，非常抱歉让您久等了，这边帮您催一下仓库，今天晚上之前一定给您安排好的哦",
		"好的", "[图片]", "那个颜色还有没有现货？我想换成藏青色的 XL 码，155 斤能穿吗", "亲，藏青色 XL 有现货的，您看一下尺码表 https://item.example.com/123 哈",
	}
	for out.Len() < size {
		fmt.Fprintf(&out, `{"session_id":"b-%08d","channel":"chat","started_at":"2026-11-20T10:00:00+08:00","agent":{"id":"A%04d","team":"T01"},"customer":{"id":"c%d"},"turns":[`, sessions, sessions%300, sessions)
		for i := range 14 {
			if i > 0 {
				out.WriteByte(',')
			}
			role := []string{"customer", "agent"}[i%2]
			fmt.Fprintf(&out, `{"role":%q,"at":"2026-11-20T10:%02d:21+08:00","text":%q}`, role, i, texts[(sessions+i)%len(texts)])
			turns++
		}
		out.WriteString("]}\n")
		sessions++
	}
	return out.Bytes(), sessions, turns
}

func BenchmarkDecodeNative(b *testing.B) {
	lines, wantSessions, wantTurns := benchLines(batchBytes)
	b.SetBytes(int64(len(lines)))
	b.ReportAllocs()
	var dst []*Session
	for b.Loop() {
		counters := &counters{}
		batch := &Batch{FirstRecord: 1, lines: lines, counters: counters}
		dst, _ = batch.Decode(dst[:0])
		if got := counters.counts(); got.Sessions != int64(wantSessions) || got.Turns != int64(wantTurns) || got.Rejected != 0 {
			b.Fatalf("got %+v, want %d sessions with %d turns", got, wantSessions, wantTurns)
		}
	}
}

func BenchmarkBatchNative(b *testing.B) {
	lines, wantSessions, _ := benchLines(16 << 20)
	b.SetBytes(int64(len(lines)))
	for b.Loop() {
		batcher, records := newLineBatcher("bench", bytes.NewReader(lines), newUsedIDs(b.TempDir())), 0
		for batch := batcher.next(); batch != nil; batch = batcher.next() {
			records += batch.Records
		}
		if records != wantSessions {
			b.Fatalf("%d records, want %d", records, wantSessions)
		}
	}
}
