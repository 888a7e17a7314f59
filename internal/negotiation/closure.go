package negotiation

import (
	"slices"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// closures is the one table of which closure may follow which. What is agreed changes
// only after it has been reopened; what is agreed in informals may still become agreed
// ad referendum, and that agreed.
var closures = map[Closure][]Closure{
	ClosureOpen:       {ClosureSuggested, AgreedInformally, AgreedReferendum, Agreed, PendingOnActors, PendingOnPackage, ParkedUntil},
	ClosureSuggested:  {ClosureOpen, AgreedInformally, AgreedReferendum, Agreed, PendingOnActors, PendingOnPackage, ParkedUntil},
	AgreedInformally:  {AgreedReferendum, Agreed, ReopenedParagraph},
	AgreedReferendum:  {Agreed, ReopenedParagraph},
	Agreed:            {ReopenedParagraph},
	PendingOnActors:   {ClosureOpen, ClosureSuggested, AgreedInformally, AgreedReferendum, Agreed, PendingOnActors, PendingOnPackage, ParkedUntil},
	PendingOnPackage:  {ClosureOpen, ClosureSuggested, AgreedInformally, AgreedReferendum, Agreed, PendingOnActors, PendingOnPackage, ParkedUntil},
	ParkedUntil:       {ClosureOpen, ClosureSuggested, AgreedInformally, AgreedReferendum, Agreed, PendingOnActors, PendingOnPackage, ParkedUntil},
	ReopenedParagraph: {ClosureOpen, ClosureSuggested, AgreedInformally, AgreedReferendum, Agreed, PendingOnActors, PendingOnPackage, ParkedUntil},
}

// closure gives how far the paragraph is agreed.
func (p *Passage) closure() Closure {
	if p.Closure == nil {
		return ClosureOpen
	}
	return p.Closure.Closure
}

// notAgreed refuses a change to the words of an agreed paragraph.
func notAgreed(p *Passage) error {
	if p.closure().IsAgreed() {
		return refuse(ParagraphAgreed, p.Paragraph, "the paragraph is "+string(p.closure()), "closure", string(p.closure()))
	}
	return nil
}

// AgreedReopened is the code of the finding that an import has reopened an agreed
// paragraph, by other words or by a bracket around it.
const AgreedReopened = "AGREED_REOPENED"

// reopenedByImport is the reason of a reopening that nobody asked for.
const reopenedByImport = "an import changed its words, or put a bracket round them"

// reopen reopens an agreed paragraph that an import changes, and lists it.
func (d *desk) reopen(p *Passage) {
	if !p.closure().IsAgreed() {
		return
	}
	d.unsure = append(d.unsure, Finding{Code: AgreedReopened, Place: p.Paragraph, Paragraph: p.Paragraph,
		Message: "the paragraph was " + string(p.closure()) + "; " + reopenedByImport})
	p.Closure = &ClosureRecord{Closure: ReopenedParagraph, Reason: reopenedByImport, At: d.meta.Now}
}

// closureSet is the type of the act that sets a closure, which has been checked.
const closureSet = "paragraph.closure-set"

// keepAgreed sees that no act leaves a bracket open in or around an agreed paragraph:
// an import reopens it, anything else is refused.
func (c *carrying) keepAgreed() error {
	disputed := disputed(c.after.passages)
	for i, p := range c.after.passages {
		if !p.closure().IsAgreed() || !disputed[i] {
			continue
		}
		if c.kind != "working-text.imported" {
			return notAgreed(p)
		}
		before := *p
		c.reopen(p)
		if k := slices.IndexFunc(c.touched, func(t Touch) bool { return t.After.Name == p.Name }); k >= 0 {
			c.touched[k].After.Closure = p.Closure
		} else {
			c.touch(&before, p)
		}
	}
	return nil
}

// Decide gives paragraph.closure-set, an act on the working text, for the team.
func (c SetClosure) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindParagraph, "paragraph", c.Paragraph); err != nil {
		return Outcome{}, err
	}
	task := WriteText
	if c.Closure.IsAgreed() {
		task = Dispose
	}
	d, err := openDesk(s, m, DocumentOf(c.Paragraph), task)
	if err != nil {
		return Outcome{}, err
	}
	p, err := d.passage(c.Paragraph, c.BaseRevision)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(c.check(d), c.follows(p)); err != nil {
		return Outcome{}, err
	}
	if c.Closure.IsAgreed() {
		if err := d.refuseOpen(p); err != nil {
			return Outcome{}, err
		}
	}
	before := *p
	p.Closure = &ClosureRecord{
		Closure: c.Closure, Actors: c.Actors, Package: c.Package, Until: c.Until.UTC(), Reason: c.Reason, At: d.meta.Now,
	}
	d.touch(&before, p)
	if err := d.commit(closureSet, p.Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.outcome(p)
}

// check checks what is said with the closure.
func (c SetClosure) check(d *desk) error {
	if _, known := closures[c.Closure]; !known {
		return oneOf("closure", c.Closure, ClosureOpen, ClosureSuggested, AgreedInformally, AgreedReferendum, Agreed,
			PendingOnActors, PendingOnPackage, ParkedUntil, ReopenedParagraph)
	}
	if err := all(note("reason", c.Reason), line("package", c.Package), d.actors("actors", c.Actors)); err != nil {
		return err
	}
	switch {
	case c.Closure == PendingOnActors && len(c.Actors) == 0:
		return lacking("actors", "it names those on whom the paragraph waits")
	case c.Closure == PendingOnPackage && strings.TrimSpace(c.Package) == "":
		return lacking("package", "it names what the paragraph is to be settled with")
	case c.Closure == ReopenedParagraph && len(c.Actors) == 0 && strings.TrimSpace(c.Reason) == "":
		return lacking("actors", "a paragraph is reopened with who asked for it, or with the reason")
	case len(c.Actors) > 0 && c.Closure != PendingOnActors && c.Closure != ReopenedParagraph:
		return badField("actors", "is given with a closure that waits on nobody", "Leave it empty.")
	case c.Package != "" && c.Closure != PendingOnPackage:
		return badField("package", "is given with a closure that waits on no package", "Leave it empty.")
	case !c.Until.IsZero() && c.Closure != ParkedUntil:
		return badField("until", "is given with a closure that has no end", "Leave it empty.")
	}
	return nil
}

// follows checks that the closure may follow the one that the paragraph has.
func (c SetClosure) follows(p *Passage) error {
	was := p.closure()
	if c.Closure == was && (p.Closure == nil || slices.Equal(c.Actors, p.Closure.Actors) && c.Package == p.Closure.Package && c.Until.Equal(p.Closure.Until)) {
		return refuse(NoChange, p.Paragraph, "the paragraph has that closure already")
	}
	if !slices.Contains(closures[was], c.Closure) {
		return refuse(ClosureNotOpen, p.Paragraph, "a paragraph that is "+was.words()+" cannot become "+c.Closure.words(),
			"closure", string(was))
	}
	return nil
}

// words names the closure; the zero one has a name too.
func (c Closure) words() string {
	if c == ClosureOpen {
		return "open"
	}
	return string(c)
}

// refuseOpen refuses to agree on a paragraph with a bracket in or around it.
func (d *desk) refuseOpen(p *Passage) error {
	all, err := d.passages()
	if err != nil {
		return err
	}
	around := openAround(all, p)
	if len(around) == 0 {
		return nil
	}
	var names []string
	for _, n := range around {
		if n != 0 {
			names = append(names, "w"+strconv.Itoa(n))
		}
	}
	return refuse(BracketStands, p.Paragraph, "a bracket is open in or around the paragraph: "+strings.Join(names, ", "), "brackets", strings.Join(names, ", "))
}

// openAround gives the numbers of the brackets that stand in a passage or around it,
// 0 for a glyph without partner in it, once each. No bracket reaches into a footnote
// or out of one.
func openAround(all []*Passage, p *Passage) []int {
	var open []int
	for _, q := range all {
		if q.Name == p.Name {
			break
		}
		if !q.Deleted && q.Kind != text.Footnote {
			open = opened(open, q.Glyphs)
		}
	}
	if p.Kind == text.Footnote {
		open = nil
	}
	for _, n := range p.Glyphs {
		if !slices.Contains(open, n) {
			open = append(open, n)
		}
	}
	return open
}

// disputed tells of each of the passages that stand, all in order, whether a bracket
// is open in or around it.
func disputed(all []*Passage) []bool {
	out := make([]bool, len(all))
	var open []int
	for i, p := range all {
		out[i] = len(p.Glyphs) > 0
		if p.Kind != text.Footnote {
			out[i] = out[i] || len(open) > 0
			open = opened(open, p.Glyphs)
		}
	}
	return out
}

// opened gives the numbers of the brackets that are open after further glyphs.
func opened(open, glyphs []int) []int {
	if selfContained(glyphs) {
		return open
	}
	for _, n := range glyphs {
		if i := slices.Index(open, n); i >= 0 {
			open = slices.Delete(open, i, i+1)
		} else if n != 0 {
			open = append(open, n)
		}
	}
	return open
}
