package service

import (
	"context"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Unnamed is what a side is called whose proponent the caller may not be told.
const Unnamed = "a proponent who is not named"

// ThreeWaySide is one side of a three-way view: an amendment, or a draft.
type ThreeWaySide struct {
	// Amendment is nil where the side is a draft.
	Amendment *negotiation.Amendment
	// Actor is the proponent and OnBehalf for whom it speaks; empty where the caller
	// may not be told.
	Actor, OnBehalf string
	// Draft and Revision are given where the side is a draft; Revision is nil where
	// the draft no longer has the paragraph.
	Draft    *negotiation.Draft
	Revision *negotiation.Revision
	// Name is what the side is called.
	Name string
	// Text is what it says. Absent: it has no such paragraph.
	Text   string
	Absent bool
	// Derived tells that the words are not the proponent's own but those that a clean
	// rebase gives on the base.
	Derived bool
}

// ThreeWay is what two sides make of one wording.
type ThreeWay struct {
	// Base is the wording that both began from, and BaseDraft a draft in which it
	// stands; both nil for two new paragraphs, BaseDraft also where the caller does
	// not see it.
	Base      *negotiation.Revision
	BaseDraft *negotiation.Draft
	// Paragraph, Label and Kind tell which paragraph it is, as the caller reads it now.
	// For new ones Paragraph is the one that they are to follow, the others are empty.
	Paragraph, Label string
	Kind             text.Kind
	Mine, Theirs     ThreeWaySide
	// Segments are the words, see redline.ThreeWay.
	Segments []redline.ThreeWaySegment
	At       time.Time
}

// Clashes counts the segments in clash.
func (v *ThreeWay) Clashes() int {
	n := 0
	for _, s := range v.Segments {
		if s.Origin == redline.InClash {
			n++
		}
	}
	return n
}

// CompareAmendment shows an amendment beside another on the same paragraph or, where
// other is empty, beside the newest draft that the caller sees, against the wording
// that both began from. It is made of what the caller may see and of nothing else
// (domain law 8).
//
// The base of two amendments is the newest wording on which both stand: as submitted,
// as revised by the proponent, or as derived by a rebase that the caller is told of.
// Where there is none, one of them is carried to a wording of the other over the
// published wordings between that the caller sees, as a rebase does it. Beside a draft
// an amendment stands as its proponent worded it last, on the wording that it was
// worded on. Two new paragraphs at one place have no base.
//
// Errors are NOT_FOUND, INVALID_NAME, FIELD_INVALID and NO_COMMON_BASE. It holds no
// snapshot while it compares.
func (s *Service) CompareAmendment(ctx context.Context, p negotiation.Principal, name, other string) (ThreeWay, error) {
	for _, x := range [][2]string{{"name", name}, {"other", other}} {
		if x[0] == "other" && other == "" {
			continue
		}
		if err := checkLength(x[0], x[1]); err != nil {
			return ThreeWay{}, err
		}
		if err := negotiation.CheckName(negotiation.KindAmendment, x[0], x[1]); err != nil {
			return ThreeWay{}, err
		}
	}
	if name == other {
		return ThreeWay{}, invalid(negotiation.FieldInvalid, "other", "an amendment is compared with itself", "name another one, or none for the newest draft")
	}
	var m pairing
	if err := s.view(ctx, p, func(r reader) error {
		m = pairing{reader: r, wordings: map[int]*negotiation.Revision{}, drafts: map[string]*negotiation.Draft{}}
		return m.read(name, other)
	}); err != nil {
		return ThreeWay{}, err
	}
	if err := m.settle(); err != nil {
		return ThreeWay{}, err
	}
	v := m.view
	v.At = s.Now()
	v.Segments = segmentsOf(v.Base, &v.Mine, &v.Theirs, m.language)
	return v, nil
}

// segmentsOf tells who changes what. Where a side has no such paragraph its words are
// taken out as one.
func segmentsOf(base *negotiation.Revision, mine, theirs *ThreeWaySide, language string) []redline.ThreeWaySegment {
	whole := redline.ThreeWaySegment{Origin: redline.InClash, Mine: mine.Text, Theirs: theirs.Text}
	if base != nil {
		whole.Base = base.Text
	}
	switch {
	case !mine.Absent && !theirs.Absent:
		return redline.ThreeWay(whole.Base, whole.Mine, whole.Theirs, language)
	case mine.Absent && theirs.Absent:
		whole.Origin = redline.FromBoth
	case mine.Absent && whole.Theirs == whole.Base:
		whole.Origin = redline.FromMine
	case theirs.Absent && whole.Mine == whole.Base:
		whole.Origin = redline.FromTheirs
	}
	return []redline.ThreeWaySegment{whole}
}
