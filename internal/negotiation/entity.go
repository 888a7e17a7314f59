package negotiation

// The kinds of entity, one a type below.
const (
	KindUser        Kind = "user"
	KindActor       Kind = "actor"
	KindProcess     Kind = "process"
	KindParticipant Kind = "participant"
	KindRole        Kind = "role"
	KindRound       Kind = "round"
	KindMeeting     Kind = "meeting"
	KindDocument    Kind = "document"
	KindHead        Kind = "head"        // the working text of a document, for its team
	KindPassage     Kind = "passage"     // a paragraph in the working text, for its team
	KindParagraph   Kind = "paragraph"   // a paragraph as last published
	KindRevision    Kind = "revision"    // one wording
	KindAttribution Kind = "attribution" // who holds what in one wording
	KindDraft       Kind = "draft"
	KindNewest      Kind = "newest"   // the newest draft that a narrow audience has been shown
	KindLineage     Kind = "lineage"  // what people decided about the paragraphs of two drafts
	KindAncestry    Kind = "ancestry" // where a paragraph comes from, for one audience
	KindAct         Kind = "act"      // one act on the working text, for undo
	KindAmendment   Kind = "amendment"
	KindSponsorship Kind = "sponsorship"
	KindHandling    Kind = "handling" // rebases and dispositions of an amendment
	KindDocket      Kind = "docket"   // what the team alone keeps on an amendment
	KindBracket     Kind = "bracket"  // a bracket of the working text, for its team
	KindHold        Kind = "hold"     // that an actor holds a bracket, or a reservation
	KindHoldLink    Kind = "hold-link"
	KindClosings    Kind = "closings"
	KindTally       Kind = "tally" // how many proposals an actor has handed in
)
