package negotiation

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/travaux/travaux/internal/redline"
)

// Kinship is what a reader may know of where the paragraphs of a document come
// from.
type Kinship interface {
	// Origin gives where a paragraph comes from by recorded splits and mergers,
	// the zero Origin where nothing is known.
	Origin(paragraph string) (Origin, error)
	// Lineages gives what people decided about the drafts of the document.
	Lineages(document string) ([]*Lineage, error)
}

// Kin is a group of paragraphs of two drafts that belong together, as indexes
// into their entries in rising order. Neither side is empty, and one has one.
type Kin struct {
	redline.Pair
	// Confirmed says that a person decided it.
	Confirmed bool
}

// Recorded is what is known of the paragraphs of two drafts without looking at
// their words.
type Recorded struct {
	// Kin are in the order of their first new paragraph; a paragraph stands in one
	// at most on its side. Where paragraphs were both split and merged each stands
	// with one of those that it belongs with at least.
	Kin []Kin
	// Ended are the old paragraphs of which a person decided that they did not go
	// on, Fresh the new ones of which a person decided that they are new.
	Ended, Fresh []int
}

// RecordedBetween tells which paragraphs of older belong with which of newer, two
// drafts of one document, by what people decided, by identity, and by recorded
// splits and mergers: in this order, the earlier overruling the later. The drafts
// may be given in either order of time. Errors are those of the Kinship.
func RecordedBetween(older, newer *Draft, k Kinship) (Recorded, error) {
	if older.CutAt.After(newer.CutAt) {
		back, err := RecordedBetween(newer, older, k)
		if err != nil {
			return Recorded{}, err
		}
		out := Recorded{Ended: back.Fresh, Fresh: back.Ended}
		for _, p := range back.Kin {
			out.Kin = append(out.Kin, Kin{redline.Pair{Old: p.New, New: p.Old}, p.Confirmed})
		}
		sortKin(out.Kin)
		return out, nil
	}
	lineages, err := k.Lineages(DocumentOf(newer.Name))
	if err != nil {
		return Recorded{}, err
	}
	t := newTracer(older, newer, k, lineages)
	traced := make([]trace, len(newer.Entries))
	for i, e := range newer.Entries {
		if traced[i], err = t.back(e.Paragraph, newer.CutAt); err != nil {
			return Recorded{}, err
		}
	}
	return t.gather(traced), nil
}

// Options steers a comparison of the two drafts by what is recorded alone; the
// paragraphs must then bear no IDs, which would be paired beside it.
func (r Recorded) Options() redline.Options {
	o := redline.Options{ByLineageOnly: true}
	for _, k := range r.Kin {
		o.Lineage = append(o.Lineage, k.Pair)
	}
	return o
}

// trace is where a paragraph of the newer draft comes from.
type trace struct {
	from []string // paragraphs of the older draft, each once
	// decided says that a person's decision led there, own that the paragraph is
	// one of the older draft itself.
	decided, own bool
}

// ruling is one decision with the drafts that it concerns.
type ruling struct {
	*Lineage
	link LineageLink
}

// tracer follows the paragraphs of a draft back to those of an older one.
type tracer struct {
	kinship Kinship
	older   *Draft
	at      map[string]int      // places of the older draft's paragraphs
	made    map[string][]ruling // decisions by the new paragraphs that they name
	claimed map[string][]ruling // and by the old ones
	origins map[string]Origin   // what was asked of the Kinship
}

// newTracer takes the decisions between drafts that lie between the two, these
// included.
func newTracer(older, newer *Draft, k Kinship, lineages []*Lineage) *tracer {
	t := &tracer{kinship: k, older: older, at: map[string]int{}, made: map[string][]ruling{},
		claimed: map[string][]ruling{}, origins: map[string]Origin{}}
	for i, e := range older.Entries {
		t.at[e.Paragraph] = i
	}
	lineages = slices.Clone(lineages)
	// The newest step back first; of steps from one draft the longest.
	slices.SortFunc(lineages, func(a, b *Lineage) int {
		return cmp.Or(b.NewerCut.Compare(a.NewerCut), a.OlderCut.Compare(b.OlderCut), strings.Compare(a.Name, b.Name))
	})
	for _, l := range lineages {
		// The names tell apart drafts that were cut at the same moment.
		if l.OlderCut.Before(older.CutAt) || l.NewerCut.After(newer.CutAt) || l.Older == newer.Name || l.Newer == older.Name {
			continue
		}
		for _, link := range l.Links {
			for _, n := range link.New {
				t.made[n] = append(t.made[n], ruling{l, link})
			}
			for _, o := range link.Old {
				t.claimed[o] = append(t.claimed[o], ruling{l, link})
			}
		}
	}
	return t
}

// first gives the first of the decisions that concern drafts cut until then and
// not passed yet.
func first(rulings []ruling, until time.Time, passed []string) (ruling, bool) {
	for _, r := range rulings {
		if !r.NewerCut.After(until) && !slices.Contains(passed, r.Newer) {
			return r, true
		}
	}
	return ruling{}, false
}

// origin asks the Kinship once for each paragraph.
func (t *tracer) origin(paragraph string) (Origin, error) {
	if o, known := t.origins[paragraph]; known {
		return o, nil
	}
	o, err := t.kinship.Origin(paragraph)
	if err == nil {
		t.origins[paragraph] = o
	}
	return o, err
}

// back follows a paragraph that stands in a draft cut at a moment.
func (t *tracer) back(paragraph string, until time.Time) (trace, error) {
	w := walk{tracer: t, met: map[stand]bool{}}
	err := w.to(paragraph, until, nil)
	w.own = !w.decided && slices.Equal(w.from, []string{paragraph})
	return w.trace, err
}

// stand is where a walk comes by: a paragraph, as drafts cut until a moment have it.
type stand struct {
	paragraph string
	until     int64  // Unix time in nanoseconds
	passed    string // the drafts of that moment whose decisions led here
}

// walk goes all ways back from one paragraph. Ways part and meet again, twice as many
// after each split that was merged again, so that it goes on from a stand only once.
type walk struct {
	*tracer
	trace
	met map[stand]bool
}

// to comes by a paragraph that stands in a draft cut at a moment. passed are the
// drafts cut at that same moment whose decisions led there; those of drafts cut later
// do not count any more.
func (w *walk) to(paragraph string, until time.Time, passed []string) error {
	here := stand{paragraph, until.UnixNano(), strings.Join(passed, " ")}
	if w.met[here] {
		return nil
	}
	w.met[here] = true
	if r, ok := first(w.made[paragraph], until, passed); ok {
		return w.by(r, passed)
	}
	if _, ok := w.at[paragraph]; ok {
		// Where a person decided what became of it, it is not this.
		if _, other := first(w.claimed[paragraph], until, passed); !other && !slices.Contains(w.from, paragraph) {
			w.from = append(w.from, paragraph)
		}
		return nil
	}
	origin, err := w.origin(paragraph)
	if err != nil {
		return err
	}
	for _, from := range origin.From {
		if err := w.to(from, until, passed); err != nil {
			return err
		}
	}
	return nil
}

// by goes on as a person decided.
func (w *walk) by(r ruling, passed []string) error {
	w.decided = true
	if r.link.Apart {
		return nil
	}
	if r.OlderCut.Before(r.NewerCut) {
		passed = nil
	} else {
		passed = append(slices.Clone(passed), r.Newer)
		slices.Sort(passed)
	}
	for _, o := range r.link.Old {
		if err := w.to(o, r.OlderCut, passed); err != nil {
			return err
		}
	}
	return nil
}

// gather makes groups of what was traced. A paragraph that goes on as itself is
// not also what another was split from.
func (t *tracer) gather(traced []trace) Recorded {
	var out Recorded
	stays := map[string]bool{}
	for _, x := range traced {
		if x.own {
			stays[x.from[0]] = true
		}
	}
	from := make([][]int, len(traced))
	for i, x := range traced {
		for _, o := range x.from {
			if x.own || x.decided || !stays[o] {
				from[i] = append(from[i], t.at[o])
			}
		}
		slices.Sort(from[i])
		if len(from[i]) == 0 && x.decided {
			out.Fresh = append(out.Fresh, i)
		}
	}
	linked := make([]bool, len(t.older.Entries))
	for _, p := range groupsOf(from, len(t.older.Entries)) {
		for _, o := range p.Old {
			linked[o] = true
		}
		out.Kin = append(out.Kin, Kin{p, slices.ContainsFunc(p.New, func(n int) bool { return traced[n].decided })})
	}
	for i, e := range t.older.Entries {
		apart := slices.ContainsFunc(t.claimed[e.Paragraph], func(r ruling) bool { return r.link.Apart })
		if !linked[i] && apart {
			out.Ended = append(out.Ended, i)
		}
	}
	sortKin(out.Kin)
	return out
}

func sortKin(all []Kin) {
	slices.SortFunc(all, func(a, b Kin) int { return cmp.Compare(a.New[0], b.New[0]) })
}
