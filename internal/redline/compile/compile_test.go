package compile_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/redline/compile"
)

// says makes proposals of names and wordings.
func says(pairs ...string) []compile.Proposal {
	var out []compile.Proposal
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, compile.Proposal{Actor: pairs[i], Wanted: pairs[i+1]})
	}
	return out
}

func TestParagraph(t *testing.T) {
	const base = "We agree that each riparian State shall take no measure that may harm its neighbours downstream."
	for _, c := range []struct {
		name, base         string
		proposals          []compile.Proposal
		attributed, hidden string
	}{
		{"nothing wanted", base, nil, base, base},
		{"the base wanted", base, says("Coravia", base), base, base},
		{"one word, two who agree and one who does not", base,
			says("Tarsis", "We agree that each riparian State should take no measure that may harm its neighbours downstream.",
				"Coravia", "We agree that each riparian State should take no measure that may harm its neighbours downstream.",
				"Sarrow Islands", "We agree that each riparian State must take no measure that may harm its neighbours downstream."),
			"We agree that each riparian State [Base: shall] [Coravia, Tarsis: should] [Sarrow Islands: must] take no measure that may harm its neighbours downstream.",
			"We agree that each riparian State [must] [Base: shall] [should] take no measure that may harm its neighbours downstream."},
		{"words put in", "States report on floods.", says("Morvane", "States report promptly on floods."),
			"States report [Morvane: promptly] on floods.", "States report [promptly] on floods."},
		{"words put in at the end", "States report.", says("Morvane", "States report without delay."),
			"States report [Morvane: without delay].", "States report [without delay]."},
		{"words put in behind a comma", "States report on floods.", says("Morvane", "States report, where possible, on floods."),
			"States report[Morvane: , where possible,] on floods.", "States report[, where possible,] on floods."},
		{"words taken out", "States report promptly on floods.", says("Morvane", "States report on floods."),
			"States report [Base: promptly] [Morvane: delete] on floods.", "States report [Base: promptly] [no text] on floods."},
		{"a sign changed", "We act, and report.", says("Morvane", "We act; and report."),
			"We [Base: act,] [Morvane: act;] and report.", "We [Base: act,] [act;] and report."},
		{"neighbours are one place", "States shall promptly report on floods.",
			says("Coravia", "States should promptly report on floods.", "Tarsis", "States shall promptly inform others on floods."),
			"States [Base: shall promptly report] [Coravia: should promptly report] [Tarsis: shall promptly inform others] on floods.",
			"States [shall promptly inform others] [Base: shall promptly report] [should promptly report] on floods."},
		{"the whole deleted", "States report.", []compile.Proposal{{Actor: "Aldria", Delete: true}},
			"[Base: States report.] [Aldria: delete]", "[Base: States report.] [no text]"},
		{"a new paragraph", "", says("Aldria", "We meet again.", "Bessany", "We meet again."), "[Aldria, Bessany: We meet again.]", "[We meet again.]"},
		{"single words beside a deletion of all", base,
			append(says("Coravia", "We agree that each riparian State should take no measure that may harm its neighbours downstream.",
				"Tarsis", "We agree that each riparian State shall take no measure that may harm its neighbours upstream or downstream."),
				compile.Proposal{Actor: "Aldria", Delete: true}),
			"[Base, Coravia, Tarsis: We agree that each riparian State [Base: shall] [Coravia: should] take no measure that may harm its neighbours [Tarsis: upstream or] downstream.] [Aldria: delete]",
			"[Base: We agree that each riparian State [Base: shall] [should] take no measure that may harm its neighbours [upstream or] downstream.] [no text]"},
		{"a bracket of the base is kept whole", "Report within [six] [twelve] hours of a flood.",
			says("Coravia", "Report within [six] [ten] hours of a flood.", "Tarsis", "Report within [six] [twelve] hours of any flood."),
			"Report within [Base: [six] [twelve]] [Coravia: [six] [ten]] hours of [Base: a] [Tarsis: any] flood.",
			"Report within [[six] [ten]] [Base: [six] [twelve]] hours of [Base: a] [any] flood."},
		{"within a bracket of the base", "Report [and inform all States downstream] now.",
			says("Coravia", "Report [and inform the States downstream] now."),
			"Report [and inform [Base: all] [Coravia: the] States downstream] now.", "Report [and inform [Base: all] [the] States downstream] now."},
		{"a wording that reads as a stance", "We take note.", says("Coravia", "delete note."),
			"[Base: We take note] [Coravia: delete note].", "[Base: We take note] [delete note]."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := compile.Paragraph(c.base, c.proposals, compile.Options{Language: "en"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.attributed, got.Print(true)); diff != "" {
				t.Errorf("attributed (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.hidden, got.Print(false)); diff != "" {
				t.Errorf("unattributed (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRefusals has what cannot be compiled told by its reason.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, base string
		proposals  []compile.Proposal
		reason     string
	}{
		{"a bracket without a partner", "We act.", says("EU", "We [act."), compile.NotTold},
		{"the whole reads as a stance", "We act.", says("EU", "delete"), compile.NotTold},
		{"the whole reads as names", "", says("EU", "Japan: act", "Japan", "We act."), compile.NotTold},
		{"the mark of the base as a name", "We act.", says("Base", "We."), compile.BadName},
		{"no name", "We act.", says("", "We."), compile.BadName},
		{"a name with a colon", "We act.", says("EU: all", "We."), compile.BadName},
		{"one name, two wordings", "We act.", says("EU", "We.", "EU", "Act."), compile.Twice},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := compile.Paragraph(c.base, c.proposals, compile.Options{})
			var refused *compile.Error
			if !errors.As(err, &refused) || refused.Reason != c.reason {
				t.Fatalf("got %v, want %s", err, c.reason)
			}
		})
	}
}
