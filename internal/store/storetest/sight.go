package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/store"
)

// everyToken is one token of each kind.
var everyToken = []negotiation.Token{
	negotiation.PublicToken, negotiation.AdministratorToken, negotiation.StatesToken("riverside"),
	negotiation.StakeholdersToken("riverside"), negotiation.TeamToken("riverside"), negotiation.ActorToken("sarrow"),
	negotiation.ActorToken("morvane"), negotiation.GroupToken("delta"), negotiation.UserToken("ines"),
}

// viewers gives readers of every kind by name, with the tokens that they hold.
func viewers() map[string][]negotiation.Token {
	out := map[string][]negotiation.Token{
		"nobody": nil,
		"delegate of Sarrow": {
			negotiation.StatesToken("riverside"), negotiation.StakeholdersToken("riverside"), negotiation.ActorToken("sarrow"),
			negotiation.GroupToken("delta"), negotiation.UserToken("ines"),
		},
		"stranger": {negotiation.StatesToken("hillside"), negotiation.ActorToken("sarro"), negotiation.ActorToken("sarrows")},
	}
	for _, t := range everyToken {
		out["only "+string(t)] = []negotiation.Token{t}
	}
	return out
}

// audiences gives one audience of each token, of pairs, and of nobody.
func audiences() []negotiation.Audience {
	out := []negotiation.Audience{""}
	for i, t := range everyToken {
		out = append(out, audience(t), audience(t, everyToken[(i+3)%len(everyToken)]))
	}
	return out
}

// holds is the rule of sight written out once more, so that the store's is not
// compared with itself.
func holds(tokens []negotiation.Token, a negotiation.Audience) bool {
	for _, t := range a.Tokens() {
		if t == negotiation.PublicToken || slices.Contains(tokens, t) {
			return true
		}
	}
	return false
}

// checkSight: each viewer gets of each audience's things all or nothing, by every
// way of asking.
func checkSight(t T, open func() store.Store) {
	s := open()
	all := audiences()
	for i, a := range all {
		write(t, s, event("e"+numbered(i), a, amendment(numbered(i), "text")))
	}
	for who, tokens := range viewers() {
		var want []string
		for i, a := range all {
			if holds(tokens, a) {
				want = append(want, numbered(i))
			}
		}
		seen(t, s, who, negotiation.NewViewer(tokens...), want, len(all))
	}
	seen(t, s, "the zero viewer", negotiation.Viewer{}, nil, len(all))
	var everything []string
	for i := range all {
		everything = append(everything, numbered(i))
	}
	seen(t, s, "the keeper", negotiation.Keeper(), everything, len(all))
}

// seen asks in every way, and wants these amendments and no other.
func seen(t T, s store.Store, who string, v negotiation.Viewer, want []string, total int) {
	t.Helper()
	got := map[string][]string{}
	view(t, s, func(tx store.Tx) {
		for i := range total {
			_, err := tx.Get(t.Context(), v, amendment(numbered(i), "").Name)
			switch reason(err) {
			case "":
				got["Get"] = append(got["Get"], numbered(i))
			case "not-found NOT_FOUND":
			default:
				t.Errorf("%s: %v", who, err)
			}
		}
		for _, q := range []store.Query{{Parent: document}, {Ref: document + "/paragraphs/p1"}} {
			q.Kind = negotiation.KindAmendment
			records, err := tx.List(t.Context(), v, q)
			if err != nil {
				t.Errorf("%s: %v", who, err)
			}
			for _, r := range records {
				how := "List " + q.Parent
				got[how] = append(got[how], r.Name[len(r.Name)-4:])
			}
		}
		streams, err := tx.Streams(t.Context(), v, document)
		if err != nil || len(streams) != len(want) {
			t.Errorf("%s: %d streams, %v; want %d", who, len(streams), err, len(want))
		}
		// Asked for by name, a hidden stream must give nothing either.
		var after []store.Stream
		for _, a := range audiences() {
			after = append(after, store.Stream{Subject: document, Audience: a})
		}
		events, err := tx.Events(t.Context(), v, after, 0)
		if err != nil {
			t.Errorf("%s: %v", who, err)
		}
		for _, e := range events {
			got["Events"] = append(got["Events"], e.Event.ID[1:])
		}
	})
	for _, how := range []string{"Get", "List " + document, "List ", "Events"} {
		if diff := cmp.Diff(want, got[how]); diff != "" {
			t.Errorf("%s, by %s: %s", who, how, diff)
		}
	}
}

// checkTwoWorlds: the same history in two stores, but for one delegation's secret
// in the second. Every answer to every other viewer is the same to the byte.
func checkTwoWorlds(t T, open func() store.Store) {
	var worlds [2]map[string][]byte
	for i := range worlds {
		s := open()
		for n := range 12 {
			if i == 1 {
				hidden := amendment("B"+numbered(n), "the secret")
				write(t, s, event("secret"+numbered(n), audience(negotiation.ActorToken("morvane")), hidden))
			}
			write(t, s, event("e"+numbered(n), audiences()[1+n%9], amendment(numbered(n), "text")))
		}
		worlds[i] = map[string][]byte{}
		for who, tokens := range viewers() {
			if !slices.Contains(tokens, negotiation.ActorToken("morvane")) {
				worlds[i][who] = transcript(t, s, negotiation.NewViewer(tokens...))
			}
		}
	}
	for _, who := range slices.Sorted(maps.Keys(worlds[0])) {
		if !bytes.Equal(worlds[0][who], worlds[1][who]) {
			t.Errorf("%s can tell the two worlds apart: %s", who, cmp.Diff(string(worlds[0][who]), string(worlds[1][who])))
		}
	}
}

// transcript is every answer that a viewer can get, but for Version, which is
// never served.
func transcript(t T, s store.Store, v negotiation.Viewer) []byte {
	t.Helper()
	var out bytes.Buffer
	say := func(what string, answer any, err error) {
		b, fault := json.Marshal(answer)
		if fault != nil {
			t.Fatalf("encoding an answer: %v", fault)
		}
		fmt.Fprintf(&out, "%s: %s %#v %v\n", what, b, reason(err), err)
	}
	view(t, s, func(tx store.Tx) {
		for n := range 12 {
			for _, id := range []string{numbered(n), "B" + numbered(n), "C" + numbered(n)} {
				r, err := tx.Get(t.Context(), v, amendment(id, "").Name)
				r.Version = 0
				say("get "+id, r, err)
			}
		}
		for _, limit := range []int{0, 1, 2, 5, 20} {
			q := store.Query{Kind: negotiation.KindAmendment, Parent: document, Limit: limit}
			records, err := tx.List(t.Context(), v, q)
			for i := range records {
				records[i].Version = 0
			}
			say("list", records, err)
			streams, err := tx.Streams(t.Context(), v, document)
			say("streams", streams, err)
			for i := range streams {
				streams[i].Counter = 0
			}
			streams = append(streams, store.Stream{Subject: document, Audience: audience(negotiation.ActorToken("morvane"))})
			events, err := tx.Events(t.Context(), v, streams, limit)
			say("events", events, err)
		}
	})
	return out.Bytes()
}

// checkWidening: what is put again for more people is seen by them from then on,
// in their own stream, without a trace of the time before.
func checkWidening(t T, open func() store.Store) {
	s := open()
	delegate := negotiation.NewViewer(negotiation.ActorToken("sarrow"))
	participant := negotiation.NewViewer(negotiation.StatesToken("riverside"))
	a := amendment("a1", "text")
	write(t, s, event("e1", sarrow, a))
	seen(t, s, "a participant before", participant, nil, 0)
	wide := audience(negotiation.ActorToken("sarrow"), negotiation.StatesToken("riverside"))
	a.Number = 7
	write(t, s, event("e2", wide, a))
	if r := get(t, s, participant, a.Name); r.Audience != wide || !bytes.Contains(r.Body, []byte(`"number":7`)) {
		t.Errorf("got %s for %q", r.Body, r.Audience)
	}
	for who, c := range map[string]struct {
		v    negotiation.Viewer
		want string
	}{"participant": {participant, "e2@1"}, "delegate": {delegate, "e1@1 e2@1"}} {
		view(t, s, func(tx store.Tx) {
			after := []store.Stream{{Subject: document, Audience: wide}, {Subject: document, Audience: sarrow}}
			events, err := tx.Events(t.Context(), c.v, after, 0)
			if err != nil || positions(events) != c.want {
				t.Errorf("%s: %q, %v; want %q", who, positions(events), err, c.want)
			}
		})
	}
	verified(t, s)
}
