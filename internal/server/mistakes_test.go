package server_test

import (
	"testing"

	"google.golang.org/protobuf/types/known/timestamppb"

	v1 "github.com/travaux/travaux/clients/go/travauxv1"
)

// TestSeveralMistakesOneAnswer: a query with several mistakes is refused for the same
// one each time.
func TestSeveralMistakesOneAnswer(t *testing.T) {
	w := newWorld(t)
	w.populate()
	for _, path := range []string{
		"/api/v1/processes?e=1&d=1&c=1&b=1&a=1",
		"/api/v1/" + document + "/drafts/zero/file?e=1&d=1&c=1&b=1&a=1",
	} {
		code, first := w.get("ada", path)
		for range 20 {
			if now, answer := w.get("ada", path); now != code || answer != first {
				t.Fatalf("%s: %d %s, and then %d %s", path, code, first, now, answer)
			}
		}
	}
}

// TestClassesAreReadFirst: what is wrong whatever the drafts say is refused before they
// are read and compared.
func TestClassesAreReadFirst(t *testing.T) {
	w := newWorld(t)
	w.populate()
	stream, err := v1.NewDraftServiceClient(w.conn()).CompareDrafts(w.as("joao"), &v1.CompareDraftsRequest{
		Target: document + "/drafts/none", Classes: []v1.ChangeClass{99}})
	w.must(err)
	if _, err = stream.Recv(); reasonOf(err) != "FIELD_INVALID" {
		t.Errorf("a class that is none, of a draft that is not there: %v", err)
	}
}

// TestMoments: a moment that no calendar has is a mistake of the caller, not a fault of
// the program.
func TestMoments(t *testing.T) {
	w := newWorld(t)
	w.populate()
	for _, moment := range []*timestamppb.Timestamp{{Seconds: 1 << 50}, {Seconds: -1 << 50}, {Nanos: -7}} {
		_, err := v1.NewProcessServiceClient(w.conn()).CreateRound(w.as("ines"), &v1.CreateRoundRequest{Parent: process, RoundId: "second",
			Round: &v1.Round{Title: "Second reading", Number: 2, Dates: &v1.Span{From: moment}}})
		if reasonOf(err) != "FIELD_INVALID" {
			t.Errorf("a round from %v: %v", moment, err)
		}
		stream, err := v1.NewDraftServiceClient(w.conn()).CompareDrafts(w.as("joao"), &v1.CompareDraftsRequest{Target: document + "/drafts/zero", Since: moment})
		w.must(err)
		if _, err := stream.Recv(); reasonOf(err) != "FIELD_INVALID" {
			t.Errorf("what has changed since %v: %v", moment, err)
		}
	}
}
