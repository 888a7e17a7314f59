package server

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// MaxEvent is the largest act that goes out with its resources, in bytes. A larger
// one names them only, so that no act is too large for a client to get past.
const MaxEvent = 3 << 20

// encodeEvent gives an act as the field of a WatchResponse.
func encodeEvent(e negotiation.Event) ([]byte, error) {
	body, err := proto.Marshal(eventOut(e, true))
	if err == nil && len(body) > MaxEvent {
		body, err = proto.Marshal(eventOut(e, false))
	}
	if err != nil {
		return nil, fmt.Errorf("encoding an act of type %s: %w", e.Type, err)
	}
	b := protowire.AppendTag(make([]byte, 0, len(body)+8), 1, protowire.BytesType)
	return protowire.AppendBytes(b, body), nil
}

// encodeToken gives a resume token as the field of a WatchResponse.
func encodeToken(token string) []byte {
	b := protowire.AppendTag(make([]byte, 0, len(token)+4), 3, protowire.BytesType)
	return protowire.AppendString(b, token)
}

func eventOut(e negotiation.Event, whole bool) *travauxv1.Event {
	out := &travauxv1.Event{Id: e.ID, Subject: e.Subject, Type: e.Type, Resource: e.Resource, Time: timeOut(e.At), Reason: e.Reason}
	if e.By != (negotiation.Principal{}) {
		out.By = authorOut(e.By)
	}
	texts := textsOf(e.Facts)
	out.Facts = each(e.Facts, func(f negotiation.Fact) *travauxv1.Fact {
		fact := &travauxv1.Fact{Name: f.Name}
		if whole {
			factOut(fact, f.Body, texts)
		}
		return fact
	})
	return out
}

func authorOut(p negotiation.Principal) *travauxv1.Author {
	a := &travauxv1.Author{Capacity: capacities.out(p.Capacity)}
	if p.User != "" {
		a.User = negotiation.UserName(p.User)
	}
	if p.Actor != "" {
		a.Actor = negotiation.ActorName(p.Actor)
	}
	return a
}

// textsOf gives the wordings among facts, by name: attributions count within them.
func textsOf(facts []negotiation.Fact) service.Beside {
	out := service.Beside{}
	for _, f := range facts {
		if f.Kind == negotiation.KindRevision {
			out[f.Name] = service.Item{Entity: f.Body}
		}
	}
	return out
}

// factOut fills in the resource of a fact.
func factOut(f *travauxv1.Fact, body negotiation.Entity, texts service.Beside) {
	switch e := body.(type) {
	case *negotiation.User:
		f.Resource = &travauxv1.Fact_User{User: userOut(e, "")}
	case *negotiation.Actor:
		f.Resource = &travauxv1.Fact_Actor{Actor: actorOut(e, "")}
	case *negotiation.Process:
		f.Resource = &travauxv1.Fact_Process{Process: processOut(e, "")}
	case *negotiation.Participant:
		f.Resource = &travauxv1.Fact_Participant{Participant: participantOut(e, "")}
	case *negotiation.Role:
		f.Resource = &travauxv1.Fact_Role{Role: roleOut(e, "")}
	case *negotiation.Round:
		f.Resource = &travauxv1.Fact_Round{Round: roundOut(e, "")}
	case *negotiation.Meeting:
		f.Resource = &travauxv1.Fact_Meeting{Meeting: meetingOut(e, "")}
	case *negotiation.Document:
		f.Resource = &travauxv1.Fact_Document{Document: documentOut(e, "")}
	default:
		textFactOut(f, body, texts)
	}
}

func textFactOut(f *travauxv1.Fact, body negotiation.Entity, texts service.Beside) {
	switch e := body.(type) {
	case *negotiation.Head:
		f.Resource = &travauxv1.Fact_WorkingText{WorkingText: workingTextOut(e, "")}
	case *negotiation.Passage:
		f.Resource = &travauxv1.Fact_Passage{Passage: passageOut(e, "", nil)}
	case *negotiation.Paragraph:
		f.Resource = &travauxv1.Fact_Paragraph{Paragraph: paragraphOut(e, "", nil)}
	case *negotiation.Revision:
		f.Resource = &travauxv1.Fact_Revision{Revision: revisionOut(e, "", nil)}
	case *negotiation.Attribution:
		f.Resource = &travauxv1.Fact_Attribution{Attribution: attributionOut(e, texts)}
	case *negotiation.Draft:
		d := draftOut(e, "")
		d.Entries = entriesOut(e)
		f.Resource = &travauxv1.Fact_Draft{Draft: d}
	case *negotiation.Lineage:
		f.Resource = &travauxv1.Fact_Lineage{Lineage: lineageOut(e, "")}
	case *negotiation.Act:
		f.Resource = &travauxv1.Fact_Act{Act: actOut(e, "")}
	case *negotiation.Amendment:
		f.Resource = &travauxv1.Fact_Amendment{Amendment: amendmentOut(e, "", nil)}
	case *negotiation.Sponsorship:
		f.Resource = &travauxv1.Fact_Sponsorship{Sponsorship: sponsorshipOut(e)}
	case *negotiation.Handling:
		f.Resource = &travauxv1.Fact_Handling{Handling: handlingOut(e)}
	}
}

// attributionOut shows who holds what as a revision without its words. The
// attributions themselves count in the words, so without those only the author is
// shown; the revision has them.
func attributionOut(e *negotiation.Attribution, texts service.Beside) *travauxv1.Revision {
	out := &travauxv1.Revision{Name: e.Revision, Author: e.Author}
	if r, ok := texts[e.Revision].Entity.(*negotiation.Revision); ok {
		out.Attributions = heldOut(r.Text, e.Held)
	}
	return out
}
