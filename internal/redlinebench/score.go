package main

import (
	"math/bits"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// piece is a run of a redline of two texts.
type piece struct {
	op   redline.Op
	text string
}

// score says how good a redline is for a reader. White space counts for
// nothing: engines differ in what they make of it.
type score struct {
	lawful  bool // dropping insertions gives the old text, deletions the new
	islands int  // runs of change with nothing kept within
	slivers int  // kept runs of at most two words between two changes
	framed  int  // those of them beside a change of nothing but brackets
	changed int  // tokens marked, in whole or in part
	broken  int  // tokens marked in part
	minimal int  // tokens that had to be marked
}

func (s *score) add(t score) {
	s.lawful = s.lawful && t.lawful
	s.islands += t.islands
	s.slivers += t.slivers
	s.framed += t.framed
	s.changed += t.changed
	s.broken += t.broken
	s.minimal += t.minimal
}

// beyond is the share of tokens marked that did not have to be, in percent.
func (s score) beyond() float64 {
	return 100 * float64(s.changed-s.minimal) / float64(max(1, s.minimal))
}

// scored measures a redline against the texts that it is of.
func scored(old, new, language string, pieces []piece) score {
	var s score
	var a, b strings.Builder
	marks := [2][]bool{} // for each sign that is no space, whether it is marked
	inChange, before, words := false, false, 0
	var island, last strings.Builder // the signs of this run of change, and of the one before
	sliver := false                  // a sliver stands between the two
	frame := func() {
		if sliver && (onlyBrackets(island.String()) || onlyBrackets(last.String())) {
			s.framed++
		}
		sliver = false
	}
	for _, p := range pieces {
		bare := signs(p.text)
		if p.op == redline.Equal && strings.Contains(p.text, "\n") {
			// Nobody reads over the end of a paragraph.
			inChange, before = false, false
		}
		if bare == "" {
			continue
		}
		if p.op != redline.Insert {
			a.WriteString(bare)
			marks[0] = grow(marks[0], len(bare), p.op != redline.Equal)
		}
		if p.op != redline.Delete {
			b.WriteString(bare)
			marks[1] = grow(marks[1], len(bare), p.op != redline.Equal)
		}
		switch {
		case p.op == redline.Equal:
			if inChange {
				frame()
				inChange, words = false, 0
			}
			words += text.Words(p.text, language)
		case !inChange:
			s.islands++
			last.Reset()
			last.WriteString(island.String())
			island.Reset()
			if sliver = before && words <= 2; sliver {
				s.slivers++
			}
			inChange, before = true, true
		}
		if p.op != redline.Equal {
			island.WriteString(bare)
		}
	}
	frame()
	s.lawful = a.String() == signs(old) && b.String() == signs(new)
	s.count(old, language, marks[0])
	s.count(new, language, marks[1])
	return s
}

// onlyBrackets tells whether a change is of nothing but brackets, round words that stay.
func onlyBrackets(signs string) bool { return strings.Trim(signs, "[]") == "" }

// grow appends n equal marks.
func grow(m []bool, n int, mark bool) []bool {
	for range n {
		m = append(m, mark)
	}
	return m
}

// signs drops white space.
func signs(s string) string { return strings.Join(strings.Fields(s), "") }

// count tells which tokens are marked, and which in part only.
func (s *score) count(of, language string, marks []bool) {
	at := 0
	for _, t := range text.Tokens(of, language) {
		n := len(signs(of[t.Start:t.End]))
		some := 0
		for k := at; k < at+n && k < len(marks); k++ {
			if marks[k] {
				some++
			}
		}
		if at += n; some > 0 {
			s.changed++
			if some < n {
				s.broken++
			}
		}
	}
}

// minimal is the least number of tokens that a redline can mark: all but twice
// the longest common subsequence. It is computed 64 tokens at a time.
func minimal(old, new, language string) int {
	a, b := words(old, language), words(new, language)
	at := map[string][]int{}
	for i, w := range a {
		at[w] = append(at[w], i)
	}
	row := make([]uint64, len(a)/64+1)
	for i := range row {
		row[i] = ^uint64(0)
	}
	for _, w := range b {
		places, carry := at[w], uint64(0)
		if len(places) == 0 {
			continue
		}
		for i := places[0] / 64; i < len(row); i++ {
			var match uint64
			for len(places) > 0 && places[0]/64 == i {
				match |= 1 << (places[0] % 64)
				places = places[1:]
			}
			v := row[i]
			var sum uint64
			sum, carry = bits.Add64(v, v&match, carry)
			row[i] = sum | v&^match
		}
	}
	common := 0
	for i := range a {
		if row[i/64]>>(i%64)&1 == 0 {
			common++
		}
	}
	return len(a) + len(b) - 2*common
}

// words gives the tokens of a text but its spaces.
func words(s, language string) (out []string) {
	for _, t := range text.Tokens(s, language) {
		if w := signs(s[t.Start:t.End]); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// found counts how much of a truth a comparison finds.
type found struct {
	pairsRight, pairsGiven, pairsTrue int
	moves, movesTrue, movesGiven      int
	splits, splitsTrue                int
	merges, mergesTrue                int
}

func (f *found) add(g found) {
	f.pairsRight += g.pairsRight
	f.pairsGiven += g.pairsGiven
	f.pairsTrue += g.pairsTrue
	f.moves += g.moves
	f.movesTrue += g.movesTrue
	f.movesGiven += g.movesGiven
	f.splits += g.splits
	f.splitsTrue += g.splitsTrue
	f.merges += g.merges
	f.mergesTrue += g.mergesTrue
}

// judged compares a comparison with the truth.
func judged(c *redline.Comparison, t truth) found {
	var f found
	links := map[[2]int]bool{}
	halves := map[int]int{}
	for j, from := range t.from {
		for _, i := range from {
			links[[2]int{i, j}] = true
		}
		if t.kind[j] == split {
			halves[from[0]]++
		}
	}
	f.pairsTrue = len(links)
	for _, n := range halves {
		if n > 1 {
			f.splitsTrue++
		}
	}
	for _, k := range t.kind {
		switch k {
		case moved:
			f.movesTrue++
		case merged:
			f.mergesTrue++
		}
	}
	for _, p := range c.Paragraphs {
		right := 0
		for _, i := range p.Old {
			for _, j := range p.New {
				f.pairsGiven++
				if links[[2]int{i, j}] {
					right++
				}
			}
		}
		f.pairsRight += right
		whole := right > 0 && right == len(p.Old)*len(p.New)
		switch p.Change {
		case redline.Moved, redline.MovedEdited:
			f.movesGiven++
			if whole && t.kind[p.New[0]] == moved {
				f.moves++
			}
		case redline.Split:
			if whole && t.kind[p.New[0]] == split {
				f.splits++
			}
		case redline.Merged:
			if whole && t.kind[p.New[0]] == merged {
				f.merges++
			}
		}
	}
	return f
}
