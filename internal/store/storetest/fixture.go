package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// The negotiation that the checks play in.
const (
	process  = "processes/riverside"
	document = process + "/documents/compact"
)

// noon is the server's time in the checks.
var noon = time.Date(2031, 3, 4, 12, 0, 0, 123_456_000, time.UTC)

// ines is who writes, unless a check says otherwise.
var ines = negotiation.Principal{User: "ines", Actor: "sarrow", Capacity: negotiation.InNationalService}

// audience gives the audience of these tokens.
func audience(tokens ...negotiation.Token) negotiation.Audience {
	return negotiation.AudienceOf(tokens...)
}

var (
	public = audience(negotiation.PublicToken)
	states = audience(negotiation.StatesToken("riverside"))
	team   = audience(negotiation.TeamToken("riverside"))
	sarrow = audience(negotiation.ActorToken("sarrow"))
)

// amendment gives an entity that has parent, sort and ref.
func amendment(id, wanted string) *negotiation.Amendment {
	return &negotiation.Amendment{
		Name: document + "/amendments/" + id, Document: document, Kind: negotiation.EditWords,
		Paragraph: document + "/paragraphs/p1", Draft: document + "/drafts/zero", Wanted: wanted,
		State: negotiation.Submitted, SubmittedAt: noon,
	}
}

// event gives an event about the document with these facts.
func event(id string, a negotiation.Audience, facts ...negotiation.Entity) negotiation.Event {
	e := negotiation.Event{
		ID: id, Subject: document, Audience: a, Type: "amendment.submitted", Resource: document,
		At: noon, By: ines, Reason: "as agreed in the corridor",
	}
	for _, f := range facts {
		e.Facts = append(e.Facts, negotiation.Fact{Kind: f.EntityKind(), Name: f.EntityName(), Body: f})
	}
	return e
}

// write appends events under no request id.
func write(t T, s store.Store, events ...negotiation.Event) {
	t.Helper()
	if err := tryWrite(t.Context(), s, events...); err != nil {
		t.Fatalf("writing %s: %v", events[0].ID, err)
	}
}

func tryWrite(ctx context.Context, s store.Store, events ...negotiation.Event) error {
	_, err := s.Update(ctx, store.Request{At: noon}, func(store.Tx) (store.Write, error) {
		return store.Write{Events: events}, nil
	})
	return err
}

// view reads in one snapshot.
func view(t T, s store.Store, fn func(tx store.Tx)) {
	t.Helper()
	if err := s.View(t.Context(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatalf("reading: %v", err)
	}
}

// get reads one record that has to be there.
func get(t T, s store.Store, v negotiation.Viewer, name string) (r store.Record) {
	t.Helper()
	view(t, s, func(tx store.Tx) {
		var err error
		if r, err = tx.Get(t.Context(), v, name); err != nil {
			t.Errorf("getting %s: %v", name, err)
		}
	})
	return r
}

// ids gives the last segments of the names of records.
func ids(records []store.Record) string {
	var out []string
	for _, r := range records {
		out = append(out, r.Name[strings.LastIndexByte(r.Name, '/')+1:])
	}
	return strings.Join(out, " ")
}

// reason gives the reason of a refusal, "" for none, or the error itself.
func reason(err error) string {
	var refusal *negotiation.Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &refusal):
		return string(refusal.Kind) + " " + refusal.Reason
	}
	return err.Error()
}

// verified fails unless the record and its projection agree.
func verified(t T, s store.Store) store.Verification {
	t.Helper()
	v, err := s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatalf("verifying: %v", err)
	}
	for _, f := range v.Faults {
		t.Errorf("verifying: %s", f)
	}
	return v
}

// numbered gives "a000", "a001" and so on.
func numbered(i int) string { return fmt.Sprintf("a%03d", i) }
