package negotiation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// Codes of the findings of a cut.
const (
	ReferenceRenumbered = "REFERENCE_RENUMBERED" // a reference no longer says what it means
	ReferenceDangling   = "REFERENCE_DANGLING"   // what a reference means is gone, or cannot be told
	ReferenceRewritten  = "REFERENCE_REWRITTEN"  // the words of a reference were changed by the cut
	LabelChanged        = "LABEL_CHANGED"        // a paragraph, or each of a row, is given another label
	LabelUnread         = "LABEL_NOT_RENUMBERED" // a label that was to be given anew stays
	LabelRepeated       = "LABEL_REPEATED"       // two paragraphs bear one label
)

// relabel gives labels to the passages as the command says, and lists what a person
// should look at. What changes is noted on the desk.
func (c CutDraft) relabel(d *desk, all []*Passage) ([]Finding, error) {
	anew, err := c.sections(all)
	if err != nil {
		return nil, err
	}
	cut, err := newCutting(d, all)
	if err != nil {
		return nil, err
	}
	r := Relabel(cut.before.Paragraphs, anew, cut.fresh)
	cut.after.Paragraphs = slices.Clone(cut.before.Paragraphs)
	for i, p := range cut.live {
		cut.after.Paragraphs[i].Label = r.Labels[i]
		if p.Label != r.Labels[i] {
			was := *p
			p.Label = r.Labels[i]
			d.touch(&was, p)
		}
	}
	cut.relabelled()
	for _, i := range r.Unread {
		cut.find(LabelUnread, i, Finding{Message: fmt.Sprintf("the label %q has no place in a running order and stays", r.Labels[i])})
	}
	for _, i := range r.Repeated {
		cut.find(LabelRepeated, i, Finding{Message: fmt.Sprintf("another paragraph of the same order has the label %q", r.Labels[i])})
	}
	if err := cut.references(c.RewriteReferences); err != nil {
		return nil, err
	}
	return cut.found, nil
}

// sections tells for each passage that stands whether its label is given anew.
func (c CutDraft) sections(all []*Passage) (func(i int) bool, error) {
	policies := []LabelPolicy{"", KeepLabels, Renumber}
	if !slices.Contains(policies, c.Labels) {
		return nil, oneOf("labels", c.Labels, KeepLabels, Renumber)
	}
	if err := listed("labels_of", c.LabelsOf); err != nil {
		return nil, err
	}
	of := map[string]LabelPolicy{}
	for _, s := range c.LabelsOf {
		if err := oneOf("labels_of.labels", s.Labels, KeepLabels, Renumber); err != nil {
			return nil, err
		}
		if _, twice := of[s.Heading]; twice {
			return nil, badField("labels_of.heading", "names a section twice", "Name each section once.")
		}
		of[s.Heading] = s.Labels
	}
	var anew []bool
	heading, met := "", map[string]bool{"": true}
	for _, p := range all {
		if p.Deleted {
			continue
		}
		if p.Kind == text.Heading || p.Kind == text.AnnexHeading {
			heading, met[p.Paragraph] = p.Paragraph, true
		}
		policy, own := of[heading]
		if !own {
			policy = c.Labels
		}
		anew = append(anew, policy == Renumber)
	}
	for _, s := range c.LabelsOf {
		if !met[s.Heading] {
			return nil, badField("labels_of.heading", "names no heading of the working text", "Name the paragraph of a heading, or none for the part before the first.")
		}
	}
	return func(i int) bool { return anew[i] }, nil
}

// cutting is the working text on its way into a draft.
type cutting struct {
	*desk
	named map[string]*Passage // all of them, by paragraph
	live  []*Passage          // those that stand
	// before has the labels as they were, after as they are to be. The words are those
	// of the working text, the ids the paragraphs' names.
	before, after text.Draft
	bare          map[string]bool // paragraphs that stood without a label in the last draft
	index         map[string]int  // into live, by paragraph
	meant         meanings
	spoken        []text.SpokenLabel // of after
	found         []Finding
}

func newCutting(d *desk, all []*Passage) (*cutting, error) {
	c := &cutting{desk: d, named: map[string]*Passage{}, index: map[string]int{}, bare: map[string]bool{}}
	c.before.Language, c.after.Language = d.doc.Language, d.doc.Language
	for _, p := range all {
		c.named[p.Paragraph] = p
		if p.Deleted {
			continue
		}
		w, err := d.read(p)
		if err != nil {
			return nil, err
		}
		w.ID = p.Paragraph
		c.index[p.Paragraph] = len(c.live)
		c.live, c.before.Paragraphs = append(c.live, p), append(c.before.Paragraphs, w)
	}
	base, err := c.base()
	if err != nil {
		return nil, err
	}
	c.meant = meaningsOf(base)
	return c, nil
}

// base reads the draft that the working text was last in line with.
func (c *cutting) base() (*text.Draft, error) {
	out := &text.Draft{Language: c.doc.Language}
	if c.head.Base == "" {
		return out, nil
	}
	draft, err := get[*Draft](c.state, c.head.Base)
	if err != nil {
		return nil, err
	}
	for _, e := range draft.Entries {
		c.bare[e.Paragraph] = e.Label == ""
		p := text.Paragraph{ID: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Label: e.Label}
		if i, ok := c.index[e.Paragraph]; ok && c.live[i].Hash == e.Hash {
			p.Text = c.before.Paragraphs[i].Text
		} else if p.Text, err = c.wordsOf(draft, e); err != nil {
			return nil, err
		}
		out.Paragraphs = append(out.Paragraphs, p)
	}
	return out, nil
}

// wordsOf reads the words of an entry of a draft.
func (c *cutting) wordsOf(draft *Draft, e Entry) (string, error) {
	name := WorkingRevisionName(e.Paragraph, e.Revision)
	if draft.State == Published {
		name = RevisionName(e.Paragraph, e.Revision)
	}
	r, err := get[*Revision](c.state, name)
	if err != nil {
		return "", err
	}
	return r.Text, nil
}

// fresh tells whether a paragraph without a label came in after the last draft, or
// had one there. One that begins with a bracket and a label, "[12 ter. New", has one
// in its words, and that is disputed.
func (c *cutting) fresh(i int) bool {
	words, bracket := strings.CutPrefix(c.before.Paragraphs[i].Text, "[")
	_, _, label := text.ParseLabel(words)
	return c.head.Base != "" && !c.bare[c.live[i].Paragraph] && !(bracket && label)
}

// relabelled lists the labels that become others, those of paragraphs that follow each
// other by number before and after as one row.
func (c *cutting) relabelled() {
	labels := func(i int) (was, is string) { return c.before.Paragraphs[i].Label, c.after.Paragraphs[i].Label }
	n := len(c.live)
	for i := 0; i < n; {
		was, is := labels(i)
		first, last := i, i
		if i++; was == is {
			continue
		}
		for ; i < n && follows(c.before.Paragraphs[i], c.before.Paragraphs[last]) && follows(c.after.Paragraphs[i], c.after.Paragraphs[last]); i++ {
			last = i
		}
		f := Finding{Words: was, Suggestion: is, Message: fmt.Sprintf("%q becomes %q", was, is)}
		switch end, become := labels(last); {
		case last > first:
			f.Message = fmt.Sprintf("%q to %q become %q to %q", was, end, is, become)
		case was == "":
			f.Message = fmt.Sprintf("it had no label and is given %q", is)
		case is == "":
			f.Message = fmt.Sprintf("it loses the label %q", was)
		}
		c.find(LabelChanged, first, f)
	}
}

// follows tells whether a paragraph bears the label that comes next after that of the
// one before it in the text, which is no bis: "2 bis." by itself is what people ask about.
func follows(p, before text.Paragraph) bool {
	next, _, ok := text.ParseLabel(p.Label)
	last, _, also := text.ParseLabel(before.Label)
	bis := slices.ContainsFunc(last.Ordinals, func(n int) bool { return n > 0 })
	return ok && also && !bis && p.Depth == before.Depth && next.Follows(last)
}

// find lists something about the passage of that index.
func (c *cutting) find(code string, i int, f Finding) {
	f.Code, f.Paragraph = code, c.live[i].Paragraph
	f.Place = "paragraph " + called(c.after.Paragraphs[i])
	c.found = append(c.found, f)
}

// successors names what stands in the place of a paragraph that is gone.
func (c *cutting) successors(paragraph string) string {
	var names []string
	for i, p := range c.live {
		if slices.Contains(c.ancestors(p, map[string]bool{}), paragraph) {
			names = append(names, called(c.after.Paragraphs[i]))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "; its words went into " + strings.Join(names, " and ")
}

// ancestors gives the paragraphs from which one came, in any number of steps.
func (c *cutting) ancestors(p *Passage, seen map[string]bool) []string {
	var out []string
	for _, from := range p.Origin.From {
		if seen[from] {
			continue
		}
		seen[from] = true
		out = append(out, from)
		if q := c.named[from]; q != nil {
			out = append(out, c.ancestors(q, seen)...)
		}
	}
	return out
}
