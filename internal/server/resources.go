package server

import (
	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// The functions below give the API's form of an entity. What stands beside it
// comes from beside, which holds only what the caller may see.

func userOut(e *negotiation.User, etag string) *travauxv1.User {
	return &travauxv1.User{Name: e.Name, DisplayName: e.DisplayName, Etag: etag,
		Affiliations: each(e.Affiliation, func(a negotiation.Affiliation) *travauxv1.Affiliation {
			return &travauxv1.Affiliation{Actor: a.Actor, Span: spanOut(a.Span)}
		})}
}

func actorOut(e *negotiation.Actor, etag string) *travauxv1.Actor {
	return &travauxv1.Actor{
		Name: e.Name, Kind: actorKinds.out(e.ActorKind), DisplayNames: e.DisplayName, Aliases: e.Aliases, Code: e.Code,
		StakeholderType: e.StakeholderType, Region: e.Region, Etag: etag,
		Memberships: each(e.Memberships, func(m negotiation.Membership) *travauxv1.Membership {
			return &travauxv1.Membership{Group: m.Group, Span: spanOut(m.Span), Source: m.Source}
		}),
	}
}

func processOut(e *negotiation.Process, etag string) *travauxv1.Process {
	return &travauxv1.Process{Name: e.Name, Title: e.Title, Mandate: e.Mandate, TimeZone: e.TimeZone,
		ProtocolOrder: e.ProtocolOrder, Closed: e.Closed, Etag: etag}
}

func participantOut(e *negotiation.Participant, etag string) *travauxv1.Participant {
	return &travauxv1.Participant{Name: e.Name, Actor: e.Actor, Admitted: spanOut(e.Admitted), Etag: etag,
		Rights: each(e.Rights, func(r negotiation.RightSpan) *travauxv1.RightSpan {
			return &travauxv1.RightSpan{Right: rights.out(r.Right), Span: spanOut(r.Span), Source: r.Source}
		})}
}

func roleOut(e *negotiation.Role, etag string) *travauxv1.Role {
	return &travauxv1.Role{Name: e.Name, User: e.User, Actor: e.Actor, Role: roleKinds.out(e.RoleKind), Span: spanOut(e.Span), Etag: etag}
}

func roundOut(e *negotiation.Round, etag string) *travauxv1.Round {
	return &travauxv1.Round{Name: e.Name, Title: e.Title, Number: number(e.Number), Dates: spanOut(e.Dates),
		Accepts: accepts.out(e.Accepts), Paragraphs: e.Paragraphs, Window: spanOut(e.Window),
		LateRule: lateRules.out(e.LateRule), Etag: etag}
}

func meetingOut(e *negotiation.Meeting, etag string) *travauxv1.Meeting {
	return &travauxv1.Meeting{Name: e.Name, Title: e.Title, Kind: meetingKinds.out(e.MeetingKind),
		Dates: spanOut(e.Dates), Place: e.Place, Round: e.Round, Etag: etag}
}

func documentOut(e *negotiation.Document, etag string) *travauxv1.Document {
	return &travauxv1.Document{Name: e.Name, Title: e.Title, Symbol: e.Symbol, Language: e.Language, Closed: e.Closed,
		LatestDraft: e.Latest, Sight: documentLevel(e.Level), Etag: etag}
}

func workingTextOut(e *negotiation.Head, etag string) *travauxv1.WorkingText {
	return &travauxv1.WorkingText{Name: e.Name, Document: e.Document, LastAct: number(e.LastAct), BaseDraft: e.Base, Etag: etag}
}

func textOut(e *negotiation.Revision) *travauxv1.Text {
	return &travauxv1.Text{Content: e.Text, Language: e.Language, Status: textStatuses.out(e.Status),
		Marks: marksOut(e.Text, e.Marks), Hash: e.Hash}
}

// wordingOf gives the text of a revision and the attributions of that name, as far
// as they are in beside.
func wordingOf(revision, held string, beside service.Beside) (*travauxv1.Text, []*travauxv1.Attribution) {
	r, ok := beside[revision].Entity.(*negotiation.Revision)
	if !ok {
		return nil, nil
	}
	a, ok := beside[held].Entity.(*negotiation.Attribution)
	if !ok {
		return textOut(r), nil
	}
	return textOut(r), heldOut(r.Text, a.Held)
}

func paragraphOut(e *negotiation.Paragraph, etag string, beside service.Beside) *travauxv1.Paragraph {
	p := &travauxv1.Paragraph{Name: e.Name, Kind: paragraphKinds.out(e.Kind), Depth: number(e.Depth), Label: e.Label,
		Revision: number(e.Revision), Draft: e.Draft, Deleted: e.Deleted, Origin: originOut(e.Origin), Etag: etag}
	p.Text, p.Attributions = wordingOf(negotiation.RevisionName(e.Name, e.Revision), negotiation.EditionAttributionName(e.Draft, e.Name), beside)
	return p
}

func passageOut(e *negotiation.Passage, etag string, beside service.Beside) *travauxv1.Passage {
	p := &travauxv1.Passage{Name: e.Name, Paragraph: e.Paragraph, Kind: paragraphKinds.out(e.Kind), Depth: number(e.Depth),
		Label: e.Label, Revision: number(e.Revision), Deleted: e.Deleted, Origin: originOut(e.Origin), Etag: etag}
	revision := negotiation.WorkingRevisionName(e.Paragraph, e.Revision)
	p.Text, p.Attributions = wordingOf(revision, negotiation.AttributionName(revision), beside)
	closureBeside(p, e.Closure)
	return p
}

func revisionOut(e *negotiation.Revision, etag string, beside service.Beside) *travauxv1.Revision {
	r := &travauxv1.Revision{Name: e.Name, Paragraph: e.Paragraph, Number: number(e.Number), Text: textOut(e),
		Parents: e.Parents, Cause: e.Cause, CreateTime: timeOut(e.At), Etag: etag}
	held := negotiation.AttributionName(e.Name)
	if e.Draft != "" {
		held = negotiation.EditionAttributionName(e.Draft, e.Paragraph)
	}
	if a, ok := beside[held].Entity.(*negotiation.Attribution); ok {
		r.Attributions, r.Author = heldOut(e.Text, a.Held), a.Author
	}
	return r
}

func actOut(e *negotiation.Act, etag string) *travauxv1.Act {
	return &travauxv1.Act{Name: e.Name, Number: number(e.Number), Type: e.Type, Undone: e.Undone, Reason: e.Reason, Etag: etag,
		Paragraphs: each(e.Touched, func(t negotiation.Touch) string { return t.After.Paragraph })}
}

func draftOut(e *negotiation.Draft, etag string) *travauxv1.Draft {
	return &travauxv1.Draft{
		Name: e.Name, Title: e.Title, Kind: draftKinds.out(e.DraftKind), Symbol: e.Symbol, Language: e.Language,
		Number: number(e.Number), State: draftStates.out(e.State), ParagraphCount: number(len(e.Entries)), Seal: e.Seal,
		CutTime: timeOut(e.CutAt), PublishTime: timeOut(e.PublishedAt), Previous: e.Previous, Attributed: e.Attributed,
		SourceHash: e.SourceHash, Sight: levels.out(e.Level), Etag: etag,
	}
}

func entriesOut(e *negotiation.Draft) []*travauxv1.DraftEntry {
	return each(e.Entries, func(x negotiation.Entry) *travauxv1.DraftEntry {
		return &travauxv1.DraftEntry{Paragraph: x.Paragraph, Revision: number(x.Revision), Hash: x.Hash, Label: x.Label,
			Kind: paragraphKinds.out(x.Kind), Depth: number(x.Depth)}
	})
}

func draftRef(e *negotiation.Draft) *travauxv1.DraftRef {
	at := e.PublishedAt
	if at.IsZero() {
		at = e.CutAt
	}
	return &travauxv1.DraftRef{Name: e.Name, Title: e.Title, Seal: e.Seal, Language: e.Language, Time: timeOut(at)}
}

func amendmentOut(e *negotiation.Amendment, etag string, beside service.Beside) *travauxv1.Amendment {
	a := &travauxv1.Amendment{
		Name: e.Name, Document: e.Document, Kind: amendmentKinds.out(e.Kind), Paragraph: e.Paragraph, Draft: e.Draft,
		BaseRevision: number(e.Revision), BaseHash: e.BaseHash, Number: number(e.Number), Text: e.Wanted, Label: e.Label,
		Rationale: e.Rationale, Cites: e.Cites, Editorial: e.Editorial, State: amendmentStates.out(e.State), Late: e.Late,
		Round: e.Round, SubmitTime: timeOut(e.SubmittedAt), Supersedes: e.Supersedes, Etag: etag,
	}
	if s, ok := beside[negotiation.SponsorshipName(e.Name)].Entity.(*negotiation.Sponsorship); ok {
		a.Sponsorship = sponsorshipOut(s)
	}
	if h, ok := beside[negotiation.HandlingName(e.Name)].Entity.(*negotiation.Handling); ok {
		a.Handling = handlingOut(h)
	}
	if k, ok := beside[negotiation.DocketName(e.Name)].Entity.(*negotiation.Docket); ok && a.Handling != nil {
		// The team reads on from what the proponent knows.
		a.Handling.Rebases = append(a.Handling.Rebases, each(k.Rebases, rebaseOut)...)
		a.Handling.Dispositions = append(a.Handling.Dispositions, each(k.Dispositions, dispositionOut)...)
	}
	return a
}

func sponsorshipOut(e *negotiation.Sponsorship) *travauxv1.Sponsorship {
	return &travauxv1.Sponsorship{Circulation: circulations.out(e.Circulation), OwnNumber: number(e.OwnNumber),
		Sponsors: each(e.Sponsors, func(s negotiation.Sponsor) *travauxv1.Sponsor {
			return &travauxv1.Sponsor{Actor: s.Actor, OnBehalf: s.OnBehalf, Kind: sponsorKinds.out(s.Kind), Time: timeOut(s.At)}
		})}
}

func handlingOut(e *negotiation.Handling) *travauxv1.Handling {
	return &travauxv1.Handling{
		OwnNumber: number(e.OwnNumber), Supersedes: e.Supersedes, InFavourOf: e.InFavourOf,
		Rebases: each(e.Rebases, rebaseOut), Dispositions: each(e.Dispositions, dispositionOut),
	}
}

func rebaseOut(r negotiation.Rebase) *travauxv1.Rebase {
	return &travauxv1.Rebase{Draft: r.Draft, FromRevision: number(r.From), ToRevision: number(r.To),
		Outcome: rebaseOutcomes.out(r.Outcome), Text: r.Wanted, Candidates: r.Candidates, Time: timeOut(r.At),
		Answer: answered.out(r.Answer)}
}

func dispositionOut(d negotiation.Disposition) *travauxv1.Disposition {
	return &travauxv1.Disposition{Draft: d.Draft, Kind: dispositions.out(d.Kind), Reason: d.Reason,
		Revision: d.Revision, Time: timeOut(d.At)}
}
