package board_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// flow reads a text: "# " and "## " are headings, "A " one of an annex, "~ " a
// preambular paragraph, "T " a title, "(a) " an item, "> " a tail; else a label and
// the words of an operative one.
func flow(script ...string) bracket.Flow {
	var f bracket.Flow
	for _, line := range script {
		first, rest, _ := strings.Cut(line, " ")
		p := text.Paragraph{Kind: text.Operative, Text: rest}
		switch {
		case first == "#":
			p.Kind = text.Heading
		case first == "##":
			p.Kind, p.Depth = text.Heading, 1
		case first == "A":
			p.Kind = text.AnnexHeading
		case first == "T":
			p.Kind = text.Title
		case first == "~":
			p.Kind = text.Preambular
		case first == ">":
			p.Kind = text.Tail
		case strings.HasPrefix(first, "("):
			p.Kind, p.Depth, p.Label = text.Item, 1, first
		default:
			p.Label = first
		}
		f.Paragraphs = append(f.Paragraphs, p)
	}
	return f
}

func edition(script ...string) board.Edition {
	return board.Edition{Tree: bracket.Parse(flow(script...), bracket.Options{})}
}

func of(t *testing.T, in board.Input) *board.Board {
	t.Helper()
	b, err := board.Of(in)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestSections cuts texts into sections.
func TestSections(t *testing.T) {
	tests := []struct {
		name string
		text []string
		want []string // label: title: brackets: paragraphs
	}{
		{"headings", []string{"T [A] compact", "~ Noting", "# I. Waters", "1. [x]", "## a. Deep", "2. y", "# Follow-up", "3. z"},
			[]string{"Pre: Preamble: 1: 1", "I: I. Waters: 1: 2", "§3: Follow-up: 0: 1"}},
		{"no headings", []string{"~ Noting", "1. [x]"}, []string{"Text: Text: 1: 2"}},
		{"no preamble", []string{"T [A] compact", "# 1 Waters", "1. x", "# 2 Fish", "2. y"}, []string{"1: 1 Waters: 1: 1", "2: 2 Fish: 0: 1"}},
		{"operative before", []string{"1. x", "# B. Fish", "2. y"}, []string{"Intro: Introduction: 0: 1", "B: B. Fish: 0: 1"}},
		{"one heading over all", []string{"# Riverside Compact", "## I. Waters", "1. x", "## II. Fish", "2. y"}, []string{"I: Riverside Compact · I. Waters: 0: 1", "II: II. Fish: 0: 1"}},
		{"headings in a row", []string{"# Chapter IV", "# Finance", "1. x", "# Chapter V", "# Fish", "2. y"}, []string{"IV: Chapter IV · Finance: 0: 1", "V: Chapter V · Fish: 0: 1"}},
		{"a preamble so called", []string{"~ Noting", "# Preamble", "~ Recalling", "# I. Waters", "1. x"},
			[]string{"Intro: Introduction: 0: 1", "Pre: Preamble: 0: 1", "I: I. Waters: 0: 1"}},
		{"annex", []string{"1. x", "A Annex", "1. y", "A Annex II", "1. z"}, []string{"Intro: Introduction: 0: 1", "Annex: Annex: 0: 1", "Annex II: Annex II: 0: 1"}},
		{"same numbers", []string{"# I. Waters", "1. x", "A Annex", "# I. Fish", "1. y", "# I. Fish", "2. z"},
			[]string{"I: I. Waters: 0: 1", "Annex: Annex · I. Fish: 0: 1", "I (2): I. Fish: 0: 1"}},
		{"empty", nil, []string{"Text: Text: 0: 0"}},
		{"a heading with a bracket", []string{"1. x", "# [II. Finance]"}, []string{"Intro: Introduction: 0: 1", "II: [II. Finance]: 1: 0"}},
		{"a word that looks like a number", []string{"# A common river", "1. x", "# I say", "2. y"}, []string{"§1: A common river: 0: 1", "§2: I say: 0: 1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := of(t, board.Input{Editions: []board.Edition{edition(tt.text...)}})
			var got []string
			for i, s := range b.Sections {
				n := b.Last().Sections[i]
				got = append(got, strings.Join([]string{s.Label, s.Title, itoa(n.Open), itoa(n.Paragraphs.All())}, ": "))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}

func itoa(n int) string { return string(rune('0' + n)) }

// TestClasses holds each paragraph to the rule of the package comment.
func TestClasses(t *testing.T) {
	agreed, converging, contested, parked := board.Classes{Agreed: 1}, board.Classes{Converging: 1}, board.Classes{Contested: 1}, board.Classes{Parked: 1}
	tests := []struct {
		name, text string
		closure    negotiation.Closure
		want       board.Classes
	}{
		{"agreed", "1. x", negotiation.Agreed, agreed},
		{"yellow", "1. x", negotiation.AgreedInformally, agreed},
		{"agreed over a bracket", "1. [x]", negotiation.Agreed, converging},
		{"agreed over a glyph alone", "1. [x", negotiation.Agreed, converging},
		{"nobody closed it", "1. x", negotiation.ClosureOpen, converging},
		{"suggested", "1. x", negotiation.ClosureSuggested, converging},
		{"one bracket", "1. the [clean] waters", negotiation.ClosureOpen, converging},
		{"two brackets", "1. the [clean] waters [flow]", negotiation.ClosureOpen, contested},
		{"nested", "1. the [very [clean]] waters", negotiation.ClosureSuggested, contested},
		{"alternatives", "1. within [six/twelve] hours", negotiation.ClosureOpen, contested},
		{"reopened", "1. x", negotiation.ReopenedParagraph, contested},
		{"parked", "1. [x][y]", negotiation.ParkedUntil, parked},
		{"package", "1. x", negotiation.PendingOnPackage, parked},
		{"actors", "1. x", negotiation.PendingOnActors, parked},
		{"heading", "# [x]", negotiation.ClosureOpen, board.Classes{}},
		{"no words", "1. ", negotiation.Agreed, board.Classes{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := edition(tt.text)
			e.Closures = []negotiation.Closure{tt.closure}
			if diff := cmp.Diff(tt.want, of(t, board.Input{Editions: []board.Edition{e}}).Last().Total.Paragraphs); diff != "" {
				t.Errorf("classes (-want +got):\n%s", diff)
			}
		})
	}
	crossing := of(t, board.Input{Editions: []board.Edition{edition("1. [a", "2. b", "3. c] d", "4. e")}})
	if got := crossing.Last().Total.Paragraphs; got != (board.Classes{Converging: 4}) {
		t.Errorf("a bracket over three paragraphs: %+v", got)
	}
	block := of(t, board.Input{Editions: []board.Edition{edition("1. Option 1: a fund", "2. Option 2: no fund", "3. z")}})
	if got := block.Last().Total; got.Paragraphs.Contested < 2 || got.Options != 2 {
		t.Errorf("a block of options: %+v", got)
	}
}

// TestBurnDown follows numbers from edition to edition.
func TestBurnDown(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2031, 1, day, 9, 0, 0, 0, time.UTC) }
	first, second, third := edition("1. [a] [b] [c] [d]"), edition("1. [a] [e]"), edition("1. [a] [b]")
	first.Numbers, second.Numbers, third.Numbers = []int{1, 2, 3, 4}, []int{1, 5}, []int{1, 2}
	first.At, second.At, third.At = at(1), at(9), at(20)
	second.Closings = []negotiation.Closing{{Number: 2, State: negotiation.BracketNotRetained}, {Number: 3, State: negotiation.BracketLifted}, {Number: 77, State: negotiation.BracketLifted}, {Number: 1, State: negotiation.BracketLifted}}
	b := of(t, board.Input{Editions: []board.Edition{first, second, third}})
	type point struct {
		open, opened, reopened int
		closed                 board.Closed
	}
	var got []point
	for _, p := range b.Points {
		got = append(got, point{p.Total.Open, p.Opened, p.Reopened, p.Closed})
	}
	want := []point{{open: 4, opened: 4}, {open: 2, opened: 1, closed: board.Closed{Lifted: 1, NotRetained: 1, Untold: 1}},
		{open: 2, opened: 1, reopened: 1, closed: board.Closed{Untold: 1}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(point{})); diff != "" {
		t.Errorf("points (-want +got):\n%s", diff)
	}
}

// TestSectionsAreKnownAgain: a section keeps its line while its heading moves or is
// worded anew, and what went with a heading stands elsewhere.
func TestSectionsAreKnownAgain(t *testing.T) {
	old, now := edition("# I. Waters", "1. [a]", "# II. Fish", "2. [b][c]", "# III. Boats", "3. [d]"), edition("# I. Fish", "1. [b]", "# II. Clean waters", "2. [a][x]")
	old.Tree.Flow.Paragraphs[0].ID, now.Tree.Flow.Paragraphs[2].ID = "paragraphs/w", "paragraphs/w"
	old.Tree.Flow.Paragraphs[2].Label, old.Tree.Flow.Paragraphs[2].Text = "II.", "Fish"
	now.Tree.Flow.Paragraphs[0].Label, now.Tree.Flow.Paragraphs[0].Text = "I.", "Fish"
	b := of(t, board.Input{Editions: []board.Edition{old, now}})
	p := b.Points[0]
	if !p.Sections[0].Present || p.Sections[0].Open != 2 || !p.Sections[1].Present || p.Sections[1].Open != 1 || p.Elsewhere.Open != 1 {
		t.Errorf("the edition before: %+v, elsewhere %+v", p.Sections, p.Elsewhere)
	}
}

// TestInput refuses lists that do not fit.
func TestInput(t *testing.T) {
	short, closures := edition("1. [a] [b]"), edition("1. a")
	short.Numbers = []int{1}
	closures.Closures = make([]negotiation.Closure, 2)
	own := edition("1. [a]")
	own.Own = []int{1, 2}
	for name, in := range map[string]board.Input{
		"numbers": {Editions: []board.Edition{short}}, "closures": {Editions: []board.Edition{closures}}, "own numbers": {Editions: []board.Edition{own}},
		"no tree": {Editions: []board.Edition{{}}}, "no moment": {Team: &board.TeamInput{}},
	} {
		_, err := board.Of(in)
		var e *negotiation.Error
		if !errors.As(err, &e) || e.Kind != negotiation.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
	if b := of(t, board.Input{}); b.Last() != nil || b.Before() != nil {
		t.Error("a document without drafts has a last edition")
	}
}
