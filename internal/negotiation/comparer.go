package negotiation

import (
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/carry"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Comparer aligns paragraphs, finds the edits between two wordings and carries
// brackets over. Decisions
// ask it, and their events record what it said; replay never asks it, so that a
// better comparer changes no history (domain law 7).
type Comparer interface {
	// Align suggests which paragraphs of now continue those of old.
	Align(old, now *text.Draft, o redline.Options) []redline.Link
	// EditsOf gives edits that turn base into wanted.
	EditsOf(base, wanted, language string) []redline.Edit
	// CarryBrackets tells what became of the brackets of one text in another.
	CarryBrackets(old, now *bracket.Tree, o carry.Options) *carry.Result
}

// comparer is the one to use.
func (m Meta) comparer() Comparer {
	if m.Comparer == nil {
		return usualComparer{}
	}
	return m.Comparer
}

// usualComparer is that of package redline.
type usualComparer struct{}

func (usualComparer) Align(old, now *text.Draft, o redline.Options) []redline.Link {
	return redline.Align(old, now, o)
}

func (usualComparer) EditsOf(base, wanted, language string) []redline.Edit {
	return redline.EditsOf(base, wanted, language)
}

func (usualComparer) CarryBrackets(old, now *bracket.Tree, o carry.Options) *carry.Result {
	return carry.Carry(old, now, o)
}
