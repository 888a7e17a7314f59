package negotiation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// river is a text whose paragraphs speak of each other.
func river(t testing.TB) (*scene, []string) {
	s := newScene(t)
	d := text.Draft{Language: "en"}
	add := func(kind text.Kind, depth int, label, words string) {
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: kind, Depth: depth, Label: label, Text: words})
	}
	add(text.Operative, 0, "1.", "The parties shall share the waters of the river.")
	add(text.Heading, 0, "", "Meetings")
	add(text.Operative, 0, "2.", "The parties shall meet to review paragraph 1 above.")
	add(text.Operative, 0, "3.", "Each meeting shall:")
	add(text.Item, 1, "(a)", "take stock of paragraphs 1 to 2 of the present resolution;")
	add(text.Item, 1, "(b)", "decide on what sub-paragraph (a) above shows;")
	add(text.Heading, 0, "", "Funds")
	add(text.Operative, 0, "4.", "The fund set up by paragraph 4 of resolution 70/125 shall pay for paragraph 3 (b) above.")
	s.do(desk, negotiation.ImportDraft{Document: compact, Content: d, Name: "zero"})
	return s, s.paragraphs()
}

func (s *scene) labels() []string {
	var out []string
	for _, p := range s.passages() {
		out = append(out, p.Label)
	}
	return out
}

// said gives code, words and suggestion of the findings that are not of new labels.
func said(found []negotiation.Finding) [][3]string {
	var out [][3]string
	for _, f := range found {
		if f.Code == negotiation.LabelChanged {
			continue
		}
		out = append(out, [3]string{f.Code, f.Words, f.Suggestion})
	}
	return out
}

func (s *scene) insert(after, label, words string) string {
	s.t.Helper()
	out := s.do(ines, negotiation.InsertPassage{Document: compact, After: after, Kind: text.Operative, Label: label, Text: words})
	return out.Result.(*negotiation.Passage).Paragraph
}

func TestCutRenumbers(t *testing.T) {
	s, p := river(t)
	s.insert(p[0], "1 bis.", "The parties shall keep the water clean.")
	s.insert(p[4], "", "An item of its own, not yet a list.")
	cut := negotiation.CutDraft{Document: compact, Name: "rev1", Labels: negotiation.Renumber}
	out := s.do(desk, cut)
	want := []string{"1.", "2.", "", "3.", "4.", "(a)", "5.", "(a)", "", "6."}
	if diff := cmp.Diff(want, s.labels()); diff != "" {
		t.Fatal(diff)
	}
	// The draft says the same, and one act can take the labels back.
	draft := get[*negotiation.Draft](s, compact+"/drafts/rev1")
	var sealed []string
	for _, e := range draft.Entries {
		sealed = append(sealed, e.Label)
	}
	if diff := cmp.Diff(want, sealed); diff != "" {
		t.Errorf("the draft: %s", diff)
	}
	if got := negotiation.SealOf(draft.Entries); got != draft.Seal {
		t.Errorf("seal %s, want %s", draft.Seal, got)
	}
	if len(out.Events) != 2 || out.Events[0].Type != "working-text.relabelled" || out.Events[1].Type != "draft.cut" {
		t.Errorf("%d events", len(out.Events))
	}
	s.do(desk, negotiation.UndoAct{Document: compact})
	if diff := cmp.Diff([]string{"1.", "1 bis.", "", "2.", "3.", "(a)", "", "(b)", "", "4."}, s.labels()); diff != "" {
		t.Errorf("after undoing: %s", diff)
	}
}

// TestCutNumbersPrefixedBis puts "OP2 bis" among "2." and "3.", so that no two
// paragraphs have one number.
func TestCutNumbersPrefixedBis(t *testing.T) {
	s, p := river(t)
	s.insert(p[2], "OP2 bis", "Decides as paragraph 3 below says.")
	out := s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Labels: negotiation.Renumber})
	if diff := cmp.Diff([]string{"1.", "", "2.", "3.", "4.", "(a)", "(b)", "", "5."}, s.labels()); diff != "" {
		t.Error(diff)
	}
	want := [][3]string{
		{"REFERENCE_RENUMBERED", "paragraph 3 below", "paragraph 4 below"},
		{"REFERENCE_RENUMBERED", "paragraph 3 (b) above", "paragraph 4 (b) above"},
	}
	if diff := cmp.Diff(want, said(out.Unsure)); diff != "" {
		t.Error(diff)
	}
}

func TestCutListsReferences(t *testing.T) {
	for _, v := range []struct {
		name   string
		change func(s *scene, p []string)
		cut    negotiation.CutDraft
		want   [][3]string
	}{
		{"nothing changes", func(*scene, []string) {}, negotiation.CutDraft{Labels: negotiation.Renumber}, nil},
		{"keep", func(s *scene, p []string) { s.insert("", "0.", "A new one.") }, negotiation.CutDraft{}, nil},
		{"a paragraph first", func(s *scene, p []string) { s.insert("", "0 bis.", "A new one.") },
			negotiation.CutDraft{Labels: negotiation.Renumber}, [][3]string{
				{"REFERENCE_RENUMBERED", "paragraph 1 above", "paragraph 2 above"},
				{"REFERENCE_RENUMBERED", "paragraphs 1 to 2 of the present resolution", "paragraphs 2 to 3 of the present resolution"},
				{"REFERENCE_RENUMBERED", "paragraph 3 (b) above", "paragraph 4 (b) above"},
			}},
		{"an item first", func(s *scene, p []string) {
			s.do(ines, negotiation.InsertPassage{Document: compact, After: p[3], Kind: text.Item, Depth: 1, Text: "open;"})
		}, negotiation.CutDraft{Labels: negotiation.Renumber}, [][3]string{
			{"REFERENCE_RENUMBERED", "sub-paragraph (a) above", "sub-paragraph (b) above"},
			{"REFERENCE_RENUMBERED", "paragraph 3 (b) above", "paragraph 3 (c) above"},
		}},
		{"its paragraph is deleted", func(s *scene, p []string) {
			s.do(ines, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1})
		}, negotiation.CutDraft{}, [][3]string{
			{"REFERENCE_DANGLING", "paragraph 1 above", ""},
			{"REFERENCE_DANGLING", "paragraphs 1 to 2 of the present resolution", ""},
		}},
		{"deleted, and another takes its number", func(s *scene, p []string) {
			s.do(ines, negotiation.DeletePassage{Paragraph: p[0], BaseRevision: 1})
		}, negotiation.CutDraft{Labels: negotiation.Renumber}, [][3]string{
			{"REFERENCE_DANGLING", "paragraph 1 above", ""},
			{"REFERENCE_DANGLING", "paragraphs 1 to 2 of the present resolution", ""},
			{"REFERENCE_RENUMBERED", "paragraphs 1 to 2 of the present resolution", "paragraphs 1 to 1 of the present resolution"},
			{"REFERENCE_RENUMBERED", "paragraph 3 (b) above", "paragraph 2 (b) above"},
		}},
		{"relabelled by hand", func(s *scene, p []string) {
			one, two := "2.", "1."
			s.do(ines, negotiation.RelabelPassage{Paragraph: p[0], BaseRevision: 1, Label: &one})
			s.do(ines, negotiation.RelabelPassage{Paragraph: p[2], BaseRevision: 1, Label: &two})
		}, negotiation.CutDraft{}, [][3]string{
			{"REFERENCE_RENUMBERED", "paragraph 1 above", "paragraph 2 above"},
			{"REFERENCE_RENUMBERED", "paragraphs 1 to 2 of the present resolution", "paragraphs 2 to 1 of the present resolution"},
		}},
		{"moved past the reference", func(s *scene, p []string) {
			s.do(ines, negotiation.MovePassage{Paragraph: p[0], BaseRevision: 1, After: p[5]})
		}, negotiation.CutDraft{}, [][3]string{
			{"REFERENCE_RENUMBERED", "paragraph 1 above", "paragraph 1 below"},
		}},
		{"a new reference to nothing", func(s *scene, p []string) {
			s.edit(p[0], "The parties shall share the waters of the river, as paragraph 9 below says.")
		}, negotiation.CutDraft{}, [][3]string{{"REFERENCE_DANGLING", "paragraph 9 below", ""}}},
		{"mended by hand before", func(s *scene, p []string) {
			s.insert("", "0.", "A new one.")
			s.edit(p[2], "The parties shall meet to review paragraph 0 above.")
		}, negotiation.CutDraft{}, nil},
	} {
		t.Run(v.name, func(t *testing.T) {
			s, p := river(t)
			v.change(s, p)
			v.cut.Document, v.cut.Name = compact, "rev1"
			words := s.words()
			// A preview says the same as the cut.
			preview, err := v.cut.Decide(s.state, s.meta(desk))
			if err != nil {
				t.Fatal(err)
			}
			out := s.do(desk, v.cut)
			if diff := cmp.Diff(v.want, said(out.Unsure)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(preview.Unsure, out.Unsure); diff != "" {
				t.Errorf("the preview: %s", diff)
			}
			for _, f := range out.Unsure {
				if f.Place == "" || f.Message == "" || f.Paragraph == "" {
					t.Errorf("%+v lacks something", f)
				}
			}
			if diff := cmp.Diff(words, s.words()); diff != "" {
				t.Errorf("the words changed: %s", diff)
			}
		})
	}
}

func TestCutRewritesReferences(t *testing.T) {
	s, p := river(t)
	s.edit(p[2], "The parties shall [Delta Union: also] meet to review paragraph 1 above [Delta Union: and paragraph 3].")
	s.insert("", "", "A new one.")
	out := s.do(desk, negotiation.CutDraft{Document: compact, Name: "rev1", Labels: negotiation.Renumber, RewriteReferences: true})
	want := [][3]string{
		{"REFERENCE_REWRITTEN", "paragraph 1 above", "paragraph 2 above"},
		{"REFERENCE_REWRITTEN", "paragraph 3", "paragraph 4"},
		{"REFERENCE_REWRITTEN", "paragraphs 1 to 2 of the present resolution", "paragraphs 2 to 3 of the present resolution"},
		{"REFERENCE_REWRITTEN", "paragraph 3 (b) above", "paragraph 4 (b) above"},
	}
	if diff := cmp.Diff(want, said(out.Unsure)); diff != "" {
		t.Fatal(diff)
	}
	got := s.words()[3]
	if want := "The parties shall [also] meet to review paragraph 2 above [and paragraph 4]."; got != want {
		t.Errorf("got %q", got)
	}
	g := s.passage(p[2])
	held := get[*negotiation.Attribution](s, negotiation.AttributionName(negotiation.WorkingRevisionName(p[2], g.Revision))).Held
	if len(held) != 2 || held[0].Offset != 19 || held[1].Offset != 59 {
		t.Errorf("names stand at %+v", held)
	}
	s.do(desk, negotiation.UndoAct{Document: compact})
	if got := s.words()[3]; got != "The parties shall [also] meet to review paragraph 1 above [and paragraph 3]." {
		t.Errorf("after undoing: %q", got)
	}
}

func TestCutBySection(t *testing.T) {
	s, p := river(t)
	s.insert(p[0], "1 bis.", "A new one.")
	s.insert(p[2], "2 bis.", "A new one.")
	for _, v := range []struct {
		name string
		of   []negotiation.SectionLabels
		all  negotiation.LabelPolicy
		want []string
		code []string
	}{
		{"the part before the first heading", []negotiation.SectionLabels{{Labels: negotiation.Renumber}}, "",
			[]string{"1.", "2.", "", "2.", "2 bis.", "3.", "(a)", "(b)", "", "4."}, []string{"LABEL_REPEATED", "LABEL_REPEATED"}},
		{"all but one", []negotiation.SectionLabels{{Heading: p[1], Labels: negotiation.KeepLabels}}, negotiation.Renumber,
			[]string{"1.", "2.", "", "2.", "2 bis.", "3.", "(a)", "(b)", "", "4."}, []string{"LABEL_REPEATED", "LABEL_REPEATED"}},
		{"the last", []negotiation.SectionLabels{{Heading: p[6], Labels: negotiation.Renumber}}, "",
			[]string{"1.", "1 bis.", "", "2.", "2 bis.", "3.", "(a)", "(b)", "", "4."}, nil},
	} {
		t.Run(v.name, func(t *testing.T) {
			c := negotiation.CutDraft{Document: compact, Name: "rev1", Labels: v.all, LabelsOf: v.of}
			out, err := c.Decide(s.state, s.meta(desk))
			if err != nil {
				t.Fatal(err)
			}
			var labels []string
			for _, e := range out.Result.(*negotiation.Draft).Entries {
				labels = append(labels, e.Label)
			}
			if diff := cmp.Diff(v.want, labels); diff != "" {
				t.Error(diff)
			}
			var codes []string
			for _, f := range out.Unsure {
				if f.Code != negotiation.LabelChanged {
					codes = append(codes, f.Code)
				}
			}
			if diff := cmp.Diff(v.code, codes); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, c := range []negotiation.CutDraft{
		{Labels: "some"},
		{LabelsOf: []negotiation.SectionLabels{{Heading: p[0], Labels: negotiation.Renumber}}},
		{LabelsOf: []negotiation.SectionLabels{{Labels: "some"}}},
		{LabelsOf: []negotiation.SectionLabels{{Labels: negotiation.Renumber}, {Labels: negotiation.Renumber}}},
	} {
		c.Document, c.Name = compact, "rev1"
		s.refused(desk, c, negotiation.FieldInvalid)
	}
}

// TestCutKeepsMeaning plays random acts and cuts: where nothing is listed, every
// reference means the same paragraphs after as before; identities, order and words
// stay; keeping the labels changes nothing.
func TestCutKeepsMeaning(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s, _ := river(t)
		for n := range rapid.IntRange(0, 8).Draw(r, "acts") {
			kinds := []string{"insert", "delete", "move", "split", "merge", "relabel"}
			x := act{kind: rapid.SampledFrom(kinds).Draw(r, "kind"), by: sarrow,
				a: rapid.IntRange(0, 9).Draw(r, "a"), b: rapid.IntRange(0, 9).Draw(r, "b")}
			by, c := s.command(n, x)
			_, _ = s.try(by, c)
		}
		names, words, labels := s.paragraphs(), s.words(), s.labels()
		if len(names) == 0 {
			return
		}
		kept := s.do(desk, negotiation.CutDraft{Document: compact, Name: "kept"})
		if !cmp.Equal(labels, s.labels()) || len(kept.Events) != 1 {
			r.Fatal("keeping the labels changed them")
		}
		before := s.meanings()
		out := s.do(desk, negotiation.CutDraft{Document: compact, Name: "anew", Labels: negotiation.Renumber})
		if !cmp.Equal(names, s.paragraphs()) || !cmp.Equal(words, s.words()) {
			r.Fatal("paragraphs or words changed")
		}
		listed := map[string]bool{}
		for _, f := range out.Unsure {
			listed[f.Paragraph] = true
		}
		for at, was := range before {
			if now := s.meanings()[at]; !listed[at] && !cmp.Equal(was, now) {
				r.Fatalf("%s means %v, meant %v, and is not listed", at, now, was)
			}
		}
		again := s.do(desk, negotiation.CutDraft{Document: compact, Name: "again", Labels: negotiation.Renumber})
		if len(again.Events) != 1 {
			r.Fatalf("a second time changed labels: %v", s.labels())
		}
	})
}

// meanings gives, by paragraph, what its references are bound to.
func (s *scene) meanings() map[string][]string {
	d := &text.Draft{Language: "en"}
	words := s.words()
	for i, p := range s.passages() {
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{ID: p.Paragraph, Kind: p.Kind, Depth: p.Depth, Label: p.Label, Text: words[i]})
	}
	out := map[string][]string{}
	for _, r := range text.Bind(d) {
		for _, b := range r.Bindings {
			to := "nothing"
			if b.Paragraph >= 0 {
				to = d.Paragraphs[b.Paragraph].ID
			}
			at := d.Paragraphs[r.Paragraph].ID
			out[at] = append(out[at], to)
		}
	}
	return out
}

// TestCutListsLabels tells which labels become others, a row of them at once, before
// anything is written and after.
func TestCutListsLabels(t *testing.T) {
	s, p := river(t)
	s.insert(p[0], "1 bis.", "The parties shall keep the water clean.")
	s.insert(p[4], "", "A paragraph of its own.")
	cut := negotiation.CutDraft{Document: compact, Name: "rev1", Labels: negotiation.Renumber}
	preview, err := cut.Decide(s.state, s.meta(desk))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range preview.Unsure {
		if f.Code == negotiation.LabelChanged {
			got = append(got, f.Message)
		}
		if f.Paragraph == "" || f.Place == "" {
			t.Errorf("%+v has no place", f)
		}
	}
	want := []string{`"1 bis." becomes "2."`, `"2." to "3." become "3." to "4."`}
	if diff := cmp.Diff(want, got[:min(len(got), 2)]); diff != "" {
		t.Errorf("%s\nof %q", diff, got)
	}
	if diff := cmp.Diff(preview.Unsure, s.do(desk, cut).Unsure); diff != "" {
		t.Error(diff)
	}
	cut.Name, cut.Labels = "rev2", negotiation.KeepLabels
	for _, f := range s.do(desk, cut).Unsure {
		if f.Code == negotiation.LabelChanged {
			t.Errorf("labels that are kept are listed: %+v", f)
		}
	}
}
