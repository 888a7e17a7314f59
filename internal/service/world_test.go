package service_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/store"
	"github.com/travaux/travaux/internal/store/sqlstore"
)

const (
	process  = "processes/riverside"
	document = process + "/documents/compact"
)

var (
	moment = time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC)

	nobody = negotiation.Principal{}
	ada    = negotiation.Principal{User: "ada", Capacity: negotiation.AsAdministrator}
	ines   = negotiation.Principal{User: "ines", Capacity: negotiation.OnTheTeam}
	joao   = negotiation.Principal{User: "joao", Actor: "sarrow", Capacity: negotiation.InNationalService}
	mei    = negotiation.Principal{User: "mei", Actor: "coravia", Capacity: negotiation.InNationalService}
)

// world is the use cases on a data file of their own, with a clock that stands still.
type world struct {
	*service.Service
	t     testing.TB
	store *sqlstore.Store
}

// meddling is a store in which something happens between the snapshot of a heavy
// command and its write, or before its snapshot.
type meddling struct {
	store.Store
	between, before func()
}

func (m *meddling) View(ctx context.Context, fn func(store.Tx) error) error {
	if before := m.before; before != nil {
		m.before = nil
		before()
	}
	return m.Store.View(ctx, fn)
}

func (m *meddling) Update(ctx context.Context, r store.Request, fn func(store.Tx) (store.Write, error)) (store.Result, error) {
	if between := m.between; between != nil {
		m.between = nil
		between()
	}
	return m.Store.Update(ctx, r, fn)
}

func newWorld(t testing.TB) (*world, *meddling) { return newWorldIn(t, "en") }

func newWorldIn(t testing.TB, language string) (*world, *meddling) {
	t.Helper()
	ctx := context.Background()
	st, err := sqlstore.Open(ctx, sqlstore.Config{Path: filepath.Join(t.TempDir(), "travaux.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	m := &meddling{Store: st}
	var ids atomic.Int64
	svc, err := service.New(ctx, service.Config{Store: m, Clock: func() time.Time { return moment },
		NewID: func() string { return fmt.Sprintf("x%06d", ids.Add(1)) }})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{svc, t, st}
	w.populate(language)
	return w, m
}

func (w *world) do(p negotiation.Principal, cmd negotiation.Command) service.Answer {
	w.t.Helper()
	a, err := w.Execute(context.Background(), p, service.RequestOptions{}, cmd)
	if err != nil {
		w.t.Fatalf("%T: %v", cmd, err)
	}
	return a
}

// populate enters people and opens a process with a document without a text.
func (w *world) populate(language string) {
	w.t.Helper()
	if err := w.EnterAdministrator(context.Background(), "ada", "Ada Brook"); err != nil {
		w.t.Fatal(err)
	}
	always := negotiation.Span{From: moment.Add(-time.Hour)}
	for _, a := range [][2]string{{"sarrow", "Sarrow Islands"}, {"coravia", "Coravia"}} {
		w.do(ada, negotiation.CreateActor{ID: a[0], Kind: negotiation.MemberState, DisplayName: map[string]string{"en": a[1]}})
	}
	w.do(ada, negotiation.CreateProcess{ID: "riverside", Title: "Riverside Compact", TimeZone: "Europe/Vienna"})
	for _, u := range [][2]string{{"ines", ""}, {"joao", "sarrow"}, {"mei", "coravia"}} {
		user, actor := u[0], u[1]
		cmd := negotiation.CreateUser{ID: user, DisplayName: user}
		if actor != "" {
			cmd.Affiliations = []negotiation.Affiliation{{Actor: "actors/" + actor, Span: always}}
			w.do(ada, negotiation.AdmitParticipant{Process: process, Actor: "actors/" + actor, Admitted: always})
		}
		w.do(ada, cmd)
	}
	w.do(ada, negotiation.AssignRole{Process: process, ID: "chair", User: "users/ines", Role: negotiation.CoFacilitator, Term: always})
	w.do(ines, negotiation.CreateRound{Process: process, ID: "first", Title: "First reading", Dates: always,
		Window: negotiation.Span{From: always.From, Until: moment.Add(24 * time.Hour)}})
	w.do(ines, negotiation.CreateDocument{Process: process, ID: "compact", Title: "Riverside Compact", Language: language})
}

// importFile makes a draft of a file, published to States.
func (w *world) importFile(id, name string, data []byte) {
	w.t.Helper()
	_, err := w.Import(context.Background(), ines, service.RequestOptions{},
		negotiation.ImportDraft{Document: document, Name: id, Kind: negotiation.RevisedDraft, Title: id},
		service.File{Name: name, Data: data})
	if err != nil {
		w.t.Fatalf("importing %s: %v", name, err)
	}
	w.do(ines, negotiation.PublishDraft{Draft: document + "/drafts/" + id, Level: negotiation.ToStates, Attributed: true})
}

func reason(err error) string {
	var e *negotiation.Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ""
}

// corpus gives a file of the real texts beside the repository, or skips.
func corpus(t *testing.T, path ...string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	data, err := os.ReadFile(filepath.Join(append([]string{dir, "..", "shared", "corpus"}, path...)...))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the real texts (../shared/corpus) are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}
