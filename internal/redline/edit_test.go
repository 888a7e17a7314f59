package redline_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"pgregory.net/rapid"
)

// sentence gives a short text whose words repeat.
func sentence() *rapid.Generator[string] {
	words := []string{"a", "b", "c", " ", " ", " ", ",", "[", "]", "水", "flow", "“", "\""}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 16).Draw(t, "words"), "")
	})
}

// editsFor gives edits that fit a base, not made by a comparison.
func editsFor(t *rapid.T, base, name string) []redline.Edit {
	var edits []redline.Edit
	at := 0
	for range rapid.IntRange(0, 4).Draw(t, name) {
		start := rapid.IntRange(at, len(base)).Draw(t, "start")
		e := redline.Edit{Start: start, End: rapid.IntRange(start, min(len(base), start+5)).Draw(t, "end"),
			Insert: rapid.SampledFrom([]string{"", "x", "yz", "flow"}).Draw(t, "insert")}
		if next := append(edits, e); redline.Check(next, len(base)) == nil {
			edits, at = next, e.End
		}
	}
	return edits
}

func mustApply(t *rapid.T, base string, edits []redline.Edit) string {
	out, err := redline.Apply(base, edits)
	if err != nil {
		t.Fatalf("Apply(%q, %v): %v", base, edits, err)
	}
	return out
}

func TestEditsOfGiveTheWantedText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, wanted := sentence().Draw(t, "base"), sentence().Draw(t, "wanted")
		edits := redline.EditsOf(base, wanted, "en")
		if got := mustApply(t, base, edits); got != wanted {
			t.Fatalf("edits give %q, want %q", got, wanted)
		}
		if base == wanted && len(edits) > 0 {
			t.Fatalf("equal texts give %v", edits)
		}
	})
}

func TestCompose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := sentence().Draw(t, "base")
		first := editsFor(t, base, "first")
		middle := mustApply(t, base, first)
		second := editsFor(t, middle, "second")
		both := redline.Compose(first, second)
		if got, want := mustApply(t, base, both), mustApply(t, middle, second); got != want {
			t.Fatalf("composed edits %v give %q, want %q", both, got, want)
		}
	})
}

func mustRebase(t *rapid.T, edits, onto []redline.Edit, base string) redline.Rebased {
	r, err := redline.Rebase(edits, onto, base)
	if err != nil {
		t.Fatalf("Rebase(%v, %v, %q): %v", edits, onto, base, err)
	}
	return r
}

func TestRebaseOntoNothingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := sentence().Draw(t, "base")
		edits, onto := editsFor(t, base, "edits"), editsFor(t, base, "onto")
		same := mustApply(t, base, onto) == base
		r := mustRebase(t, edits, onto, base)
		if same != (r.Outcome == redline.Untouched) {
			t.Fatalf("outcome %s where the base stayed: %v", r.Outcome, same)
		}
		if same && len(edits) > 0 && !reflect.DeepEqual(r.Edits, edits) {
			t.Fatalf("edits became %v, want %v", r.Edits, edits)
		}
	})
}

func TestRebaseSatisfiedExactlyWhenNothingChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := sentence().Draw(t, "base")
		edits, onto := editsFor(t, base, "edits"), editsFor(t, base, "onto")
		if rapid.Bool().Draw(t, "alike") {
			onto = redline.Compose(edits, editsFor(t, mustApply(t, base, edits), "more"))
		}
		r := mustRebase(t, edits, onto, base)
		changed := mustApply(t, base, onto)
		result := mustApply(t, changed, r.Edits)
		switch r.Outcome {
		case redline.Satisfied:
			if result != changed {
				t.Fatalf("satisfied, but %q becomes %q", changed, result)
			}
		case redline.Clean:
			if result == changed {
				t.Fatalf("clean, but applying changes nothing in %q", changed)
			}
		case redline.Overlap:
			if len(r.Clashes) == 0 {
				t.Fatal("overlap without a clash")
			}
		}
	})
}

func TestRebaseCleanHoldsBothSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := sentence().Draw(t, "base")
		mine, theirs := editsFor(t, base, "mine"), editsFor(t, base, "theirs")
		here := mustRebase(t, mine, theirs, base)
		there := mustRebase(t, theirs, mine, base)
		if here.Outcome != redline.Clean || there.Outcome != redline.Clean {
			return
		}
		a := mustApply(t, mustApply(t, base, theirs), here.Edits)
		b := mustApply(t, mustApply(t, base, mine), there.Edits)
		if a != b {
			t.Fatalf("mine over theirs gives %q, theirs over mine %q", a, b)
		}
	})
}

func TestRebaseInTurnIsRebaseOverTheComposition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := sentence().Draw(t, "base")
		edits, first := editsFor(t, base, "edits"), editsFor(t, base, "first")
		middle := mustApply(t, base, first)
		second := editsFor(t, middle, "second")
		one := mustRebase(t, edits, first, base)
		if one.Outcome != redline.Clean {
			return
		}
		two := mustRebase(t, one.Edits, second, middle)
		both := mustRebase(t, edits, redline.Compose(first, second), base)
		if two.Outcome == redline.Clean && both.Outcome == redline.Clean && !reflect.DeepEqual(two.Edits, both.Edits) {
			t.Fatalf("in turn %v, over the composition %v", two.Edits, both.Edits)
		}
	})
}

func TestRebase(t *testing.T) {
	const base = "Calls upon States to protect the river, and to report."
	for name, tt := range map[string]struct {
		mine, theirs string
		want         redline.Outcome
		text         string
		clashes      []redline.Clash
	}{
		"base unchanged": {"Urges States to protect the river, and to report.", base, redline.Untouched,
			"Urges States to protect the river, and to report.", nil},
		"apart": {"Urges States to protect the river, and to report.", "Calls upon States to protect the river, and to report yearly.",
			redline.Clean, "Urges States to protect the river, and to report yearly.", nil},
		"same": {"Calls upon States to protect the delta, and to report.", "Calls upon all States to protect the delta, and to report.",
			redline.Satisfied, "Calls upon all States to protect the delta, and to report.", nil},
		"same words": {"Calls upon States to protect the delta, and to report.", "Calls upon States to protect the lake, and to report.",
			redline.Overlap, "", []redline.Clash{{Start: 33, End: 38, Mine: "delta", Theirs: "lake"}}},
		"same place": {"Calls upon all States to protect the river, and to report.", "Calls upon coastal States to protect the river, and to report.",
			redline.Overlap, "", []redline.Clash{{Start: 11, End: 11, Mine: "all ", Theirs: "coastal "}}},
		"within a deletion": {"Calls upon States to protect the great river, and to report.", "Calls upon States to report.",
			redline.Overlap, "", []redline.Clash{{Start: 21, End: 47, Mine: "protect the great river, and to ", Theirs: ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			onto := redline.EditsOf(base, tt.theirs, "en")
			r, err := redline.Rebase(redline.EditsOf(base, tt.mine, "en"), onto, base)
			if err != nil || r.Outcome != tt.want {
				t.Fatalf("outcome %s, %v, want %s", r.Outcome, err, tt.want)
			}
			if diff := cmp.Diff(tt.clashes, r.Clashes); diff != "" {
				t.Errorf("clashes (-want +got):\n%s", diff)
			}
			if got, err := redline.Apply(tt.theirs, r.Edits); tt.text != "" && (got != tt.text || err != nil) {
				t.Errorf("text = %q, %v, want %q", got, err, tt.text)
			}
		})
	}
}

func TestEditsThatDoNotFit(t *testing.T) {
	for name, edits := range map[string][]redline.Edit{
		"beyond the end": {{Start: 2, End: 9}},
		"overlapping":    {{Start: 0, End: 2}, {Start: 1, End: 3}},
		"backwards":      {{Start: 2, End: 1}},
		"negative":       {{Start: -1, End: 1}},
		"one place":      {{Start: 1, End: 1, Insert: "a"}, {Start: 1, End: 1, Insert: "b"}},
	} {
		if _, err := redline.Apply("abc", edits); err == nil {
			t.Errorf("%s: Apply took %v", name, edits)
		}
		if _, err := redline.Rebase(edits, nil, "abc"); err == nil {
			t.Errorf("%s: Rebase took %v", name, edits)
		}
		if _, err := redline.Rebase(nil, edits, "abc"); err == nil {
			t.Errorf("%s: Rebase took %v as the base's change", name, edits)
		}
	}
}

func TestMerge3(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, mine, theirs := sentence().Draw(t, "base"), sentence().Draw(t, "mine"), sentence().Draw(t, "theirs")
		here, there := redline.Merge3(base, mine, theirs, "en"), redline.Merge3(base, theirs, mine, "en")
		if here.Text != there.Text || len(here.Clashes) != len(there.Clashes) {
			t.Fatalf("the merge depends on the side: %+v and %+v", here, there)
		}
		if one := redline.Merge3(base, mine, base, "en"); one.Text != mine || len(one.Clashes) > 0 {
			t.Fatalf("mine against nothing gives %+v, want %q", one, mine)
		}
		if same := redline.Merge3(base, mine, mine, "en"); same.Text != mine || len(same.Clashes) > 0 {
			t.Fatalf("mine against mine gives %+v, want %q", same, mine)
		}
		for _, c := range here.Clashes {
			if c.Mine == c.Theirs || !strings.Contains(mine, c.Mine) || !strings.Contains(theirs, c.Theirs) {
				t.Fatalf("clash %+v names words that the sides do not have", c)
			}
		}
	})
}
