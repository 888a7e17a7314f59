package server

import (
	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// names pairs the words of the domain with those of the API.
type names[D ~string, P ~int32] []struct {
	domain D
	proto  P
}

// out gives the API's word; 0, UNSPECIFIED, for one that it does not have.
func (n names[D, P]) out(d D) P {
	for _, pair := range n {
		if pair.domain == d {
			return pair.proto
		}
	}
	return 0
}

// in gives the domain's word: empty for UNSPECIFIED, and for a number that the API
// does not know one that every decision refuses.
func (n names[D, P]) in(p P) D {
	for _, pair := range n {
		if pair.proto == p {
			return pair.domain
		}
	}
	if p == 0 {
		return ""
	}
	return "unknown"
}

var paragraphKinds = names[text.Kind, travauxv1.ParagraphKind]{
	{text.Title, travauxv1.ParagraphKind_PARAGRAPH_KIND_TITLE},
	{text.Heading, travauxv1.ParagraphKind_PARAGRAPH_KIND_HEADING},
	{text.Formula, travauxv1.ParagraphKind_PARAGRAPH_KIND_FORMULA},
	{text.Preambular, travauxv1.ParagraphKind_PARAGRAPH_KIND_PREAMBULAR},
	{text.Operative, travauxv1.ParagraphKind_PARAGRAPH_KIND_OPERATIVE},
	{text.Item, travauxv1.ParagraphKind_PARAGRAPH_KIND_ITEM},
	{text.Tail, travauxv1.ParagraphKind_PARAGRAPH_KIND_TAIL},
	{text.Footnote, travauxv1.ParagraphKind_PARAGRAPH_KIND_FOOTNOTE},
	{text.AnnexHeading, travauxv1.ParagraphKind_PARAGRAPH_KIND_ANNEX_HEADING},
	{text.Plain, travauxv1.ParagraphKind_PARAGRAPH_KIND_PLAIN},
}

var markKinds = names[text.MarkKind, travauxv1.MarkKind]{
	{text.Italic, travauxv1.MarkKind_MARK_KIND_ITALIC},
	{text.Bold, travauxv1.MarkKind_MARK_KIND_BOLD},
	{text.Underline, travauxv1.MarkKind_MARK_KIND_UNDERLINE},
	{text.Superscript, travauxv1.MarkKind_MARK_KIND_SUPERSCRIPT},
	{text.Subscript, travauxv1.MarkKind_MARK_KIND_SUBSCRIPT},
	{text.Link, travauxv1.MarkKind_MARK_KIND_LINK},
	{text.NoteAnchor, travauxv1.MarkKind_MARK_KIND_FOOTNOTE},
}

var textStatuses = names[negotiation.TextStatus, travauxv1.TextStatus]{
	{negotiation.NegotiatingVersion, travauxv1.TextStatus_TEXT_STATUS_NEGOTIATING},
	{negotiation.DraftTranslation, travauxv1.TextStatus_TEXT_STATUS_DRAFT},
	{negotiation.FinalTranslation, travauxv1.TextStatus_TEXT_STATUS_FINAL},
	{negotiation.StaleTranslation, travauxv1.TextStatus_TEXT_STATUS_STALE},
}

var levels = names[negotiation.Level, travauxv1.Sight]{
	{negotiation.ToPublic, travauxv1.Sight_SIGHT_PUBLIC},
	{negotiation.ToStakeholders, travauxv1.Sight_SIGHT_STAKEHOLDERS},
	{negotiation.ToStates, travauxv1.Sight_SIGHT_STATES},
}

var originKinds = names[negotiation.OriginKind, travauxv1.OriginKind]{
	{negotiation.SplitFrom, travauxv1.OriginKind_ORIGIN_KIND_SPLIT_FROM},
	{negotiation.MergedFrom, travauxv1.OriginKind_ORIGIN_KIND_MERGED_FROM},
	{negotiation.NewIn, travauxv1.OriginKind_ORIGIN_KIND_NEW},
}

var changes = names[redline.Change, travauxv1.Change]{
	{redline.Unchanged, travauxv1.Change_CHANGE_UNCHANGED},
	{redline.Edited, travauxv1.Change_CHANGE_EDITED},
	{redline.Inserted, travauxv1.Change_CHANGE_INSERTED},
	{redline.Deleted, travauxv1.Change_CHANGE_DELETED},
	{redline.Moved, travauxv1.Change_CHANGE_MOVED},
	{redline.MovedEdited, travauxv1.Change_CHANGE_MOVED_EDITED},
	{redline.Split, travauxv1.Change_CHANGE_SPLIT},
	{redline.Merged, travauxv1.Change_CHANGE_MERGED},
	{redline.Renumbered, travauxv1.Change_CHANGE_RENUMBERED},
}

var segmentOps = names[redline.Op, travauxv1.SegmentOp]{
	{redline.Equal, travauxv1.SegmentOp_SEGMENT_OP_EQUAL},
	{redline.Delete, travauxv1.SegmentOp_SEGMENT_OP_DELETE},
	{redline.Insert, travauxv1.SegmentOp_SEGMENT_OP_INSERT},
}

var changeClasses = names[redline.Class, travauxv1.ChangeClass]{
	{redline.Substance, travauxv1.ChangeClass_CHANGE_CLASS_SUBSTANCE},
	{redline.BracketOpened, travauxv1.ChangeClass_CHANGE_CLASS_BRACKET_OPENED},
	{redline.BracketLifted, travauxv1.ChangeClass_CHANGE_CLASS_BRACKET_LIFTED},
	{redline.BracketMoved, travauxv1.ChangeClass_CHANGE_CLASS_BRACKET_MOVED},
	{redline.VerbStronger, travauxv1.ChangeClass_CHANGE_CLASS_VERB_STRONGER},
	{redline.VerbWeaker, travauxv1.ChangeClass_CHANGE_CLASS_VERB_WEAKER},
	{redline.Number, travauxv1.ChangeClass_CHANGE_CLASS_NUMBER},
	{redline.ActorClass, travauxv1.ChangeClass_CHANGE_CLASS_ACTOR},
	{redline.Qualifier, travauxv1.ChangeClass_CHANGE_CLASS_QUALIFIER},
	{redline.Editorial, travauxv1.ChangeClass_CHANGE_CLASS_EDITORIAL},
	{redline.FormattingOnly, travauxv1.ChangeClass_CHANGE_CLASS_FORMATTING},
	{redline.Structure, travauxv1.ChangeClass_CHANGE_CLASS_STRUCTURE},
}

var baseChoices = map[service.Choice]travauxv1.BaseChoice{
	service.Named:    travauxv1.BaseChoice_BASE_CHOICE_NAMED,
	service.Previous: travauxv1.BaseChoice_BASE_CHOICE_PREVIOUS,
	service.Since:    travauxv1.BaseChoice_BASE_CHOICE_SINCE,
}

var relations = names[negotiation.Relation, travauxv1.Relation]{
	{negotiation.Continues, travauxv1.Relation_RELATION_CONTINUES},
	{negotiation.MovedElsewhere, travauxv1.Relation_RELATION_MOVED},
	{negotiation.RenumberedInPlace, travauxv1.Relation_RELATION_RENUMBERED},
	{negotiation.WasSplit, travauxv1.Relation_RELATION_SPLIT_FROM},
	{negotiation.WasMerged, travauxv1.Relation_RELATION_MERGED_FROM},
	{negotiation.NewParagraph, travauxv1.Relation_RELATION_NEW},
	{negotiation.DisappearedFromNew, travauxv1.Relation_RELATION_DELETED},
}

var bases = names[negotiation.Basis, travauxv1.LineageBasis]{
	{negotiation.ByRecord, travauxv1.LineageBasis_LINEAGE_BASIS_RECORDED},
	{negotiation.ByPerson, travauxv1.LineageBasis_LINEAGE_BASIS_CONFIRMED},
	{negotiation.ByContent, travauxv1.LineageBasis_LINEAGE_BASIS_SUGGESTED},
}

var verdicts = names[negotiation.Verdict, travauxv1.LineageVerdict]{
	{negotiation.Became, travauxv1.LineageVerdict_LINEAGE_VERDICT_BECAME},
	{negotiation.Apart, travauxv1.LineageVerdict_LINEAGE_VERDICT_APART},
	{negotiation.Undecided, travauxv1.LineageVerdict_LINEAGE_VERDICT_UNDECIDED},
}

var capacities = names[negotiation.Capacity, travauxv1.Capacity]{
	{negotiation.InNationalService, travauxv1.Capacity_CAPACITY_DELEGATION},
	{negotiation.OnTheTeam, travauxv1.Capacity_CAPACITY_TEAM},
	{negotiation.AsAdministrator, travauxv1.Capacity_CAPACITY_ADMINISTRATOR},
}

var actorKinds = names[negotiation.ActorKind, travauxv1.ActorKind]{
	{negotiation.MemberState, travauxv1.ActorKind_ACTOR_KIND_MEMBER_STATE},
	{negotiation.ObserverState, travauxv1.ActorKind_ACTOR_KIND_OBSERVER_STATE},
	{negotiation.Observer, travauxv1.ActorKind_ACTOR_KIND_OBSERVER},
	{negotiation.Group, travauxv1.ActorKind_ACTOR_KIND_GROUP},
	{negotiation.UnitedNations, travauxv1.ActorKind_ACTOR_KIND_UNITED_NATIONS},
	{negotiation.Stakeholder, travauxv1.ActorKind_ACTOR_KIND_STAKEHOLDER},
}

var rights = names[negotiation.Right, travauxv1.Right]{
	{negotiation.ProposeInWriting, travauxv1.Right_RIGHT_PROPOSE_IN_WRITING},
	{negotiation.ProposeOrally, travauxv1.Right_RIGHT_PROPOSE_ORALLY},
	{negotiation.CoSponsor, travauxv1.Right_RIGHT_CO_SPONSOR},
	{negotiation.ObjectToSilence, travauxv1.Right_RIGHT_OBJECT_TO_SILENCE},
	{negotiation.Vote, travauxv1.Right_RIGHT_VOTE},
	{negotiation.Dissociate, travauxv1.Right_RIGHT_DISSOCIATE},
	{negotiation.GiveInput, travauxv1.Right_RIGHT_GIVE_INPUT},
}

var roleKinds = names[negotiation.RoleKind, travauxv1.RoleKind]{
	{negotiation.CoFacilitator, travauxv1.RoleKind_ROLE_KIND_CO_FACILITATOR},
	{negotiation.TeamMember, travauxv1.RoleKind_ROLE_KIND_TEAM_MEMBER},
	{negotiation.Secretariat, travauxv1.RoleKind_ROLE_KIND_SECRETARIAT},
	{negotiation.PresidingOfficer, travauxv1.RoleKind_ROLE_KIND_PRESIDING_OFFICER},
}

var accepts = names[negotiation.Accepts, travauxv1.Accepts]{
	{negotiation.AcceptsComments, travauxv1.Accepts_ACCEPTS_GENERAL_COMMENTS},
	{negotiation.AcceptsText, travauxv1.Accepts_ACCEPTS_TEXT},
	{negotiation.AcceptsParagraphs, travauxv1.Accepts_ACCEPTS_NAMED_PARAGRAPHS},
	{negotiation.AcceptsBridges, travauxv1.Accepts_ACCEPTS_BRIDGES},
}

var lateRules = names[negotiation.LateRule, travauxv1.LateRule]{
	{negotiation.LateMarked, travauxv1.LateRule_LATE_RULE_MARKED},
	{negotiation.LateRefused, travauxv1.LateRule_LATE_RULE_REFUSED},
}

var meetingKinds = names[negotiation.MeetingKind, travauxv1.MeetingKind]{
	{negotiation.Preparatory, travauxv1.MeetingKind_MEETING_KIND_PREPARATORY},
	{negotiation.Consultation, travauxv1.MeetingKind_MEETING_KIND_STAKEHOLDER_CONSULTATION},
	{negotiation.Informal, travauxv1.MeetingKind_MEETING_KIND_INFORMAL},
	{negotiation.InformalInformal, travauxv1.MeetingKind_MEETING_KIND_INFORMAL_INFORMAL},
	{negotiation.Committee, travauxv1.MeetingKind_MEETING_KIND_COMMITTEE},
	{negotiation.Plenary, travauxv1.MeetingKind_MEETING_KIND_PLENARY},
	{negotiation.HighLevel, travauxv1.MeetingKind_MEETING_KIND_HIGH_LEVEL},
	{negotiation.SideEvent, travauxv1.MeetingKind_MEETING_KIND_SIDE_EVENT},
}

var draftKinds = names[negotiation.DraftKind, travauxv1.DraftKind]{
	{negotiation.ElementsPaper, travauxv1.DraftKind_DRAFT_KIND_ELEMENTS_PAPER},
	{negotiation.NonPaper, travauxv1.DraftKind_DRAFT_KIND_NON_PAPER},
	{negotiation.ZeroDraft, travauxv1.DraftKind_DRAFT_KIND_ZERO_DRAFT},
	{negotiation.RevisedDraft, travauxv1.DraftKind_DRAFT_KIND_REVISION},
	{negotiation.CompilationDoc, travauxv1.DraftKind_DRAFT_KIND_COMPILATION},
	{negotiation.CoFacText, travauxv1.DraftKind_DRAFT_KIND_CO_FACILITATORS_TEXT},
	{negotiation.UnderSilence, travauxv1.DraftKind_DRAFT_KIND_FINAL_UNDER_SILENCE},
	{negotiation.LDocument, travauxv1.DraftKind_DRAFT_KIND_L_DOCUMENT},
	{negotiation.AdoptedText, travauxv1.DraftKind_DRAFT_KIND_ADOPTED},
}

var draftStates = names[negotiation.DraftState, travauxv1.DraftState]{
	{negotiation.Sealed, travauxv1.DraftState_DRAFT_STATE_SEALED},
	{negotiation.Published, travauxv1.DraftState_DRAFT_STATE_PUBLISHED},
}

var amendmentKinds = names[negotiation.AmendmentKind, travauxv1.AmendmentKind]{
	{negotiation.EditWords, travauxv1.AmendmentKind_AMENDMENT_KIND_EDIT},
	{negotiation.ReplaceParagraph, travauxv1.AmendmentKind_AMENDMENT_KIND_REPLACE},
	{negotiation.InsertParagraph, travauxv1.AmendmentKind_AMENDMENT_KIND_INSERT},
	{negotiation.DeleteParagraph, travauxv1.AmendmentKind_AMENDMENT_KIND_DELETE},
	{negotiation.RetainParagraph, travauxv1.AmendmentKind_AMENDMENT_KIND_RETAIN},
	{negotiation.Comment, travauxv1.AmendmentKind_AMENDMENT_KIND_COMMENT},
}

var amendmentStates = names[negotiation.AmendmentState, travauxv1.AmendmentState]{
	{negotiation.AmendmentDraft, travauxv1.AmendmentState_AMENDMENT_STATE_DRAFT},
	{negotiation.Submitted, travauxv1.AmendmentState_AMENDMENT_STATE_SUBMITTED},
	{negotiation.Withdrawn, travauxv1.AmendmentState_AMENDMENT_STATE_WITHDRAWN},
	{negotiation.Superseded, travauxv1.AmendmentState_AMENDMENT_STATE_SUPERSEDED},
}

var circulations = names[negotiation.Circulation, travauxv1.Circulation]{
	{negotiation.CirculateNot, travauxv1.Circulation_CIRCULATION_NOT},
	{negotiation.CirculateUnnamed, travauxv1.Circulation_CIRCULATION_WITHOUT_NAME},
	{negotiation.CirculateWithName, travauxv1.Circulation_CIRCULATION_WITH_NAME},
}

var sponsorKinds = names[negotiation.SponsorKind, travauxv1.SponsorKind]{
	{negotiation.Proponent, travauxv1.SponsorKind_SPONSOR_KIND_PROPONENT},
	{negotiation.CoSponsored, travauxv1.SponsorKind_SPONSOR_KIND_CO_SPONSOR},
	{negotiation.Supporter, travauxv1.SponsorKind_SPONSOR_KIND_SUPPORTER},
}

var dispositions = names[negotiation.DispositionKind, travauxv1.DispositionKind]{
	{negotiation.Reflected, travauxv1.DispositionKind_DISPOSITION_KIND_REFLECTED},
	{negotiation.PartlyReflected, travauxv1.DispositionKind_DISPOSITION_KIND_PARTLY_REFLECTED},
	{negotiation.BracketedIn, travauxv1.DispositionKind_DISPOSITION_KIND_BRACKETED},
	{negotiation.Bridged, travauxv1.DispositionKind_DISPOSITION_KIND_BRIDGED},
	{negotiation.NotReflected, travauxv1.DispositionKind_DISPOSITION_KIND_NOT_REFLECTED},
	{negotiation.CarriedForward, travauxv1.DispositionKind_DISPOSITION_KIND_CARRIED_FORWARD},
}

var rebaseOutcomes = names[negotiation.RebaseOutcome, travauxv1.RebaseOutcome]{
	{negotiation.Untouched, travauxv1.RebaseOutcome_REBASE_OUTCOME_UNTOUCHED},
	{negotiation.Clean, travauxv1.RebaseOutcome_REBASE_OUTCOME_CLEAN},
	{negotiation.Satisfied, travauxv1.RebaseOutcome_REBASE_OUTCOME_SATISFIED},
	{negotiation.Overlap, travauxv1.RebaseOutcome_REBASE_OUTCOME_OVERLAP},
	{negotiation.Orphaned, travauxv1.RebaseOutcome_REBASE_OUTCOME_ORPHANED},
}

var rebaseAnswers = names[negotiation.RebaseAnswer, travauxv1.RebaseAnswer]{
	{negotiation.ConfirmRebase, travauxv1.RebaseAnswer_REBASE_ANSWER_CONFIRMED},
	{negotiation.ReviseOnRebase, travauxv1.RebaseAnswer_REBASE_ANSWER_REVISED},
	{negotiation.WithdrawOnRebase, travauxv1.RebaseAnswer_REBASE_ANSWER_WITHDRAWN},
}

// answered gives what a recorded rebase says was answered to it.
var answered = names[string, travauxv1.RebaseAnswer]{
	{negotiation.AnswerConfirmed, travauxv1.RebaseAnswer_REBASE_ANSWER_CONFIRMED},
	{negotiation.AnswerRevised, travauxv1.RebaseAnswer_REBASE_ANSWER_REVISED},
	{negotiation.AnswerWithdrawn, travauxv1.RebaseAnswer_REBASE_ANSWER_WITHDRAWN},
}

// formOf is the form asked for; TYPED where none is.
func formOf(f travauxv1.TextForm) service.Form {
	if f == travauxv1.TextForm_TEXT_FORM_PLAIN {
		return service.Plain
	}
	return service.Typed
}

func formName(f service.Form) travauxv1.TextForm {
	if f == service.Plain {
		return travauxv1.TextForm_TEXT_FORM_PLAIN
	}
	return travauxv1.TextForm_TEXT_FORM_TYPED
}

var bracketStates = names[negotiation.BracketState, travauxv1.BracketState]{
	{negotiation.BracketOpen, travauxv1.BracketState_BRACKET_STATE_OPEN},
	{negotiation.BracketLifted, travauxv1.BracketState_BRACKET_STATE_LIFTED},
	{negotiation.BracketNotRetained, travauxv1.BracketState_BRACKET_STATE_NOT_RETAINED},
	{negotiation.BracketMerged, travauxv1.BracketState_BRACKET_STATE_MERGED},
	{negotiation.BracketSuperseded, travauxv1.BracketState_BRACKET_STATE_SUPERSEDED},
}

var bracketKinds = names[bracket.Kind, travauxv1.BracketKind]{
	{bracket.Wording, travauxv1.BracketKind_BRACKET_KIND_TEXT},
	{bracket.Alternatives, travauxv1.BracketKind_BRACKET_KIND_ALTERNATIVES},
	{bracket.Value, travauxv1.BracketKind_BRACKET_KIND_VALUE},
	{bracket.Unknown, travauxv1.BracketKind_BRACKET_KIND_UNKNOWN},
	{bracket.Placeholder, travauxv1.BracketKind_BRACKET_KIND_PLACEHOLDER},
	{bracket.Empty, travauxv1.BracketKind_BRACKET_KIND_EMPTY},
	{bracket.Stance, travauxv1.BracketKind_BRACKET_KIND_STANCE},
	{bracket.NoText, travauxv1.BracketKind_BRACKET_KIND_NO_TEXT},
}

var stances = names[negotiation.Stance, travauxv1.HoldStance]{
	{negotiation.StanceRetain, travauxv1.HoldStance_HOLD_STANCE_RETAIN},
	{negotiation.StanceDelete, travauxv1.HoldStance_HOLD_STANCE_DELETE},
	{negotiation.StanceReserve, travauxv1.HoldStance_HOLD_STANCE_RESERVE},
}

var holdKinds = names[negotiation.HoldKind, travauxv1.HoldKind]{
	{negotiation.HoldsWords, travauxv1.HoldKind_HOLD_KIND_WORDS},
	{negotiation.GeneralReserve, travauxv1.HoldKind_HOLD_KIND_GENERAL_RESERVATION},
	{negotiation.ScrutinyHold, travauxv1.HoldKind_HOLD_KIND_SCRUTINY_RESERVATION},
	{negotiation.AwaitsOrders, travauxv1.HoldKind_HOLD_KIND_PENDING_INSTRUCTIONS},
}

var holdStates = names[negotiation.HoldState, travauxv1.HoldState]{
	{negotiation.Holding, travauxv1.HoldState_HOLD_STATE_HOLDING},
	{negotiation.DroppedOut, travauxv1.HoldState_HOLD_STATE_DROPPED},
	{negotiation.HoldNotRetained, travauxv1.HoldState_HOLD_STATE_NOT_RETAINED},
}

var settlements = names[negotiation.BracketSettlement, travauxv1.Settlement]{
	{negotiation.KeepWords, travauxv1.Settlement_SETTLEMENT_KEEP},
	{negotiation.DropWords, travauxv1.Settlement_SETTLEMENT_DROP},
	{negotiation.ChooseOption, travauxv1.Settlement_SETTLEMENT_CHOOSE},
	{negotiation.ReplaceWords, travauxv1.Settlement_SETTLEMENT_REPLACE},
}

var closures = names[negotiation.Closure, travauxv1.Closure]{
	{negotiation.ClosureSuggested, travauxv1.Closure_CLOSURE_SUGGESTED},
	{negotiation.AgreedInformally, travauxv1.Closure_CLOSURE_AGREED_IN_INFORMALS},
	{negotiation.AgreedReferendum, travauxv1.Closure_CLOSURE_AGREED_AD_REFERENDUM},
	{negotiation.Agreed, travauxv1.Closure_CLOSURE_AGREED},
	{negotiation.PendingOnActors, travauxv1.Closure_CLOSURE_PENDING_ACTORS},
	{negotiation.PendingOnPackage, travauxv1.Closure_CLOSURE_PENDING_PACKAGE},
	{negotiation.ParkedUntil, travauxv1.Closure_CLOSURE_PARKED},
	{negotiation.ReopenedParagraph, travauxv1.Closure_CLOSURE_REOPENED},
}

var forms = names[service.BracketForm, travauxv1.TextRendering]{
	{service.AttributedForm, travauxv1.TextRendering_TEXT_RENDERING_ATTRIBUTED},
	{service.UnattributedForm, travauxv1.TextRendering_TEXT_RENDERING_UNATTRIBUTED},
	{service.CleanForm, travauxv1.TextRendering_TEXT_RENDERING_CLEAN},
	{service.BracketsOnly, travauxv1.TextRendering_TEXT_RENDERING_BRACKETS_ONLY},
}
