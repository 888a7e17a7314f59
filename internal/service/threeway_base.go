package service

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
)

// pairing is two sides and the wordings on which they may meet.
type pairing struct {
	reader
	view     ThreeWay
	language string
	// mine and theirs are what the amendments stand for, the newest last; a draft has
	// none.
	mine, theirs []stance
	// wordings and drafts are what the viewer sees of those that stances name, and of
	// the wordings between, by number and by name.
	wordings map[int]*negotiation.Revision
	drafts   map[string]*negotiation.Draft
}

// stance is what an amendment stands for on one published wording.
type stance struct {
	on      int
	draft   string // in which that wording stands
	words   string
	derived bool
}

// read gets both sides, and every wording that may be needed.
func (m *pairing) read(name, other string) (err error) {
	if err := m.readLanguage(negotiation.DocumentOf(name)); err != nil {
		return err
	}
	if m.mine, err = m.amendment(&m.view.Mine, name); err != nil {
		return err
	}
	if other != "" {
		if m.theirs, err = m.amendment(&m.view.Theirs, other); err != nil {
			return err
		}
	}
	if err := m.samePlace(); err != nil {
		return err
	}
	a := m.view.Mine.Amendment
	if m.view.Paragraph = a.Paragraph; a.Kind == negotiation.InsertParagraph {
		return nil
	}
	item, err := m.get(negotiation.KindParagraph, a.Paragraph)
	if err == nil {
		item, err = m.paragraph(item)
	}
	if err != nil {
		return err
	}
	if p, ok := item.Entity.(*negotiation.Paragraph); ok {
		m.view.Label, m.view.Kind = p.Label, p.Kind
	}
	if other == "" {
		if err := m.readDraft(); err != nil {
			return err
		}
	}
	return m.readWordings()
}

func (m *pairing) readLanguage(document string) error {
	item, ok, err := m.find(document)
	if d, is := item.Entity.(*negotiation.Document); ok && is {
		m.language = d.Language
	}
	return err
}

// amendment reads one side, who stands for it, and what it stands for as far as the
// viewer is told.
func (m *pairing) amendment(side *ThreeWaySide, name string) ([]stance, error) {
	item, err := m.get(negotiation.KindAmendment, name)
	if err != nil {
		return nil, err
	}
	a, ok := item.Entity.(*negotiation.Amendment)
	if !ok {
		return nil, missing(name)
	}
	side.Amendment, side.Name = a, Unnamed
	beside := Beside{}
	if err := m.beside(beside, a); err != nil {
		return nil, err
	}
	s, ok := beside[negotiation.SponsorshipName(name)].Entity.(*negotiation.Sponsorship)
	if ok && len(s.Sponsors) > 0 {
		side.Actor, side.OnBehalf = s.Sponsors[0].Actor, s.Sponsors[0].OnBehalf
		if side.Name, err = m.called(side.Actor); err != nil {
			return nil, err
		}
		if side.OnBehalf != "" {
			group, err := m.called(side.OnBehalf)
			if err != nil {
				return nil, err
			}
			side.Name += " for " + group
		}
	}
	h, _ := beside[negotiation.HandlingName(name)].Entity.(*negotiation.Handling)
	return stances(a, h), nil
}

// called gives the name of an actor in the language of the document, else in English.
func (m *pairing) called(actor string) (string, error) {
	item, ok, err := m.find(actor)
	if a, is := item.Entity.(*negotiation.Actor); ok && is {
		return cmp.Or(a.DisplayName[m.language], a.DisplayName["en"], negotiation.LastID(actor)), nil
	}
	return negotiation.LastID(actor), err
}

// stances gives what an amendment has stood for, oldest first; nil is a handling that
// the viewer may not see.
func stances(a *negotiation.Amendment, h *negotiation.Handling) []stance {
	last := stance{a.Revision, a.Draft, a.Wanted, false}
	out := []stance{last}
	if h == nil {
		return out
	}
	before := negotiation.StandOf(a, &negotiation.Handling{})
	for i, r := range h.Rebases {
		now := negotiation.StandOf(a, &negotiation.Handling{Rebases: h.Rebases[:i+1]})
		if now == before || now.Revision == 0 {
			continue
		}
		before = now
		derived := r.Answer != negotiation.AnswerRevised && (last.derived || now.Wanted != last.words)
		last = stance{now.Revision, r.Draft, now.Wanted, derived}
		out = append(out, last)
	}
	return out
}

// samePlace refuses sides that are not about the same words.
func (m *pairing) samePlace() error {
	a, b := m.view.Mine.Amendment, m.view.Theirs.Amendment
	switch {
	case b == nil && a.Kind == negotiation.InsertParagraph:
		return noCommonBase(a.Name, "it asks for a new paragraph, which is made on no wording of a draft",
			"name another amendment that asks for one at the same place")
	case b == nil:
		return nil
	case a.Paragraph != b.Paragraph || negotiation.DocumentOf(a.Name) != negotiation.DocumentOf(b.Name):
		return noCommonBase(a.Name, "the two amendments are on different paragraphs", "name amendments on one paragraph")
	case (a.Kind == negotiation.InsertParagraph) != (b.Kind == negotiation.InsertParagraph):
		return noCommonBase(a.Name, "one asks for a new paragraph, the other is on the paragraph before it", "name two that are on the same words")
	}
	return nil
}

// readDraft makes the newest draft that the viewer sees the other side.
func (m *pairing) readDraft() error {
	document := negotiation.DocumentOf(m.view.Mine.Amendment.Name)
	own, err := m.edition(document)
	if err != nil {
		return err
	}
	var d *negotiation.Draft
	if own != nil {
		d = own.draft
	} else {
		item, err := m.get(negotiation.KindDocument, document)
		if err != nil {
			return err
		}
		doc, ok := item.Entity.(*negotiation.Document)
		if !ok || doc.Latest == "" {
			return noCommonBase(m.view.Mine.Amendment.Name, "no draft of the document is there for you", "name another amendment")
		}
		if d, err = m.draft(doc.Latest); err != nil {
			return err
		}
	}
	side := &m.view.Theirs
	side.Draft, side.Name = d, negotiation.LastID(d.Name)
	i := slices.IndexFunc(d.Entries, func(e negotiation.Entry) bool { return e.Paragraph == m.view.Paragraph })
	if side.Absent = i < 0; side.Absent {
		return nil
	}
	w, err := m.wording(d, d.Entries[i], Plain)
	side.Revision, side.Text = w.Revision, w.Text
	return err
}

// readWordings reads the wordings that the stances are on and those between, and the
// drafts that the stances name, as far as the viewer sees them.
func (m *pairing) readWordings() error {
	all := slices.Concat(m.mine, m.theirs)
	first, last := all[0].on, all[0].on
	for _, s := range all {
		first, last = min(first, s.on), max(last, s.on)
		item, ok, err := m.find(s.draft)
		if err != nil {
			return err
		}
		if d, is := item.Entity.(*negotiation.Draft); ok && is {
			m.drafts[s.draft] = d
		}
	}
	for n := first; n <= last; n++ {
		item, ok, err := m.find(negotiation.RevisionName(m.view.Paragraph, n))
		if err != nil {
			return err
		}
		if r, is := item.Entity.(*negotiation.Revision); ok && is {
			m.wordings[n] = r
		}
	}
	unseen := func(s stance) bool { return m.wordings[s.on] == nil }
	m.mine, m.theirs = slices.DeleteFunc(m.mine, unseen), slices.DeleteFunc(m.theirs, unseen)
	return nil
}

// settle chooses the base and gives both sides their words on it.
func (m *pairing) settle() error {
	mine, theirs := &m.view.Mine, &m.view.Theirs
	switch {
	case mine.Amendment.Kind == negotiation.InsertParagraph:
		mine.Text, theirs.Text = m.mine[len(m.mine)-1].words, m.theirs[len(m.theirs)-1].words
		return nil
	case len(m.mine) == 0 || theirs.Amendment != nil && len(m.theirs) == 0:
		return noCommonBase(mine.Amendment.Name, "the wording that one of the amendments was made on is not there for you", "ask the co-facilitators' team")
	case theirs.Amendment == nil:
		own := slices.DeleteFunc(slices.Clone(m.mine), func(s stance) bool { return s.derived })
		if len(own) == 0 {
			own = m.mine
		}
		m.stand(own[len(own)-1], own[len(own)-1], stance{})
		return nil
	}
	return m.meet()
}

// meet finds the base of two amendments: the newest wording on which both stand, else
// the newest to which one of them can be carried.
func (m *pairing) meet() error {
	bases := slices.Concat(m.mine, m.theirs)
	slices.SortStableFunc(bases, func(a, b stance) int { return b.on - a.on })
	for _, carry := range []bool{false, true} {
		for _, base := range bases {
			x, ok := m.standing(m.view.Mine.Amendment, m.mine, base, carry)
			if !ok {
				continue
			}
			if y, ok := m.standing(m.view.Theirs.Amendment, m.theirs, base, carry); ok {
				m.stand(base, x, y)
				return nil
			}
		}
	}
	now := func(all []stance) int { return all[len(all)-1].on }
	return noCommonBase(m.view.Mine.Amendment.Name,
		fmt.Sprintf("the two amendments stand on different wordings, %d and %d, and neither goes on the other's: what it changes was changed between", now(m.mine), now(m.theirs)),
		"compare each with the newest draft, naming no other")
}

// standing gives what an amendment stands for on a base: as it stands there or, with
// carry, as its newest stance would.
func (m *pairing) standing(a *negotiation.Amendment, all []stance, base stance, carry bool) (stance, bool) {
	for _, s := range slices.Backward(all) {
		if s.on == base.on {
			return s, true
		}
	}
	if !carry {
		return stance{}, false
	}
	return m.carried(a, all[len(all)-1], base)
}

// carried carries a stance over the wordings between it and a base, older or newer, as
// a rebase does: the changes of each step are composed. It is false where the same
// words were changed.
func (m *pairing) carried(a *negotiation.Amendment, s, base stance) (stance, bool) {
	from, to := m.wordings[s.on].Text, m.wordings[base.on].Text
	out := stance{base.on, base.draft, s.words, s.derived}
	switch a.Kind {
	case negotiation.Comment:
		return out, true
	case negotiation.DeleteParagraph, negotiation.RetainParagraph:
		return out, from == to // every word is at stake
	}
	step := 1
	if base.on < s.on {
		step = -1
	}
	var onto []redline.Edit
	last := from
	for n := s.on + step; n != base.on+step; n += step {
		w := m.wordings[n]
		if w == nil {
			continue
		}
		edits := redline.EditsOf(last, w.Text, m.language)
		if onto == nil {
			onto = edits
		} else {
			onto = redline.Compose(onto, edits)
		}
		last = w.Text
	}
	r, err := redline.Rebase(redline.EditsOf(from, s.words, m.language), onto, from)
	if err != nil || r.Outcome == redline.Overlap {
		return stance{}, false
	}
	switch r.Outcome {
	case redline.Untouched:
		return out, true
	case redline.Satisfied:
		out.words = to
	default:
		if out.words, err = redline.Apply(to, r.Edits); err != nil {
			return stance{}, false
		}
	}
	out.derived = true
	return out, true
}

// stand gives the sides that are amendments their words on the base.
func (m *pairing) stand(base, mine, theirs stance) {
	m.view.Base, m.view.BaseDraft = m.wordings[base.on], m.drafts[base.draft]
	for _, x := range []struct {
		side *ThreeWaySide
		s    stance
	}{{&m.view.Mine, mine}, {&m.view.Theirs, theirs}} {
		if x.side.Amendment == nil {
			continue
		}
		x.side.Text, x.side.Derived = x.s.words, x.s.derived
		switch x.side.Amendment.Kind {
		case negotiation.DeleteParagraph:
			x.side.Text, x.side.Absent, x.side.Derived = "", true, false
		case negotiation.RetainParagraph, negotiation.Comment:
			x.side.Text, x.side.Derived = m.view.Base.Text, false
		}
	}
}

// noCommonBase refuses a comparison of what has no wording in common that the caller
// knows.
func noCommonBase(subject, message, remedy string) error {
	return &negotiation.Error{Kind: negotiation.Precondition, Reason: "NO_COMMON_BASE", Subject: subject, Message: message, Remedy: remedy}
}
