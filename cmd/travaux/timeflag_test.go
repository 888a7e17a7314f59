package main

import (
	"testing"
	"time"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func TestParseTime(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for typed, want := range map[string]string{
		"now": "2026-03-01T12:00:00Z", "+90d": "2026-05-30T12:00:00Z", "-12h": "2026-03-01T00:00:00Z",
		"2026-10-03": "2026-10-03T00:00:00Z", "2026-10-03T18:00Z": "2026-10-03T18:00:00Z",
		"2026-10-03T18:00:00+02:00": "2026-10-03T16:00:00Z", "2026-10-03 18:00": "2026-10-03T18:00:00Z",
	} {
		got, err := parseTime(typed, now)
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("parseTime(%q) = %v, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "soon", "+x", "3 October"} {
		if got, err := parseTime(typed, now); err == nil {
			t.Errorf("parseTime(%q) = %v, want an error", typed, got)
		}
	}
}

func TestEnumWordsReadBack(t *testing.T) {
	d := travauxv1.DispositionKind(0).Descriptor()
	for _, word := range enumWords(d) {
		got, err := parseEnum[travauxv1.DispositionKind](word)
		if err != nil || enumWord(got) != word {
			t.Errorf("parseEnum(%q) = %v, %v", word, got, err)
		}
	}
	if _, err := parseEnum[travauxv1.DispositionKind]("unspecified"); err == nil {
		t.Error("the value that means nothing is read")
	}
}
