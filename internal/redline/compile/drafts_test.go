package compile_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/redline/compile"
	"github.com/travaux/travaux/internal/text"
)

// draftOf makes a draft of paragraphs.
func draftOf(texts ...string) *text.Draft {
	d := &text.Draft{Language: "en"}
	for _, t := range texts {
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Plain, Text: t})
	}
	return d
}

// TestDrafts has paragraphs changed, deleted, put in and moved.
func TestDrafts(t *testing.T) {
	one, two, three := "We affirm that the waters of the basin are held in common.", "We thank the estuary towns for the flood atlas.", "We decide to meet again in Lindmark."
	added := "We ask the secretariat to keep a seat for fishers."
	w, err := compile.Drafts(draftOf(one, two, three), []compile.ActorDraft{
		{Actor: "Tarsis", Draft: draftOf(one, two, added, "We decide to meet again in Sarrow.")},
		{Actor: "Coravia", Draft: draftOf(one, two, added, three)},
		{Actor: "Aldria", Draft: draftOf(one, three)},
		{Actor: "Morvane", Draft: draftOf(two, one, three)},
	}, compile.Options{Order: []string{"Coravia"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range w.Draft(draftOf(one, two, three), true).Paragraphs {
		got = append(got, p.Text)
	}
	want := []string{"[Morvane: " + two + "]", one, "[Base: " + two + "] [Aldria, Morvane: delete]", "[Coravia, Tarsis: " + added + "]",
		"We decide to meet again in [Base: Lindmark] [Tarsis: Sarrow]."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if w.Moved != 1 {
		t.Errorf("%d moved, want 1", w.Moved)
	}
}

// TestDraftsLaw holds whole drafts to law 3: each actor's draft comes back,
// paragraph by paragraph, and the base.
func TestDraftsLaw(t *testing.T) {
	sentences := []string{"We affirm that the waters are held in common.", "We thank the towns for the atlas.", "We decide to meet again.", "We take note of the offer.",
		"We take note of the generous offer.", "We ask the secretariat to report on floods and droughts.", "We ask the States to report on floods.", "We thank the towns."}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) []string { return rapid.SliceOfN(rapid.SampledFrom(sentences), 0, 7).Draw(t, name) }
		labelled := rapid.Bool().Draw(t, "labelled")
		draft := func(texts []string) *text.Draft {
			d := draftOf(texts...)
			for i := range d.Paragraphs {
				if labelled {
					d.Paragraphs[i].Label = string(rune('1'+i)) + "."
				}
			}
			return d
		}
		base := draw("base")
		var by []compile.ActorDraft
		wants := map[string][]string{"": base}
		for _, a := range []string{"EU", "Japan", "Delta Union"} {
			wants[a] = draw(a)
			by = append(by, compile.ActorDraft{Actor: a, Draft: draft(wants[a])})
		}
		w, err := compile.Drafts(draft(base), by, compile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for a, want := range wants {
			if got := w.Project(a); !slices.Equal(got, want) {
				t.Fatalf("for %q:\n%s", a, cmp.Diff(want, got))
			}
		}
		slices.Reverse(by)
		again, err := compile.Drafts(draft(base), by, compile.Options{})
		if diff := cmp.Diff(w, again); err != nil || diff != "" {
			t.Fatalf("in another order (%v):\n%s", err, diff)
		}
	})
}

// paragraphOf invents a paragraph of 150 words and how others would have it.
func paragraphOf(actors int) (base string, all []compile.Proposal) {
	words := make([]string, 150)
	for i := range words {
		words[i] = vocabulary[(i*7+i/9)%10]
	}
	join := func(w []string) string {
		s := ""
		for _, x := range w {
			s += x + " "
		}
		return s[:len(s)-1]
	}
	for k := range actors {
		mine := slices.Clone(words)
		mine[(k*37)%150], mine[(k*53+11)%150] = "must", "swiftly"
		if k%20 == 19 {
			slices.Reverse(mine)
		}
		all = append(all, compile.Proposal{Actor: "State " + string(rune('A'+k%26)) + string(rune('A'+k/26)), Wanted: join(mine)})
	}
	return join(words), all
}

func BenchmarkParagraph40(b *testing.B) {
	base, all := paragraphOf(40)
	for b.Loop() {
		if _, err := compile.Paragraph(base, all, compile.Options{Language: "en"}); err != nil {
			b.Fatal(err)
		}
	}
}

func Benchmark150Paragraphs10(b *testing.B) {
	base, all := paragraphOf(10)
	for b.Loop() {
		for range 150 {
			if _, err := compile.Paragraph(base, all, compile.Options{Language: "en"}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// TestDraftMarks has the footnotes and italics of the base stand with its words.
func TestDraftMarks(t *testing.T) {
	base := draftOf("Noting floods that come late,")
	base.Paragraphs[0].Marks = []text.Mark{{Kind: text.Italic, Start: 0, End: 6}, {Kind: text.NoteAnchor, Start: 29, End: 29, Ref: "1"}}
	w, err := compile.Drafts(base, []compile.ActorDraft{{Actor: "Coravia", Draft: draftOf("Recalling floods that come early,")}}, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := w.Draft(base, true).Paragraphs[0]
	const want = "[Base: Noting] [Coravia: Recalling] floods that come [Base: late] [Coravia: early],"
	if got.Text != want {
		t.Errorf("got %q, want %q", got.Text, want)
	}
	marks := []text.Mark{{Kind: text.Italic, Start: 7, End: 13}, {Kind: text.NoteAnchor, Start: len(want), End: len(want), Ref: "1"}}
	if diff := cmp.Diff(marks, got.Marks); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
}
