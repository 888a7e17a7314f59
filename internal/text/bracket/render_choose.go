package bracket

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// fate is what becomes of a bracket or a block in a clean text.
type fate struct {
	is     state
	option int // the option kept, -1 for none
}

// state tells whether something stays.
type state uint8

const (
	undecided state = iota
	kept
	gone // with all that stands in it
)

// chooser decides the fate of each bracket and block of a tree, in the order in
// which they begin, and gathers the cuts.
type chooser struct {
	t       *Tree
	choice  Choice
	e       *editor
	fates   []fate
	blocks  []fate
	missing []string // what has no pick and no rule
	err     error    // the first pick that cannot be
	// until is where the options end that are not taken and began already.
	until Place
	// alone has the options taken that stand in a bracket of their own, by where it
	// opens: nobody needs to pick that bracket.
	alone map[Place]bool
	slots map[int]bool // those decided
	// labels are the paragraphs of which the label stood in a bracket that is kept.
	labels map[int]bool
}

// check refuses picks of what is not there, and rules that are not known.
func (d *chooser) check() error {
	if !slices.Contains([]Rule{AskEach, KeepWords, KeepFirst, DropAll}, d.choice.Rule) {
		return refuse(NoSuchOption, "name keep, first or drop", "there is no rule %q", d.choice.Rule)
	}
	for _, x := range []struct {
		what  string
		picks map[int]Pick
		most  int
	}{{"bracket", d.choice.Brackets, len(d.fates)}, {"block of options", d.choice.Blocks, len(d.blocks)}} {
		for n := range x.picks {
			if n < 1 || n > x.most {
				return refuse(NoSuchBracket, "list what there is", "there is no %s %d", x.what, n)
			}
		}
	}
	return nil
}

// fail notes the first pick that cannot be.
func (d *chooser) fail(reason, remedy, message string, args ...any) {
	if d.err == nil {
		d.err = refuse(reason, remedy, message, args...)
	}
}

// walk goes through brackets and options in the order in which they begin; an
// option comes before the bracket that opens with it.
func (d *chooser) walk() {
	var starts []optionRef
	for b := range d.t.Blocks {
		for o := range d.t.Blocks[b].Options {
			starts = append(starts, optionRef{b, o})
		}
	}
	slices.SortFunc(starts, func(a, b optionRef) int {
		return cmp.Or(d.t.option(a).Span.Start.Compare(d.t.option(b).Span.Start), cmp.Compare(a.block, b.block))
	})
	for i := range d.t.Brackets {
		for len(starts) > 0 && d.t.option(starts[0]).Span.Start.Compare(d.t.Brackets[i].Open) <= 0 {
			d.option(starts[0])
			starts = starts[1:]
		}
		d.bracket(i)
	}
	for _, o := range starts {
		d.option(o)
	}
}

// option takes one option of a block, or leaves it out.
func (d *chooser) option(r optionRef) {
	b, o := &d.t.Blocks[r.block], d.t.option(r)
	f := &d.blocks[r.block]
	if f.is == undecided {
		*f = d.decideBlock(r.block, b, o.Span.Start)
	}
	switch {
	case f.is == gone && f.option == around: // what stands around it is cut out
	case f.is == kept && f.option == r.option && !o.Null:
		d.e.span(o.Mark)
		if o.Mark.Start != o.Span.Start {
			d.alone[o.Span.Start] = true
		}
	default:
		d.e.span(o.Span)
		if o.Span.End.Compare(d.until) > 0 {
			d.until = o.Span.End
		}
	}
}

// around is the option of what is gone with what stands around it.
const around = -2

// decideBlock decides the fate of a block that begins at a place.
func (d *chooser) decideBlock(i int, b *Block, at Place) fate {
	if at.Compare(d.until) < 0 && !d.t.inFootnote(at) || b.Bracket >= 0 && d.goneIn(b.Bracket, at) {
		return fate{gone, around}
	}
	pick, picked := d.choice.Blocks[i+1]
	switch {
	case picked && int(pick) < len(b.Options) && pick >= 0:
		return fate{kept, int(pick)}
	case picked && pick == PickDrop, !picked && d.choice.Rule == DropAll:
		return fate{gone, -1}
	case picked:
		d.fail(NoSuchOption, "name one of them, or drop them all", "block %d has %d options", i+1, len(b.Options))
	case d.choice.Rule == KeepFirst:
		return fate{kept, 0}
	default:
		d.missing = append(d.missing, fmt.Sprintf("options %d (%s)", i+1, b.Options[0].Name))
	}
	return fate{gone, -1}
}

// goneIn tells whether a place in a bracket goes: with the bracket, or with an option
// of it that is not taken.
func (d *chooser) goneIn(bracket int, at Place) bool {
	f := d.fates[bracket]
	if f.is == gone || f.option < 0 {
		return f.is == gone
	}
	o := d.t.Brackets[bracket].Options[f.option]
	return at.Compare(o.Start) < 0 || at.Compare(o.End) >= 0
}

// bracket decides the fate of a bracket, with its slot if it is the first there, and
// makes its cuts.
func (d *chooser) bracket(i int) {
	b := &d.t.Brackets[i]
	f := &d.fates[i]
	// A bracket that opens in an option which goes, and closes behind it, has its say.
	if b.Parent >= 0 && d.goneIn(b.Parent, b.Open) || b.Close.Compare(d.until) < 0 && !d.t.inFootnote(b.Open) {
		*f = fate{gone, around}
		return
	}
	if b.Slot >= 0 && !d.slots[b.Slot] {
		d.slots[b.Slot] = true
		for _, part := range d.t.byOption(d.t.Slots[b.Slot].Brackets) {
			if b.Parent < 0 || !d.goneIn(b.Parent, d.t.Brackets[part[0]].Open) {
				d.decideSlot(part)
			}
		}
	}
	if f.is == undecided {
		*f = d.decide(b)
	}
	switch {
	case f.is == gone, f.option < 0 && wordless(b.Kind):
		d.e.span(b.Span())
		f.is = gone
	case f.option >= 0:
		o := d.t.core(b.Options[f.option])
		d.e.cut(b.Open.Paragraph, b.Open.Offset, o.Start.Offset, "")
		d.e.cut(b.Open.Paragraph, o.End.Offset, b.Close.Offset+1, "")
	default:
		d.e.cut(b.Open.Paragraph, b.Open.Offset, b.Open.Offset+1, "")
		d.e.cut(b.Close.Paragraph, b.Close.Offset, b.Close.Offset+1, "")
		d.labels[b.Open.Paragraph] = d.labels[b.Open.Paragraph] || b.Label
	}
}

// wordless tells the kinds of bracket that leave no words when kept.
func wordless(k Kind) bool { return k == Empty || k == Stance || k == NoText }

// decide decides the fate of a bracket that is no candidate.
func (d *chooser) decide(b *Bracket) fate {
	pick, picked := d.choice.Brackets[b.Number]
	if !picked && d.alone[b.Open] {
		pick, picked = PickKeep, len(b.Options) == 0
	}
	if picked {
		return d.picked(b, pick)
	}
	switch {
	case d.choice.Rule == DropAll:
		return fate{gone, -1}
	case d.choice.Rule == KeepFirst && len(b.Options) > 0:
		return fate{kept, 0}
	case d.choice.Rule == KeepFirst, d.choice.Rule == KeepWords && len(b.Options) == 0:
		return fate{kept, -1}
	}
	d.missing = append(d.missing, "bracket "+itoa(b.Number))
	return fate{gone, -1}
}

// picked is the fate that a pick gives to a bracket.
func (d *chooser) picked(b *Bracket, pick Pick) fate {
	switch {
	case pick == PickDrop:
		return fate{gone, -1}
	case pick == PickKeep && len(b.Options) == 0:
		return fate{kept, -1}
	case pick == PickKeep:
		d.fail(MustChoose, "choose one of its options", "bracket %d has %d options, which cannot all be kept", b.Number, len(b.Options))
	case pick >= 0 && int(pick) < len(b.Options):
		return fate{kept, int(pick)}
	default:
		d.fail(NoSuchOption, "name one of them, or keep or drop it", "bracket %d has %d options", b.Number, len(b.Options))
	}
	return fate{gone, -1}
}

// decideSlot decides the fates of the candidates of a slot. One that picks keep makes
// those go that have no pick; else the rule tells of those without one.
func (d *chooser) decideSlot(slot []int) {
	brackets := d.t.Brackets
	first := &brackets[slot[0]]
	if pick, ok := d.choice.Brackets[first.Number]; ok && pick >= 0 && len(first.Options) == 0 {
		if int(pick) >= len(slot) {
			d.fail(NoSuchOption, "name one of them", "the slot of bracket %d has %d candidates", first.Number, len(slot))
			pick = 0
		}
		for k, n := range slot {
			d.fates[n] = fate{gone, -1}
			if k == int(pick) {
				d.fates[n] = d.whole(&brackets[n])
			}
		}
		d.gaps(slot)
		return
	}
	var open []int // those without a pick
	some := 0      // those kept
	for _, n := range slot {
		if pick, ok := d.choice.Brackets[brackets[n].Number]; ok {
			d.fates[n] = d.picked(&brackets[n], pick)
		} else {
			open = append(open, n)
		}
		if d.fates[n].is == kept {
			some++
		}
	}
	rule := d.choice.Rule
	for k, n := range open {
		switch {
		case some == 0 && k == 0 && (rule == KeepFirst || rule == KeepWords && len(open) == 1):
			d.fates[n] = d.whole(&brackets[n])
		default:
			d.fates[n] = fate{gone, -1}
		}
	}
	if some == 0 && len(open) > 0 && (rule == AskEach || rule == KeepWords && len(open) > 1) {
		d.missing = append(d.missing, "bracket "+itoa(brackets[open[0]].Number)+" and those beside it")
	}
	if some < 2 {
		d.gaps(slot)
	}
}

// whole is the fate of a candidate that is kept: with strokes in it, of the option
// that is picked or by the rule the first.
func (d *chooser) whole(b *Bracket) fate {
	if len(b.Options) == 0 {
		return fate{kept, -1}
	}
	if pick, ok := d.choice.Brackets[b.Number]; ok && pick >= 0 {
		return d.picked(b, pick)
	}
	if d.choice.Rule == KeepFirst {
		return fate{kept, 0}
	}
	d.missing = append(d.missing, "the options of bracket "+itoa(b.Number))
	return fate{gone, -1}
}

// gaps cuts out what stands between the candidates of a slot.
func (d *chooser) gaps(slot []int) {
	for k := 1; k < len(slot); k++ {
		a, b := d.t.Brackets[slot[k-1]], d.t.Brackets[slot[k]]
		for _, x := range d.t.Pieces[a.close+1 : b.open] {
			if bare := strings.TrimSpace(d.t.source(x)); x.Kind == Words && (bare == "" || bare == "/") {
				d.e.cut(x.Paragraph, x.Start, x.End, "")
			}
		}
	}
}
