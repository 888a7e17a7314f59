package service

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text/bracket"
)

// BracketView is one bracket as the caller may see it.
type BracketView struct {
	// Name is the team's for the team, else the published one.
	Name  string
	State negotiation.BracketState
	Kind  bracket.Kind
	// Number is the published number, 0 before.
	Number int
	// Paragraph and EndParagraph are where it opens and, if that is another one,
	// closes; Label is that of the former.
	Paragraph, EndParagraph, Label string
	// Start and End are in code points of the text of these paragraphs; 0 and 0 for
	// one that has ended.
	Start, End int
	// Depth is 1 for a bracket in no other, Parent the name of the one around it.
	Depth  int
	Parent string
	Words  string
	// Options are the alternatives of "[a/b]".
	Options []BracketOption
	// Candidate is "21a" for a candidate of a place with several; Confirmed says
	// that people have confirmed it.
	Candidate string
	Confirmed bool
	// Holders are those whom the caller may know.
	Holders []negotiation.BracketHolder
	// First and Last are the first and the newest draft with it of those that the
	// caller sees.
	First, Last string
	// Record is the team's record of it, else its Entity is nil.
	Record Item
}

// BracketOption is one of the alternatives of a bracket.
type BracketOption struct{ ID, Text string }

func (v BracketView) heldBy(actor string) bool {
	return slices.ContainsFunc(v.Holders, func(h negotiation.BracketHolder) bool { return slices.Contains(h.Actors, actor) })
}

// label is how people call the i-th bracket of the text: its published number, or the
// team's own before.
func (b *Bracketed) label(i int) string {
	if b.Numbers[i] == 0 && b.Own != nil {
		return fmt.Sprint("w", b.Own[i])
	}
	return strconv.Itoa(b.Numbers[i])
}

// name is the name of the i-th bracket of the text for the caller, "" for one that
// has none.
func (b *Bracketed) name(i int) string {
	document := b.document()
	switch {
	case b.Own != nil && b.Own[i] != 0:
		return negotiation.WorkingBracketName(document, b.Own[i])
	case b.Numbers[i] != 0:
		return negotiation.BracketName(document, b.Numbers[i])
	}
	return ""
}

func (b *Bracketed) document() string {
	if len(b.Tree.Flow.Paragraphs) == 0 {
		return ""
	}
	return negotiation.DocumentOf(b.Tree.Flow.Paragraphs[0].ID)
}

// views gives the brackets of the text, in its order.
func (b *Bracketed) views(drafts []*negotiation.Draft) []BracketView {
	first, last := spans(drafts)
	out := make([]BracketView, 0, len(b.Tree.Brackets))
	for i, x := range b.Tree.Brackets {
		v := BracketView{
			Name: b.name(i), State: negotiation.BracketOpen, Kind: x.Kind, Number: b.Numbers[i],
			Paragraph: b.Tree.Flow.Paragraphs[x.Open.Paragraph].ID, Label: b.Tree.Flow.Paragraphs[x.Open.Paragraph].Label,
			Start: b.runes(x.Open), End: b.runes(x.Close) + 1, Depth: x.Depth, Words: negotiation.CutWords(b.Tree.Inner(i)),
		}
		if x.Close.Paragraph != x.Open.Paragraph {
			v.EndParagraph = b.Tree.Flow.Paragraphs[x.Close.Paragraph].ID
		}
		if x.Parent >= 0 {
			v.Parent = b.name(x.Parent)
		}
		for k, o := range x.Options {
			v.Options = append(v.Options, BracketOption{b.label(i) + bracket.OptionLetter(k), strings.TrimSpace(b.Tree.Text(o))})
		}
		for _, h := range x.Holders {
			v.Holders = append(v.Holders, negotiation.BracketHolder{Actors: h.Actors, Source: h.Source, Stance: h.Stance})
		}
		v.First, v.Last = first[v.Number], last[v.Number]
		if b.Own != nil {
			v.Record = b.records[b.Own[i]]
		}
		out = append(out, v)
	}
	b.candidates(out)
	return out
}

// candidates letters the brackets that stand for one place: those that people have
// confirmed, and as a guess those that touch.
func (b *Bracketed) candidates(views []BracketView) {
	for _, s := range b.Tree.Slots {
		for k, i := range s.Brackets {
			views[i].Candidate = b.label(s.Brackets[0]) + bracket.OptionLetter(k)
		}
	}
	// The one that a slot is named after may have gone: the first that stands gives
	// the letters their number.
	first, confirmed := make(map[string]int), make(map[string]int)
	for i := range views {
		record, ok := views[i].Record.Entity.(*negotiation.Bracket)
		if !ok || record.Slot == "" {
			continue
		}
		if confirmed[record.Slot] == 0 {
			first[record.Slot] = i
		}
		views[i].Candidate, views[i].Confirmed = b.label(first[record.Slot])+bracket.OptionLetter(confirmed[record.Slot]), true
		confirmed[record.Slot]++
	}
}

// spans gives the first and the newest draft of each published number.
func spans(drafts []*negotiation.Draft) (first, last map[int]string) {
	first, last = make(map[int]string), make(map[int]string)
	for _, d := range drafts {
		for n := range negotiation.NumbersIn(d) {
			last[n] = d.Name
			first[n] = cmp.Or(first[n], d.Name)
		}
	}
	return first, last
}

// runes gives where a place stands in its paragraph, in code points.
func (b *Bracketed) runes(p bracket.Place) int {
	return utf8.RuneCountInString(b.Tree.Flow.Paragraphs[p.Paragraph].Text[:p.Offset])
}

// ended gives the team's brackets in a state other than open.
func (b *Bracketed) ended(state negotiation.BracketState, drafts []*negotiation.Draft) []BracketView {
	first, last := spans(drafts)
	var out []BracketView
	for _, n := range slices.Sorted(maps.Keys(b.records)) {
		item := b.records[n]
		if x, ok := item.Entity.(*negotiation.Bracket); ok && x.State == state {
			out = append(out, recordView(item, x, first, last))
		}
	}
	return out
}

// recordView shows a bracket that stands in no text, by its record.
func recordView(item Item, x *negotiation.Bracket, first, last map[int]string) BracketView {
	return BracketView{
		Name: x.Name, State: x.State, Kind: x.Kind, Number: x.Number, Paragraph: x.Paragraph, EndParagraph: x.EndParagraph,
		Words: x.Words, Holders: x.Holders, First: first[x.Number], Last: last[x.Number], Record: item,
	}
}

// Bracket gives one bracket: for the team by its own number or the published one, as
// it stands in the working text; for others by the published number, as the newest
// draft that has it and that they see shows it. Errors are NOT_FOUND and INVALID_NAME.
func (s *Service) Bracket(ctx context.Context, p negotiation.Principal, name string) (BracketView, error) {
	if err := checkLength("name", name); err != nil {
		return BracketView{}, err
	}
	if err := negotiation.CheckName(negotiation.KindBracket, "name", name); err != nil {
		return BracketView{}, err
	}
	var v BracketView
	err := s.view(ctx, p, func(r reader) (err error) {
		v, err = r.oneBracket(name)
		return err
	})
	return v, err
}

func (r reader) oneBracket(name string) (BracketView, error) {
	document := negotiation.DocumentOf(name)
	drafts, err := r.publishedDrafts(document)
	if err != nil {
		return BracketView{}, err
	}
	first, last := spans(drafts)
	_, team, err := r.find(negotiation.HeadName(document))
	if err != nil {
		return BracketView{}, err
	}
	number, _ := strconv.Atoi(negotiation.LastID(name))
	if !team {
		if number == 0 || last[number] == "" {
			return BracketView{}, missing(name)
		}
		return r.shownBracket(document, number, drafts, last[number])
	}
	b, err := r.bracketed(document, "")
	if err != nil {
		return BracketView{}, err
	}
	for _, item := range b.records {
		x, ok := item.Entity.(*negotiation.Bracket)
		if !ok || x.Name != name && (number == 0 || x.Number != number) {
			continue
		}
		for _, v := range b.views(drafts) {
			if v.Name == x.Name {
				return v, nil
			}
		}
		return recordView(item, x, first, last), nil
	}
	return BracketView{}, missing(name)
}

// shownBracket gives a bracket as the newest draft with it shows it.
func (r reader) shownBracket(document string, number int, drafts []*negotiation.Draft, in string) (BracketView, error) {
	b, err := r.bracketed(document, in)
	if err != nil {
		return BracketView{}, err
	}
	for _, v := range b.views(drafts) {
		if v.Number != number {
			continue
		}
		if newest := drafts[len(drafts)-1]; newest.Name != in {
			v.Start, v.End, v.Depth, v.Parent = 0, 0, 0, ""
			v.State, err = r.endedAs(number, drafts, b.Draft.Number)
		}
		return v, err
	}
	return BracketView{}, missing(negotiation.BracketName(document, number))
}

// endedAs gives how a bracket ended that the draft of a number had last, as the first
// draft after it that tells says; not retained where none does, since nobody is then
// recorded to have lifted it.
func (r reader) endedAs(number int, drafts []*negotiation.Draft, after int) (negotiation.BracketState, error) {
	for _, d := range drafts {
		if d.Number <= after {
			continue
		}
		closings, err := r.closings(d)
		if err != nil {
			return "", err
		}
		for _, c := range closings {
			if c.Number == number {
				return c.State, nil
			}
		}
	}
	return negotiation.BracketNotRetained, nil
}
