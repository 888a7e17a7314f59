package storetest

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

func checkGet(t T, open func() store.Store) {
	s := open()
	a := amendment("a1", "Decides to keep the river <open> & clean\u2028")
	a.SubmittedAt = noon.In(time.FixedZone("east", 3*3600))
	write(t, s, event("e1", states, a))
	if a.SubmittedAt.Location() == time.UTC {
		t.Errorf("the caller's entity was changed")
	}
	r := get(t, s, negotiation.Keeper(), a.Name)
	if r.Kind != negotiation.KindAmendment || r.Name != a.Name || r.Audience != states || r.Version == 0 {
		t.Errorf("got %s %s for %q, version %d", r.Kind, r.Name, r.Audience, r.Version)
	}
	if strings.Contains(string(r.Body), "+03:00") {
		t.Errorf("a time is not kept in UTC: %s", r.Body)
	}
	got, err := negotiation.DecodeEntity(r.Kind, r.Body)
	if err != nil {
		t.Fatalf("decoding: %v", err)
	}
	if diff := cmp.Diff(negotiation.Entity(a), got); diff != "" {
		t.Errorf("it came back changed: %s", diff)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(r.Body, &members); err != nil {
		t.Fatalf("the body is no object: %v", err)
	}
	if _, ok := members["number"]; ok {
		t.Errorf("a member that is not set is kept: %s", r.Body)
	}
	if !strings.HasPrefix(r.Etag, `"`) || !strings.HasSuffix(r.Etag, `"`) || len(r.Etag) != 34 {
		t.Errorf("etag %s", r.Etag)
	}
}

func checkList(t T, open func() store.Store) {
	s := open()
	late, early, other := amendment("a1", "one"), amendment("a2", "two"), amendment("a3", "three")
	late.SubmittedAt = noon.Add(time.Hour)
	other.Paragraph = document + "/paragraphs/p2"
	elsewhere := amendment("a4", "four")
	elsewhere.Document = process + "/documents/annex"
	same := amendment("a0", "zero")
	user := &negotiation.User{Name: "users/ines", DisplayName: "Inês"}
	alone := &negotiation.Handling{Name: late.Name + "/handling", Amendment: late.Name}
	write(t, s, event("e1", public, late, early, other, elsewhere, same, user, alone))
	view(t, s, func(tx store.Tx) {
		for _, c := range []struct {
			what string
			q    store.Query
			want string
		}{
			{"by parent, sorted", store.Query{Kind: negotiation.KindAmendment, Parent: document}, "a0 a2 a3 a1"},
			{"by ref", store.Query{Kind: negotiation.KindAmendment, Ref: document + "/paragraphs/p1"}, "a0 a2 a4 a1"},
			{"by both", store.Query{Kind: negotiation.KindAmendment, Parent: document, Ref: document + "/paragraphs/p1"}, "a0 a2 a1"},
			{"at the top", store.Query{Kind: negotiation.KindUser}, "ines"},
			{"kind that is not there", store.Query{Kind: negotiation.KindRound, Parent: process}, ""},
			{"kept alone", store.Query{Kind: negotiation.KindHandling, Parent: document}, ""},
			{"kept alone, at the top", store.Query{Kind: negotiation.KindHandling}, ""},
			{"parent that is not there", store.Query{Kind: negotiation.KindAmendment, Parent: "processes/none"}, ""},
		} {
			got, err := tx.List(t.Context(), negotiation.PublicViewer(), c.q)
			if err != nil {
				t.Errorf("%s: %v", c.what, err)
			}
			if ids(got) != c.want {
				t.Errorf("%s: got %q, want %q", c.what, ids(got), c.want)
			}
		}
	})
}

// checkPages reads a list with hidden members in pages of every size: each member
// once, in order, and every page but the last full.
func checkPages(t T, open func() store.Store) {
	s := open()
	var want []string
	for i := range 23 {
		a := amendment(numbered(i), "text")
		a.SubmittedAt = noon.Add(time.Duration(i/4) * time.Second)
		to := states
		if i%3 == 0 {
			to = sarrow
		} else {
			want = append(want, numbered(i))
		}
		write(t, s, event("e"+numbered(i), to, a))
	}
	v := negotiation.NewViewer(negotiation.StatesToken("riverside"))
	view(t, s, func(tx store.Tx) {
		for size := 1; size <= len(want)+1; size++ {
			var got []store.Record
			q := store.Query{Kind: negotiation.KindAmendment, Parent: document, Limit: size}
			for {
				page, err := tx.List(t.Context(), v, q)
				if err != nil {
					t.Fatalf("pages of %d: %v", size, err)
				}
				got = append(got, page...)
				if len(page) > size {
					t.Errorf("a page of %d has %d", size, len(page))
				}
				if len(page) < size {
					break
				}
				last := page[len(page)-1]
				e, err := negotiation.DecodeEntity(last.Kind, last.Body)
				if err != nil {
					t.Fatalf("decoding: %v", err)
				}
				q.AfterSort, q.AfterName = e.Keys().Sort, last.Name
			}
			if ids(got) != strings.Join(want, " ") {
				t.Errorf("pages of %d gave %q, want %q", size, ids(got), want)
			}
		}
	})
}

// checkPut: the newest fact counts, in the order of events and of facts in one.
func checkPut(t T, open func() store.Store) {
	s := open()
	write(t, s, event("e1", states, amendment("a1", "one"), amendment("a1", "two")))
	first := get(t, s, negotiation.Keeper(), amendment("a1", "").Name)
	moved := amendment("a1", "three")
	moved.Paragraph, moved.SubmittedAt = document+"/paragraphs/p9", noon.Add(time.Hour)
	write(t, s, event("e2", states, moved))
	second := get(t, s, negotiation.Keeper(), moved.Name)
	if !strings.Contains(string(first.Body), `"two"`) || !strings.Contains(string(second.Body), `"three"`) {
		t.Errorf("got %s, then %s", first.Body, second.Body)
	}
	if second.Version <= first.Version || second.Etag == first.Etag {
		t.Errorf("version %d then %d, etag %s then %s", first.Version, second.Version, first.Etag, second.Etag)
	}
	view(t, s, func(tx store.Tx) {
		for ref, want := range map[string]string{moved.Paragraph: "a1", document + "/paragraphs/p1": ""} {
			got, err := tx.List(t.Context(), negotiation.Keeper(), store.Query{Kind: negotiation.KindAmendment, Ref: ref})
			if err != nil || ids(got) != want {
				t.Errorf("under %s: %q, %v; want %q", ref, ids(got), err, want)
			}
		}
	})
	again := amendment("a1", "three")
	again.Paragraph, again.SubmittedAt = moved.Paragraph, moved.SubmittedAt
	write(t, s, event("e3", sarrow, again))
	third := get(t, s, negotiation.Keeper(), moved.Name)
	if third.Etag != second.Etag {
		t.Errorf("the etag tells more than name and body")
	}
	verified(t, s)
}

func checkVersionOf(t T, open func() store.Store) {
	s := open()
	version := func() (v store.Version) {
		view(t, s, func(tx store.Tx) {
			var err error
			if v, err = tx.VersionOf(t.Context(), negotiation.KindAmendment, document); err != nil {
				t.Errorf("version: %v", err)
			}
		})
		return v
	}
	empty := version()
	want := store.Version{Name: document, Kind: negotiation.KindAmendment}
	if diff := cmp.Diff(want, empty); diff != "" {
		t.Errorf("of nothing: %s", diff)
	}
	write(t, s, event("e1", states, amendment("a1", "one"), amendment("a2", "two")))
	two := version()
	write(t, s, event("e2", sarrow, amendment("a2", "three")))
	changed := version()
	write(t, s, event("e3", sarrow, &negotiation.User{Name: "users/ines"}))
	if two.Count != 2 || changed.Count != 2 || changed.Version <= two.Version || version() != changed {
		t.Errorf("got %+v, %+v, %+v", two, changed, version())
	}
}

// checkRefusals: what cannot be kept is refused, and nothing of it remains.
func checkRefusals(t T, open func() store.Store) {
	s := open()
	write(t, s, event("e1", states, amendment("a1", "one")))
	before := verified(t, s).StateHash
	wrongName := event("x", states, amendment("a1", "two"))
	wrongName.Facts[0].Name = "other"
	wrongKind := event("x", states, amendment("a1", "two"))
	wrongKind.Facts[0].Kind = negotiation.KindUser
	noBody := event("x", states)
	noBody.Facts = []negotiation.Fact{{Kind: negotiation.KindUser, Name: "users/x"}}
	for what, e := range map[string]negotiation.Event{
		"an id that is taken":   event("e1", states, amendment("a1", "two")),
		"no id":                 event("", states, amendment("a1", "two")),
		"an unsorted audience":  event("x", "team:riverside+public", amendment("a1", "two")),
		"another name":          wrongName,
		"another kind":          wrongKind,
		"no body":               noBody,
		"text that is not UTF8": {ID: "x", Subject: document, Audience: states, Type: "t", At: noon, Reason: "\xff"},
	} {
		if err := tryWrite(t.Context(), s, event("y"+what, states, amendment("a2", "beside it")), e); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	view(t, s, func(tx store.Tx) {
		for _, limit := range []int{-1, 1001} {
			if _, err := tx.List(t.Context(), negotiation.Keeper(), store.Query{Kind: negotiation.KindUser, Limit: limit}); reason(err) != "invalid PAGE_SIZE_INVALID" {
				t.Errorf("a list of %d: %v", limit, err)
			}
			if _, err := tx.Events(t.Context(), negotiation.Keeper(), nil, limit); reason(err) != "invalid PAGE_SIZE_INVALID" {
				t.Errorf("%d events: %v", limit, err)
			}
		}
	})
	if after := verified(t, s); after.StateHash != before || after.Events != 1 {
		t.Errorf("something of what was refused remains")
	}
}
