package board

import (
	"fmt"
	"slices"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text/bracket"
)

// Input is what a board is computed from.
type Input struct {
	// Process and Title name the process and the document; Symbol may be empty.
	Process, Title, Symbol string
	// Language is the BCP 47 tag of the text, or empty; words are counted by it.
	Language string
	// Made is when the board is made. Ages are counted up to it, in days of its
	// location, in which writers print all dates. It may be zero for participants:
	// then nothing on the board depends on the moment.
	Made time.Time
	// Editions are the drafts that the reader may see and, for the team, the
	// working text as the last, oldest first.
	Editions []Edition
	// Team is what only the co-facilitators' team may see; nil makes the board of
	// participants.
	Team *TeamInput
}

// Edition is one text of the document: a published draft or the working text.
type Edition struct {
	// Name is the id of the draft, "rev2"; Title what people call it, "Rev.2".
	Name, Title string
	// At is when it was published to this reader; the zero time of a working text
	// stands for Input.Made.
	At time.Time
	// Working tells that it is the working text and no draft.
	Working bool
	Seal    string
	Tree    *bracket.Tree
	// Numbers has the published number of each bracket of Tree, 0 for one without, as
	// negotiation.BracketNumbers reads it from the glyphs of a published draft. Nil
	// stands for none, or, where Own is given, for those that TeamInput.Brackets have.
	Numbers []int
	// Own has the team's own number of each bracket of Tree, 0 where it is not known,
	// read in the same way from the glyphs of the working text or of a sealed draft;
	// nil for participants.
	Own []int
	// Closures has the closure of each paragraph of Tree.Flow; nil is all open.
	Closures []negotiation.Closure
	// Closings tell how brackets of the edition before ended. Those of numbers that
	// the edition before has not, or this one has again, are passed over, so that
	// nothing is told of drafts that are not given. Where a reader is not shown a
	// draft in between, the caller may give its closings here too. For the team's
	// working text they may be left out: they are read from TeamInput.Brackets.
	Closings []negotiation.Closing
}

// TeamInput is what the co-facilitators' team alone may see.
type TeamInput struct {
	// Brackets are all brackets of the document, those ended included.
	Brackets []*negotiation.Bracket
	Holds    []*negotiation.Hold
	// Links tell on which bracket a hold is; without them no hold is said to wait
	// for its words to be entered.
	Links []*negotiation.HoldLink
	// Actors give the names to print, in the order in which holders are listed.
	Actors []Actor
	// Longest is how many brackets Team.Longest has; 0 stands for 8.
	Longest int
	// NoSuggestions leaves out what is ready to land: the co-facilitators have
	// switched it off.
	NoSuggestions bool
}

// Actor is an actor as it is printed.
type Actor struct {
	Name    string // actors/{a}
	Display string // "Delta Union"
}

// check refuses lists of the wrong length, which would put numbers on the wrong
// brackets in silence.
func (in *Input) check() error {
	if in.Team != nil && in.Made.IsZero() {
		return fault("the board of the team is made without a moment")
	}
	for i, e := range in.Editions {
		switch {
		case e.Tree == nil:
			return fault("edition %d has no text", i+1)
		case e.Numbers != nil && len(e.Numbers) != len(e.Tree.Brackets):
			return fault("edition %d has %d brackets and %d numbers", i+1, len(e.Tree.Brackets), len(e.Numbers))
		case e.Own != nil && len(e.Own) != len(e.Tree.Brackets):
			return fault("edition %d has %d brackets and %d numbers of the team", i+1, len(e.Tree.Brackets), len(e.Own))
		case e.Closures != nil && len(e.Closures) != len(e.Tree.Flow.Paragraphs):
			return fault("edition %d has %d paragraphs and %d closures", i+1, len(e.Tree.Flow.Paragraphs), len(e.Closures))
		}
	}
	return nil
}

// fill gives the editions of which the team's own numbers alone are known those that
// were published; the caller's list stays as it is.
func (in *Input) fill() {
	if in.Team == nil {
		return
	}
	published := make(map[int]int)
	for _, b := range in.Team.Brackets {
		published[b.Working] = b.Number
	}
	in.Editions = slices.Clone(in.Editions)
	for i := range in.Editions {
		e := &in.Editions[i]
		if e.Numbers != nil || e.Own == nil {
			continue
		}
		e.Numbers = make([]int, len(e.Own))
		for k, own := range e.Own {
			e.Numbers[k] = published[own]
		}
	}
}

func fault(format string, args ...any) error {
	return &negotiation.Error{Kind: negotiation.Internal, Reason: "RECORD_INCOMPLETE", Message: fmt.Sprintf(format, args...), Remedy: "Tell the people who run the server."}
}
