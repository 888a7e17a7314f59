package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// bracketing is what a step on brackets has besides what other steps have.
type bracketing struct {
	Words, Stance, Note, Meeting string
	Actors                       []string
	Bracket                      place
	Brackets                     []place
	Settle                       string
	Agreed                       bool
	Closures                     []closure

	LiftsIf     []place `yaml:"lifts_if"`
	Package     string
	Owner       string
	Due         moment
	Bridge      string
	CanConsider []string `yaml:"can_consider"`
}

// closure is how far a paragraph of the working text is agreed.
type closure struct {
	At                       place
	Closure, Package, Reason string
	Actors                   []string
	Until                    moment
}

// hold brackets words of the newest published draft for a delegation, or enters a
// reservation where the step names no words.
func (p *player) hold(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	var at found
	if s.At != (place{}) {
		text, err := p.published(ctx, by, s.Draft)
		if err != nil {
			return err
		}
		if at, err = s.At.in(text); err != nil {
			return err
		}
	}
	if s.Words == "" {
		kind, err := value[travauxv1.HoldKind](s.Kind)
		if err != nil {
			return err
		}
		_, err = by.brackets.EnterReservation(ctx, &travauxv1.EnterReservationRequest{
			Draft: p.draft(s.Draft), Paragraph: at.name, Kind: kind, OnBehalf: named("actors/", s.OnBehalf), Note: s.Note,
		})
		p.did("reservation")
		return err
	}
	stance, err := value[travauxv1.HoldStance](s.Stance)
	if err != nil {
		return err
	}
	start, end, err := at.stretch(s.Words)
	if err != nil {
		return err
	}
	_, err = by.brackets.HoldWords(ctx, &travauxv1.HoldWordsRequest{
		Draft: p.draft(s.Draft), Paragraph: at.name, Start: start, End: end, Stance: stance, OnBehalf: named("actors/", s.OnBehalf), Note: s.Note,
	})
	p.did("hold")
	return err
}

// drop ends the one hold of a person's delegation on words that begin so.
func (p *player) drop(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	all, err := p.holds(ctx, by)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(h *travauxv1.Hold) bool {
		return h.GetState() != travauxv1.HoldState_HOLD_STATE_HOLDING || !strings.HasPrefix(h.GetWords(), s.Words)
	})
	if len(all) != 1 {
		return fmt.Errorf("%s holds %d brackets with the words %q; the script means one", s.By, len(all), s.Words)
	}
	_, err = by.brackets.DropHold(ctx, &travauxv1.DropHoldRequest{Name: all[0].GetName(), Reason: s.Reason})
	p.did("word")
	return err
}

// holds lists what a person's delegation holds.
func (p *player) holds(ctx context.Context, by api) ([]*travauxv1.Hold, error) {
	return pages(func(token string) ([]*travauxv1.Hold, string, error) {
		r, err := by.brackets.ListHolds(ctx, &travauxv1.ListHoldsRequest{Parent: p.document(), PageToken: token})
		return r.GetHolds(), r.GetNextPageToken(), err
	})
}

// open puts a bracket into the working text, as the word of those who were heard.
func (p *player) open(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	text, err := p.workingText(ctx, by)
	if err != nil {
		return err
	}
	at, err := s.At.in(text)
	if err != nil {
		return err
	}
	stance, err := value[travauxv1.HoldStance](s.Stance)
	if err != nil {
		return err
	}
	start, end, err := at.stretch(s.Words)
	if err != nil {
		return err
	}
	_, err = by.brackets.OpenBracket(ctx, &travauxv1.OpenBracketRequest{
		Paragraph: at.name, BaseRevision: at.revision, Start: start, End: end, Actors: actors(s.Actors), Stance: stance,
		Meeting: p.meeting(s.Meeting), Reason: s.Reason,
	})
	p.did("bracket")
	return err
}

// bracket does a step of the team on brackets that stand in the working text.
func (p *player) bracket(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	standing, err := p.standing(ctx, by, "")
	if err != nil {
		return err
	}
	if s.Do == "slot" {
		return p.slot(ctx, by, s, standing)
	}
	b, err := s.Bracket.bracketIn(standing)
	if err != nil {
		return err
	}
	switch s.Do {
	case "leave":
		for _, actor := range actors(s.Actors) {
			_, err := by.brackets.RecordLeave(ctx, &travauxv1.RecordLeaveRequest{
				Name: b.GetName(), Actor: actor, Meeting: p.meeting(s.Meeting), Reason: s.Reason,
			})
			if err != nil {
				return err
			}
			p.did("word")
		}
		return nil
	case "settle":
		return p.settle(ctx, by, s, b)
	case "confirm":
		_, err = by.brackets.ConfirmBracket(ctx, &travauxv1.ConfirmBracketRequest{Name: b.GetName(), Reason: s.Reason})
		p.did("confirmation")
		return err
	}
	return p.note(ctx, by, s, b, standing)
}

// slot confirms that brackets are candidates for one place.
func (p *player) slot(ctx context.Context, by api, s step, standing []*travauxv1.Bracket) error {
	req := &travauxv1.ConfirmSlotRequest{Parent: p.document(), Reason: s.Reason}
	for _, at := range s.Brackets {
		b, err := at.bracketIn(standing)
		if err != nil {
			return err
		}
		req.Brackets = append(req.Brackets, b.GetName())
	}
	_, err := by.brackets.ConfirmSlot(ctx, req)
	p.did("confirmation")
	return err
}

// settle takes a bracket out of the working text.
func (p *player) settle(ctx context.Context, by api, s step, b *travauxv1.Bracket) error {
	how, err := value[travauxv1.Settlement](s.Settle)
	if err != nil {
		return err
	}
	_, err = by.brackets.SettleBracket(ctx, &travauxv1.SettleBracketRequest{
		Name: b.GetName(), Settlement: how, Agreed: s.Agreed, Meeting: p.meeting(s.Meeting), Reason: s.Reason,
	})
	p.did("settlement")
	return err
}

// note keeps beside a bracket what the step says of it.
func (p *player) note(ctx context.Context, by api, s step, b *travauxv1.Bracket, standing []*travauxv1.Bracket) error {
	now := &travauxv1.Bracket{
		Name: b.GetName(), Package: s.Package, Owner: s.Owner, DueTime: s.Due.from(p.start), Bridge: s.Bridge, CanConsider: actors(s.CanConsider),
	}
	for _, at := range s.LiftsIf {
		other, err := at.bracketIn(standing)
		if err != nil {
			return err
		}
		now.LiftsIf = append(now.LiftsIf, other.GetName())
	}
	_, err := by.brackets.UpdateBracket(ctx, &travauxv1.UpdateBracketRequest{Bracket: now, UpdateMask: &fieldmaskpb.FieldMask{}, Reason: s.Reason})
	p.did("note")
	return err
}

// closeParagraphs says of paragraphs of the working text how far they are agreed.
func (p *player) closeParagraphs(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	text, err := p.workingText(ctx, by)
	if err != nil {
		return err
	}
	for _, c := range s.Closures {
		at, err := c.At.in(text)
		if err != nil {
			return err
		}
		how, err := value[travauxv1.Closure](c.Closure)
		if err != nil {
			return err
		}
		_, err = by.brackets.SetClosure(ctx, &travauxv1.SetClosureRequest{
			Paragraph: at.name, BaseRevision: at.revision, Closure: how, Actors: actors(c.Actors), Package: c.Package,
			Until: c.Until.from(p.start), Reason: c.Reason,
		})
		if err != nil {
			return fmt.Errorf("paragraph %s: %w", at.label, err)
		}
		p.did("paragraph")
	}
	return nil
}

// standing lists the brackets of a draft, or of the working text where none is named.
func (p *player) standing(ctx context.Context, by api, draft string) ([]*travauxv1.Bracket, error) {
	return pages(func(token string) ([]*travauxv1.Bracket, string, error) {
		r, err := by.brackets.ListBrackets(ctx, &travauxv1.ListBracketsRequest{Parent: p.document(), Draft: draft, PageToken: token})
		return r.GetBrackets(), r.GetNextPageToken(), err
	})
}

// bracketIn finds the one bracket that opens in the paragraph with the place's label
// and whose words begin with those of the place.
func (p place) bracketIn(all []*travauxv1.Bracket) (*travauxv1.Bracket, error) {
	var hits []*travauxv1.Bracket
	for _, b := range all {
		if b.GetLabel() == p.Label && strings.HasPrefix(b.GetWords(), p.Words) {
			hits = append(hits, b)
		}
	}
	if len(hits) != 1 {
		return nil, fmt.Errorf("%d brackets open in paragraph %s with the words %q; the script means one", len(hits), p.Label, p.Words)
	}
	return hits[0], nil
}

// stretch gives where words begin and end in the paragraph, in code points.
func (f found) stretch(words string) (start, end int32, err error) {
	if n := strings.Count(f.text, words); n != 1 {
		return 0, 0, fmt.Errorf("the words %q stand %d times in paragraph %s; the script means one place", words, n, f.label)
	}
	start, err = f.offset(words)
	return start, start + int32(utf8.RuneCountInString(words)), err
}

// actors makes resource names of ids of actors.
func actors(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, named("actors/", id))
	}
	return out
}

// meeting gives the resource name of a meeting; none of none.
func (p *player) meeting(id string) string { return named(p.process()+"/meetings/", id) }
