package sqlstore

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/record"
	"github.com/travaux/travaux/internal/store"
)

// story writes a small record of each table.
func story(t *testing.T, path string) {
	t.Helper()
	s := opened(t, Config{Path: path})
	for i, id := range []string{"e1", "e2", "e3"} {
		if err := benchUpdate(s, i, func(store.Tx) ([]negotiation.Event, error) {
			e := oneEvent(id)
			e.Facts = append(e.Facts, benchAmendment("processes/riverside/documents/compact", 1)[0].Facts...)
			return []negotiation.Event{e}, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	verified(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestVerifyFinds changes the file behind the store's back, one thing at a time.
func TestVerifyFinds(t *testing.T) {
	for _, c := range []struct{ change, found string }{
		{"update entity set body = cast(replace(cast(body as text), 'banks', 'ponds') as blob) where kind = 'amendment'", "is not what the events say"},
		{"update entity set etag = '\"0\"' where kind = 'user'", "is not what the events say"},
		{"update entity set sort = 'x' where kind = 'amendment'", "is not what the events say"},
		{"update entity set version = 1 where kind = 'amendment'", "is pinned to another event"},
		{"delete from entity where name = 'users/e2'", "users/e2 is in the events and not in the state"},
		{"insert into entity select 'users/x', kind, parent, sort, ref, audience, version, body, etag from entity where name = 'users/e2'", "users/x is in the state and in no event"},
		{"update audience set key = 'public'", "in the stream or under the id of another"},
		{"insert into audience_token (audience, token) select id, 'public' from audience", "other tokens than its own"},
		{"delete from audience_token", "other tokens than its own"},
		{"update stream set counter = counter + 1", "counter stands at"},
		{"update stream set subject = 'x'", "in the stream or under the id of another"},
		{"update event set id = 'x' where ord = 2", "in the stream or under the id of another"},
		{"update event set bytes = cast(replace(cast(bytes as text), 'banks', 'ponds') as blob) where ord = 2", "bytes and leaf do not agree"},
		{"update event set salt = zeroblob(16) where ord = 2", "bytes and leaf do not agree"},
		{"update event set leaf = zeroblob(32) where ord = 2", "bytes and leaf do not agree"},
		{"update event set seq = 9 where ord = 3", "stands at position 9"},
		{"delete from event_value where ord = 3; delete from event where ord = 3", "counter stands at"},
		{"update event_value set value = cast('\"other\"' as blob) where ord = 1", "value and commitment do not agree"},
		{"update event_value set pointer = '/id' where ord = 1 and pointer = '/by/user'", "value and commitment do not agree"},
		{"delete from event_value where pointer like '%display_name' and ord = 2", "users/e2 is not what the events say"},
		{"update request set at = 'noon'", "request"},
		{"update request set last_event = 17", "has not all of its events"},
		{"pragma foreign_keys = off; delete from stream", "stream that does not exist"},
	} {
		t.Run(c.change, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.db")
			story(t, path)
			bareExec(t, path, c.change)
			s := opened(t, Config{Path: path, ReadOnly: true})
			v, err := s.Verify(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(strings.Join(v.Faults, "\n"), c.found) {
				t.Errorf("found %q, want %q", v.Faults, c.found)
			}
		})
	}
}

// TestBlinded: a value that was deleted beside its commitment reads as "blinded"
// in the event; once the state says so too, the record verifies as before.
func TestBlinded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	story(t, path)
	blinded := []byte(`{"display_name":"blinded","name":"users/e2"}`)
	bareExec(t, path, "delete from event_value where ord = 2",
		"update entity set etag = '"+etagOf("users/e2", blinded)+"', body = cast('"+string(blinded)+"' as blob) where name = 'users/e2'")
	s := opened(t, Config{Path: path})
	verified(t, s)
	if err := s.View(t.Context(), func(tx store.Tx) error {
		after := []store.Stream{{Subject: "registry", Audience: oneEvent("").Audience, Counter: 1}}
		events, err := tx.Events(t.Context(), negotiation.Keeper(), after, 0)
		if err != nil {
			return err
		}
		for i, want := range []string{record.Blinded, "Delegate e3"} {
			if got := events[i].Event.Facts[0].Body.(*negotiation.User).DisplayName; got != want {
				t.Errorf("event %d says %q, want %q", i, got, want)
			}
		}
		if by := events[0].Event.By.User; by != record.Blinded {
			t.Errorf("it was done by %q", by)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestPersonalData: neither the bytes of an event nor the table of requests tell
// who did it, or a blindable value; they stand beside the bytes.
func TestPersonalData(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	story(t, path)
	s := opened(t, Config{Path: path, ReadOnly: true})
	r, err := openSession(t.Context(), s.reading)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.close(); err != nil {
			t.Error(err)
		}
	}()
	for text, want := range map[string]bool{
		"select group_concat(cast(bytes as text)) from event":                                        false,
		"select group_concat(hex(principal) || id || cast(answer as text)) from request":             false,
		"select group_concat(cast(value as text)) from event_value":                                  true,
		"select group_concat(cast(value as text)) from event_value where pointer = '/by/user'":       true,
		"select group_concat(cast(value as text)) from event_value where pointer like '%/body/name'": false,
	} {
		found := ""
		if _, err := r.one(text, nil, func(r *row) {
			if !r.null(0) {
				found = r.text(0)
			}
		}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(found, "ines") || strings.Contains(found, "Delegate"); got != want {
			t.Errorf("%s tells it: %v, want %v", text, got, want)
		}
	}
}
