package carry_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// resolve knows a few invented actors.
func resolve(name string) (string, bool) {
	id, ok := map[string]string{"DU": "delta", "Coravia": "coravia", "Morvane": "morvane", "Tarsis": "tarsis"}[name]
	return id, ok
}

// read makes a tree of paragraphs parted by line feeds; "#7 " before one is its
// identity, "^ " makes a footnote of it.
func read(s string) *bracket.Tree {
	var f bracket.Flow
	for line := range strings.SplitSeq(s, "\n") {
		p := text.Paragraph{Kind: text.Operative}
		if rest, ok := strings.CutPrefix(line, "^ "); ok {
			p.Kind, line = text.Footnote, rest
		}
		if strings.HasPrefix(line, "#") {
			p.ID, line, _ = strings.Cut(line[1:], " ")
		}
		p.Text = line
		f.Paragraphs = append(f.Paragraphs, p)
	}
	return bracket.Parse(f, bracket.Options{Resolve: resolve})
}

// describe writes fates one by one: the number of the bracket, what became of it, the
// numbers of the new ones, and "?" where a person should confirm.
func describe(r *carry.Result) string {
	var out []string
	for i, f := range r.Fates {
		s := fmt.Sprintf("%d %s", i+1, f.Kind)
		for _, n := range f.New {
			s += fmt.Sprintf(" %d", n+1)
		}
		if !f.Sure {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestCarry(t *testing.T) {
	const tail = " so that all the waters of the basin are held in common"
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing", "States [shall] meet", "States [shall] meet", "1 kept 1"},
		{"words elsewhere", "States [shall] meet" + tail, "All the States [shall] meet yearly" + tail, "1 kept 1"},
		{"edited", "They [protect all rivers of the delta] now" + tail, "They [protect the rivers of the delta] now" + tail, "1 edited 1"},
		{"words added inside", "They [protect rivers] now" + tail, "They [also protect rivers and lakes] now" + tail, "1 edited 1"},
		{"narrowed", "They [protect rivers and coasts] now" + tail, "They [protect rivers] and coasts now" + tail, "1 narrowed 1"},
		{"widened", "They [protect rivers] and coasts now" + tail, "They [protect rivers and coasts] now" + tail, "1 widened 1"},
		{"shifted", "They protect [rivers and coasts] of the delta now" + tail, "They protect rivers [and coasts of the delta] now" + tail, "1 shifted 1"},
		{"split", "They [protect rivers and restore coasts] now" + tail, "They [protect rivers and] restore [coasts] now" + tail, "1 split 1 2"},
		{"split evenly", "They [protect rivers restore rivers] now" + tail, "They [protect rivers] [restore rivers] now" + tail, "1 split 1 2?"},
		{"merged", "They [protect rivers and wide deltas] [and coasts] now" + tail, "They [protect rivers and wide deltas and coasts] now" + tail, "1 widened 1, 2 merged 1"},
		{"lifted", "They [protect rivers] now" + tail, "They protect rivers now" + tail, "1 lifted"},
		{"lifted in another", "They [protect [rivers] and coasts] now" + tail, "They [protect rivers and coasts] now" + tail, "1 kept 1, 2 lifted"},
		{"lifted round another", "They [protect [rivers] and coasts] now" + tail, "They protect [rivers] and coasts now" + tail, "1 lifted, 2 kept 1"},
		{"dropped", "They [protect rivers] now" + tail, "They now" + tail, "1 dropped"},
		{"dropped in another", "They [protect [rivers] and coasts] now" + tail, "They [protect and coasts] now" + tail, "1 edited 1, 2 dropped"},
		{"new round it", "They [protect rivers] now" + tail, "They [all [protect rivers] now]" + tail, "1 kept 2"},
		{"new in it", "They [protect rivers] now" + tail, "They [protect [rivers]] now" + tail, "1 kept 1"},
		{"candidates change places", "They [protect rivers] [restore many coasts] now" + tail, "They [restore many coasts] [protect rivers] now" + tail, "1 kept 2, 2 kept 1"},
		{"one candidate chosen", "They [shall][should][may] now" + tail, "They should now" + tail, "1 dropped, 2 lifted, 3 dropped"},
		{"glyphs cut a word", "The people[s] of [the] delta" + tail, "The peoples of [the] delta" + tail, "1 lifted, 2 kept 1"},
		{"and it grows together in another", "[The people[s] of the delta]" + tail, "[The peoples of the delta]" + tail, "1 kept 1, 2 lifted"},
		{"value", "by [50] per cent" + tail, "by [55] per cent" + tail, "1 edited 1"},
		{"values", "by [50][55] per cent" + tail, "by [60][65] per cent" + tail, "1 edited 1, 2 edited 2"},
		{"one value of two", "by [50][55] per cent" + tail, "by [55] per cent" + tail, "1 dropped, 2 kept 1"},
		{"empty ones", "by [ ] in [ ]" + tail, "by [ ] or in [ ]" + tail, "1 kept 1, 2 kept 2"},
		{"one empty one", "by [ ] in [ ]" + tail, "by us in [ ]" + tail, "1 dropped, 2 kept 1"},
		{"placeholder", "They [Placeholder for means] now" + tail, "They [shall have all the means that they need] now" + tail, "1 edited 1"},
		{"words gave way", "They [protect rivers and coasts and deltas] now" + tail, "They [hold meetings about whatever else may matter] now" + tail, "1 edited 1?"},
		{"stance", "They [DU: delete] now" + tail, "They [DU, Coravia: delete] now" + tail, "1 kept 1"},
		{"held by others", "They [DU: protect] now" + tail, "They [Coravia: protect] now" + tail, "1 kept 1"},
		{"one of two round the same words, told by holders", "They [DU: [Coravia: protect]] now" + tail, "They [Coravia: protect] now" + tail, "1 lifted, 2 kept 1"},
		{"one of two round the same words", "They [[protect]] now" + tail, "They [protect] now" + tail, "1 kept 1, 2 lifted?"},
		{"one of three with the same words", "a [the] b [the] c [the] d" + tail, "a [the] b the c [the] d" + tail, "1 kept 1, 2 lifted, 3 kept 2"},
		{"crosses paragraphs", "1 [[Decides] that all shall\n2 meet]" + tail, "1 [[Decides] that all shall\n2 meet]" + tail + " again", "1 kept 1, 2 kept 2"},
		{"crosses a footnote", "In the wide delta they [meet\n^ See [also] there\nand talk] now" + tail, "In the wide delta all [meet\n^ See [also] there\nand talk] now" + tail, "1 kept 1, 2 kept 2"},
		{"paragraph moves", "They [meet] in the delta once a year\nGroups [meet] where the coasts are wide", "Groups [meet] where the coasts are wide\nThey [meet] in the delta once a year", "1 kept 2, 2 kept 1"},
		{"paragraph goes", "They [meet] in the delta once a year\nGroups [meet] where the coasts are wide", "Groups [meet] where the coasts are wide", "1 dropped, 2 kept 1"},
		{"paragraphs change place and words, told by ids", "#a They [meet]\n#b Groups [meet]", "#b Some [meet]\n#a All [meet]", "1 kept 2, 2 kept 1"},
		{"bracket moves to another paragraph", "They meet [whenever the waters rise too high] here\nGroups talk about all that is in the delta", "They meet here\nGroups talk [whenever the waters rise too high] about all that is in the delta", "1 kept 1"},
		{"candidates made one", "They [shall][should] meet" + tail, "They [shall/should] meet" + tail, "1 merged 1?, 2 widened 1"},
		{"all words but a few go", "They [meet every year in the wide delta of the northern river] now" + tail, "They [meet as soon as the new treaty on seas enters into force] now" + tail, "1 edited 1?"},
		{"label in dispute", "[12 ter. Groups meet once a year in the delta]", "[12 quater. Groups meet once a year in the delta]", "1 edited 1"},
		{"other quotation marks and commas", "They [meet, “talk” and act] now" + tail, "They [meet \"talk\", and act] now" + tail, "1 kept 1"},
		{"Arabic", "تقرر الدول [أن تجتمع] كل عام في الدلتا", "تقرر جميع الدول [أن تجتمع] كل عام في الدلتا", "1 kept 1"},
		{"Chinese", "各国[应当][应]每年在三角洲举行会议", "所有各国应每年在三角洲举行会议", "1 dropped, 2 lifted"},
		{"unbalanced", "They [meet] now]" + tail, "They [meet now]" + tail, "1 widened 1"},
		{"drafters' note", "They [meet] {moved} now" + tail, "They [meet] now" + tail, "1 kept 1"},
		{"last words go", "They [meet and [talk] about rivers and coasts]" + tail, "They [meet and [talk]]" + tail, "1 edited 1, 2 kept 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, new := read(c.old), read(c.new)
			r := carry.Carry(old, new, carry.Options{Language: "en"})
			checkResult(t, old, new, r)
			if got := describe(r); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
				for _, f := range r.Fates {
					t.Log(f.Why)
				}
			}
		})
	}
}

func TestLineage(t *testing.T) {
	old := read("They [shall] meet. They [shall] talk.\nGroups [may] come.")
	for _, c := range []struct {
		name, new string
		lineage   []redline.Pair
		want      string
	}{
		{"split", "They [shall] meet.\nThey [shall] talk.\nGroups [may] come.", []redline.Pair{{Old: []int{0}, New: []int{0, 1}}}, "1 kept 1, 2 kept 2, 3 kept 3"},
		{"merged", "They [shall] meet. They [shall] talk. Groups [may] come.", []redline.Pair{{Old: []int{0, 1}, New: []int{0}}}, "1 kept 1, 2 kept 2, 3 kept 3"},
		{"continued by what reads otherwise", "Groups [may] come.\nThey [shall] meet. They [shall] talk.", []redline.Pair{{Old: []int{0}, New: []int{0}}}, "1 edited 1?, 2 dropped, 3 dropped"},
	} {
		t.Run(c.name, func(t *testing.T) {
			new := read(c.new)
			r := carry.Carry(old, new, carry.Options{Language: "en", Lineage: c.lineage})
			checkResult(t, old, new, r)
			if got := describe(r); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// failer is what a test and a drawn case have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkResult holds a result to its own rules: each bracket of old has one fate, no
// bracket of new continues two, and what goes on is continued by the first of New.
func checkResult(t failer, old, new *bracket.Tree, r *carry.Result) {
	t.Helper()
	if len(r.Fates) != len(old.Brackets) || len(r.From) != len(new.Brackets) {
		t.Fatalf("%d fates of %d, %d origins of %d", len(r.Fates), len(old.Brackets), len(r.From), len(new.Brackets))
	}
	goesOn := make(map[int]int)
	for o, f := range r.Fates {
		if f.Sure != (f.Why == "") || strings.ContainsAny(f.Why, "0123456789") {
			t.Fatalf("bracket %d: sure %v, why %q", o, f.Sure, f.Why)
		}
		seen := make(map[int]bool)
		for _, n := range f.New {
			if n < 0 || n >= len(new.Brackets) || seen[n] {
				t.Fatalf("bracket %d: %+v", o, f)
			}
			seen[n] = true
		}
		switch ends := f.Kind == carry.Lifted || f.Kind == carry.Dropped; {
		case f.Kind.GoesOn():
			goesOn[f.New[0]] = o
			if r.From[f.New[0]] != o || (len(f.New) > 1) != (f.Kind == carry.Split) {
				t.Fatalf("bracket %d: %+v, continues %d", o, f, r.From[f.New[0]])
			}
			for _, n := range f.New[1:] {
				if r.From[n] != -1 {
					t.Fatalf("bracket %d split off %d, which continues %d", o, n, r.From[n])
				}
			}
		case f.Kind == carry.Merged:
			if len(f.New) != 1 || r.From[f.New[0]] < 0 || r.From[f.New[0]] == o {
				t.Fatalf("bracket %d: %+v", o, f)
			}
		case !ends || len(f.New) > 0:
			t.Fatalf("bracket %d: %+v", o, f)
		}
	}
	for n, o := range r.From {
		if was, ok := goesOn[n]; ok && was != o || !ok && o != -1 {
			t.Fatalf("%d is said to continue %d, its fate says %d", n, o, was)
		}
	}
}
