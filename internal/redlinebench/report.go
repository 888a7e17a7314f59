package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/travaux/travaux/internal/text"
)

func (b *bench) printf(format string, args ...any) { fmt.Fprintf(b.to, format, args...) }

// preface tells the machine and what the columns mean.
func (b *bench) preface() {
	b.printf("# Redlines measured\n\nMade by `make bench-redline`; all figures of one run on one machine.\n\n")
	b.printf("* machine: %d processors, %s, %s/%s, %s\n", runtime.NumCPU(), processorName(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	b.printf("* others: %s\n", strings.Join(versions(), "; "))
	b.printf(`
*wall*, *cpu*: the best of several calls; of a program, its start included. *memory*: what a call
allocates in all; not known of programs. *islands*: runs of change. *beyond*: tokens marked
beyond the least possible, which is all but twice the longest common subsequence. *slivers*: kept
runs of at most two words between two changes; *by brackets*, those of them beside a bracket that
came or went round words that stay, which are never marked again for its sake. *broken*: words marked in part. White space is not
judged. An engine that knows no paragraphs is judged on the whole text, ours on the words of each
change: what moved is not marked as gone and come. *lawful*: the redline gives both texts back.
`)
}

// versions names the programs that are there, as they name themselves.
func versions() []string {
	var out []string
	for _, name := range []string{"git", "wdiff", "dwdiff"} {
		said, err := exec.Command(name, "--version").Output()
		if err != nil {
			out = append(out, name+" not installed")
			continue
		}
		first, _, _ := strings.Cut(string(said), "\n")
		out = append(out, first)
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if strings.HasSuffix(m.Path, "go-diff") {
				out = append(out, "go-diff "+m.Version)
			}
		}
	}
	return out
}

// processorName is what the system calls the processor.
func processorName() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if key, value, ok := strings.Cut(s.Text(), ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}

// table compares a pair by every engine.
func (b *bench) table(p pair) error {
	words := text.Words(whole(p.new), p.new.Language)
	b.printf("\n### %s\n\n%d → %d paragraphs, %d words.\n\n", p.name, len(p.old.Paragraphs), len(p.new.Paragraphs), words)
	b.printf("| engine | wall ms | cpu ms | cpu × ours | memory MB | islands | beyond %% | slivers | by brackets | broken | lawful |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n")
	var own time.Duration
	for _, e := range b.engines {
		if words > e.most {
			b.printf("| %s | not run on so many words | | | | | | | | | |\n", e.name)
			continue
		}
		s, took, err := e.run(b, p)
		if err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		if own == 0 {
			own = max(took.cpu, 1)
		}
		memory := "–"
		if took.memory > 0 {
			memory = fmt.Sprintf("%.1f", float64(took.memory)/1e6)
		}
		b.printf("| %s | %.1f | %.1f | %.2f | %s | %d | %.1f | %d | %d | %d | %v |\n", e.name, ms(took.wall), ms(took.cpu),
			float64(took.cpu)/float64(own), memory, s.islands, s.beyond(), s.slivers, s.framed, s.broken, s.lawful)
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// quality holds ours against the known truth of ten seeds.
func (b *bench) quality() error {
	b.printf("\n## Ours against the truth\n\n150 paragraphs, heavy edits. *pairs*: which paragraphs became which.\n\n")
	b.printf("| seed | ms | pairs: precision | recall | moves | false moves | splits | mergers | beyond %% | slivers | by brackets | broken |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	var sum found
	var all score
	for seed := uint64(1); seed <= 10; seed++ {
		p := revised(fmt.Sprint("seed ", seed), seed, 17_500, 0.6)
		s, took, err := ours(b, p)
		if err != nil {
			return err
		}
		b.row(fmt.Sprint(seed), ms(took.wall), b.found, s)
		sum.add(b.found)
		all.add(s)
	}
	b.row("all", 0, sum, all)
	return nil
}

func (b *bench) row(name string, ms float64, f found, s score) {
	took := fmt.Sprintf("%.1f", ms)
	if ms == 0 {
		took = ""
	}
	b.printf("| %s | %s | %.4f | %.4f | %d/%d | %d | %d/%d | %d/%d | %.1f | %d | %d | %d |\n", name, took,
		float64(f.pairsRight)/float64(max(1, f.pairsGiven)), float64(f.pairsRight)/float64(max(1, f.pairsTrue)),
		f.moves, f.movesTrue, f.movesGiven-f.moves, f.splits, f.splitsTrue, f.merges, f.mergesTrue, s.beyond(), s.slivers, s.framed, s.broken)
}
