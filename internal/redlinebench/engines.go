package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// pair are two drafts to be compared.
type pair struct {
	name     string
	old, new *text.Draft
	truth    *truth // nil where nobody knows
}

// cost is what a comparison took.
type cost struct {
	wall, cpu time.Duration
	// memory is what the call allocated in all, in bytes; 0 of a program, whose
	// largest size the system tells together with that of this one.
	memory int64
}

// engine compares two drafts.
type engine struct {
	name string
	// most is how many words the engine is given at most: some take minutes.
	most int
	run  func(b *bench, p pair) (score, cost, error)
}

// engines are those that are there on this machine.
func engines() []engine {
	all := []engine{
		{"travaux", 1 << 30, ours},
		{"go-diff, characters, its defaults", 20_000, asWhole(goDiffCharacters)},
		{"go-diff, words, no timeout", 200_000, asWhole(goDiffWords)},
	}
	for _, p := range []engine{
		{"git diff --word-diff", 1 << 30, asWhole(gitWords)},
		{"wdiff", 1 << 30, asWhole(markedBy("wdiff", "-n", "-w", goneOpen, "-x", goneClose, "-y", cameOpen, "-z", cameClose))},
		{"dwdiff -P", 1 << 30, asWhole(markedBy("dwdiff", "-P", "-w", goneOpen, "-x", goneClose, "-y", cameOpen, "-z", cameClose))},
	} {
		program, _, _ := strings.Cut(p.name, " ")
		if _, err := exec.LookPath(program); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// whole is a draft as one text, a paragraph a line.
func whole(d *text.Draft) string {
	lines := make([]string, len(d.Paragraphs))
	for i, p := range d.Paragraphs {
		lines[i] = p.Text
	}
	return strings.Join(lines, "\n")
}

// library measures a call: the best of several, and what one allocates.
func library(call func()) cost {
	best := cost{wall: time.Hour, cpu: time.Hour}
	begin := time.Now()
	for n := 0; n < 1 || n < 15 && time.Since(begin) < 2*time.Second; n++ {
		var m0, m1 runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m0)
		cpu, start := processor(syscall.RUSAGE_SELF), time.Now()
		call()
		took := cost{time.Since(start), processor(syscall.RUSAGE_SELF) - cpu, 0}
		runtime.ReadMemStats(&m1)
		best.wall, best.cpu = min(best.wall, took.wall), min(best.cpu, took.cpu)
		best.memory = int64(m1.TotalAlloc - m0.TotalAlloc)
	}
	return best
}

func processor(who int) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(who, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func ours(b *bench, p pair) (score, cost, error) {
	var c *redline.Comparison
	took := library(func() { c = redline.Compare(p.old, p.new, redline.Options{}) })
	if p.truth != nil {
		b.found = judged(c, *p.truth)
	}
	return ofParagraphs(c), took, nil
}

// ofParagraphs scores the words of each change by themselves: what moved is not
// marked as gone and come, so there is no one line of text to lay beside that of
// a program that knows no paragraphs.
func ofParagraphs(c *redline.Comparison) score {
	all := score{lawful: true}
	for _, p := range c.Paragraphs {
		old, new := textsOf(c.Old, p.Old), textsOf(c.New, p.New)
		var parts []piece
		switch p.Change {
		case redline.Unchanged:
			continue
		case redline.Inserted, redline.Deleted:
			parts = []piece{{redline.Delete, old}, {redline.Insert, new}}
		default:
			for _, s := range p.Segments {
				parts = append(parts, piece{s.Op, s.Text})
			}
		}
		s := scored(old, new, c.New.Language, parts)
		s.minimal = minimal(old, new, c.New.Language)
		all.add(s)
	}
	return all
}

func textsOf(d *text.Draft, at []int) string {
	out := make([]string, len(at))
	for i, k := range at {
		out[i] = d.Paragraphs[k].Text
	}
	return strings.Join(out, "\n")
}

// asWhole scores an engine that compares the whole of both drafts.
func asWhole(run func(*bench, pair) ([]piece, cost, error)) func(*bench, pair) (score, cost, error) {
	return func(b *bench, p pair) (score, cost, error) {
		pieces, took, err := run(b, p)
		if err != nil {
			return score{}, took, err
		}
		s := scored(whole(p.old), whole(p.new), p.new.Language, pieces)
		s.minimal = b.minimal(p)
		return s, took, nil
	}
}

func goDiffCharacters(_ *bench, p pair) ([]piece, cost, error) {
	old, new := whole(p.old), whole(p.new)
	var diffs []diffmatchpatch.Diff
	start := time.Now()
	cpu := processor(syscall.RUSAGE_SELF)
	diffs = diffmatchpatch.New().DiffMain(old, new, true)
	took := cost{wall: time.Since(start), cpu: processor(syscall.RUSAGE_SELF) - cpu}
	return pieces(diffs, func(s string) string { return s }), took, nil
}

func goDiffWords(_ *bench, p pair) ([]piece, cost, error) {
	numbers := map[string]rune{}
	var tokens []string
	read := func(d *text.Draft) (out []rune) {
		s := whole(d)
		for _, t := range text.Tokens(s, d.Language) {
			w := s[t.Start:t.End]
			if numbers[w] == 0 {
				tokens = append(tokens, w)
				n := rune(len(tokens))
				if n >= 0xD800 {
					n += 0x2800 // past the surrogates and what stands for errors
				}
				numbers[w] = n
			}
			out = append(out, numbers[w])
		}
		return out
	}
	old, new := read(p.old), read(p.new)
	words := make(map[rune]string, len(numbers))
	for w, r := range numbers {
		words[r] = w
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	var diffs []diffmatchpatch.Diff
	start := time.Now()
	cpu := processor(syscall.RUSAGE_SELF)
	diffs = dmp.DiffMainRunes(old, new, false)
	took := cost{wall: time.Since(start), cpu: processor(syscall.RUSAGE_SELF) - cpu}
	return pieces(diffs, func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteString(words[r])
		}
		return b.String()
	}), took, nil
}

// pieces writes out what go-diff found.
func pieces(diffs []diffmatchpatch.Diff, spelt func(string) string) []piece {
	ops := map[diffmatchpatch.Operation]redline.Op{
		diffmatchpatch.DiffEqual: redline.Equal, diffmatchpatch.DiffDelete: redline.Delete, diffmatchpatch.DiffInsert: redline.Insert,
	}
	out := make([]piece, len(diffs))
	for i, d := range diffs {
		out[i] = piece{ops[d.Type], spelt(d.Text)}
	}
	return out
}

// The marks that programs are told to put round what went and what came; no
// text has them.
const goneOpen, goneClose, cameOpen, cameClose = "\x01", "\x02", "\x03", "\x04"

// program runs another's program on the two drafts in files, three times.
func (b *bench) program(p pair, name string, args ...string) ([]byte, cost, error) {
	var files []string
	for i, d := range []*text.Draft{p.old, p.new} {
		f := filepath.Join(b.dir, fmt.Sprintf("%d.txt", i))
		if err := os.WriteFile(f, []byte(whole(d)+"\n"), 0o600); err != nil {
			return nil, cost{}, err
		}
		files = append(files, f)
	}
	best := cost{wall: time.Hour, cpu: time.Hour}
	var out []byte
	for range 3 {
		cmd := exec.Command(name, append(args, files...)...)
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
		start := time.Now()
		got, err := cmd.Output()
		if code := cmd.ProcessState.ExitCode(); code != 0 && code != 1 {
			return nil, cost{}, fmt.Errorf("%s: %w", name, err)
		}
		best.wall = min(best.wall, time.Since(start))
		best.cpu = min(best.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
		out = got
	}
	return out, best, nil
}

func gitWords(b *bench, p pair) ([]piece, cost, error) {
	out, took, err := b.program(p, "git", "diff", "--no-index", "--no-color", "-U1000000", "--word-diff=porcelain",
		"--word-diff-regex=[[:alnum:]]+|[^[:space:]]")
	if err != nil {
		return nil, took, err
	}
	ops := map[byte]redline.Op{'-': redline.Delete, '+': redline.Insert, ' ': redline.Equal}
	var all []piece
	_, body, _ := bytes.Cut(out, []byte("\n@@"))
	_, body, _ = bytes.Cut(body, []byte("\n"))
	for _, line := range strings.Split(string(body), "\n") {
		if line == "~" || line == "" {
			all = append(all, piece{redline.Equal, "\n"})
		} else if op, ok := ops[line[0]]; ok {
			all = append(all, piece{op, line[1:]})
		}
	}
	return all, took, nil
}

// markedBy is a program that marks words within the text.
func markedBy(name string, args ...string) func(*bench, pair) ([]piece, cost, error) {
	return func(b *bench, p pair) ([]piece, cost, error) {
		out, took, err := b.program(p, name, args...)
		if err != nil {
			return nil, took, err
		}
		var all []piece
		op := redline.Equal
		rest := string(out)
		for rest != "" {
			i := strings.IndexAny(rest, goneOpen+goneClose+cameOpen+cameClose)
			if i < 0 {
				i = len(rest)
			}
			if i > 0 {
				all = append(all, piece{op, rest[:i]})
			}
			if i == len(rest) {
				break
			}
			switch rest[i : i+1] {
			case goneOpen:
				op = redline.Delete
			case cameOpen:
				op = redline.Insert
			default:
				op = redline.Equal
			}
			rest = rest[i+1:]
		}
		return all, took, nil
	}
}
