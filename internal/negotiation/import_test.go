package negotiation_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

func TestImportKeepsIdentities(t *testing.T) {
	s, p := published(t)
	out := s.importDraft("rev1",
		startWords[2], // moved to the front
		"The parties shall fairly share the waters of the river.",
		"An entirely new paragraph about fish and their ladders.")
	if len(out.Events) != 2 || out.Events[0].Type != "working-text.imported" || out.Events[1].Type != "draft.cut" {
		t.Errorf("events %v", out.Events)
	}
	got := s.paragraphs()
	if len(got) != 3 || got[0] != p[2] || got[1] != p[0] || slices.Contains(p, got[2]) {
		t.Errorf("got %v from %v", got, p)
	}
	if !s.passage(p[1]).Deleted {
		t.Error("a paragraph that the content has not still stands")
	}
	if !slices.ContainsFunc(out.Unsure, func(f negotiation.Finding) bool { return f.Code == negotiation.UnsureGone }) {
		t.Errorf("findings %+v do not name what ended", out.Unsure)
	}
	d := get[*negotiation.Draft](s, compact+"/drafts/rev1")
	if d.Seal != negotiation.SealOf(d.Entries) || len(d.Entries) != 3 {
		t.Errorf("draft %+v", d)
	}
	s.do(desk, negotiation.UndoAct{Document: compact})
	if diff := cmp.Diff(startWords, s.words()); diff != "" {
		t.Errorf("after undoing: %s", diff)
	}
}

func TestImportByIdentityAndDecision(t *testing.T) {
	s, p := published(t)
	c := content("Nothing of the old words is left here.", "Nor is there anything of them left in this one.", startWords[2])
	c.Paragraphs[0].ID = negotiation.LastID(p[1])
	s.do(desk, negotiation.ImportDraft{Document: compact, Content: c, Links: []negotiation.ImportLink{
		{Index: 1, Paragraph: p[0]}, {Index: 2}, // the third is new, though it says the same
	}})
	got := s.paragraphs()
	if len(got) != 3 || got[0] != p[1] || got[1] != p[0] || got[2] == p[2] {
		t.Errorf("got %v from %v", got, p)
	}
}

func TestImportOfTheSameWordsMakesNoRevision(t *testing.T) {
	s, p := published(t)
	s.importDraft("rev1", startWords...)
	s.do(ines, negotiation.PublishDraft{Draft: compact + "/drafts/rev1", Level: negotiation.ToStates})
	for _, name := range p {
		if g := s.passage(name); g.Revision != 1 || g.Standing.Revision != 1 || g.Standing.Draft != compact+"/drafts/rev1" {
			t.Errorf("passage %+v", g)
		}
	}
	zero, rev1 := get[*negotiation.Draft](s, compact+"/drafts/zero"), get[*negotiation.Draft](s, compact+"/drafts/rev1")
	if zero.Seal != rev1.Seal || rev1.Previous != zero.Name || rev1.Number != 2 {
		t.Errorf("rev1 is %+v", rev1)
	}
}

func TestSealCoversWhatAReaderSees(t *testing.T) {
	entries := []negotiation.Entry{{Paragraph: compact + "/paragraphs/a", Hash: "h", Label: "1.", Kind: text.Operative}}
	seal := negotiation.SealOf(entries)
	for name, change := range map[string]func(*negotiation.Entry){
		"the paragraph": func(e *negotiation.Entry) { e.Paragraph = compact + "/paragraphs/b" },
		"the words":     func(e *negotiation.Entry) { e.Hash = "i" },
		"the label":     func(e *negotiation.Entry) { e.Label = "2." },
		"the kind":      func(e *negotiation.Entry) { e.Kind = text.Preambular },
		"the depth":     func(e *negotiation.Entry) { e.Depth = 1 },
	} {
		other := slices.Clone(entries)
		change(&other[0])
		if negotiation.SealOf(other) == seal {
			t.Errorf("the seal does not cover %s", name)
		}
	}
	other := slices.Clone(entries)
	other[0].Revision = 9
	if negotiation.SealOf(other) != seal {
		t.Error("the seal changes with a wording's number")
	}
}

// TestImportListsDanglingReferences tells what a file points at that is not in it.
func TestImportListsDanglingReferences(t *testing.T) {
	s := newScene(t)
	d := text.Draft{Language: "en"}
	for i, words := range []string{"The parties shall meet, as set out in paragraph 9 below.", "They shall heed paragraph 1 above and paragraph 4 of resolution 70/125.", "They shall heed paragraph 4 above."} {
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Operative, Label: []string{"1.", "4.", "4."}[i], Text: words})
	}
	out := s.do(desk, negotiation.ImportDraft{Document: compact, Content: d, Name: "zero"})
	var got [][2]string
	for _, f := range findings(out, negotiation.ReferenceDangling) {
		got = append(got, [2]string{f.Place, f.Message})
	}
	want := [][2]string{
		{`paragraph 1 of the content ("1.", "The parties shall meet, as set out in …")`, `"paragraph 9 below" means no paragraph of the content: none has the label "9"`},
		{`paragraph 3 of the content ("4.", "They shall heed paragraph 4 above.")`, `"paragraph 4 above" may mean several paragraphs of the content: more than one has the label "4"`},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
