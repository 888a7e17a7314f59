package negotiation

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// publishBrackets gives the brackets of a draft that is published for the first time
// their published numbers, new ones in the order of the text.
func (p *publication) publishBrackets() error {
	brackets, err := p.workingBrackets()
	if err != nil {
		return err
	}
	for i := range p.draft.Entries {
		e := &p.draft.Entries[i]
		e.Glyphs = slices.Clone(e.Glyphs)
		for k, working := range e.Glyphs {
			b := brackets[working]
			if b == nil {
				continue // a glyph without a partner
			}
			if b.Number == 0 {
				p.head.BracketsShown++
				b.Number, b.FirstDraft = p.head.BracketsShown, p.draft.Name
				p.changedBrackets = append(p.changedBrackets, b)
			}
			e.Glyphs[k] = b.Number
		}
	}
	return nil
}

// workingBrackets reads all brackets of the document, by the team's number.
func (p *publication) workingBrackets() (map[int]*Bracket, error) {
	if p.brackets != nil {
		return p.brackets, nil
	}
	all, err := list[*Bracket](p.state, p.document, "")
	p.brackets = make(map[int]*Bracket, len(all))
	for _, b := range all {
		p.brackets[b.Working] = b
	}
	return p.brackets, err
}

// published gives the brackets that have been shown, by their published number.
func (p *publication) publishedBrackets() (map[int]*Bracket, error) {
	all, err := p.workingBrackets()
	out := make(map[int]*Bracket, len(all))
	for _, b := range all {
		if b.Number != 0 {
			out[b.Number] = b
		}
	}
	return out, err
}

// NumbersIn gives the published numbers of the brackets of a draft.
func NumbersIn(d *Draft) map[int]bool {
	out := make(map[int]bool)
	for _, e := range d.Entries {
		for _, n := range e.Glyphs {
			if n != 0 {
				out[n] = true
			}
		}
	}
	return out
}

// tellHolders tells each holder for whom this is the newest draft the numbers of its
// brackets in it and which of them it is without, and enters for the holders whom the
// draft's text names that the team has noted them. Nothing that has become of the
// working text since the draft was cut has a part in it (domain law 8).
func (p *publication) tellHolders() error {
	brackets, err := p.workingBrackets()
	if err != nil {
		return err
	}
	shown, err := p.shownBrackets()
	if err != nil {
		return err
	}
	holds, err := list[*Hold](p.state, p.document, "")
	if err != nil {
		return err
	}
	byName := make(map[string]*Bracket, len(brackets))
	for _, b := range brackets {
		byName[b.Name] = b
	}
	known := make(map[heldNumber]bool)
	for _, h := range holds {
		link, err := get[*HoldLink](p.state, HoldLinkName(h.Name))
		if isNotFound(err) {
			continue // a reservation without text
		}
		if err != nil {
			return err
		}
		var b *Bracket
		if !link.At.After(p.draft.CutAt) {
			b = p.shownAs(byName, byName[link.Bracket], shown)
		}
		if err := p.tellHolder(h, b, shown); err != nil {
			return err
		}
		if b != nil && (h.State == Holding || h.EndedAt.After(p.draft.CutAt)) {
			known[heldNumber{h.holder(), b.Number}] = true
		}
	}
	return p.noteHolders(shown, known)
}

// heldNumber is that an actor holds the bracket of a published number.
type heldNumber struct {
	actor  string
	number int
}

// shownBracket is a bracket as the draft that is published has it.
type shownBracket struct {
	bracket *Bracket
	words   string
	opens   string // the paragraph in which it opens
	holders []BracketHolder
}

func (b shownBracket) heldBy(actor string) bool {
	return slices.ContainsFunc(b.holders, func(h BracketHolder) bool { return slices.Contains(h.Actors, actor) })
}

// shownBrackets reads the brackets of the draft with those named beside their words
// when it was cut, by their published numbers.
func (p *publication) shownBrackets() (map[int]shownBracket, error) {
	shown := make(map[int]shownBracket)
	if !slices.ContainsFunc(p.draft.Entries, func(e Entry) bool { return len(e.Glyphs) > 0 }) {
		return shown, nil
	}
	published, err := p.publishedBrackets()
	if err != nil {
		return nil, err
	}
	f := bracket.Flow{}
	var glyphs [][]int
	for _, e := range p.draft.Entries {
		r, a, err := p.cutWording(e)
		if err != nil {
			return nil, err
		}
		f.Paragraphs = append(f.Paragraphs, text.Paragraph{Kind: e.Kind, Text: r.Text, Marks: r.Marks})
		f.Held, glyphs = append(f.Held, a.Held), append(glyphs, e.Glyphs)
	}
	tree := bracket.Parse(f, bracket.Options{})
	for i, n := range BracketNumbers(tree, glyphs) {
		if b := published[n]; b != nil {
			x := tree.Brackets[i]
			shown[n] = shownBracket{b, CutWords(tree.Inner(i)), p.draft.Entries[x.Open.Paragraph].Paragraph, holdersOf(x)}
		}
	}
	return shown, nil
}

// cutWording reads the team's wording that an entry of the draft was cut from, with
// what stands beside it.
func (p *publication) cutWording(e Entry) (*Revision, *Attribution, error) {
	n, ok := p.working[e.Paragraph]
	if !ok { // the draft has been published before: its entries have the published numbers
		n = p.passages[e.Paragraph].Revision
	}
	for ; ; n-- {
		name := WorkingRevisionName(e.Paragraph, n)
		r, err := get[*Revision](p.state, name)
		if err != nil {
			return nil, nil, err
		}
		if ok || n == 1 || !r.At.After(p.draft.CutAt) {
			a, err := attributionOf(p.state, name)
			return r, a, err
		}
	}
}

// shownAs gives the bracket as which a bracket stands in the draft: itself, or the one
// that its words stood in when the draft was cut; nil where it does not.
func (p *publication) shownAs(byName map[string]*Bracket, b *Bracket, shown map[int]shownBracket) *Bracket {
	for range len(byName) {
		if b == nil || shown[b.Number].bracket != nil {
			return b
		}
		if b.Into == "" || b.endedAs(p.draft.CutAt) != BracketMerged {
			return nil
		}
		b = byName[b.Into]
	}
	return nil
}

// tellHolder tells one holder; b is nil where its words stand in no bracket of the
// draft.
func (p *publication) tellHolder(h *Hold, b *Bracket, shown map[int]shownBracket) error {
	sees, err := p.isNewestTo(h.Actor)
	if err != nil || !sees {
		return err
	}
	switch {
	case b != nil && h.State == HoldNotRetained && shown[b.Number].heldBy(h.holder()):
		h.State, h.Number, h.Without, h.EndedAt = Holding, b.Number, "", time.Time{}
	case b != nil && h.State == Holding && h.Number != b.Number:
		h.Number = b.Number
	case b == nil && h.State == Holding && (h.Noted || h.At.Before(p.draft.CutAt)):
		h.State, h.Without, h.EndedAt = HoldNotRetained, p.draft.Name, p.meta.Now
	default:
		return nil
	}
	kind := "bracket.numbered"
	if h.State == HoldNotRetained {
		kind = "bracket.not-retained"
	}
	p.add(p.document, p.betweenHolder(h.Actor), kind, h.Name, "", h)
	return nil
}

// noteHolders enters a hold for each actor that the draft's text names as a holder,
// but for one that has dropped out since the draft was cut.
func (p *publication) noteHolders(shown map[int]shownBracket, known map[heldNumber]bool) error {
	for _, number := range slices.Sorted(maps.Keys(shown)) {
		b := shown[number]
		for _, holder := range b.holders {
			for _, actor := range holder.Actors {
				if known[heldNumber{actor, number}] || b.bracket.leftSince(actor, p.draft.CutAt) {
					continue
				}
				known[heldNumber{actor, number}] = true
				if err := p.noteHolder(b, actor, holder.Stance); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// leftSince tells whether an actor has dropped out of the bracket after a moment.
func (b *Bracket) leftSince(actor string, t time.Time) bool {
	return slices.ContainsFunc(b.History, func(a BracketAct) bool {
		return (a.Change == LeftBy || a.Change == Lifted) && a.Actor == actor && a.At.After(t)
	})
}

func (p *publication) noteHolder(b shownBracket, actor, stance string) error {
	sees, err := p.isNewestTo(actor)
	if err != nil || !sees {
		return err
	}
	h := &Hold{
		Name: HoldName(p.document, p.meta.NewID()), Document: p.document, Actor: actor, Kind: HoldsWords,
		State: Holding, Stance: Stance(cmp.Or(stance, string(StanceReserve))), Draft: p.draft.Name, Paragraph: b.opens, Words: b.words,
		Number: b.bracket.Number, Noted: true, At: p.meta.Now,
	}
	p.add(p.document, p.betweenHolder(actor), "bracket.noted-for", h.Name, "", h)
	p.add(p.document, teamOnly(p.process), "bracket.hold-linked", h.Name, "",
		&HoldLink{Name: HoldLinkName(h.Name), Hold: h.Name, Bracket: b.bracket.Name, At: p.draft.CutAt})
	return nil
}

// betweenHolder is the audience of what an actor holds: the actor and the team.
func (d *desk) betweenHolder(actor string) Audience {
	return AudienceOf(ActorToken(LastID(actor)), TeamToken(LastID(d.process)))
}

// isNewestTo tells whether the draft is the newest that an actor, as it is at this
// moment, is shown.
func (p *publication) isNewestTo(actor string) (bool, error) {
	v, err := p.viewerOf(actor)
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	shown := func(l Level) bool { return v.Sees(l.Audience(LastID(p.process))) }
	return shown(p.level) && !slices.ContainsFunc(p.others, func(o *Draft) bool {
		return o.Number > p.draft.Number && shown(o.Level)
	}), nil
}
