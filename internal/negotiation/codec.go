package negotiation

import (
	"encoding/json"
	"fmt"
	"strings"
)

// parentOf gives the name without its last two segments: the resource that it
// is listed under.
func parentOf(name string) string {
	for range 2 {
		i := strings.LastIndexByte(name, '/')
		if i < 0 {
			return ""
		}
		name = name[:i]
	}
	return name
}

func (e *User) EntityKind() Kind        { return KindUser }
func (e *Actor) EntityKind() Kind       { return KindActor }
func (e *Process) EntityKind() Kind     { return KindProcess }
func (e *Participant) EntityKind() Kind { return KindParticipant }
func (e *Role) EntityKind() Kind        { return KindRole }
func (e *Round) EntityKind() Kind       { return KindRound }
func (e *Meeting) EntityKind() Kind     { return KindMeeting }
func (e *Document) EntityKind() Kind    { return KindDocument }
func (e *Head) EntityKind() Kind        { return KindHead }
func (e *Passage) EntityKind() Kind     { return KindPassage }
func (e *Paragraph) EntityKind() Kind   { return KindParagraph }
func (e *Revision) EntityKind() Kind    { return KindRevision }
func (e *Attribution) EntityKind() Kind { return KindAttribution }
func (e *Draft) EntityKind() Kind       { return KindDraft }
func (e *Newest) EntityKind() Kind      { return KindNewest }
func (e *Lineage) EntityKind() Kind     { return KindLineage }
func (e *Ancestry) EntityKind() Kind    { return KindAncestry }
func (e *Act) EntityKind() Kind         { return KindAct }
func (e *Amendment) EntityKind() Kind   { return KindAmendment }
func (e *Sponsorship) EntityKind() Kind { return KindSponsorship }
func (e *Handling) EntityKind() Kind    { return KindHandling }
func (e *Docket) EntityKind() Kind      { return KindDocket }
func (e *Tally) EntityKind() Kind       { return KindTally }
func (e *Bracket) EntityKind() Kind     { return KindBracket }
func (e *Hold) EntityKind() Kind        { return KindHold }
func (e *HoldLink) EntityKind() Kind    { return KindHoldLink }
func (e *Closings) EntityKind() Kind    { return KindClosings }

func (e *User) EntityName() string        { return e.Name }
func (e *Actor) EntityName() string       { return e.Name }
func (e *Process) EntityName() string     { return e.Name }
func (e *Participant) EntityName() string { return e.Name }
func (e *Role) EntityName() string        { return e.Name }
func (e *Round) EntityName() string       { return e.Name }
func (e *Meeting) EntityName() string     { return e.Name }
func (e *Document) EntityName() string    { return e.Name }
func (e *Head) EntityName() string        { return e.Name }
func (e *Passage) EntityName() string     { return e.Name }
func (e *Paragraph) EntityName() string   { return e.Name }
func (e *Revision) EntityName() string    { return e.Name }
func (e *Attribution) EntityName() string { return e.Name }
func (e *Draft) EntityName() string       { return e.Name }
func (e *Newest) EntityName() string      { return e.Name }
func (e *Lineage) EntityName() string     { return e.Name }
func (e *Ancestry) EntityName() string    { return e.Name }
func (e *Act) EntityName() string         { return e.Name }
func (e *Amendment) EntityName() string   { return e.Name }
func (e *Sponsorship) EntityName() string { return e.Name }
func (e *Handling) EntityName() string    { return e.Name }
func (e *Docket) EntityName() string      { return e.Name }
func (e *Tally) EntityName() string       { return e.Name }
func (e *Bracket) EntityName() string     { return e.Name }
func (e *Hold) EntityName() string        { return e.Name }
func (e *HoldLink) EntityName() string    { return e.Name }
func (e *Closings) EntityName() string    { return e.Name }

func (e *User) Keys() Keys    { return Keys{} }
func (e *Actor) Keys() Keys   { return Keys{} }
func (e *Process) Keys() Keys { return Keys{} }
func (e *Participant) Keys() Keys {
	return Keys{Parent: parentOf(e.Name), Ref: e.Actor}
}
func (e *Role) Keys() Keys { return Keys{Parent: parentOf(e.Name), Ref: e.User} }
func (e *Round) Keys() Keys {
	return Keys{Parent: parentOf(e.Name), Sort: fmt.Sprintf("%06d", e.Number)}
}
func (e *Meeting) Keys() Keys {
	return Keys{Parent: parentOf(e.Name), Sort: e.Dates.From.UTC().Format("2006-01-02T15:04:05"), Ref: e.Round}
}
func (e *Document) Keys() Keys { return Keys{Parent: parentOf(e.Name)} }
func (e *Head) Keys() Keys     { return Keys{Parent: e.Document} }
func (e *Passage) Keys() Keys {
	return Keys{Parent: parentOf(e.Name), Sort: e.Order, Ref: e.Paragraph}
}
func (e *Paragraph) Keys() Keys { return Keys{Parent: parentOf(e.Name), Sort: e.Order} }
func (e *Revision) Keys() Keys {
	// Working wordings stand after the published ones: 'w' sorts after digits.
	id := e.Name[strings.LastIndexByte(e.Name, '/')+1:]
	if strings.HasPrefix(id, "w") {
		return Keys{Parent: e.Paragraph, Sort: fmt.Sprintf("w%06d", e.Number)}
	}
	return Keys{Parent: e.Paragraph, Sort: fmt.Sprintf("%06d", e.Number)}
}
func (e *Attribution) Keys() Keys { return Keys{Parent: e.Revision} }
func (e *Draft) Keys() Keys {
	return Keys{Parent: parentOf(e.Name), Sort: fmt.Sprintf("%06d", e.Number)}
}
func (e *Lineage) Keys() Keys {
	// Listed under the document, since a comparison needs those between all of
	// its drafts.
	return Keys{Parent: DocumentOf(e.Name), Sort: e.NewerCut.UTC().Format("2006-01-02T15:04:05.000000"), Ref: e.Newer}
}
func (e *Ancestry) Keys() Keys { return Keys{Parent: DocumentOf(e.Name), Sort: e.Name} }
func (e *Act) Keys() Keys {
	return Keys{Parent: parentOf(e.Name), Sort: fmt.Sprintf("%09d", e.Number)}
}
func (e *Amendment) Keys() Keys {
	return Keys{Parent: e.Document, Sort: e.SubmittedAt.UTC().Format("2006-01-02T15:04:05.000000"), Ref: e.Paragraph}
}
func (e *Sponsorship) Keys() Keys { return Keys{Alone: true} }
func (e *Newest) Keys() Keys      { return Keys{Alone: true} }
func (e *Handling) Keys() Keys    { return Keys{Alone: true} }
func (e *Docket) Keys() Keys      { return Keys{Alone: true} }
func (e *Tally) Keys() Keys       { return Keys{Alone: true} }
func (e *Closings) Keys() Keys    { return Keys{Alone: true} }
func (e *HoldLink) Keys() Keys    { return Keys{Parent: DocumentOf(e.Name), Sort: e.Name, Ref: e.Bracket} }
func (e *Bracket) Keys() Keys {
	return Keys{Parent: e.Document, Sort: fmt.Sprintf("%09d", e.Working), Ref: e.Paragraph}
}
func (e *Hold) Keys() Keys {
	return Keys{Parent: e.Document, Sort: e.At.UTC().Format("2006-01-02T15:04:05.000000"), Ref: e.Actor}
}

// BlindFields names the personal data of a user.
func (e *User) BlindFields() []string { return []string{"display_name"} }

// NewEntity gives an empty entity of the kind, or nil for an unknown kind.
func NewEntity(kind Kind) Entity {
	switch kind {
	case KindUser:
		return new(User)
	case KindActor:
		return new(Actor)
	case KindProcess:
		return new(Process)
	case KindParticipant:
		return new(Participant)
	case KindRole:
		return new(Role)
	case KindRound:
		return new(Round)
	case KindMeeting:
		return new(Meeting)
	case KindDocument:
		return new(Document)
	case KindHead:
		return new(Head)
	case KindPassage:
		return new(Passage)
	case KindParagraph:
		return new(Paragraph)
	case KindRevision:
		return new(Revision)
	case KindAttribution:
		return new(Attribution)
	case KindDraft:
		return new(Draft)
	case KindNewest:
		return new(Newest)
	case KindLineage:
		return new(Lineage)
	case KindAncestry:
		return new(Ancestry)
	case KindAct:
		return new(Act)
	case KindAmendment:
		return new(Amendment)
	case KindSponsorship:
		return new(Sponsorship)
	case KindHandling:
		return new(Handling)
	case KindDocket:
		return new(Docket)
	case KindTally:
		return new(Tally)
	case KindBracket:
		return new(Bracket)
	case KindHold:
		return new(Hold)
	case KindClosings:
		return new(Closings)
	case KindHoldLink:
		return new(HoldLink)
	}
	return nil
}

// DecodeEntity reads the JSON body of an entity of the kind.
func DecodeEntity(kind Kind, body []byte) (Entity, error) {
	e := NewEntity(kind)
	if e == nil {
		return nil, fmt.Errorf("unknown kind of entity %q", kind)
	}
	if err := json.Unmarshal(body, e); err != nil {
		return nil, fmt.Errorf("decoding a %s: %w", kind, err)
	}
	return e, nil
}
