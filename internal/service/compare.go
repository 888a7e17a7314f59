package service

import (
	"context"
	"slices"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Side is one side of a comparison.
type Side struct {
	Draft *negotiation.Draft
	// Text is what was compared, a paragraph an entry.
	Text *text.Draft
}

// Choice tells how the base of a comparison was chosen.
type Choice int

// The choices.
const (
	Named    Choice = iota // by the caller
	Previous               // the draft before the target
	Since                  // the newest draft at a moment
)

// Versus says which drafts to compare.
type Versus struct {
	// Base is the old draft. Where it is empty it is the draft before the target
	// that the caller may see or, with a Since, the one, no newer than the target,
	// that was the newest for the caller at that moment.
	Base   string
	Since  time.Time
	Target string
}

// Comparison is what changed between two drafts.
type Comparison struct {
	Base, Target Side
	Choice       Choice
	Since        time.Time // the moment asked for, with Since
	Form         Form
	At           time.Time
	*redline.Comparison
}

// Compare tells what changed between two drafts, as the caller may see them. Those of
// one document are paired by what people decided, by identity and by recorded splits
// and merges and by nothing else: what people or an import have decided to be another
// paragraph is not paired again by its looks; Concordance suggests more. Those of two
// documents have nothing recorded between them and are paired by content. Errors are
// NOT_FOUND, INVALID_NAME, FIELD_INVALID and NO_EARLIER_DRAFT. It holds no snapshot
// while it compares.
func (s *Service) Compare(ctx context.Context, p negotiation.Principal, v Versus, form Form) (Comparison, error) {
	m, err := s.match(ctx, p, v, form)
	if err != nil {
		return Comparison{}, err
	}
	c := Comparison{Base: m.base, Target: m.target, Choice: m.choice, Since: v.Since, Form: form, At: s.Now()}
	var o redline.Options
	if m.recorded != nil {
		o = m.recorded.Options()
	}
	c.Comparison = redline.Compare(negotiation.Unnamed(c.Base.Text), negotiation.Unnamed(c.Target.Text), o)
	c.Old, c.New = c.Base.Text, c.Target.Text
	return c, nil
}

// match is two drafts that are to be compared.
type match struct {
	base, target Side
	choice       Choice
	recorded     *negotiation.Recorded // nil between two documents
	// lineage is what people decided between exactly these two, in the state that
	// recorded is of; its Entity is nil for nothing.
	lineage Item
}

// match reads both drafts, and what is recorded between them. What the store alone
// can answer is asked in a state of its own, so that the words can come from the
// shelf; drafts do not change but in their audience, which is asked for each time.
func (s *Service) match(ctx context.Context, p negotiation.Principal, v Versus, form Form) (m match, err error) {
	if v.Base != "" && !v.Since.IsZero() {
		return m, invalid(negotiation.FieldInvalid, "since", "a base is named and a moment given", "give one of them, or neither for the draft before the target")
	}
	err = s.snapshot(ctx, p, nil, func(r reader) error {
		m = match{}
		target, err := r.draft(v.Target)
		if err != nil {
			return err
		}
		if m.base.Draft, m.choice, err = r.base(v, target); err != nil {
			return err
		}
		if negotiation.DocumentOf(m.base.Draft.Name) != negotiation.DocumentOf(target.Name) {
			return nil
		}
		kin, err := r.kinship(negotiation.DocumentOf(target.Name))
		if err != nil {
			return err
		}
		known, err := negotiation.RecordedBetween(m.base.Draft, target, kin)
		if err != nil {
			return err
		}
		m.recorded = &known
		m.lineage, err = r.lineage(m.base.Draft, target)
		return err
	})
	if err != nil {
		return m, border(err)
	}
	base := m.base.Draft.Name
	err = s.view(ctx, p, func(r reader) (err error) {
		if m.base, err = r.side(base, form); err != nil {
			return err
		}
		m.target, err = r.side(v.Target, form)
		return err
	})
	return m, err
}

// lineage gives what people decided between exactly these two drafts, whichever was
// cut earlier; the zero Item where they decided nothing.
func (r reader) lineage(a, b *negotiation.Draft) (Item, error) {
	if a.CutAt.After(b.CutAt) {
		a, b = b, a
	}
	item, ok, err := r.find(negotiation.LineageName(b.Name, a.Name))
	if !ok && err == nil && a.CutAt.Equal(b.CutAt) {
		item, _, err = r.find(negotiation.LineageName(a.Name, b.Name))
	}
	return item, err
}

func (r reader) side(name string, form Form) (Side, error) {
	d, err := r.draft(name)
	if err != nil {
		return Side{}, err
	}
	t := &text.Draft{Title: d.Title, Symbol: d.Symbol, Language: d.Language}
	for _, e := range d.Entries {
		w, err := r.wording(d, e, form)
		if err != nil {
			return Side{}, err
		}
		t.Paragraphs = append(t.Paragraphs, text.Paragraph{
			ID: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Label: e.Label, Text: w.Text, Marks: w.Marks,
		})
	}
	return Side{Draft: d, Text: t}, nil
}

// base gives the draft that a target is compared with, and how it was chosen.
func (r reader) base(v Versus, target *negotiation.Draft) (*negotiation.Draft, Choice, error) {
	if v.Base != "" {
		d, err := r.draft(v.Base)
		return d, Named, err
	}
	drafts, err := listAll[*negotiation.Draft](r, negotiation.DocumentOf(target.Name))
	if err != nil {
		return nil, 0, err
	}
	slices.SortStableFunc(drafts, earlier)
	at := slices.IndexFunc(drafts, func(d *negotiation.Draft) bool { return d.Name == target.Name })
	if v.Since.IsZero() {
		if at < 1 {
			return nil, 0, noEarlier(target.Name, "no draft before it is there for you", drafts[:1], r)
		}
		return drafts[at-1], Previous, nil
	}
	drafts = drafts[:at+1]
	for _, d := range slices.Backward(drafts) {
		if !d.SeenFrom(r.viewer).After(v.Since) {
			return d, Since, nil
		}
	}
	return nil, 0, noEarlier(target.Name, "no draft was there for you at "+v.Since.UTC().Format(time.RFC3339), drafts, r)
}

// earlier orders drafts as they were cut. Those of the same moment stand as they
// were published, and what is not yet published last.
func earlier(a, b *negotiation.Draft) int {
	if c := a.CutAt.Compare(b.CutAt); c != 0 || a.Number == b.Number {
		return c
	}
	if a.Number == 0 || b.Number != 0 && a.Number > b.Number {
		return 1
	}
	return -1
}

// noEarlier refuses to choose a base where there is none, and tells which of the
// drafts was there first.
func noEarlier(target, why string, drafts []*negotiation.Draft, r reader) error {
	first := slices.MinFunc(drafts, func(a, b *negotiation.Draft) int { return a.SeenFrom(r.viewer).Compare(b.SeenFrom(r.viewer)) })
	at := first.SeenFrom(r.viewer).UTC().Format(time.RFC3339)
	return &negotiation.Error{Kind: negotiation.Precondition, Reason: "NO_EARLIER_DRAFT", Subject: target,
		Message: why + ": the first was " + negotiation.LastID(first.Name) + ", " + at,
		Remedy:  "name a base, or a moment after that",
		Facts:   map[string]string{"first_draft": first.Name, "first_time": at}}
}
