# What takes a while and is no part of what must hold before a change lands; that is .ci/run.

SIZE ?= 200
ROUNDS ?= 5
BIG ?= 0

.PHONY: bench bench-stages

# Whole processes against others, in one run; prints ratios and writes docs/performance.json. Needs ../shared/bench,
# python3 and, for that ratio, ripgrep. BIG=10240 adds a corpus of 10 GB for its peak memory.
bench:
	go run ./audit/internal/bench -size $(SIZE) -rounds $(ROUNDS) -big $(BIG)

# Each stage by itself. Every benchmark knows what it must find.
bench-stages:
	go test ./lexicon/norm ./audit/entity ./audit/match ./audit/memo ./audit/conduct ./audit ./audit/report ./transcripts -run '^$$' -bench . -benchmem
