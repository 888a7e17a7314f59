package board

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Row is one bracket as the team's lists show it.
type Row struct {
	Name string // processes/{p}/documents/{d}/brackets/w{n}
	// Number is the published number, 0 before; Own is the team's.
	Number, Own int
	State       negotiation.BracketState
	Kind        bracket.Kind
	// Words are those that the bracket keeps, without its own glyphs; Options are
	// its alternatives where it has strokes.
	Words   string
	Options []string
	// Section is an index in Board.Sections, -1 for a bracket that stands in no
	// place of the last edition. Place says where in words: "paragraph 15", or "".
	Section int
	Place   string
	// Holders are all that hold it, each once, in the order in which they stand.
	Holders []Holder
	Opened  time.Time
	// Days is its age in days of the calendar, up to the making of the board, or to
	// its end.
	Days   int
	Closed time.Time // zero while it is open
	// Left is when the last holder that left did so; zero where none has.
	Left time.Time
	// Bridge is a wording offered for it, Can are those that can consider it.
	Bridge string
	Can    []string
	// LiftsIf are those on whose settlement it depends; Package is what it is to be
	// settled with.
	LiftsIf []Dependence
	Package string
	// Owner is to fill a placeholder in by Due; Overdue tells that Due is past.
	Owner   string
	Due     time.Time
	Overdue bool
	// Doubt is what a person has yet to confirm; Notes are the team's.
	Doubt, Notes string
	// Into is the label of the bracket that it was merged into, or "".
	Into string
	// Told tells that a holder of one not retained was told.
	Told bool

	at     int  // the index of its bracket in the last edition's tree, -1 for none
	rivals bool // others are candidates for its place
	holds  []held
	can    []string
}

// Holder is who holds a bracket, as printed.
type Holder struct{ Display, Stance string }

// Dependence is a bracket on whose settlement another depends.
type Dependence struct {
	Label   string // of the bracket
	Settled bool   // it is no longer open
}

// Label is how people call the bracket: its published number, or "w7", the team's
// own, while participants have not been shown it.
func (r Row) Label() string { return label(r.Number, r.Own) }

func label(number, own int) string {
	if number > 0 {
		return fmt.Sprint(number)
	}
	return fmt.Sprintf("w%d", own)
}

// desk is what the lists of the team are made from.
type desk struct {
	in     *Input
	e      *Edition // the last; nil where there is none
	where  []int    // the section of each of its paragraphs
	places []string // of each of its paragraphs
	names  map[string]string
	byName map[string]*negotiation.Bracket
	byOwn  map[int]int // tree brackets of the last edition
	byNum  map[int]int
	byID   map[string]int // its paragraphs
	told   map[string]bool
	slots  map[string]int // how many open brackets are in each confirmed slot
}

func newDesk(in *Input, last []section) *desk {
	d := &desk{in: in, names: make(map[string]string), byName: make(map[string]*negotiation.Bracket), byOwn: make(map[int]int), byNum: make(map[int]int), byID: make(map[string]int), told: in.Team.told(), slots: make(map[string]int)}
	for _, a := range in.Team.Actors {
		d.names[a.Name] = a.Display
	}
	for _, b := range in.Team.Brackets {
		d.byName[b.Name] = b
		if b.Slot != "" && b.State == negotiation.BracketOpen {
			d.slots[b.Slot]++
		}
	}
	if n := len(in.Editions); n > 0 {
		d.e = &in.Editions[n-1]
		d.where = whereOf(last, len(d.e.Tree.Flow.Paragraphs))
		d.places = placesOf(d.e.Tree.Flow.Paragraphs)
		for i, p := range d.e.Tree.Flow.Paragraphs {
			if p.ID != "" {
				d.byID[negotiation.LastID(p.ID)] = i
			}
		}
		index := func(m map[int]int, numbers []int) {
			for i, n := range numbers {
				if n > 0 {
					m[n] = i
				}
			}
		}
		index(d.byOwn, d.e.Own)
		index(d.byNum, d.e.Numbers)
	}
	return d
}

// find gives the bracket of the last edition's tree that is b, -1 for none.
func (d *desk) find(b *negotiation.Bracket) int {
	if i, ok := d.byOwn[b.Working]; ok && b.Working > 0 {
		return i
	}
	if i, ok := d.byNum[b.Number]; ok && b.Number > 0 {
		return i
	}
	return -1
}

// row describes a bracket.
func (d *desk) row(b *negotiation.Bracket) Row {
	r := Row{
		Name: b.Name, Number: b.Number, Own: b.Working, State: b.State, Kind: b.Kind, Words: b.Words, Section: -1,
		Opened: b.OpenedAt, Closed: b.ClosedAt, Bridge: b.Bridge, Package: b.Package, Owner: b.Owner, Due: b.Due,
		Doubt: b.Doubt, Notes: b.Notes, at: -1,
	}
	if b.State == negotiation.BracketOpen {
		r.at = d.find(b)
		r.Closed = time.Time{}
	}
	if r.at >= 0 {
		t := d.e.Tree
		x := t.Brackets[r.at]
		r.Section, r.Place = d.where[x.Open.Paragraph], d.places[x.Open.Paragraph]
		for _, o := range x.Options {
			r.Options = append(r.Options, strings.TrimSpace(t.Text(o)))
		}
	} else {
		r.Section, r.Place = d.placeOf(b.Paragraph)
	}
	until := d.in.Made
	if !r.Closed.IsZero() {
		until = r.Closed.In(until.Location())
	}
	r.Days = days(b.OpenedAt, until)
	r.Overdue = !b.Due.IsZero() && b.State == negotiation.BracketOpen && b.Due.Before(d.in.Made)
	r.holds, r.can = holders(b), b.Can
	for _, h := range r.holds {
		r.Holders = append(r.Holders, Holder{d.display(h.actor), h.stance})
	}
	for _, c := range b.Can {
		r.Can = append(r.Can, d.display(c))
	}
	for _, n := range b.LiftsIf {
		r.LiftsIf = append(r.LiftsIf, d.dependence(n))
	}
	for _, a := range b.History {
		if a.Change == negotiation.LeftBy {
			r.Left = a.At
		}
	}
	r.Told, r.rivals = d.told[b.Name], d.rivals(b, r.at)
	if b.Into != "" {
		r.Into = d.dependence(b.Into).Label
	}
	return r
}

// rivals tells whether a bracket is one of several candidates for a place: as people
// have confirmed, else as the text lets guess.
func (d *desk) rivals(b *negotiation.Bracket, at int) bool {
	if b.Slot != "" {
		return d.slots[b.Slot] > 1
	}
	return at >= 0 && d.e.Tree.Brackets[at].Slot >= 0
}

// told gives the brackets of which a holder was told that a draft is without them.
func (t *TeamInput) told() map[string]bool {
	out, without := make(map[string]bool), make(map[string]bool)
	for _, h := range t.Holds {
		without[h.Name] = h.State == negotiation.HoldNotRetained
	}
	for _, l := range t.Links {
		if without[l.Hold] {
			out[l.Bracket] = true
		}
	}
	return out
}

// dependence looks a bracket up by its name; one not given counts as open.
func (d *desk) dependence(name string) Dependence {
	if b, ok := d.byName[name]; ok {
		return Dependence{label(b.Number, b.Working), b.State != negotiation.BracketOpen}
	}
	return Dependence{Label: negotiation.LastID(name)}
}

// placeOf finds a paragraph of the last edition by its id or its name.
func (d *desk) placeOf(paragraph string) (section int, place string) {
	if i, ok := d.byID[negotiation.LastID(paragraph)]; ok {
		return d.where[i], d.places[i]
	}
	return -1, ""
}

// display is the name of an actor as printed; an unknown one by its id.
func (d *desk) display(actor string) string {
	if n := d.names[actor]; n != "" {
		return n
	}
	return negotiation.LastID(actor)
}

// held is that an actor holds a bracket.
type held struct{ actor, stance string }

// holders gives who holds a bracket, each once; an attribution that nobody of the
// register answers to counts by what is typed.
func holders(b *negotiation.Bracket) []held {
	var out []held
	for _, h := range b.Holders {
		actors := h.Actors
		if len(actors) == 0 && h.Source != "" {
			actors = []string{h.Source}
		}
		for _, a := range actors {
			if !slices.ContainsFunc(out, func(x held) bool { return x.actor == a }) {
				out = append(out, held{a, h.Stance})
			}
		}
	}
	return out
}

// days counts the days of the calendar from one moment to another, in the location
// of the second.
func days(from, to time.Time) int {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.In(to.Location()).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	if from.IsZero() {
		return 0
	}
	return max(0, int(midnight(to).Sub(midnight(from)).Hours()/24))
}

// placesOf says in words where each paragraph is: "paragraph 14 (a)".
func placesOf(all []text.Paragraph) []string {
	out := make([]string, len(all))
	var chain []string // the labels of the paragraph before and of those that it belongs to
	unnumbered := make(map[text.Kind]int)
	for i, p := range all {
		depth := max(p.Depth, 0)
		switch p.Kind {
		case text.Title:
			out[i] = "the title"
			continue
		case text.Heading, text.AnnexHeading:
			out[i], chain = "a heading", nil
			continue
		case text.Footnote:
			out[i] = "footnote " + text.FootnoteNumber(p.Label)
			continue
		case text.Tail:
			out[i] = "the end of " + named(chain[:min(len(chain), depth+1)])
			continue
		}
		chain = slices.Clone(chain[:min(len(chain), depth)])
		printed := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(p.Label), "."))
		switch {
		case printed != "":
			out[i] = named(append(chain, printed))
		case depth > 0:
			out[i] = "an item of " + named(chain)
		case p.Kind == text.Preambular:
			unnumbered[p.Kind]++
			out[i] = fmt.Sprintf("preambular paragraph %d", unnumbered[p.Kind])
		default:
			unnumbered[text.Plain]++
			out[i] = fmt.Sprintf("unnumbered paragraph %d", unnumbered[text.Plain])
		}
		chain = append(chain, printed)
	}
	return out
}

// named joins the labels of a paragraph and of those that it belongs to.
func named(chain []string) string {
	all := strings.Join(strings.Fields(strings.Join(chain, " ")), " ")
	if all == "" {
		return "an unnumbered paragraph"
	}
	return "paragraph " + all
}
