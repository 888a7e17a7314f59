package negotiation

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// BracketDoubtful is the code of the finding that the carrying over of a bracket
// awaits a person's confirmation, see ConfirmBracket.
const BracketDoubtful = "BRACKET_DOUBTFUL"

// goesOn books the n-th bracket of the text after the act, under its number.
func (c *carrying) goesOn(n, working int) error {
	name := WorkingBracketName(c.document, working)
	i := slices.Index(c.before.numbers, working)
	if i >= 0 {
		b, err := get[*Bracket](c.state, name)
		if err != nil {
			return err
		}
		was := *b
		c.describe(b, n)
		c.continues(b, &was, i)
		if !sameBracket(b, &was) {
			c.book(b)
		}
		return nil
	}
	b, err := get[*Bracket](c.state, name)
	if isNotFound(err) {
		b, err = &Bracket{
			Name: name, Document: c.document, Working: working, OpenedAt: c.meta.Now, OpenedIn: c.head.Base,
		}, nil
	}
	if err != nil {
		return err
	}
	change := Opened
	if b.State != "" {
		change = Reopened
	}
	b.State, b.ClosedAt, b.Into = BracketOpen, time.Time{}, ""
	c.describe(b, n)
	act := BracketAct{Change: change}
	if f, said := c.explained[0]; said {
		act.Actor, act.Meeting, act.Noted, act.Reason = f.act.Actor, f.act.Meeting, f.act.Noted, f.act.Reason
		if b.OpenedBy == "" && !act.Noted {
			b.OpenedBy = act.Actor
		}
	}
	for k, f := range c.result.Fates {
		if len(f.New) > 1 && slices.Contains(f.New[1:], n) && c.before.numbers[k] != 0 {
			b.From = append(b.From, WorkingBracketName(c.document, c.before.numbers[k]))
		}
	}
	c.history(b, act)
	c.opened = append(c.opened, b)
	c.head.BracketsOpen++
	c.book(b)
	return nil
}

// continues books what the act did to a bracket that goes on.
func (c *carrying) continues(b, was *Bracket, i int) {
	f := c.result.Fates[i]
	if said, ok := c.explained[b.Working]; ok {
		c.history(b, said.act)
		return
	}
	if change, ok := changes[f.Kind]; ok && b.WordsHash != was.WordsHash {
		c.history(b, BracketAct{Change: change})
	}
	if !slices.EqualFunc(b.Holders, was.Holders, sameHolder) {
		c.history(b, BracketAct{Change: Attributed})
	}
	if !f.Sure && !c.restored {
		c.doubt(b, f)
	}
}

// changes are the changes of brackets that go on.
var changes = map[carry.Kind]BracketChange{
	carry.Narrowed: Narrowed, carry.Widened: Widened, carry.Shifted: Shifted, carry.Split: Splitted,
}

// doubt notes that a person should confirm what became of a bracket.
func (c *carrying) doubt(b *Bracket, f carry.Fate) {
	b.Doubt = f.Why
	c.unsure = append(c.unsure, Finding{
		Code: BracketDoubtful, Place: b.Name, Message: f.Why, Paragraph: b.Paragraph, Words: b.Words,
	})
}

// ends books a bracket that no longer stands in the text.
func (c *carrying) ends(i, working int) error {
	b, err := get[*Bracket](c.state, WorkingBracketName(c.document, working))
	if err != nil {
		return err
	}
	f := c.result.Fates[i]
	b.ClosedAt = c.meta.Now
	said, ok := c.explained[working]
	switch {
	case ok && said.state != BracketOpen:
		b.State, b.Doubt = said.state, ""
		if said.into != 0 {
			b.Into = WorkingBracketName(c.document, said.into)
		}
		c.history(b, said.act)
	case c.undoing && b.OpenedBy == "":
		b.State = BracketSuperseded
		c.history(b, BracketAct{Change: SupersededBy})
	case f.Kind == carry.Merged && len(f.New) > 0:
		b.State, b.Into = BracketMerged, WorkingBracketName(c.document, c.after.numbers[f.New[0]])
		c.history(b, BracketAct{Change: MergedInto})
	default:
		b.State = BracketNotRetained
		c.history(b, BracketAct{Change: NotRetained})
	}
	if !ok && !f.Sure && !c.restored {
		c.doubt(b, f)
	}
	c.head.BracketsOpen--
	c.book(b)
	return nil
}

// book writes a bracket with the act.
func (c *carrying) book(b *Bracket) {
	if c.booked == nil {
		c.desk.booked = make(map[string]*Bracket)
	}
	c.booked[b.Name] = b
	c.made = append(c.made, b)
}

// acted gives the outcome of an act on a bracket after commit: the bracket as it
// stands now, then the passages that the act changed and the working text's head.
func (d *desk) acted(b *Bracket) (Outcome, error) {
	if now := d.booked[b.Name]; now != nil {
		b = now
	}
	var also []Entity
	for _, name := range sortedKeys(d.live) {
		also = append(also, d.live[name])
	}
	return d.outcome(b, append(also, d.head)...)
}

// history adds an act to those of a bracket.
func (c *carrying) history(b *Bracket, a BracketAct) {
	a.At, a.Cause = c.meta.Now, c.kind
	b.History = append(slices.Clip(b.History), a)
}

// describe makes a bracket say what stands in it now.
func (c *carrying) describe(b *Bracket, n int) {
	x := c.after.tree.Brackets[n]
	words := c.after.tree.Inner(n)
	b.Kind, b.Words, b.WordsHash = x.Kind, CutWords(words), text.Hash(words, nil)
	b.Paragraph, b.EndParagraph = c.after.passages[x.Open.Paragraph].Paragraph, ""
	if x.Close.Paragraph != x.Open.Paragraph {
		b.EndParagraph = c.after.passages[x.Close.Paragraph].Paragraph
	}
	b.Holders = holdersOf(x)
}

// CutWords cuts the words of a bracket to MaxBracketWords bytes, between characters.
func CutWords(words string) string {
	if len(words) <= MaxBracketWords {
		return words
	}
	end := MaxBracketWords
	for !utf8.RuneStart(words[end]) {
		end--
	}
	return words[:end]
}

func holdersOf(x bracket.Bracket) []BracketHolder {
	var out []BracketHolder
	for _, h := range x.Holders {
		out = append(out, BracketHolder{Actors: h.Actors, Source: h.Source, Stance: h.Stance})
	}
	return out
}

func sameHolder(a, b BracketHolder) bool {
	return a.Source == b.Source && a.Stance == b.Stance && slices.Equal(a.Actors, b.Actors)
}

// sameBracket tells whether two images of an open bracket say the same.
func sameBracket(a, b *Bracket) bool {
	return a.WordsHash == b.WordsHash && a.Kind == b.Kind && a.Paragraph == b.Paragraph && a.EndParagraph == b.EndParagraph &&
		a.Doubt == b.Doubt && len(a.History) == len(b.History) && slices.EqualFunc(a.Holders, b.Holders, sameHolder)
}
