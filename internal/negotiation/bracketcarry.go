package negotiation

import (
	"cmp"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// fate is what an act that is being decided does to a bracket, where the act itself
// says it and nothing has to be found out by carrying over.
type fate struct {
	// state is BracketOpen for one that goes on.
	state BracketState
	act   BracketAct // Change, Actor, Meeting, Noted and Reason; At and Cause are filled in
	into  int        // the team's number of the bracket that its words stand in
}

// explain says beforehand what becomes of the bracket with that number; 0 is for
// those that the act opens, which are in d.opened after commit.
func (d *desk) explain(working int, f fate) {
	if d.explained == nil {
		d.explained = make(map[int]fate)
	}
	d.explained[working] = f
}

// carrying is the carrying over of bracket numbers through one act.
type carrying struct {
	*desk
	kind          string // the type of the act's event
	before, after *bracketed
	result        *carry.Result
	taken         map[int]bool                     // numbers that a bracket of the text after the act has
	closed        map[string]map[string][]*Bracket // see closedIn
}

// carryBrackets gives the passages touched by an act the numbers of their bracket
// glyphs, by what stood before, and books what became of each bracket. Where every
// bracket that the act touches opens and closes within a passage touched, nothing
// else is read.
func (d *desk) carryBrackets(kind string) error {
	before, after, err := d.stretches(kind)
	if err != nil || before == nil {
		return err
	}
	c := &carrying{desk: d, kind: kind, before: before, after: after, taken: map[int]bool{}}
	c.result = d.meta.comparer().CarryBrackets(before.tree, after.tree, carry.Options{
		Language: d.doc.Language, Lineage: lineageOf(before.passages, after.passages)})
	given := after.numbers
	after.numbers = make([]int, len(after.tree.Brackets))
	for n := range after.tree.Brackets {
		if err := c.number(n, given[n]); err != nil {
			return err
		}
	}
	for n, working := range after.numbers {
		if err := c.goesOn(n, working); err != nil {
			return err
		}
	}
	for i, working := range before.numbers {
		if working != 0 && !c.taken[working] {
			if err := c.ends(i, working); err != nil {
				return err
			}
		}
	}
	c.setGlyphs()
	return c.keepAgreed()
}

// stretches gives the text that carrying over has to look at, before and after the
// act; nil where the act touches no bracket.
func (d *desk) stretches(kind string) (before, after *bracketed, err error) {
	var was, now []*Passage
	some, whole := false, false
	for _, t := range d.touched {
		if t.Before != nil && !t.Before.Deleted {
			was = append(was, t.Before)
			some = some || len(t.Before.Glyphs) > 0
			whole = whole || !selfContained(t.Before.Glyphs)
		}
		if t.After.Deleted {
			continue
		}
		p := d.live[t.After.Name]
		if kind != closureSet && newlyAgreed(t.Before, p) {
			some, whole = true, true // a bracket may stand around it
		}
		now = append(now, p)
		w, err := d.newest(p)
		if err != nil {
			return nil, nil, err
		}
		tree := bracket.Parse(bracket.Flow{Paragraphs: []text.Paragraph{w.Paragraph}}, bracket.Options{})
		some = some || tree.Opens+tree.Closes > 0
		whole = whole || tree.Opens != len(tree.Brackets) || tree.Closes != len(tree.Brackets)
	}
	if !some {
		return nil, nil, nil
	}
	if whole {
		if was, now, err = d.wholeText(); err != nil {
			return nil, nil, err
		}
	}
	inOrder(was)
	inOrder(now)
	if before, err = d.bracketed(was); err != nil {
		return nil, nil, err
	}
	after, err = d.bracketed(now)
	return before, after, err
}

// newlyAgreed tells whether an act puts an agreed passage where it was not, or makes
// one that stands there agreed.
func newlyAgreed(before, after *Passage) bool {
	return after.closure().IsAgreed() && (before == nil || before.Deleted || !before.closure().IsAgreed() ||
		before.Order != after.Order || before.Kind != after.Kind)
}

// wholeText gives all passages that stand, before and after the act.
func (d *desk) wholeText() (was, now []*Passage, err error) {
	all, err := d.passages()
	if err != nil {
		return nil, nil, err
	}
	touched := make(map[string]Touch, len(d.touched))
	for _, t := range d.touched {
		touched[t.After.Name] = t
		if !t.After.Deleted {
			now = append(now, d.live[t.After.Name])
		}
		if t.Before != nil && !t.Before.Deleted {
			was = append(was, t.Before)
		}
	}
	for _, p := range all {
		if _, there := touched[p.Name]; !there && !p.Deleted {
			was, now = append(was, p), append(now, p)
		}
	}
	return was, now, nil
}

func inOrder(some []*Passage) {
	slices.SortFunc(some, func(a, b *Passage) int {
		return cmp.Or(strings.Compare(a.Order, b.Order), strings.Compare(a.Name, b.Name))
	})
}

// selfContained tells whether every glyph of a passage has its partner there.
func selfContained(glyphs []int) bool {
	seen := make(map[int]int, len(glyphs)/2)
	for _, n := range glyphs {
		seen[n]++
	}
	for n, times := range seen {
		if n == 0 || times != 2 {
			return false
		}
	}
	return true
}

// lineageOf gives which of the passages after an act were split or merged from which
// before it.
func lineageOf(before, after []*Passage) []redline.Pair {
	at := make(map[string]int, len(before))
	for i, p := range before {
		at[p.Paragraph] = i
	}
	stands := make(map[string]bool, len(after))
	for _, p := range after {
		stands[p.Paragraph] = true
	}
	var pairs []redline.Pair
	byOrigin := make(map[string]int) // index in pairs
	for j, p := range after {
		var from []int
		for _, name := range p.Origin.From {
			if i, ok := at[name]; ok && !stands[name] {
				from = append(from, i)
			}
		}
		if _, known := at[p.Paragraph]; known || len(from) == 0 {
			continue
		}
		key := strings.Join(p.Origin.From, " ")
		k, ok := byOrigin[key]
		if !ok {
			k = len(pairs)
			byOrigin[key] = k
			pairs = append(pairs, redline.Pair{Old: from})
		}
		pairs[k].New = append(pairs[k].New, j)
	}
	return pairs
}

// number gives the n-th bracket of the text after the act its number: the one that
// it had where the act is an undoing; that of the bracket which it continues; that
// of a closed one of the same words in the same paragraph, which is open again; else
// the next of the count.
func (c *carrying) number(n, given int) error {
	if c.restored && given != 0 && !c.taken[given] {
		free, err := c.mayReturn(given)
		if err != nil {
			return err
		}
		if free {
			c.take(n, given)
			return nil
		}
	}
	if i := c.result.From[n]; i >= 0 {
		if working := c.continued(i); working != 0 && !c.taken[working] {
			c.take(n, working)
			return nil
		}
	}
	if working, err := c.reopenable(n); err != nil || working != 0 {
		c.take(n, working)
		return err
	}
	c.head.Brackets++
	c.take(n, c.head.Brackets)
	return nil
}

func (c *carrying) take(n, working int) {
	c.after.numbers[n] = working
	c.taken[working] = true
}

// mayReturn tells whether a number may be put back: its bracket stands nowhere else.
func (c *carrying) mayReturn(working int) (bool, error) {
	if slices.Contains(c.before.numbers, working) {
		return true, nil
	}
	b, err := get[*Bracket](c.state, WorkingBracketName(c.document, working))
	return err == nil && b.State != BracketOpen, err
}

// continued gives the number of the i-th bracket before the act, as the one that goes
// on. Where the act has closed that one, and it and another stood round the same
// words, the other goes on.
func (c *carrying) continued(i int) int {
	working := c.before.numbers[i]
	f, said := c.explained[working]
	if !said || f.state == BracketOpen {
		return working
	}
	words := c.before.tree.Inner(i)
	for k := range c.before.tree.Brackets {
		other := c.before.numbers[k]
		if f, said := c.explained[other]; other == 0 || k == i || c.taken[other] || said && f.state != BracketOpen || c.goes(k) {
			continue
		}
		if b := c.before.tree.Inner(k); strings.Trim(b, "[]") == strings.Trim(words, "[]") {
			return other
		}
	}
	return 0
}

// goes tells whether the carrying over found the k-th bracket before the act again.
func (c *carrying) goes(k int) bool { return slices.Contains(c.result.From, k) }

// reopenable gives the number of the bracket closed last that had the words of the
// n-th bracket of the text after the act, in the same paragraph; 0 for none.
func (c *carrying) reopenable(n int) (int, error) {
	words := c.after.tree.Inner(n)
	if strings.TrimSpace(words) == "" || c.restored {
		return 0, nil
	}
	closed, err := c.closedIn(c.after.passages[c.after.tree.Brackets[n].Open.Paragraph].Paragraph)
	if err != nil {
		return 0, err
	}
	var last *Bracket
	for _, o := range closed[text.Hash(words, nil)] {
		if !c.taken[o.Working] && (last == nil || o.ClosedAt.After(last.ClosedAt)) {
			last = o
		}
	}
	if last == nil {
		return 0, nil
	}
	return last.Working, nil
}

// closedIn gives the brackets of a paragraph that were lifted or not retained before
// the act, by the hash of their words.
func (c *carrying) closedIn(paragraph string) (map[string][]*Bracket, error) {
	if known, ok := c.closed[paragraph]; ok {
		return known, nil
	}
	all, err := list[*Bracket](c.state, c.document, paragraph)
	if err != nil {
		return nil, err
	}
	byWords := make(map[string][]*Bracket)
	for _, b := range all {
		if b.State == BracketLifted || b.State == BracketNotRetained {
			byWords[b.WordsHash] = append(byWords[b.WordsHash], b)
		}
	}
	if c.closed == nil {
		c.closed = make(map[string]map[string][]*Bracket)
	}
	c.closed[paragraph] = byWords
	return byWords, nil
}

// setGlyphs gives the passages the numbers of their glyphs. One that the act did not
// touch, but whose glyphs have another partner now, is touched.
func (c *carrying) setGlyphs() {
	for i, glyphs := range glyphsOf(c.after.tree, c.after.numbers) {
		p := c.after.passages[i]
		if slices.Equal(p.Glyphs, glyphs) {
			continue
		}
		before := *p
		p.Glyphs = glyphs
		if k := slices.IndexFunc(c.touched, func(t Touch) bool { return t.After.Name == p.Name }); k >= 0 {
			c.touched[k].After.Glyphs = glyphs
		} else {
			c.touch(&before, p)
		}
	}
}
