package negotiation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// incoming is an import on its way into the working text.
type incoming struct {
	*desk
	command ImportDraft
	old     []*Passage // what stands, in order
	out     []*Passage // what has been taken out before
	was     []words    // its words
	now     []words    // the content's words
	// kept is, for each paragraph of the content, the passage that it continues,
	// and from the passages that it was split or merged from.
	kept   []*Passage
	origin []Origin
	gone   []*Passage
	unsure []Finding
}

// Decide gives working-text.imported for the team, where the words, labels or
// places change, and draft.cut where a draft is named.
func (c ImportDraft) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDesk(s, m, c.Document, WriteText)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(d.at(c.BaseAct), note("reason", c.Reason), c.check(d.doc)); err != nil {
		return Outcome{}, err
	}
	d.source = c.SourceHash
	in := &incoming{desk: d, command: c}
	if err := in.read(); err != nil {
		return Outcome{}, err
	}
	if err := in.align(); err != nil {
		return Outcome{}, err
	}
	if err := in.findReplaced(); err != nil {
		return Outcome{}, err
	}
	in.findDangling()
	standing := in.settle()
	if len(d.touched) > 0 {
		if err := d.commit("working-text.imported", d.document, c.Reason, 0); err != nil {
			return Outcome{}, err
		}
	} else if c.Name == "" {
		return Outcome{}, refuse(NoChange, d.document, "the working text of "+d.document+" says the same already")
	}
	var result Entity = d.head
	if c.Name != "" {
		cut := CutDraft{Name: c.Name, Kind: c.Kind, Title: c.Title, Symbol: c.Symbol, Reason: c.Reason, sourceHash: c.SourceHash}
		if cut.Title == "" {
			cut.Title = c.Content.Title
		}
		if cut.Symbol == "" {
			cut.Symbol = c.Content.Symbol
		}
		if result, err = d.cut(cut, standing); err != nil {
			return Outcome{}, err
		}
	}
	head := *d.head
	out, err := d.outcome(result, &head)
	out.Unsure = append(in.unsure, d.unsure...)
	return out, err
}

func (c ImportDraft) check(doc *Document) error {
	if len(c.Content.Paragraphs) == 0 {
		return refuse(DraftEmpty, "content", "the file has no paragraph")
	}
	if n := len(c.Content.Paragraphs); n > MaxParagraphs {
		return refuse(DraftTooLong, "content", fmt.Sprintf("the file has %d paragraphs; a draft may have %d", n, MaxParagraphs))
	}
	primary := func(tag string) string { before, _, _ := strings.Cut(tag, "-"); return strings.ToLower(before) }
	if l := c.Content.Language; l != "" && primary(l) != primary(doc.Language) {
		return badField("content.language", fmt.Sprintf("is %q; the document is negotiated in %q", l, doc.Language),
			"Import the text in the language of the negotiation.")
	}
	hex := strings.Trim(c.SourceHash, "0123456789abcdef")
	if c.SourceHash != "" && (len(c.SourceHash) != 64 || hex != "") {
		return badField("source_hash", "is no SHA-256 in lower-case hex", "Give 64 hexadecimal digits, or none.")
	}
	return nil
}

// read reads what stands and brings the content into normal form.
func (in *incoming) read() error {
	passages, err := in.passages()
	if err != nil {
		return err
	}
	for _, p := range passages {
		if p.Deleted {
			in.out = append(in.out, p)
			continue
		}
		w, err := in.words(p)
		if err != nil {
			return err
		}
		in.old, in.was = append(in.old, p), append(in.was, w)
	}
	for i, p := range in.command.Content.Paragraphs {
		w, err := in.typed(fmt.Sprintf("content.paragraphs[%d]", i), p)
		if err != nil {
			return err
		}
		in.now = append(in.now, w)
	}
	in.kept = make([]*Passage, len(in.now))
	in.origin = make([]Origin, len(in.now))
	return nil
}

// align decides what each paragraph of the content continues.
func (in *incoming) align() error {
	at := make(map[string]int, len(in.old)) // by paragraph's id
	for i, p := range in.old {
		at[LastID(p.Paragraph)] = i
	}
	options, fresh, err := in.decided(at)
	if err != nil {
		return err
	}
	old := in.draftOf(in.was, func(i int) string { return LastID(in.old[i].Paragraph) })
	now := in.draftOf(in.now, func(i int) string {
		id := in.command.Content.Paragraphs[i].ID
		if _, known := at[id]; !known || fresh[i] {
			return ""
		}
		return id
	})
	taken := make([]bool, len(in.old))
	for _, link := range in.meta.comparer().Align(old, now, options) {
		link.New = slices.DeleteFunc(slices.Clone(link.New), func(j int) bool { return fresh[j] })
		if len(link.New) == 0 {
			continue
		}
		for _, i := range link.Old {
			taken[i] = true
		}
		in.take(link)
	}
	for i, p := range in.old {
		if !taken[i] {
			in.gone = append(in.gone, p)
			in.findGone(i)
		}
	}
	return nil
}

// decided reads the links that a person has decided.
func (in *incoming) decided(at map[string]int) (redline.Options, map[int]bool, error) {
	var o redline.Options
	fresh := map[int]bool{}
	seen := map[int]bool{}
	for _, l := range in.command.Links {
		if l.Index < 0 || l.Index >= len(in.now) || seen[l.Index] {
			return o, nil, badField("links.index", "names no paragraph of the content, or one twice", "Count the paragraphs of the content from 0, and link each once.")
		}
		seen[l.Index] = true
		if l.Paragraph == "" {
			fresh[l.Index] = true
			continue
		}
		i, ok := at[LastID(l.Paragraph)]
		if !ok || in.old[i].Paragraph != l.Paragraph {
			return o, nil, notFound(l.Paragraph)
		}
		o.Lineage = append(o.Lineage, redline.Pair{Old: []int{i}, New: []int{l.Index}})
	}
	return o, fresh, nil
}

func (in *incoming) draftOf(ws []words, id func(int) string) *text.Draft {
	d := &text.Draft{Language: in.doc.Language, Paragraphs: make([]text.Paragraph, len(ws))}
	for i, w := range ws {
		d.Paragraphs[i] = w.Paragraph
		d.Paragraphs[i].ID = id(i)
	}
	return d
}

// take books one link.
func (in *incoming) take(link redline.Link) {
	if len(link.Old) == 1 && len(link.New) == 1 {
		in.kept[link.New[0]] = in.old[link.Old[0]]
	} else {
		kind := SplitFrom
		if len(link.Old) > 1 {
			kind = MergedFrom
		}
		var from []string
		for _, i := range link.Old {
			from = append(from, in.old[i].Paragraph)
			in.gone = append(in.gone, in.old[i])
		}
		for _, j := range link.New {
			in.origin[j] = Origin{OriginKind: kind, From: from}
		}
	}
	if !link.Sure {
		in.findLink(link)
	}
}

// settle puts the content into the working text and gives it as it then stands.
func (in *incoming) settle() []*Passage {
	first := in.head.LastAct == 0 && in.head.Base == ""
	keys := in.keys()
	standing := make([]*Passage, len(in.now))
	for j, w := range in.now {
		g := in.kept[j]
		if g == nil {
			if in.origin[j].OriginKind == "" && !first {
				in.origin[j].OriginKind = NewIn
			}
			g = in.fresh(w.Paragraph, keys[j], in.origin[j])
			in.write(g, w, "working-text.imported", in.parents(in.origin[j])...)
			in.touch(nil, g)
		} else {
			in.update(g, w, keys[j])
		}
		standing[j] = g
	}
	for _, g := range in.gone {
		if !g.Deleted {
			in.remove(g)
		}
	}
	return standing
}

func (in *incoming) parents(o Origin) []string {
	var out []string
	for _, p := range in.old {
		if slices.Contains(o.From, p.Paragraph) {
			out = append(out, WorkingRevisionName(p.Paragraph, p.Revision))
		}
	}
	return out
}

// update makes a passage that stays say what the content says.
func (in *incoming) update(g *Passage, w words, key string) {
	before := *g
	was := in.was[slices.Index(in.old, g)]
	if hashOf(w.Paragraph) == g.Hash {
		w.beside.Author, w.beside.Amendment = was.beside.Author, was.beside.Amendment // the words stay theirs
	}
	if hashOf(w.Paragraph) != g.Hash || !slices.EqualFunc(w.beside.Held, was.beside.Held, sameHeld) {
		in.write(g, w, "working-text.imported")
		in.reopen(g)
	}
	g.Kind, g.Depth, g.Label, g.Order = w.Kind, w.Depth, w.Label, key
	if !samePassage(&before, g) || before.Revision != g.Revision {
		in.touch(&before, g)
	}
}

// keys gives the order keys of the content. Passages that stay keep theirs as
// far as they stand in the same order; the others find room between them.
func (in *incoming) keys() []string {
	keys := make([]string, len(in.now))
	fixed := in.backbone()
	if len(fixed) == 0 {
		return OrderKeys(len(keys))
	}
	low, from := "", 0
	for _, j := range fixed {
		keys[j] = in.kept[j].Order
		between(keys[from:j], low, keys[j])
		low, from = keys[j], j+1
	}
	between(keys[from:], low, "")
	if slices.ContainsFunc(keys, func(k string) bool { return len(k) > MaxOrder }) {
		return OrderKeys(len(keys))
	}
	return keys
}

// between fills keys with rising ones between low and high, from the middle
// outwards so that they stay short.
func between(keys []string, low, high string) {
	if len(keys) == 0 {
		return
	}
	if high == "" {
		for i := range keys {
			keys[i] = OrderBetween(low, "")
			low = keys[i]
		}
		return
	}
	m := len(keys) / 2
	keys[m] = OrderBetween(low, high)
	between(keys[:m], low, keys[m])
	between(keys[m+1:], keys[m], high)
}

// backbone gives the longest run of paragraphs of the content whose passages
// stand in the same order.
func (in *incoming) backbone() []int {
	var tails []int // tails[k]: the end of the best run of length k+1
	before := make([]int, len(in.kept))
	for j, g := range in.kept {
		if g == nil {
			continue
		}
		k, _ := slices.BinarySearchFunc(tails, g.Order, func(t int, order string) int {
			return strings.Compare(in.kept[t].Order, order)
		})
		before[j] = -1
		if k > 0 {
			before[j] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, j)
		} else {
			tails[k] = j
		}
	}
	if len(tails) == 0 {
		return nil
	}
	var run []int
	for j := tails[len(tails)-1]; j >= 0; j = before[j] {
		run = append(run, j)
	}
	slices.Reverse(run)
	return run
}
