package sqlstore

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/record"
)

// entry is an event made ready to be written: all that can be refused without
// looking at the database has been.
type entry struct {
	event  *negotiation.Event
	sealed record.Sealed
	puts   []put
}

// put is what a fact does to the projection.
type put struct {
	kind negotiation.Kind
	name string
	keys negotiation.Keys
	body []byte
}

// encodeEvents makes the events of one write ready.
func encodeEvents(events []negotiation.Event, random io.Reader) ([]entry, error) {
	out := make([]entry, len(events))
	for i := range events {
		var err error
		if out[i], err = encodeEvent(&events[i], random); err != nil {
			return nil, fmt.Errorf("event %d of type %q: %w", i, events[i].Type, err)
		}
	}
	return out, nil
}

func encodeEvent(e *negotiation.Event, random io.Reader) (entry, error) {
	if e.ID == "" || e.Subject == "" || e.Type == "" || e.At.IsZero() {
		return entry{}, errors.New("id, subject, type and time have to be set")
	}
	if canonical := negotiation.AudienceOf(e.Audience.Tokens()...); canonical != e.Audience {
		return entry{}, fmt.Errorf("audience is not in canonical form, %d bytes instead of %d", len(e.Audience), len(canonical))
	}
	out := entry{event: e, puts: make([]put, len(e.Facts))}
	envelope := record.Envelope{
		ID: e.ID, Subject: e.Subject, Audience: string(e.Audience), Type: e.Type, Resource: e.Resource,
		At: e.At, By: record.By{User: e.By.User, Actor: e.By.Actor, Capacity: string(e.By.Capacity)},
		Reason: e.Reason, Facts: make([]record.Fact, len(e.Facts)),
	}
	var blind []string
	for i, f := range e.Facts {
		body, err := encodeFact(f)
		if err != nil {
			return entry{}, fmt.Errorf("fact %d, a %q: %w", i, f.Kind, err)
		}
		envelope.Facts[i] = record.Fact{Kind: string(f.Kind), Name: f.Name, Body: body}
		out.puts[i] = put{kind: f.Kind, name: f.Name, keys: f.Body.Keys(), body: body.Bytes()}
		if b, ok := f.Body.(negotiation.Blindable); ok {
			for _, field := range b.BlindFields() {
				blind = append(blind, "/facts/"+strconv.Itoa(i)+"/body/"+field)
			}
		}
	}
	var err error
	out.sealed, err = record.Seal(envelope, blind, random)
	return out, err
}

// encodeFact gives the body of a fact in canonical form, with its times in UTC.
func encodeFact(f negotiation.Fact) (record.JSON, error) {
	switch {
	case f.Body == nil || reflect.ValueOf(f.Body).IsNil():
		return record.JSON{}, errors.New("it has no body")
	case f.Name == "" || f.Body.EntityName() != f.Name || f.Body.EntityKind() != f.Kind:
		return record.JSON{}, fmt.Errorf("kind and name are not those of its body, a %q", f.Body.EntityKind())
	}
	raw, err := json.Marshal(f.Body)
	if err != nil {
		return record.JSON{}, fmt.Errorf("encoding: %w", err)
	}
	if moments(reflect.ValueOf(f.Body), false) {
		// The caller's entity is not ours to change: change a copy.
		private, err := negotiation.DecodeEntity(f.Kind, raw)
		if err != nil {
			return record.JSON{}, err
		}
		moments(reflect.ValueOf(private), true)
		if raw, err = json.Marshal(private); err != nil {
			return record.JSON{}, fmt.Errorf("encoding: %w", err)
		}
	}
	return record.Canonical(raw)
}

var timeType = reflect.TypeFor[time.Time]()

// moments tells whether a time within v has an offset from UTC; with set, it puts
// each such time into UTC.
func moments(v reflect.Value, set bool) (offset bool) {
	switch v.Kind() {
	case reflect.Pointer:
		return !v.IsNil() && moments(v.Elem(), set)
	case reflect.Slice:
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Pointer, reflect.Slice:
		default:
			return false
		}
		for i := range v.Len() {
			offset = moments(v.Index(i), set) || offset
		}
	case reflect.Struct:
		if v.Type() == timeType {
			t := v.Interface().(time.Time)
			if _, seconds := t.Zone(); seconds == 0 {
				return false
			}
			if set {
				v.Set(reflect.ValueOf(t.UTC()))
			}
			return true
		}
		for i := range v.NumField() {
			offset = moments(v.Field(i), set) || offset
		}
	}
	return offset
}

// etagOf is a hash of name and body in quotes. Nothing that a reader may not see
// goes into it.
func etagOf(name string, body []byte) string {
	b := make([]byte, 0, len(name)+1+len(body))
	b = append(b, name...)
	b = append(b, 0)
	sum := sha256.Sum256(append(b, body...))
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// principalKey is by what a principal is found in the table of requests, without
// telling who it is.
func principalKey(p negotiation.Principal) []byte {
	sum := sha256.Sum256([]byte(p.User + "\x00" + p.Actor + "\x00" + string(p.Capacity)))
	return sum[:]
}
