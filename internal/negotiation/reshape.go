package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// Decide gives working-text.split, for the team.
func (c SplitPassage) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDeskAt(s, m, c.Paragraph)
	if err != nil {
		return Outcome{}, err
	}
	p, err := d.passage(c.Paragraph, c.BaseRevision)
	if err != nil {
		return Outcome{}, err
	}
	if err := all(note("reason", c.Reason), listed("parts", c.Parts), listed("at", c.At), notAgreed(p)); err != nil {
		return Outcome{}, err
	}
	parts, err := c.parts(d, p)
	if err != nil {
		return Outcome{}, err
	}
	made, err := d.replace([]*Passage{p}, parts, SplitFrom, "working-text.split")
	if err != nil {
		return Outcome{}, err
	}
	if err := d.commit("working-text.split", p.Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.outcome(made[0], also(made[1:])...)
}

func also(passages []*Passage) []Entity {
	out := make([]Entity, len(passages))
	for i, p := range passages {
		out[i] = p
	}
	return out
}

// parts gives the wordings of the parts.
func (c SplitPassage) parts(d *desk, p *Passage) ([]words, error) {
	whole, err := d.read(p)
	if err != nil {
		return nil, err
	}
	beside, err := d.held(p)
	if err != nil {
		return nil, err
	}
	if len(c.At) == 0 {
		return c.given(d, whole)
	}
	cuts := []int{0}
	for i, n := range c.At {
		at, ok := byteOf(whole.Text, n)
		if !ok || at <= cuts[i] || at >= len(whole.Text) {
			return nil, badField("at", "has places that do not rise or do not lie within the text", "Count in code points, and give each place once, in order.")
		}
		cuts = append(cuts, at)
	}
	cuts = append(cuts, len(whole.Text))
	if len(c.Parts) > len(cuts)-1 {
		return nil, badField("parts", "has more parts than the places cut pieces", "Give one part a piece, or fewer.")
	}
	var out []words
	for i := 1; i < len(cuts); i++ {
		start, end := trimPiece(whole.Text, cuts[i-1], cuts[i])
		w := words{Paragraph: cutOut(whole, start, end)}
		w.Label = ""
		for _, a := range beside.Held {
			if a.Offset >= start && a.Offset <= end && (a.Offset < end || i == len(cuts)-1 || end < cuts[i]) {
				a.Offset -= start
				w.beside.Held = append(w.beside.Held, a)
			}
		}
		if i == 1 {
			w.Label = whole.Label
		}
		if i <= len(c.Parts) {
			c.Parts[i-1].dress(&w.Paragraph)
		}
		if w.Paragraph, err = wording(fmt.Sprintf("parts[%d]", i-1), w.Paragraph); err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// trimPiece takes the white space off both ends of a piece.
func trimPiece(s string, start, end int) (int, int) {
	piece := s[start:end]
	left := len(piece) - len(strings.TrimLeft(piece, " \t\n"))
	return start + left, start + max(left, len(strings.TrimRight(piece, " \t\n")))
}

// given gives the parts whose words the caller wrote.
func (c SplitPassage) given(d *desk, whole text.Paragraph) ([]words, error) {
	if len(c.Parts) < 2 {
		return nil, lacking("parts", "a split has at least two parts, or places to split at")
	}
	out := make([]words, len(c.Parts))
	for i, part := range c.Parts {
		p := text.Paragraph{Kind: whole.Kind, Depth: whole.Depth, Text: part.Text, Marks: part.Marks}
		if i == 0 {
			p.Label = whole.Label
		}
		part.dress(&p)
		w, err := d.typed(fmt.Sprintf("parts[%d]", i), p)
		if err != nil {
			return nil, err
		}
		out[i] = w
	}
	return out, nil
}

// dress gives a paragraph the part's kind, depth and label.
func (part Part) dress(p *text.Paragraph) {
	if part.Kind != "" {
		p.Kind = part.Kind
	}
	set(&p.Depth, part.Depth)
	if part.Label != "" {
		p.Label = part.Label
	}
}

// byteOf gives the byte at which the n-th code point of s begins.
func byteOf(s string, n int) (int, bool) {
	if n < 0 || n > utf8.RuneCountInString(s) {
		return 0, false
	}
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at, true
}

// replace ends some passages and puts new ones, which come from them, in the
// place of the first.
func (d *desk) replace(old []*Passage, with []words, kind OriginKind, cause string) ([]*Passage, error) {
	origin := Origin{OriginKind: kind}
	var parents []string
	for _, p := range old {
		origin.From = append(origin.From, p.Paragraph)
		parents = append(parents, WorkingRevisionName(p.Paragraph, p.Revision))
	}
	keys, err := d.places(old[0], len(with))
	if err != nil {
		return nil, err
	}
	made := make([]*Passage, len(with))
	for i, w := range with {
		made[i] = d.fresh(w.Paragraph, keys[i], origin)
		d.write(made[i], w, cause, parents...)
		d.touch(nil, made[i])
	}
	for _, p := range old {
		d.remove(p)
	}
	return made, nil
}

// places gives n keys that follow a passage directly.
func (d *desk) places(after *Passage, n int) ([]string, error) {
	all, err := d.passages()
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(all, func(p *Passage) bool { return p.Name == after.Name }) + 1
	low, high := after.Order, ""
	if at < len(all) {
		high = all[at].Order
	}
	keys := make([]string, n)
	for i := range keys {
		keys[i] = OrderBetween(low, high)
		low = keys[i]
	}
	if len(low) <= MaxOrder {
		return keys, nil
	}
	spread := OrderKeys(len(all) + n)
	for i, p := range all {
		before := *p
		if p.Order = spread[i]; i >= at {
			p.Order = spread[i+n]
		}
		d.touch(&before, p)
	}
	return spread[at : at+n], nil
}

// Decide gives working-text.merged, for the team.
func (c MergePassages) Decide(s State, m Meta) (Outcome, error) {
	if len(c.Paragraphs) < 2 || len(c.BaseRevisions) != len(c.Paragraphs) {
		return Outcome{}, lacking("paragraphs", "a merger needs at least two paragraphs and one base revision for each")
	}
	d, err := openDeskAt(s, m, c.Paragraphs[0])
	if err != nil {
		return Outcome{}, err
	}
	if err := all(note("reason", c.Reason), listed("paragraphs", c.Paragraphs), line("separator", c.Separator)); err != nil {
		return Outcome{}, err
	}
	var old []*Passage
	for i, name := range c.Paragraphs {
		p, err := d.passage(name, c.BaseRevisions[i])
		if err != nil {
			return Outcome{}, err
		}
		if err := notAgreed(p); err != nil {
			return Outcome{}, err
		}
		old = append(old, p)
	}
	if err := d.adjacent(old); err != nil {
		return Outcome{}, err
	}
	w, err := d.joined(old, c.Separator)
	if err != nil {
		return Outcome{}, err
	}
	made, err := d.replace(old, []words{w}, MergedFrom, "working-text.merged")
	if err != nil {
		return Outcome{}, err
	}
	if err := d.commit("working-text.merged", made[0].Paragraph, c.Reason, 0); err != nil {
		return Outcome{}, err
	}
	return d.outcome(made[0])
}

// adjacent checks that passages stand side by side in that order.
func (d *desk) adjacent(some []*Passage) error {
	all, err := d.passages()
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(p *Passage) bool { return p.Deleted })
	at := slices.IndexFunc(all, func(p *Passage) bool { return p.Name == some[0].Name })
	for i, p := range some {
		if at+i >= len(all) || all[at+i].Name != p.Name {
			return refuse(NotAdjacent, p.Paragraph, "does not stand directly after the one named before it")
		}
	}
	return nil
}

// joined gives the words of several passages as one paragraph like the first.
func (d *desk) joined(old []*Passage, separator string) (words, error) {
	if separator == "" {
		separator = " "
	}
	var out words
	for i, p := range old {
		part, err := d.read(p)
		if err != nil {
			return words{}, err
		}
		beside, err := d.held(p)
		if err != nil {
			return words{}, err
		}
		if i == 0 {
			out.Paragraph = part
			out.beside.Held = beside.Held
			continue
		}
		shift := len(out.Text) + len(separator)
		out.Text += separator + part.Text
		for _, k := range part.Marks {
			k.Start, k.End = k.Start+shift, k.End+shift
			out.Marks = append(out.Marks, k)
		}
		for _, a := range beside.Held {
			a.Offset += shift
			out.beside.Held = append(out.beside.Held, a)
		}
	}
	held := out.beside
	n, err := wording("paragraphs", out.Paragraph)
	return words{Paragraph: n, beside: held}, err
}
