package record

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// chance is a random source that gives the same bytes each time.
func chance(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

func must(t testing.TB, in string) JSON {
	t.Helper()
	j, err := Canonical([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func sample(t testing.TB) Envelope {
	t.Helper()
	return Envelope{
		ID: "01J", Subject: "registry", Audience: "administrators+team:riverside", Type: "user.added",
		Resource: "users/ines", At: time.Date(2031, 3, 4, 9, 8, 7, 654_321_987, time.FixedZone("", 3600)),
		By: By{User: "root", Actor: "sarrow", Capacity: "administrator"}, Reason: "joined",
		Facts: []Fact{
			{Kind: "user", Name: "users/ines", Body: must(t, `{"name":"users/ines","display_name":"Inês","a/b~c":"x","n":1}`)},
			{Kind: "actor", Name: "actors/sarrow", Body: must(t, `{"name":"actors/sarrow","notes":["one",{"deep":"two"}]}`)},
		},
	}
}

// inTheClear is what an envelope is after it was sealed: to the microsecond, UTC.
func inTheClear(e Envelope) Envelope {
	e.At = e.At.UTC().Truncate(time.Microsecond)
	return e
}

var compareJSON = cmp.Comparer(func(a, b JSON) bool { return bytes.Equal(a.b, b.b) })

func TestSealGolden(t *testing.T) {
	s, err := Seal(sample(t), []string{"/facts/0/body/display_name"}, chance(1))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"at":"2031-03-04T08:08:07.654321Z","audience":"administrators+team:riverside",` +
		`"by":{"actor":"sarrow","capacity":"administrator","user":{"commitment":"` + Commit(s.Values[0].Salt, []byte(`"root"`)) + `"}},` +
		`"facts":[{"body":{"a/b~c":"x","display_name":{"commitment":"` + Commit(s.Values[1].Salt, []byte(`"Inês"`)) + `"},"n":1,"name":"users/ines"},"kind":"user","name":"users/ines"},` +
		`{"body":{"name":"actors/sarrow","notes":["one",{"deep":"two"}]},"kind":"actor","name":"actors/sarrow"}],` +
		`"id":"01J","reason":"joined","resource":"users/ines","subject":"registry","type":"user.added"}`
	if diff := cmp.Diff(want, string(s.Bytes)); diff != "" {
		t.Error(diff)
	}
	if !IsCanonical(s.Bytes) {
		t.Error("what was sealed is not canonical")
	}
	if err := Check(s.Bytes, s.Salt, s.Leaf, s.Values); err != nil {
		t.Error(err)
	}
}

func TestOpen(t *testing.T) {
	blind := []string{"/facts/0/body/display_name", "/facts/0/body/a~1b~0c", "/facts/1/body/notes/1/deep", "/facts/7/body/none"}
	e := sample(t)
	s, err := Seal(e, blind, chance(2))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Values) != 4 {
		t.Fatalf("%d values, want 4", len(s.Values))
	}
	got, err := Open(s.Bytes, s.Values)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(inTheClear(e), got, compareJSON); diff != "" {
		t.Error(diff)
	}
	blinded, err := Open(s.Bytes, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := inTheClear(e)
	want.By.User = Blinded
	want.Facts[0].Body = must(t, `{"name":"users/ines","display_name":"blinded","a/b~c":"blinded","n":1}`)
	want.Facts[1].Body = must(t, `{"name":"actors/sarrow","notes":["one",{"deep":"blinded"}]}`)
	if diff := cmp.Diff(want, blinded, compareJSON); diff != "" {
		t.Error(diff)
	}
	if err := Check(s.Bytes, s.Salt, s.Leaf, nil); err != nil {
		t.Errorf("a blinded event no longer checks: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	s, err := Seal(sample(t), nil, chance(3))
	if err != nil {
		t.Fatal(err)
	}
	user := s.Values[0]
	other := user
	other.Value = []byte(`"someone"`)
	salted := user
	salted.Salt[0] ^= 1
	elsewhere := user
	elsewhere.Pointer = "/by/actor"
	for name, values := range map[string][]Value{
		"another value": {other}, "another salt": {salted}, "no commitment there": {elsewhere}, "one too many": {user, elsewhere}, "twice": {user, user},
	} {
		if _, err := Open(s.Bytes, values); !errors.Is(err, ErrCommitment) {
			t.Errorf("%s: got %v, want ErrCommitment", name, err)
		}
	}
}

func TestSealRefuses(t *testing.T) {
	for name, change := range map[string]func(*Envelope) []string{
		"reserved key":   func(e *Envelope) []string { e.Facts[0].Body = must(t, `{"x":{"commitment":"y"}}`); return nil },
		"no body":        func(e *Envelope) []string { e.Facts[0].Body = JSON{}; return nil },
		"wrong UTF-8":    func(e *Envelope) []string { e.Reason = "\xff"; return nil },
		"year":           func(e *Envelope) []string { e.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC); return nil },
		"one in another": func(*Envelope) []string { return []string{"/facts/1/body/notes", "/facts/1/body/notes/0"} },
	} {
		e := sample(t)
		blind := change(&e)
		if _, err := Seal(e, blind, chance(4)); !errors.Is(err, ErrNotCanonical) {
			t.Errorf("%s: got %v, want ErrNotCanonical", name, err)
		}
	}
	if _, err := Seal(sample(t), nil, strings.NewReader("too short")); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("without randomness: got %v", err)
	}
}

// TestOneByteChanged: whichever byte of the bytes, the salt, the leaf or a value
// is changed, Check tells.
func TestOneByteChanged(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := sample(t)
		e.Reason = rapid.String().Draw(rt, "reason")
		s, err := Seal(e, []string{"/facts/0/body/display_name"}, chance(rapid.Byte().Draw(rt, "seed")))
		if err != nil {
			rt.Fatalf("seal: %v", err)
		}
		if err := Check(s.Bytes, s.Salt, s.Leaf, s.Values); err != nil {
			rt.Fatalf("nothing was changed: %v", err)
		}
		where := rapid.SampledFrom([][]byte{s.Bytes, s.Salt[:], s.Leaf[:], s.Values[0].Value, s.Values[0].Salt[:], s.Values[1].Value, s.Values[1].Salt[:]}).Draw(rt, "where")
		where[rapid.IntRange(0, len(where)-1).Draw(rt, "byte")] ^= byte(rapid.IntRange(1, 255).Draw(rt, "change"))
		if Check(s.Bytes, s.Salt, s.Leaf, s.Values) == nil {
			rt.Fatalf("a change was not found")
		}
	})
}

// TestLeafHides: the same event sealed twice has two leaves and commitments, so
// that neither confirms a guess.
func TestLeafHides(t *testing.T) {
	a, err := Seal(sample(t), nil, chance(5))
	if err != nil {
		t.Fatal(err)
	}
	b, err := Seal(sample(t), nil, chance(6))
	if err != nil {
		t.Fatal(err)
	}
	if a.Leaf == b.Leaf || bytes.Equal(a.Bytes, b.Bytes) {
		t.Error("two seals of one event are alike")
	}
}

func FuzzOpen(f *testing.F) {
	s, err := Seal(sample(f), []string{"/facts/0/body/display_name"}, chance(7))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(s.Bytes)
	f.Add([]byte(`{"commitment":"x"}`))
	f.Add([]byte(`{"a":[{"commitment":`))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := Open(b, nil)
		if err != nil || !IsCanonical(b) {
			return
		}
		again, err := Seal(e, nil, chance(8))
		if err != nil {
			t.Fatalf("%q opens and cannot be sealed: %v", b, err)
		}
		back, err := Open(again.Bytes, again.Values)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e, back, compareJSON); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestParseTime(t *testing.T) {
	at := time.Date(2031, 3, 4, 9, 8, 7, 600_000_000, time.UTC)
	got, err := ParseTime(FormatTime(at))
	if err != nil || !got.Equal(at) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, s := range []string{"2031-03-04T09:08:07Z", "2031-03-04T09:08:07.6Z", "2031-03-04T09:08:07.600000+00:00", ""} {
		if _, err := ParseTime(s); err == nil {
			t.Errorf("%q was taken", s)
		}
	}
}
