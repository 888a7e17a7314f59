package text_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/travaux/travaux/internal/text"
	"pgregory.net/rapid"
)

// resolve knows a few invented actors.
func resolve(name string) (string, bool) {
	id, ok := map[string]string{
		"Delta Union": "delta", "DU": "delta", "Sarrow": "sarrow", "Coravia": "coravia", "Morvane": "morvane",
		"G9 and Tarsis": "g9", "Tarsis": "tarsis", "دلتا": "delta", "三角洲": "delta",
	}[name]
	return id, ok
}

func TestDetach(t *testing.T) {
	type held = []text.Attribution
	for name, tt := range map[string]struct {
		typed, plain string
		want         held
	}{
		"one name":      {"All [DU: great] rivers", "All [great] rivers", held{{Offset: 5, Source: "DU: ", Actors: []string{"delta"}}}},
		"two names":     {"[DU, Coravia: great]", "[great]", held{{Offset: 1, Source: "DU, Coravia: ", Actors: []string{"delta", "coravia"}}}},
		"and":           {"[Sarrow and Coravia: x]", "[x]", held{{Offset: 1, Source: "Sarrow and Coravia: ", Actors: []string{"sarrow", "coravia"}}}},
		"name with and": {"[G9 and Tarsis: x]", "[x]", held{{Offset: 1, Source: "G9 and Tarsis: ", Actors: []string{"g9"}}}},
		"both":          {"[G9 and Tarsis and DU, Tarsis: x]", "[x]", held{{Offset: 1, Source: "G9 and Tarsis and DU, Tarsis: ", Actors: []string{"g9", "delta", "tarsis"}}}},
		"stance":        {"[x] [DU, Morvane: delete]", "[x] []", held{{Offset: 5, Source: "DU, Morvane: delete", Actors: []string{"delta", "morvane"}, Stance: "delete"}}},
		"after a dash":  {"[x – DU, Sarrow] y", "[x] y", held{{Offset: 2, Source: " – DU, Sarrow", Actors: []string{"delta", "sarrow"}}}},
		"retain":        {"[x] y (retain: DU) z", "[x] y z", held{{Offset: 5, Source: " (retain: DU)", Actors: []string{"delta"}, Stance: "retain"}}},
		"before, after": {"[DU: x – Sarrow]", "[x]", held{{Offset: 1, Source: "DU: ", Actors: []string{"delta"}}, {Offset: 2, Source: " – Sarrow", Actors: []string{"sarrow"}}}},
		"nested": {"[DU: a [Sarrow: b] c – Coravia]", "[a [b] c]", held{{Offset: 1, Source: "DU: ", Actors: []string{"delta"}},
			{Offset: 4, Source: "Sarrow: ", Actors: []string{"sarrow"}}, {Offset: 8, Source: " – Coravia", Actors: []string{"coravia"}}}},
		"bracket, dash":  {"[[a] – DU]", "[[a]]", held{{Offset: 4, Source: " – DU", Actors: []string{"delta"}}}},
		"twice":          {"[DU: Sarrow: x]", "[x]", held{{Offset: 1, Source: "DU: ", Actors: []string{"delta"}}, {Offset: 1, Source: "Sarrow: ", Actors: []string{"sarrow"}}}},
		"empty":          {"[DU: ]", "[]", held{{Offset: 1, Source: "DU: ", Actors: []string{"delta"}}}},
		"Arabic":         {"[دلتا: مياه]", "[مياه]", held{{Offset: 1, Source: "دلتا: ", Actors: []string{"delta"}}}},
		"Chinese":        {"[三角洲：河流]", "[河流]", held{{Offset: 1, Source: "三角洲：", Actors: []string{"delta"}}}},
		"unknown name":   {"[DU, Nowhere: x]", "[DU, Nowhere: x]", nil},
		"words, colon":   {"[the following: x]", "[the following: x]", nil},
		"no bracket":     {"DU: x – Sarrow", "DU: x – Sarrow", nil},
		"nothing before": {"[ – DU]", "[ – DU]", nil},
		"stray close":    {"x – DU] y", "x – DU] y", nil},
		"unknown stance": {"(perhaps: DU)", "(perhaps: DU)", nil},
		"no name":        {"[: x] [, : x]", "[: x] [, : x]", nil},
	} {
		t.Run(name, func(t *testing.T) {
			plain, marks, got := text.Detach(tt.typed, nil, resolve)
			if plain != tt.plain {
				t.Errorf("plain = %q, want %q", plain, tt.plain)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("held (-want +got):\n%s", diff)
			}
			if back, _ := text.Attach(plain, marks, got); back != tt.typed {
				t.Errorf("Attach gives %q, want %q", back, tt.typed)
			}
		})
	}
}

func TestDetachMarks(t *testing.T) {
	typed := "All [DU: great] rivers"
	marks := []text.Mark{
		{Kind: text.Italic, Start: 0, End: 22}, // around everything
		{Kind: text.Bold, Start: 5, End: 8},    // on the name
		{Kind: text.Underline, Start: 9, End: 14},
		{Kind: text.NoteAnchor, Start: 14, End: 14, Ref: "1"},
	}
	_, got, held := text.Detach(typed, marks, resolve)
	want := []text.Mark{
		{Kind: text.Italic, Start: 0, End: 18},
		{Kind: text.Underline, Start: 5, End: 10},
		{Kind: text.NoteAnchor, Start: 10, End: 10, Ref: "1"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]text.Mark{{Kind: text.Bold, Start: 0, End: 3}}, held[0].Marks); diff != "" {
		t.Errorf("marks of the name (-want +got):\n%s", diff)
	}
}

// typedText gives text with attributions, some of them faulty.
func typedText() *rapid.Generator[string] {
	pieces := []string{"[", "]", "[DU: ", "[Sarrow, DU: delete]", " – DU]", " (retain: Tarsis)", "G9 and Tarsis", ": ", ", ",
		"river", " ", "水", "é", "–", " - ", "(", ")", "\n", "[三角洲："}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces"), "")
	})
}

func TestAttachIsTheWayBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := typedText().Draw(t, "typed")
		marks := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) text.Mark {
			a, b := rapid.IntRange(0, len(typed)).Draw(t, "a"), rapid.IntRange(0, len(typed)).Draw(t, "b")
			return text.Mark{Kind: rapid.SampledFrom([]text.MarkKind{text.Bold, text.NoteAnchor}).Draw(t, "kind"), Start: min(a, b), End: max(a, b)}
		}), 0, 6).Draw(t, "marks")
		text.SortMarks(marks)
		plain, kept, held := text.Detach(typed, marks, resolve)
		for _, m := range kept {
			if m.Start < 0 || m.End < m.Start || m.End > len(plain) {
				t.Fatalf("mark %+v lies outside %q", m, plain)
			}
		}
		back, all := text.Attach(plain, kept, held)
		if back != typed {
			t.Fatalf("Attach gives %q, want %q", back, typed)
		}
		if diff := cmp.Diff(marks, all, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("marks of %q (-want +got):\n%s", typed, diff)
		}
	})
}

// hostile are pieces that would take a careless parser quadratic time when
// repeated; BenchmarkDetachHostile shows the growth.
var hostile = []string{"[", "[DU: ", "[DU, ", "(retain: ", "[a – ", " – DU]", "[:", "[DU and DU and ", "((("}

func TestDetachOfHostileText(t *testing.T) {
	for _, piece := range hostile {
		s := strings.Repeat(piece, 1<<18/len(piece))
		plain, marks, held := text.Detach(s, nil, resolve)
		if back, _ := text.Attach(plain, marks, held); back != s {
			t.Fatalf("%q repeated does not come back", piece)
		}
	}
}

// BenchmarkDetachHostile gives the time a byte; it must not grow with the size.
func BenchmarkDetachHostile(b *testing.B) {
	for _, size := range []int{1 << 14, 1 << 16, 1 << 18} {
		b.Run(strconv.Itoa(size>>10)+"KiB", func(b *testing.B) {
			b.SetBytes(int64(size * len(hostile)))
			for b.Loop() {
				for _, piece := range hostile {
					text.Detach(strings.Repeat(piece, size/len(piece)), nil, resolve)
				}
			}
		})
	}
}

func FuzzDetach(f *testing.F) {
	f.Add("[DU: great] (retain: Sarrow) [x – G9 and Tarsis]", 3, 9)
	f.Add("[DU: Sarrow: delete]", 0, 20)
	f.Fuzz(func(t *testing.T, typed string, start, end int) {
		var marks []text.Mark
		if 0 <= start && start <= end && end <= len(typed) {
			marks = []text.Mark{{Kind: text.Bold, Start: start, End: end}}
		}
		plain, kept, held := text.Detach(typed, marks, resolve)
		back, all := text.Attach(plain, kept, held)
		if diff := cmp.Diff(marks, all, cmpopts.EquateEmpty()); back != typed || diff != "" {
			t.Fatalf("Attach gives %q, want %q; marks (-want +got):\n%s", back, typed, diff)
		}
	})
}
