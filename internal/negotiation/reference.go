package negotiation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// meanings are what the references of a draft mean: by paragraph, those that stand
// in it, in order.
type meanings map[string][]meaning

// meaning is one reference with the paragraphs that its labels are bound to, "" for
// one that is not bound.
type meaning struct {
	words   string
	targets []string
	aside   bool // it was not above or below as it says
}

// meaningsOf binds the references of a draft whose ids are paragraphs.
func meaningsOf(d *text.Draft) meanings {
	out := meanings{}
	for _, r := range text.Bind(d) {
		if r.Kind == text.OwnReference {
			at := d.Paragraphs[r.Paragraph].ID
			out[at] = append(out[at], meaningOf(d, r))
		}
	}
	return out
}

func meaningOf(d *text.Draft, r text.BoundReference) meaning {
	m := meaning{words: r.Words, targets: make([]string, len(r.Bindings))}
	for i, b := range r.Bindings {
		if b.Paragraph >= 0 {
			m.targets[i] = d.Paragraphs[b.Paragraph].ID
		}
		m.aside = m.aside || b.Doubt == text.OtherSide
	}
	return m
}

// earlier gives what the n-th reference of those words in a paragraph meant in the
// last draft: there, or where the paragraph's words came from.
func (c *cutting) earlier(i, n int, words string) (meaning, bool) {
	for _, paragraph := range append([]string{c.live[i].Paragraph}, c.ancestors(c.live[i], map[string]bool{})...) {
		k := 0
		for _, m := range c.meant[paragraph] {
			if m.words != words {
				continue
			}
			if k++; k > n {
				return m, true
			}
		}
	}
	return meaning{}, false
}

// references lists every reference that does not say what it means once the labels
// stand as they are to, and rewrites those that can be where that is asked for.
func (c *cutting) references(rewrite bool) error {
	now, then := text.Bind(&c.before), text.Bind(&c.after)
	c.spoken = text.SpokenLabels(&c.after)
	var edits []splice
	met := map[string]int{}
	for k, r := range now {
		if r.Kind != text.OwnReference || len(r.Targets) == 0 {
			continue
		}
		key := c.live[r.Paragraph].Paragraph + "\n" + r.Words
		was, known := c.earlier(r.Paragraph, met[key], r.Words)
		met[key]++
		ref := &reference{cutting: c, now: r, then: then[k], meant: meaningOf(&c.before, r), known: known}
		ref.recall(was)
		ref.judge()
		if e, ok := ref.tell(rewrite); ok {
			edits = append(edits, e)
		}
	}
	return c.rewrite(edits)
}

// reference is one reference on its way into a draft.
type reference struct {
	*cutting
	now, then text.BoundReference // with the labels before and after
	meant     meaning
	known     bool // the last draft has it
	labels    []text.SpokenLabel
	changed   bool
	side      text.Side
	lost      []string // why labels mean nothing
}

// recall takes what the reference meant in the last draft, as far as it was bound.
func (r *reference) recall(was meaning) {
	for i := range was.targets {
		if i < len(r.meant.targets) && was.targets[i] != "" {
			r.meant.targets[i] = was.targets[i]
		}
	}
	if r.known {
		r.meant.aside = was.aside
	}
}

// judge compares what each label means with what it will be read as.
func (r *reference) judge() {
	number := ""
	for i, t := range r.now.Targets {
		if !t.Number.Empty() {
			number = strings.TrimSpace(r.text(t.Number))
		}
		label := text.SpokenLabel{Number: number, Letters: t.Label.Sub, Prefix: t.Label.Prefix}
		if spoken, ok := r.target(i, label.String()); ok {
			label = spoken
		}
		r.labels = append(r.labels, label)
	}
}

// text gives a part of the reference's words.
func (r *reference) text(s text.Span) string {
	return r.before.Paragraphs[r.now.Paragraph].Text[s.Start:s.End]
}

// target judges one label, said as the words say it. It gives the label that the
// target has now, where it is found.
func (r *reference) target(i int, said string) (text.SpokenLabel, bool) {
	id, reads := r.meant.targets[i], r.then.Bindings[i]
	if id == "" {
		r.unbound(i, reads)
		return text.SpokenLabel{}, false
	}
	at, stands := r.index[id]
	if !stands {
		r.lose(i, "means a paragraph that no longer stands"+r.successors(id))
		return text.SpokenLabel{}, false
	}
	label := r.spoken[at]
	switch {
	case reads.Paragraph == at && reads.Doubt == "":
	case reads.Paragraph == at:
		if r.changed = r.changed || !r.meant.aside; at > r.now.Paragraph {
			r.side = text.Below
		} else {
			r.side = text.Above
		}
	case label.String() == "":
		r.lose(i, "means "+called(r.after.Paragraphs[at])+", which has no label")
		return label, false
	case reads.Doubt == text.SeveralSuch && label.String() == said:
		r.lose(i, "means "+called(r.after.Paragraphs[at])+"; another paragraph bears that label too")
	case label.String() == said:
		r.lose(i, "means "+called(r.after.Paragraphs[at])+", which these words no longer reach from here")
	default:
		r.changed = true
	}
	return label, true
}

// unbound judges a label that no paragraph bears or bore: one that stood so before is
// not listed again, unless it is to read as a paragraph that it never meant.
func (r *reference) unbound(i int, reads text.Binding) {
	switch {
	case reads.Paragraph >= 0:
		r.lose(i, "was bound to nothing and is now read as "+called(r.after.Paragraphs[reads.Paragraph]))
	case r.known || !slices.Contains([]text.Unit{text.ParagraphUnit, text.PreambularUnit, text.ItemUnit}, r.now.Unit):
	case reads.Doubt == text.SeveralSuch:
		r.lose(i, "could mean several paragraphs")
	default:
		r.lose(i, "names a label that no paragraph has")
	}
}

// lose notes why a label means nothing.
func (r *reference) lose(i int, why string) {
	t := r.now.Targets[i]
	r.lost = append(r.lost, fmt.Sprintf("%q %s", r.text(text.Span{Start: t.Start, End: t.End}), why))
}

// tell lists the reference where that is needed. It gives the edit that mends it,
// where rewrite asks for it and it can be told.
func (r *reference) tell(rewrite bool) (splice, bool) {
	i := r.now.Paragraph
	if len(r.lost) > 0 {
		r.find(ReferenceDangling, i, Finding{Words: r.now.Words,
			Message: fmt.Sprintf("%q: %s; it is left as it stands", r.now.Words, strings.Join(r.lost, "; "))})
	}
	if !r.changed {
		return splice{}, false
	}
	say := r.now.Say(r.labels, r.side, r.doc.Language)
	if say == r.now.Words {
		return splice{}, false
	}
	code, message := ReferenceRenumbered, fmt.Sprintf("%q no longer says what it means; it should say %q", r.now.Words, say)
	if rewrite {
		code, message = ReferenceRewritten, fmt.Sprintf("%q now says %q", r.now.Words, say)
	}
	r.find(code, i, Finding{Words: r.now.Words, Suggestion: say, Message: message})
	return splice{i, r.now.Start, r.now.End, say}, rewrite
}
