package negotiation

import (
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Comparer aligns paragraphs and finds the edits between two wordings. Decisions
// ask it, and their events record what it said; replay never asks it, so that a
// better comparer changes no history (domain law 7).
type Comparer interface {
	// Align suggests which paragraphs of now continue those of old.
	Align(old, now *text.Draft, o redline.Options) []redline.Link
	// EditsOf gives edits that turn base into wanted.
	EditsOf(base, wanted, language string) []redline.Edit
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
