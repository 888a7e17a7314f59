package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// timeForm is how a moment is written: UTC, microseconds, always as wide.
const timeForm = "2006-01-02T15:04:05.000000Z"

// FormatTime gives the moment as the record writes it: RFC 3339 in UTC with six
// digits of a second, so that texts sort as moments do. Finer parts are cut off.
func FormatTime(t time.Time) string { return t.UTC().Format(timeForm) }

// ParseTime reads what FormatTime writes, and nothing else.
func ParseTime(s string) (time.Time, error) {
	t, err := time.Parse(timeForm, s)
	if err == nil && FormatTime(t) != s {
		err = fmt.Errorf("moment %q is not in the fixed form %s", s, timeForm)
	}
	return t, err
}

// Envelope is an event in the clear, in the record's own terms.
type Envelope struct {
	ID       string
	Subject  string
	Audience string
	Type     string
	Resource string
	At       time.Time // to the microsecond, years 0 to 9999
	By       By
	Reason   string
	Facts    []Fact
}

// By is who did it.
type By struct{ User, Actor, Capacity string }

// Fact is the state of one thing after the event.
type Fact struct {
	Kind, Name string
	Body       JSON
}

// encode gives the canonical bytes of the envelope with nothing blinded;
// user is where the value of by.user stands.
func (e Envelope) encode() (b []byte, user spot, err error) {
	if y := e.At.UTC().Year(); y < 0 || y > 9999 {
		return nil, user, fmt.Errorf("%w: year %d", ErrNotCanonical, y)
	}
	size := 512
	for _, f := range e.Facts {
		size += len(f.Body.b) + len(f.Name) + 64
	}
	w := writer{dst: make([]byte, 0, size)}
	w.member(`{"at":`, FormatTime(e.At))
	w.member(`,"audience":`, e.Audience)
	w.member(`,"by":{"actor":`, e.By.Actor)
	w.member(`,"capacity":`, e.By.Capacity)
	user = spot{path: userPointer, start: len(w.dst) + len(`,"user":`)}
	w.member(`,"user":`, e.By.User)
	user.end = len(w.dst)
	w.raw(`},"facts":[`)
	for i, f := range e.Facts {
		if f.Body.b == nil {
			return nil, user, fmt.Errorf("%w: fact %d has no body", ErrNotCanonical, i)
		}
		if i > 0 {
			w.raw(`,`)
		}
		w.raw(`{"body":`)
		w.dst = append(w.dst, f.Body.b...)
		w.member(`,"kind":`, f.Kind)
		w.member(`,"name":`, f.Name)
		w.raw(`}`)
	}
	w.member(`],"id":`, e.ID)
	w.member(`,"reason":`, e.Reason)
	w.member(`,"resource":`, e.Resource)
	w.member(`,"subject":`, e.Subject)
	w.member(`,"type":`, e.Type)
	w.raw(`}`)
	return w.dst, user, w.err
}

// writer puts an envelope together.
type writer struct {
	dst []byte
	err error
}

func (w *writer) raw(s string) { w.dst = append(w.dst, s...) }

func (w *writer) member(before, value string) {
	w.raw(before)
	var ok bool
	if w.dst, ok = appendString(w.dst, value); !ok && w.err == nil {
		w.err = fmt.Errorf("%w: wrong UTF-8 after %s", ErrNotCanonical, before)
	}
}

// decode reads the bytes of an envelope in which every value is in the clear. It
// trusts the bodies to be canonical and checks all else.
func decode(b []byte) (Envelope, error) {
	var raw struct {
		At, Audience string
		By           By
		Facts        []struct {
			Body       json.RawMessage
			Kind, Name string
		}
		ID, Reason, Resource, Subject, Type string
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		return Envelope{}, fmt.Errorf("%w: %w", ErrNotCanonical, err)
	}
	at, err := ParseTime(raw.At)
	if err != nil {
		return Envelope{}, fmt.Errorf("%w: %w", ErrNotCanonical, err)
	}
	e := Envelope{
		ID: raw.ID, Subject: raw.Subject, Audience: raw.Audience, Type: raw.Type,
		Resource: raw.Resource, At: at, By: raw.By, Reason: raw.Reason,
	}
	for _, f := range raw.Facts {
		e.Facts = append(e.Facts, Fact{Kind: f.Kind, Name: f.Name, Body: JSON{f.Body}})
	}
	again, _, err := e.encode()
	if err != nil {
		return Envelope{}, err
	}
	if !bytes.Equal(again, b) {
		return Envelope{}, fmt.Errorf("%w: not an event as this package writes it", ErrNotCanonical)
	}
	return e, nil
}
