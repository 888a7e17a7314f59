// Command redlinebench measures the comparer beside other people's, in one run:
// time, memory, and how good the redline is for a reader. "make bench-redline"
// runs it and writes docs/benchmarks.md.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/text"
)

func main() {
	corpus := flag.String("corpus", "../shared/corpus", "folder with real drafts; left out where it is missing")
	out := flag.String("out", "", "write the tables as Markdown to this file as well")
	only := flag.String("only", "", "run only these engines, named as in the tables and parted by commas: \"travaux,git diff --word-diff\"")
	flag.Parse()
	if err := run(*corpus, *out, *only); err != nil {
		fmt.Fprintln(os.Stderr, "redlinebench:", err)
		os.Exit(1)
	}
}

// bench is one run.
type bench struct {
	dir     string
	engines []engine
	to      io.Writer
	found   found          // of the last pair with a known truth
	least   map[string]int // minimal marks by the name of the pair
}

func run(corpus, out, only string) error {
	chosen, err := named(engines(), only)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "redlinebench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var page strings.Builder
	b := &bench{dir: dir, engines: chosen, to: io.MultiWriter(os.Stdout, &page), least: map[string]int{}}
	b.preface()
	for _, part := range []func() error{b.sizes, b.quality, func() error { return b.real(corpus) }} {
		if err := part(); err != nil {
			return err
		}
	}
	if out == "" {
		return nil
	}
	return os.WriteFile(out, []byte(page.String()), 0o644)
}

// named gives the engines that have one of the names, which commas part, or all
// where none is named.
func named(all []engine, names string) ([]engine, error) {
	if names == "" {
		return all, nil
	}
	var out []engine
	for name := range strings.SplitSeq(names, ",") {
		i := slices.IndexFunc(all, func(e engine) bool { return e.name == name })
		if i < 0 {
			return nil, fmt.Errorf("no engine on this machine is named %q; the tables name all that are", name)
		}
		out = append(out, all[i])
	}
	return out, nil
}

// minimal is the least that a redline of the whole can mark, computed once.
func (b *bench) minimal(p pair) int {
	if n, ok := b.least[p.name]; ok {
		return n
	}
	b.least[p.name] = minimal(whole(p.old), whole(p.new), p.new.Language)
	return b.least[p.name]
}

// revised invents a draft and its revision.
func revised(name string, seed uint64, words int, share float64) pair {
	g := newInventor(seed)
	old := g.draft(words)
	new, t := g.revise(old, share)
	return pair{name, old, new, &t}
}

// sizes compares all engines on drafts from one paragraph to 150,000 words.
func (b *bench) sizes() error {
	b.printf("\n## Invented drafts, by size\n\nHeavy edits: six paragraphs in ten changed, moves, splits and mergers among them. Brackets hold as\nmany words as those of the Paris drafts below: half of them one or two.\n")
	for _, words := range []int{117, 1_500, 15_000, 17_500, 50_000, 150_000} {
		share := 0.6
		p := revised(fmt.Sprintf("%d words, heavy", words), 1, words, share)
		if err := b.table(p); err != nil {
			return err
		}
		if words == 17_500 {
			if err := b.table(revised("17500 words, light", 1, words, 0.25)); err != nil {
				return err
			}
		}
	}
	return nil
}

// real compares all engines on real texts.
func (b *bench) real(corpus string) error {
	if _, err := os.Stat(corpus); err != nil {
		b.printf("\nNo real texts were compared: there is no folder of them.\n")
		return nil
	}
	b.printf("\n## Real texts\n")
	pairs := [][2]string{{"paris/4-dec-2015.md", "paris/9-dec-2015.md"}}
	for _, l := range []string{"en", "fr", "es", "ru", "ar", "zh"} {
		pairs = append(pairs, [2]string{"un-ict/A_RES_78_132." + l + ".xml", "un-ict/A_RES_79_194." + l + ".xml"})
	}
	for _, files := range pairs {
		var drafts [2]*text.Draft
		for i, f := range files {
			data, err := os.ReadFile(filepath.Join(corpus, f))
			if err != nil {
				return err
			}
			if drafts[i], _, err = format.Read(f, data, format.Options{}); err != nil {
				return fmt.Errorf("%s: %w", f, err)
			}
		}
		if err := b.table(pair{files[0] + " → " + files[1], drafts[0], drafts[1], nil}); err != nil {
			return err
		}
	}
	return nil
}
