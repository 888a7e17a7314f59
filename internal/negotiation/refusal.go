package negotiation

import (
	"fmt"
	"slices"

	"github.com/travaux/travaux/internal/text/bracket"
)

// Refusal is one entry of the catalogue of errors: what a reason means wherever
// it is given.
type Refusal struct {
	Reason  string
	Kind    ErrorKind
	Meaning string
	Remedy  string
}

// The reasons that decisions give.
const (
	SignInNeeded      = "SIGN_IN_NEEDED"
	WrongCapacity     = "WRONG_CAPACITY"
	NotAffiliated     = "NOT_AFFILIATED"
	RoleNeeded        = "ROLE_NEEDED"
	NotAdmitted       = "NOT_ADMITTED"
	RightNeeded       = "RIGHT_NEEDED"
	NotProponent      = "NOT_PROPONENT"
	NotThere          = "NOT_FOUND"
	UnknownActor      = "UNKNOWN_ACTOR"
	UnknownUser       = "UNKNOWN_USER"
	NotAGroup         = "NOT_A_GROUP"
	NotAMember        = "NOT_A_MEMBER"
	NameTaken         = "ALREADY_EXISTS"
	InvalidName       = "INVALID_NAME"
	FieldRequired     = "FIELD_REQUIRED"
	FieldInvalid      = "FIELD_INVALID"
	InvalidText       = "INVALID_TEXT"
	TextEmpty         = "TEXT_EMPTY"
	TextTooLong       = "TEXT_TOO_LONG"
	DraftEmpty        = "DRAFT_EMPTY"
	DraftTooLong      = "DRAFT_TOO_LONG"
	NoChange          = "NO_CHANGE"
	StaleBase         = "STALE_BASE"
	StaleAct          = "STALE_ACT"
	NothingToUndo     = "NOTHING_TO_UNDO"
	WindowClosed      = "WINDOW_CLOSED"
	NotAccepted       = "NOT_ACCEPTED_IN_ROUND"
	DocumentClosed    = "DOCUMENT_CLOSED"
	ProcessClosed     = "PROCESS_CLOSED"
	ParagraphGone     = "PARAGRAPH_GONE"
	NotPublished      = "NOT_PUBLISHED"
	AlreadyPublished  = "ALREADY_PUBLISHED"
	DraftOvertaken    = "DRAFT_OVERTAKEN"
	NotAdjacent       = "NOT_ADJACENT"
	OverlapsText      = "OVERLAPS_TEXT"
	NotApplicable     = "NOT_APPLICABLE"
	WrongState        = "WRONG_AMENDMENT_STATE"
	NotToBeCirculated = "NOT_TO_BE_CIRCULATED"
	AlreadyCirculated = "ALREADY_CIRCULATED"
	NamesWithheld     = "NAMES_WITHHELD"
	NamesWouldLink    = "NAMES_WOULD_LINK"
	NamesUnresolved   = "UNRESOLVED_ATTRIBUTION"
	AlreadySponsor    = "ALREADY_SPONSOR"
	NoRebase          = "NO_REBASE_TO_ANSWER"
	RoleEnded         = "ROLE_ENDED"
	NotInDraft        = "NOT_IN_DRAFT"
	LinkedTwice       = "LINKED_TWICE"
	DifferentTexts    = "DIFFERENT_DOCUMENTS"
	BracketHeld       = "BRACKET_HELD"
	BracketStands     = "BRACKET_OPEN"
	BracketClosed     = "BRACKET_CLOSED"
	ParagraphAgreed   = "PARAGRAPH_AGREED"
	NotHolding        = "NOT_HOLDING"
	HoldEnded         = "HOLD_ENDED"
	ClosureNotOpen    = "CLOSURE_NOT_POSSIBLE"
)

// refusals is the one table of reasons; docs/errors.md is made from it.
var refusals = []Refusal{
	{SignInNeeded, Unidentified, "The call names nobody, or a person whom the register does not know.", "Sign in with a valid token and repeat the call."},
	{WrongCapacity, Forbidden, "The act belongs to another capacity than the one signed in with.", "Sign in with a token of the capacity that the message names; an administrator makes one."},
	{NotAffiliated, Forbidden, "The person does not belong to the actor's delegation at this moment.", "Ask an administrator to enter the affiliation."},
	{RoleNeeded, Forbidden, "The person holds no current office of the process that may do this.", "Ask someone who holds one of the offices that the message names."},
	{NotAdmitted, Forbidden, "The actor is not admitted to the process at this moment.", "Ask an administrator about the admission."},
	{RightNeeded, Forbidden, "The actor is admitted without the right that the act needs.", "See the participant's rights; the process may change them."},
	{NotProponent, Forbidden, "Only the proponent of an amendment may do this.", "Ask the proponent."},
	{NotThere, NotFound, "There is no such resource, or it is not for the caller to know of.", "Check the name."},
	{UnknownActor, NotFound, "The register has no such actor.", "Check the id, or ask an administrator to enter the actor."},
	{UnknownUser, NotFound, "The register has no such person.", "Check the id, or create the user first."},
	{NotAGroup, Invalid, "The actor named is not a negotiating group.", "Name a group, or leave the field empty."},
	{NotAMember, Precondition, "The actor is not a member of the group at this moment.", "Speak for a group that the actor belongs to, or have the membership entered."},
	{NameTaken, AlreadyExists, "The name is taken.", "Choose another id, or change the existing resource."},
	{InvalidName, Invalid, "A name or id has not the required form.", "Give a name of the form that the refusal tells, or an id: a letter a to z, then letters a to z, digits and hyphens."},
	{FieldRequired, Invalid, "A required field is missing.", "Give the field."},
	{FieldInvalid, Invalid, "A field has a value that it cannot have.", "Give a value of those that the refusal names."},
	{InvalidText, Invalid, "A text is not valid UTF-8 or holds signs that negotiated text may not hold.", "Remove the signs that the message names."},
	{TextEmpty, Invalid, "A text is empty.", "Give the words; to take a paragraph out, delete it or propose its deletion."},
	{TextTooLong, Invalid, "A text is longer than the limit for one paragraph.", "Divide it into paragraphs."},
	{DraftEmpty, Invalid, "A draft has no paragraph.", "Check the file, or write the text first."},
	{DraftTooLong, Invalid, "A draft has more paragraphs than the limit.", "Divide it into documents."},
	{NoChange, Precondition, "The act would change nothing.", "Nothing needs doing; if a change was meant, check the base."},
	{StaleBase, Stale, "The act was made on a wording or state that is no longer the newest.", "Read the current one, see whether the act still fits and repeat it on that base."},
	{StaleAct, Stale, "A paragraph that the act touched has changed since.", "Undo the later acts first, or mend the text by hand."},
	{NothingToUndo, Precondition, "There is no act on the working text that could be undone.", "See the list of acts."},
	{WindowClosed, Precondition, "No round of the process takes submissions at this moment.", "Ask the co-facilitators to extend the window; the proposal can be kept as a draft."},
	{NotAccepted, Precondition, "The open round does not take this kind of proposal, or not on this paragraph.", "See what the round accepts."},
	{DocumentClosed, Precondition, "The document is closed.", "Ask the co-facilitators to reopen it."},
	{ProcessClosed, Precondition, "The process is closed.", "An administrator can reopen it."},
	{ParagraphGone, Precondition, "The paragraph no longer stands in the text.", "See what became of it in the newest draft."},
	{NotPublished, Precondition, "The draft or paragraph has not been published.", "Wait for its publication, or name a published one."},
	{AlreadyPublished, Precondition, "The draft is already published to that audience or a wider one.", "Nothing needs doing; choose a wider level to show it to more."},
	{DraftOvertaken, Precondition, "A draft that was cut later has been published already.", "Cut a new draft."},
	{NotAdjacent, Precondition, "The paragraphs to be merged do not stand side by side in that order.", "Move them together first."},
	{OverlapsText, Precondition, "The proposal and the working text change the same words.", "Give the wording to put in, or edit the paragraph and decide without applying."},
	{NotApplicable, Invalid, "The proposal or disposition has no wording that could be put into the text.", "Decide without applying to the text."},
	{WrongState, Precondition, "The amendment is not in a state that allows the act.", "See the amendment's state."},
	{NotToBeCirculated, Precondition, "The proponent has not agreed to circulation.", "Ask the proponent to submit it for circulation."},
	{AlreadyCirculated, Precondition, "The amendment has been shown to the participants already.", "Nothing needs doing."},
	{NamesWithheld, Precondition, "The proposal circulates without names, so joining it would tell who made it.", "Ask the co-facilitators to put you in touch with the proponent."},
	{NamesWouldLink, Precondition, "A proposal was to replace one that participants have been shown the other way, with or without a name; the two together would tell who made the one without.", "Circulate the new one as the earlier one, or hand it in without replacing the earlier one."},
	{NamesUnresolved, Precondition, "An edition without attributions was to be published while names still stand in the words, in forms of attribution that have not been set beside them.", "Enter the actor or alias in the register and type the paragraph anew, or take the name out; then cut a new draft."},
	{AlreadySponsor, Precondition, "The actor already stands behind the amendment.", "Nothing needs doing."},
	{NoRebase, Precondition, "The amendment has no rebase that awaits an answer.", "See the amendment's rebases."},
	{NotInDraft, Invalid, "A paragraph named for one side of a link does not stand in that draft.", "See what each draft has: name paragraphs of the older one as old, of the newer one as new."},
	{LinkedTwice, Invalid, "A paragraph would come from, or go on as, more than the links say.", "Name in one link all that belong together, or say in the same request what became of the other."},
	{DifferentTexts, Invalid, "The drafts are of different documents, or not an older and a newer one.", "Name an older and a newer draft of one document. Drafts of two documents can be compared, by content; what is decided of them is not kept."},
	{RoleEnded, Precondition, "The office has ended already.", "Nothing needs doing."},
	{BracketHeld, Precondition, "Somebody is known to hold the bracket, or one that would go with it, and has not dropped out.", "Have each holder drop out, or record its word; or settle without the room's agreement, and it is not retained."},
	{BracketStands, Precondition, "A bracket is open where none may be: in or around a paragraph that is to be agreed, or as the one that another is to continue.", "Settle the bracket first, or name another."},
	{BracketClosed, Precondition, "The bracket no longer stands in the working text.", "See what became of it; words can be bracketed anew."},
	{ParagraphAgreed, Precondition, "The words of an agreed paragraph were to change.", "Reopen the paragraph first, with who asked for it or why."},
	{NotHolding, Precondition, "The actor is not known to hold the bracket.", "See the bracket's holders."},
	{HoldEnded, Precondition, "The hold or reservation has ended already.", "Nothing needs doing."},
	{ClosureNotOpen, Precondition, "A paragraph cannot go from the closure that it has to the one asked for.", "Reopen an agreed paragraph first; only an agreed one can be reopened."},
	{bracket.NoSuchOption, Precondition, "The bracket, slot or block has no such option.", "Name one that it has; confirm first which brackets are candidates for one place."},
	{bracket.NothingToKeep, Precondition, "No words stand in the bracket that could be kept.", "Drop it, or replace it by words."},
	{bracket.MustChoose, Precondition, "The bracket holds options, of which one has to be chosen.", "Choose one, or replace the bracket."},
	{bracket.Breaks, Precondition, "The act would break another bracket or block.", "Settle the other one first, or choose another stretch."},
	{bracket.NoWords, Invalid, "No words were given to replace the bracket by.", "Give words, or drop the bracket."},
}

// Refusals gives the catalogue of reasons that decisions give, by reason.
func Refusals() []Refusal {
	out := slices.Clone(refusals)
	slices.SortFunc(out, func(a, b Refusal) int {
		if a.Reason < b.Reason {
			return -1
		}
		return 1
	})
	return out
}

// refuse makes the error of a reason in the catalogue. Facts are keys and values
// in turn.
func refuse(reason, subject, message string, facts ...string) *Error {
	e := &Error{Kind: Internal, Reason: reason, Subject: subject, Message: message}
	for _, r := range refusals {
		if r.Reason == reason {
			e.Kind, e.Remedy = r.Kind, r.Remedy
		}
	}
	for i := 0; i+1 < len(facts); i += 2 {
		if e.Facts == nil {
			e.Facts = make(map[string]string, len(facts)/2)
		}
		e.Facts[facts[i]] = facts[i+1]
	}
	return e
}

// badField refuses the value of a field: what is wrong with it, said of the field,
// and what to give instead.
func badField(field, what, remedy string) *Error {
	e := refuse(FieldInvalid, field, "the field "+field+" "+what)
	e.Remedy = remedy
	return e
}

// lacking refuses a field that is not given; why may be empty.
func lacking(field, why string) *Error {
	message := "the field " + field + " is required"
	if why != "" {
		message += ": " + why
	}
	e := refuse(FieldRequired, field, message)
	e.Remedy = "Give the field " + field + "."
	return e
}

// wrongCapacity refuses an act that belongs to another capacity than the caller's.
func wrongCapacity(whose string, c Capacity) *Error {
	e := refuse(WrongCapacity, "", fmt.Sprintf("this is for %s: ask for a token of capacity %s", whose, c), "capacity", string(c))
	e.Remedy = fmt.Sprintf("Sign in with a token of capacity %s; an administrator makes one.", c)
	return e
}

// notFound is the one answer for what is absent and for what is not the caller's
// to know of.
func notFound(name string) *Error {
	return refuse(NotThere, name, "there is no such resource")
}
