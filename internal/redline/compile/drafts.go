package compile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// ActorDraft is the whole draft that an actor wants.
type ActorDraft struct {
	Actor string
	Draft *text.Draft
}

// Whole is the compilation of drafts.
type Whole struct {
	// Paragraphs are those of the base in their order, new ones behind what they
	// follow in the drafts that have them.
	Paragraphs []CompiledParagraph
	// Actors are those whose drafts were compiled, in order.
	Actors []string
	// Moved counts paragraphs that stand elsewhere in a draft: they are deleted in
	// one place and new in the other.
	Moved int
}

// CompiledParagraph is one paragraph of a compilation.
type CompiledParagraph struct {
	Compiled
	// Base is the index of the paragraph in the base, -1 for a new one.
	Base int
	// Paragraph has kind, depth and label; Text is the words of the base, empty for
	// a new one. A new one has no label, since numbers follow when it is agreed.
	Paragraph text.Paragraph
	// Proposals are what the actors want of it, in order, those who leave it as it
	// is not among them.
	Proposals []Proposal
}

// Draft gives the compilation as a draft. The words of the base keep their
// formatting and footnotes; those of others have none.
func (w *Whole) Draft(base *text.Draft, attributed bool) *text.Draft {
	d := &text.Draft{Title: base.Title, Symbol: base.Symbol, Language: base.Language}
	for _, p := range w.Paragraphs {
		q := p.Paragraph
		if len(p.Proposals) > 0 {
			q.Text, q.Marks = p.printMarked(attributed, q.Marks)
		}
		d.Paragraphs = append(d.Paragraphs, q)
	}
	return d
}

// Project gives the texts of the paragraphs as an actor wants them, those without
// words left out; for "" those of the base.
func (w *Whole) Project(actor string) []string {
	var out []string
	for _, p := range w.Paragraphs {
		if s := p.Compiled.Project(actor); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// ParagraphError tells in which paragraph of the base a compilation failed.
type ParagraphError struct {
	// Base is the index in the base, that of the paragraph before for a new one, -1
	// for one at the beginning; Label is its label.
	Base  int
	Label string
	// Cause is an *Error.
	Cause error
}

// Error tells the place and the cause.
func (e *ParagraphError) Error() string {
	return fmt.Sprintf("paragraph %d: %v", e.Base+1, e.Cause)
}

// Unwrap gives the cause.
func (e *ParagraphError) Unwrap() error { return e.Cause }

// Drafts compiles what several actors want of a whole draft. Paragraphs are paired
// by redline.Align; one that was split has its first part in its place and the others
// as new ones, of those that were merged the first has the words of all. Labels,
// kinds and formatting are those of the base; a new paragraph without words is passed
// over. Errors are *Error and *ParagraphError.
func Drafts(base *text.Draft, by []ActorDraft, o Options) (*Whole, error) {
	var none []Proposal
	for _, a := range by {
		none = append(none, Proposal{Actor: a.Actor})
	}
	_, names, err := variants("", none, o)
	if err != nil {
		return nil, err
	}
	if len(names) < len(by) {
		for i, a := range by {
			if slices.ContainsFunc(by[:i], func(b ActorDraft) bool { return b.Actor == a.Actor }) {
				return nil, twiceBy(a.Actor)
			}
		}
	}
	w := &Whole{Actors: names}
	g := gatherer{base: base, wants: make([][]Proposal, len(base.Paragraphs)), added: make([][]added, len(base.Paragraphs)+1)}
	for _, n := range names {
		k := slices.IndexFunc(by, func(a ActorDraft) bool { return a.Actor == n })
		w.Moved += g.add(n, by[k].Draft)
	}
	o.Order = names
	for i := -1; i < len(base.Paragraphs); i++ {
		label := ""
		if i >= 0 {
			p := base.Paragraphs[i]
			label = p.Label
			if err := w.compile(i, p, g.wants[i], o); err != nil {
				return nil, &ParagraphError{i, label, err}
			}
		}
		for _, n := range g.added[i+1] {
			q := n.paragraph
			q.Text, q.Label, q.Marks, q.ID = "", "", nil, ""
			if err := w.compile(-1, q, n.wants, o); err != nil {
				return nil, &ParagraphError{i, label, err}
			}
		}
	}
	return w, nil
}

// compile adds a paragraph.
func (w *Whole) compile(at int, p text.Paragraph, wants []Proposal, o Options) error {
	out := CompiledParagraph{Base: at, Paragraph: p, Proposals: wants}
	switch {
	case len(wants) > 0:
		c, err := Paragraph(p.Text, wants, o)
		if err != nil {
			return err
		}
		out.Compiled = *c
	case p.Text != "":
		out.Pieces = []Piece{{Text: p.Text}}
	}
	w.Paragraphs = append(w.Paragraphs, out)
	return nil
}

// added is a new paragraph with those who want it.
type added struct {
	paragraph text.Paragraph
	wants     []Proposal
}

// gatherer gathers what the actors want, paragraph by paragraph.
type gatherer struct {
	base  *text.Draft
	wants [][]Proposal // of each paragraph of the base
	added [][]added    // new ones at the beginning, then behind each of the base
}

// add adds the draft of one actor, and counts the paragraphs that it has elsewhere.
func (g *gatherer) add(actor string, d *text.Draft) (moved int) {
	place := make([]int, len(d.Paragraphs)) // where it stands in the base, -1 for new
	for j := range place {
		place[j] = -1
	}
	for _, l := range redline.Align(g.base, d, redline.Options{}) {
		place[l.New[0]] = l.Old[0]
	}
	g.byLabel(place, d)
	stays := rising(place, d)
	says := make(map[int]string)
	behind := make([]int, len(place)) // that of the base which a new one stands behind: the last before the next that stays
	for j, next := len(place)-1, len(g.base.Paragraphs); j >= 0; j-- {
		if behind[j] = next - 1; stays[j] {
			next = place[j]
		}
	}
	from := 0
	for j, p := range d.Paragraphs {
		switch {
		case stays[j]:
			says[place[j]], from = p.Text, 0
			continue
		case place[j] >= 0:
			moved++
		}
		if p.Text != "" {
			from = g.insert(behind[j], from, actor, p)
		}
	}
	for i, p := range g.base.Paragraphs {
		if wanted := says[i]; wanted != p.Text {
			g.wants[i] = append(g.wants[i], Proposal{Actor: actor, Wanted: wanted, Delete: wanted == ""})
		}
	}
	return moved
}

// byLabel pairs what the words do not: a paragraph that stands by the same label
// behind the same paragraph as one of the base that is gone is that one, worded anew.
func (g *gatherer) byLabel(place []int, d *text.Draft) {
	taken := make(map[int]bool, len(place))
	for _, i := range place {
		taken[i] = true
	}
	for j, p := range d.Paragraphs {
		i := 0
		if j > 0 {
			i = place[j-1] + 1
		}
		if place[j] >= 0 || p.Label == "" || j > 0 && i == 0 {
			continue
		}
		for i < len(g.base.Paragraphs) && !taken[i] && g.base.Paragraphs[i].Label != p.Label {
			i++
		}
		if i < len(g.base.Paragraphs) && !taken[i] && g.base.Paragraphs[i].Label == p.Label && g.base.Paragraphs[i].Kind == p.Kind {
			place[j], taken[i] = i, true
		}
	}
}

// insert adds a new paragraph behind one of the base, to an equal one of another
// actor if there is one from an index on; it gives the index behind it.
func (g *gatherer) insert(behind, from int, actor string, p text.Paragraph) int {
	list := &g.added[behind+1]
	for k := from; k < len(*list); k++ {
		if (*list)[k].wants[0].Wanted == p.Text {
			(*list)[k].wants = append((*list)[k].wants, Proposal{Actor: actor, Wanted: p.Text})
			return k + 1
		}
	}
	*list = slices.Insert(*list, from, added{p, []Proposal{{Actor: actor, Wanted: p.Text}}})
	return from + 1
}

// rising tells which paragraphs stay in the order of the base: the run of them that
// has the most words.
func rising(place []int, d *text.Draft) []bool {
	weight, before := make([]int, len(place)), make([]int, len(place))
	best := -1
	for j, at := range place {
		before[j] = -1
		if at < 0 {
			continue
		}
		for k := range j {
			if place[k] >= 0 && place[k] < at && weight[k] > weight[j] {
				weight[j], before[j] = weight[k], k
			}
		}
		weight[j] += 1 + len(strings.Fields(d.Paragraphs[j].Text))
		if best < 0 || weight[j] > weight[best] {
			best = j
		}
	}
	out := make([]bool, len(place))
	for j := best; j >= 0; j = before[j] {
		out[j] = true
	}
	return out
}
