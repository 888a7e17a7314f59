package service

import (
	"fmt"
	"slices"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
)

// tracker reads, for one viewer, what lies behind the words of a draft.
type tracker struct {
	kinship
	target *negotiation.Draft
	team   bool // the viewer is of the team, and walks the working text
	// drafts are those that the viewer sees, up to the target, in order; entries are
	// their places by paragraph.
	drafts  []*negotiation.Draft
	entries map[string][]placed
	at      map[string]int // places of the drafts by name
	// stood is the number of the first draft that has a wording, by its name; settled
	// are the paragraphs for which it has been told.
	stood     map[string]int
	settled   map[string]bool
	proposals proposals
	decided   []*decided                         // what people decided, in the order in which it counts
	revisions map[string]*negotiation.Revision   // read so far; nil: not there
	newest    map[string]int                     // numbers of the newest working wordings read so far, by paragraph
	cut       map[[2]string]string               // working wordings told so far, by draft and paragraph
	shown     map[string]int                     // publishedBy, told so far, by working wording
	chains    map[string][]*negotiation.Revision // published wordings read so far, by paragraph
	read      map[string]int                     // numbers up to which they are
	places    map[string]map[string]int          // of paragraphs, by draft
	betweens  map[[2]string]*between             // by two drafts
}

// placed is an entry of a draft.
type placed struct {
	draft int
	entry negotiation.Entry
}

// trails reads what lies behind the paragraphs [from, to) of a draft.
func (r reader) trails(d *negotiation.Draft, from, to int) ([]*trail, error) {
	document := negotiation.DocumentOf(d.Name)
	kin, err := r.kinship(document)
	if err != nil {
		return nil, err
	}
	k := &tracker{kinship: kin, target: d, entries: map[string][]placed{}, stood: map[string]int{}, settled: map[string]bool{},
		revisions: map[string]*negotiation.Revision{}, newest: map[string]int{},
		cut: map[[2]string]string{}, shown: map[string]int{}, chains: map[string][]*negotiation.Revision{},
		at: map[string]int{}, read: map[string]int{}, places: map[string]map[string]int{}, betweens: map[[2]string]*between{}}
	k.team = r.viewer.Holds(negotiation.TeamToken(negotiation.LastID(negotiation.ProcessOf(document))))
	if err := k.readDrafts(document); err != nil {
		return nil, err
	}
	if err := k.readProposals(document); err != nil {
		return nil, err
	}
	if err := k.readLineages(document); err != nil {
		return nil, err
	}
	out := make([]*trail, 0, to-from)
	for _, e := range d.Entries[from:to] {
		t, err := k.trail(e)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// readDrafts reads the drafts up to the target: in the order in which they were cut,
// which is that of their numbers too.
func (k *tracker) readDrafts(document string) error {
	all, err := listAll[*negotiation.Draft](k.reader, document)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b *negotiation.Draft) int {
		if a.Number > 0 && b.Number > 0 {
			return a.Number - b.Number
		}
		return a.CutAt.Compare(b.CutAt)
	})
	for _, d := range all {
		for _, e := range d.Entries {
			k.entries[e.Paragraph] = append(k.entries[e.Paragraph], placed{len(k.drafts), e})
		}
		k.at[d.Name] = len(k.drafts)
		k.drafts = append(k.drafts, d)
		if d.Name == k.target.Name {
			return nil
		}
	}
	return fmt.Errorf("a draft that is seen is in no list: %w", internal(missing(k.target.Name)))
}

// trail reads what lies behind one paragraph of the target.
func (k *tracker) trail(e negotiation.Entry) (*trail, error) {
	w, err := k.wording(k.target, e, Plain)
	if err != nil {
		return nil, err
	}
	t := &trail{wording: w, at: map[string]int{}, drafts: k.drafts, viewer: k.viewer, team: k.team}
	name, err := k.nameIn(k.target, e)
	if err != nil {
		return nil, err
	}
	_, err = k.walk(t, name, len(k.drafts)-1)
	return t, err
}

// walk puts a wording and all behind it on the trail, and gives its place; -1 where
// the viewer may not see it. Decisions count that are about drafts until that place.
func (k *tracker) walk(t *trail, name string, until int) (int, error) {
	if err := k.ctx.Err(); err != nil {
		return -1, err
	}
	if at, ok := t.at[name]; ok {
		return at, nil
	}
	t.at[name] = -1
	r, err := k.revision(name)
	if err != nil || r == nil {
		return -1, err
	}
	if err := k.settle(r.Paragraph); err != nil {
		return -1, err
	}
	parents, until, err := k.parents(r, until)
	if err != nil {
		return -1, err
	}
	w := redline.Wording{Text: r.Text, Stood: k.stood[name]}
	var from []*negotiation.Revision
	for _, parent := range parents {
		at, err := k.walk(t, parent, until)
		if err != nil {
			return -1, err
		}
		if at >= 0 {
			w.Parents = append(w.Parents, at)
			from = append(from, t.steps[at].revision)
		}
	}
	s := step{revision: r}
	if w.Asked, s.credits, err = k.asks(r, from); err != nil {
		return -1, err
	}
	t.at[name] = len(t.steps)
	t.steps, t.wordings = append(t.steps, s), append(t.wordings, w)
	return t.at[name], nil
}

// revision reads a wording; nil where the viewer may not see it.
func (k *tracker) revision(name string) (*negotiation.Revision, error) {
	if r, ok := k.revisions[name]; ok {
		return r, nil
	}
	item, ok, err := k.find(name)
	if err != nil {
		return nil, err
	}
	var r *negotiation.Revision
	if ok {
		r, _ = item.Entity.(*negotiation.Revision)
	}
	k.revisions[name] = r
	return r, nil
}

// parents names the wordings from which one came: where people decided it of the first
// wording after a draft, those that they decided, else those on record but for what
// they decided otherwise. On record a published one comes from the one before it that
// the viewer sees, whatever wider audiences are told, else from those of the paragraphs
// that its own was made of. The decisions that count further back are those about
// drafts until the place further.
func (k *tracker) parents(r *negotiation.Revision, until int) (names []string, further int, err error) {
	before, err := k.before(r)
	if err != nil {
		return nil, until, err
	}
	if d := k.decision(r, before, until); d != nil {
		names, err = k.decidedParents(d)
		return names, d.older, err
	}
	recorded := r.Parents
	if !k.team {
		if recorded, err = k.published(r, before); err != nil {
			return nil, until, err
		}
	}
	for _, name := range recorded {
		parent, err := k.revision(name)
		if err != nil {
			return nil, until, err
		}
		if parent == nil {
			continue
		}
		if err := k.settle(parent.Paragraph); err != nil {
			return nil, until, err
		}
		if !k.overruled(r, parent, until) {
			names = append(names, name)
		}
	}
	return names, until, nil
}

// published names the published wordings from which one came, of those that the viewer
// sees: the one before it or, where there is none, those that the paragraphs which its
// own was made of had last, in drafts before the one in which it stood first.
func (k *tracker) published(r, before *negotiation.Revision) ([]string, error) {
	if before != nil {
		return []string{before.Name}, nil
	}
	origin, err := k.Origin(r.Paragraph)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, paragraph := range origin.From {
		for _, p := range slices.Backward(k.entries[paragraph]) {
			if p.draft < k.place(r) {
				names = append(names, negotiation.RevisionName(paragraph, p.entry.Revision))
				break
			}
		}
	}
	return names, nil
}

// before gives the wording of the same paragraph before one, of those that the viewer
// walks; nil for none.
func (k *tracker) before(r *negotiation.Revision) (*negotiation.Revision, error) {
	name := negotiation.RevisionName
	if k.team {
		name = negotiation.WorkingRevisionName
	}
	for n := r.Number - 1; n > 0; n-- {
		if before, err := k.revision(name(r.Paragraph, n)); before != nil || err != nil {
			return before, err
		}
	}
	return nil, nil
}

// settle tells in which drafts the wordings of a paragraph stood first.
func (k *tracker) settle(paragraph string) error {
	if k.settled[paragraph] {
		return nil
	}
	k.settled[paragraph] = true
	for _, p := range k.entries[paragraph] {
		name, err := k.nameIn(k.drafts[p.draft], p.entry)
		if err != nil {
			return err
		}
		if k.stood[name] == 0 {
			k.stood[name] = p.draft + 1
		}
	}
	return nil
}

// nameIn names the wording that an entry of a draft has, as the viewer walks it.
func (k *tracker) nameIn(d *negotiation.Draft, e negotiation.Entry) (string, error) {
	if k.team {
		return k.workingName(d, e)
	}
	return negotiation.RevisionName(e.Paragraph, e.Revision), nil
}

// workingName names the wording of the working text that an entry of a draft was cut
// from. A published draft tells the published number alone; the wording cut is the
// newest that the paragraph had at that moment, and its hash tells it. Where by the
// clock there was none with that hash, the clock was set back, and it is the newest.
func (k *tracker) workingName(d *negotiation.Draft, e negotiation.Entry) (string, error) {
	if d.State == negotiation.Sealed {
		return negotiation.WorkingRevisionName(e.Paragraph, e.Revision), nil
	}
	key := [2]string{d.Name, e.Paragraph}
	if name, ok := k.cut[key]; ok {
		return name, nil
	}
	newest, ok := k.newest[e.Paragraph]
	if !ok {
		item, err := k.get(negotiation.KindPassage, negotiation.PassageOf(e.Paragraph))
		if err != nil {
			return "", fmt.Errorf("a paragraph of a draft has no working text: %w", internal(err))
		}
		if passage, is := item.Entity.(*negotiation.Passage); is {
			newest = passage.Revision
		}
		k.newest[e.Paragraph] = newest
	}
	later := ""
	for n := newest; n > 0; n-- {
		name := negotiation.WorkingRevisionName(e.Paragraph, n)
		r, err := k.revision(name)
		if err != nil {
			return "", err
		}
		if r == nil || r.Hash != e.Hash {
			continue
		}
		if !r.At.After(d.CutAt) {
			k.cut[key] = name
			return name, nil
		}
		if later == "" {
			later = name
		}
	}
	if later != "" {
		k.cut[key] = later
		return later, nil
	}
	return "", fmt.Errorf("no working text has a wording of a draft: %w", internal(missing(e.Paragraph)))
}
