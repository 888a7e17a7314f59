package negotiation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Codes of the findings of an import.
const (
	UnsureLink   = "UNSURE_LINK"           // a paragraph may continue another one than was taken
	UnsureGone   = "PARAGRAPH_ENDS"        // a paragraph of the working text has no successor
	TextReplaced = "WORKING_TEXT_REPLACED" // words written since the last draft were put aside
)

func (in *incoming) find(code, where, message string) {
	in.unsure = append(in.unsure, Finding{Code: code, Place: where, Message: message})
}

// called names a paragraph as a person finds it in a text: by its label and its
// first words.
func called(p text.Paragraph) string {
	if p.Label == "" {
		return `"` + firstWords(p.Text) + `"`
	}
	return fmt.Sprintf("%q (%q)", p.Label, firstWords(p.Text))
}

// placeIn says where the paragraph of that index of the content stands.
func (in *incoming) placeIn(j int) string {
	p := in.now[j].Paragraph
	if p.Label == "" {
		return fmt.Sprintf("paragraph %d of the content (%q)", j+1, firstWords(p.Text))
	}
	return fmt.Sprintf("paragraph %d of the content (%q, %q)", j+1, p.Label, firstWords(p.Text))
}

// firstWords gives the first eight words of a text.
func firstWords(s string) string {
	const most = 8
	words := strings.Fields(s)
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:most], " ") + " …"
}

// findLink lists a link that is not sure.
func (in *incoming) findLink(link redline.Link) {
	var olds []string
	for _, i := range link.Old {
		olds = append(olds, called(in.was[i].Paragraph))
	}
	for _, j := range link.New {
		in.find(UnsureLink, in.placeIn(j), fmt.Sprintf(
			"taken to continue %s, with %.0f %% of the words in common; confirm, or decide otherwise with a link",
			strings.Join(olds, " and "), 100*link.Similarity))
	}
}

// findGone lists a paragraph that the content does not continue.
func (in *incoming) findGone(i int) {
	in.find(UnsureGone, "paragraph "+called(in.was[i].Paragraph), "has no successor in the content and is taken out of the working text")
}

// findReplaced lists each paragraph whose words were changed after the last draft
// was cut and which the content changes again, takes out or brings back: a file
// made from that draft knows nothing of what was written since.
func (in *incoming) findReplaced() error {
	base, err := in.baseHashes()
	if err != nil {
		return err
	}
	for i, g := range in.old {
		if base[g.Paragraph] == g.Hash || in.keptWords(i) {
			continue
		}
		if err := in.findReplacedAt(i, base[g.Paragraph]); err != nil {
			return err
		}
	}
	return in.findBroughtBack(base)
}

// findDangling lists the references of the content to its own paragraphs that mean none
// of them, or cannot be told to mean one.
func (in *incoming) findDangling() {
	content := in.draftOf(in.now, func(int) string { return "" })
	for _, r := range text.Bind(content) {
		for k, b := range r.Bindings {
			label := r.Targets[k].Label.Raw
			switch b.Doubt {
			case text.NoSuchLabel:
				in.find(ReferenceDangling, in.placeIn(r.Paragraph), fmt.Sprintf("%q means no paragraph of the content: none has the label %q", r.Words, label))
			case text.SeveralSuch:
				in.find(ReferenceDangling, in.placeIn(r.Paragraph), fmt.Sprintf("%q may mean several paragraphs of the content: more than one has the label %q", r.Words, label))
			}
		}
	}
}

// baseHashes gives the hashes of the words of the last draft, by paragraph.
func (in *incoming) baseHashes() (map[string]string, error) {
	hashes := map[string]string{}
	if in.head.Base == "" {
		return hashes, nil
	}
	draft, err := get[*Draft](in.state, in.head.Base)
	if err != nil {
		return nil, err
	}
	for _, e := range draft.Entries {
		hashes[e.Paragraph] = e.Hash
	}
	return hashes, nil
}

// keptWords tells whether the content has the words of a standing paragraph.
func (in *incoming) keptWords(i int) bool {
	for j, g := range in.kept {
		if g == in.old[i] {
			return hashOf(in.now[j].Paragraph) == in.old[i].Hash
		}
	}
	return false
}

func (in *incoming) findReplacedAt(i int, base string) error {
	g := in.old[i]
	amendments, err := appliedSince(in.state, g, base)
	if err != nil {
		return err
	}
	place, becomes := "paragraph "+called(in.was[i].Paragraph), "; the import takes the paragraph out"
	for j, k := range in.kept {
		if k == g {
			place = fmt.Sprintf("paragraph %d of the content (%q)", j+1, in.now[j].Label)
			becomes = fmt.Sprintf("; the import makes it %q", firstWords(in.now[j].Text))
		} else if slices.Contains(in.origin[j].From, g.Paragraph) {
			place, becomes = in.placeIn(j), fmt.Sprintf("; the import makes %q of it", firstWords(in.now[j].Text))
		}
	}
	message := fmt.Sprintf("the working text has had %q since the last draft", firstWords(in.was[i].Text))
	if len(amendments) > 0 {
		message += ", applied from amendment " + strings.Join(amendments, " and ")
	}
	in.find(TextReplaced, place, message+becomes)
	return nil
}

// findBroughtBack lists the paragraphs that were taken out after the last draft and
// whose words come in anew.
func (in *incoming) findBroughtBack(base map[string]string) error {
	taken := map[string]bool{} // hashes of words taken out since the last draft
	for _, g := range in.out {
		if h := base[g.Paragraph]; h != "" {
			taken[h] = true
		}
	}
	for j, g := range in.kept {
		if g == nil && taken[hashOf(in.now[j].Paragraph)] {
			in.find(TextReplaced, in.placeIn(j), "the paragraph was taken out of the working text since the last draft; the import brings its words back, as a new paragraph")
		}
	}
	return nil
}

// appliedSince gives the amendments whose wordings a paragraph of the working text
// has had since it had the words of that hash.
func appliedSince(s State, g *Passage, base string) ([]string, error) {
	var out []string
	for n := g.Revision; n > 0; n-- {
		name := WorkingRevisionName(g.Paragraph, n)
		r, err := get[*Revision](s, name)
		if err != nil {
			return nil, err
		}
		if r.Hash == base {
			break
		}
		a, err := attributionOf(s, name)
		if err != nil {
			return nil, err
		}
		if a.Amendment != "" && !slices.Contains(out, a.Amendment) {
			out = append(out, a.Amendment)
		}
	}
	return out, nil
}
