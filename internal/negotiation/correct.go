package negotiation

import (
	"fmt"
	"slices"
)

// CorrectLineage records what the team decided about the paragraphs of two drafts
// of one document: it confirms what content suggests, or corrects what an import or
// a split made of it. Neither draft changes. It is shown as far as both drafts are,
// and its reason to those who see both when it is decided: one given while a draft is
// sealed stays with the team.
type CorrectLineage struct {
	Older, Newer string // …/drafts/{name}, in the order in which they were cut
	Links        []LineageDecision
	Reason       string
}

// Verdict is what a person decides about paragraphs of two drafts.
type Verdict string

// The verdicts.
const (
	Became    Verdict = "became"    // the old ones became the new ones
	Apart     Verdict = "apart"     // the old ones did not go on, the new ones are new
	Undecided Verdict = "undecided" // what was decided about these is taken back
)

// LineageDecision is one decision. It takes the place, whole, of earlier ones that
// name one of its paragraphs on the same side.
type LineageDecision struct {
	Verdict  Verdict
	Old, New []string // …/paragraphs/{id}
}

// correcting is a CorrectLineage while it is decided.
type correcting struct {
	*desk
	older, newer *Draft
	lineage      *Lineage
	old, new     map[string]bool // what the drafts have
}

// Decide gives lineage.corrected, for those who see both drafts. It is for those
// who write the text.
func (c CorrectLineage) Decide(s State, m Meta) (Outcome, error) {
	if err := all(CheckName(KindDraft, "older", c.Older), CheckName(KindDraft, "newer", c.Newer)); err != nil {
		return Outcome{}, err
	}
	d, err := openDesk(s, m, DocumentOf(c.Newer), WriteText)
	if err != nil {
		return Outcome{}, err
	}
	if DocumentOf(c.Older) != d.document || c.Older == c.Newer {
		return Outcome{}, refuse(DifferentTexts, c.Older, "the two are not an older and a newer draft of one document")
	}
	if err := all(note("reason", c.Reason), listed("links", c.Links)); err != nil {
		return Outcome{}, err
	}
	if len(c.Links) == 0 {
		return Outcome{}, lacking("links", "nothing is decided without one")
	}
	k := &correcting{desk: d}
	if err := k.open(c); err != nil {
		return Outcome{}, err
	}
	before := slices.Clone(k.lineage.Links)
	if err := k.take(c.Links); err != nil {
		return Outcome{}, err
	}
	if slices.EqualFunc(before, k.lineage.Links, LineageLink.same) {
		return Outcome{}, refuse(NoChange, k.lineage.Name, "that is what was decided before")
	}
	if err := k.consistent(); err != nil {
		return Outcome{}, err
	}
	d.add(d.document, k.audience(), "lineage.corrected", k.lineage.Name, c.Reason, k.lineage)
	return d.outcome(k.lineage)
}

// open reads the drafts and what was decided about them before.
func (k *correcting) open(c CorrectLineage) (err error) {
	if k.older, err = get[*Draft](k.state, c.Older); err != nil {
		return err
	}
	if k.newer, err = get[*Draft](k.state, c.Newer); err != nil {
		return err
	}
	if k.older.CutAt.After(k.newer.CutAt) {
		return refuse(DifferentTexts, c.Older, "the draft named as the older one was cut after the other")
	}
	k.old, k.new = paragraphsOf(k.older), paragraphsOf(k.newer)
	k.lineage, err = get[*Lineage](k.state, LineageName(c.Newer, c.Older))
	if isNotFound(err) {
		k.lineage, err = &Lineage{Name: LineageName(c.Newer, c.Older), Older: c.Older, Newer: c.Newer,
			OlderCut: k.older.CutAt, NewerCut: k.newer.CutAt}, nil
	}
	k.lineage.Level = k.sharedLevel()
	return err
}

func paragraphsOf(d *Draft) map[string]bool {
	out := make(map[string]bool, len(d.Entries))
	for _, e := range d.Entries {
		out[e.Paragraph] = true
	}
	return out
}

// sharedLevel is how far both drafts are shown; empty while one is sealed.
func (k *correcting) sharedLevel() Level {
	if k.older.State != Published || k.newer.State != Published {
		return ""
	}
	return narrower(k.older.Level, k.newer.Level)
}

func narrower(a, b Level) Level {
	if a.WiderThan(b) {
		return b
	}
	return a
}

// audience is who sees the lineage.
func (k *correcting) audience() Audience {
	if k.lineage.Level == "" {
		return teamOnly(k.process)
	}
	return k.lineage.Level.Audience(LastID(k.process))
}

// take puts the decisions to those of before.
func (k *correcting) take(decisions []LineageDecision) error {
	var taken []LineageLink
	links := slices.Clone(k.lineage.Links)
	for i, d := range decisions {
		field := fmt.Sprintf("links[%d]", i)
		if err := k.check(field, d); err != nil {
			return err
		}
		l := LineageLink{Old: d.Old, New: d.New, Apart: d.Verdict == Apart, At: k.meta.Now}
		if slices.ContainsFunc(taken, l.touches) {
			return refuse(LinkedTwice, field, "another link of the request names one of its paragraphs")
		}
		taken = append(taken, l)
		if at := slices.IndexFunc(links, l.same); at >= 0 && d.Verdict != Undecided {
			continue // decided so before
		}
		links = slices.DeleteFunc(links, l.touches)
		if d.Verdict != Undecided {
			links = append(links, l)
		}
	}
	k.lineage.Links = links
	return nil
}

// check checks the form of a decision, and that its paragraphs stand where it
// says.
func (k *correcting) check(field string, d LineageDecision) error {
	if err := all(oneOf(field+".verdict", d.Verdict, Became, Apart, Undecided), listed(field+".old", d.Old), listed(field+".new", d.New)); err != nil {
		return err
	}
	switch o, n := len(d.Old), len(d.New); {
	case o+n == 0:
		return lacking(field, "a link names paragraphs")
	case d.Verdict == Became && (o == 0 || n == 0 || o > 1 && n > 1):
		return badField(field, "has not one paragraph on one side and at least one on the other",
			"Link one to one, one to its parts or several to what they were merged into; what is new or went is apart.")
	}
	for _, side := range []struct {
		named []string
		has   map[string]bool
		draft *Draft
	}{{d.Old, k.old, k.older}, {d.New, k.new, k.newer}} {
		for i, name := range side.named {
			if err := CheckName(KindParagraph, field, name); err != nil {
				return err
			}
			if !side.has[name] {
				return refuse(NotInDraft, name, "the paragraph does not stand in "+LastID(side.draft.Name), "draft", side.draft.Name)
			}
			if slices.Contains(side.named[:i], name) {
				return refuse(LinkedTwice, name, "the link names the paragraph twice")
			}
		}
	}
	return nil
}

// consistent refuses decisions after which a paragraph would belong to more than
// the link that names it says.
func (k *correcting) consistent() error {
	t := newTracer(k.older, k.newer, k, []*Lineage{k.lineage})
	linked := map[string]bool{} // old paragraphs that a decision links
	var ended []string
	for _, l := range k.lineage.Links {
		for _, o := range l.Old {
			linked[o] = !l.Apart
			if l.Apart {
				ended = append(ended, o)
			}
		}
	}
	t.claimed = nil // what goes on beside a decision is to be found
	for _, e := range k.newer.Entries {
		x, err := t.back(e.Paragraph, k.newer.CutAt)
		if err != nil {
			return err
		}
		if x.decided {
			if k.old[e.Paragraph] && len(x.from) > 0 && !linked[e.Paragraph] && !slices.Contains(ended, e.Paragraph) {
				return refuse(LinkedTwice, e.Paragraph, "the paragraph stands in both drafts and is to come from another one: say too what became of it in "+LastID(k.older.Name))
			}
			continue
		}
		for _, o := range x.from {
			if linked[o] {
				return refuse(LinkedTwice, o, "the old paragraph also goes on as one that no link names: say too what that one is in "+LastID(k.newer.Name),
					"also", e.Paragraph)
			}
		}
	}
	return nil
}

// Origin is part of Kinship, as the team sees it.
func (k *correcting) Origin(paragraph string) (Origin, error) {
	p, err := get[*Passage](k.state, PassageOf(paragraph))
	if isNotFound(err) {
		return Origin{}, nil
	}
	if err != nil {
		return Origin{}, err
	}
	return p.Origin, nil
}

// Lineages is part of Kinship.
func (k *correcting) Lineages(string) ([]*Lineage, error) { return []*Lineage{k.lineage}, nil }
