package service_test

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
)

// tracedWorld is a world with a draft that States have, in which time goes on.
type tracedWorld struct {
	*world
	now time.Time
}

const tracedZero = "1. The parties should share the waters.\n\n2. Requests a report every year.\n\n3. Invites observers.\n"

func newTracedWorld(t testing.TB, zero string, level negotiation.Level) *tracedWorld {
	w, _ := newWorld(t)
	tw := &tracedWorld{now: moment}
	ids := 0
	svc, err := service.New(t.Context(), service.Config{Store: w.store, Clock: func() time.Time { return tw.now },
		NewID: func() string { ids++; return fmt.Sprintf("t%06d", ids) }})
	if err != nil {
		t.Fatal(err)
	}
	tw.world = &world{Service: svc, t: t, store: w.store}
	_, err = tw.Import(t.Context(), ines, service.RequestOptions{}, negotiation.ImportDraft{Document: document, Name: "zero"},
		service.File{Name: "zero.txt", Data: []byte(zero)})
	if err != nil {
		t.Fatal(err)
	}
	tw.act(ines, negotiation.PublishDraft{Draft: document + "/drafts/zero", Level: level, Attributed: true})
	return tw
}

// act does something, a minute after what was done before.
func (w *tracedWorld) act(p negotiation.Principal, c negotiation.Command) service.Answer {
	w.t.Helper()
	w.now = w.now.Add(time.Minute)
	return w.do(p, c)
}

// paragraph is the one of the working text that begins with some words.
func (w *tracedWorld) paragraph(words string) *negotiation.Passage {
	w.t.Helper()
	page, err := w.List(w.t.Context(), ines, service.ListQuery{Kind: negotiation.KindPassage, Parent: document, PageSize: service.MaxPage})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, i := range page.Items {
		p := i.Entity.(*negotiation.Passage)
		r := page.Beside[negotiation.WorkingRevisionName(p.Paragraph, p.Revision)].Entity.(*negotiation.Revision)
		if strings.HasPrefix(r.Text, words) {
			return p
		}
	}
	w.t.Fatalf("no paragraph begins with %q", words)
	return nil
}

func (w *tracedWorld) edit(begins, words string) {
	w.t.Helper()
	p := w.paragraph(begins)
	w.act(ines, negotiation.EditPassage{Paragraph: p.Paragraph, BaseRevision: p.Revision, Text: words})
}

func (w *tracedWorld) publish(id string, level negotiation.Level, attributed bool) {
	w.t.Helper()
	w.act(ines, negotiation.CutDraft{Document: document, Name: id})
	w.act(ines, negotiation.PublishDraft{Draft: document + "/drafts/" + id, Level: level, Attributed: attributed})
}

// propose hands in other words for the paragraph that begins so.
func (w *tracedWorld) propose(by negotiation.Principal, begins, wanted string, c negotiation.Circulation) string {
	w.t.Helper()
	p := w.paragraph(begins)
	return w.act(by, negotiation.ProposeAmendment{Document: document, Kind: negotiation.EditWords, Paragraph: p.Paragraph,
		BaseRevision: p.Standing.Revision, Wanted: wanted, Circulation: c, Submit: true}).Result.Entity.EntityName()
}

func (w *tracedWorld) take(amendment string) {
	w.t.Helper()
	w.act(ines, negotiation.DecideAmendment{Amendment: amendment, Disposition: negotiation.Reflected, ApplyToText: true})
}

// traced gives the words of a draft with their sources, a line each.
func (w *tracedWorld) traced(who negotiation.Principal, draft string) []string {
	w.t.Helper()
	page, err := w.Provenance(w.t.Context(), who, document+"/drafts/"+draft, "", 0, "")
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, p := range page.Paragraphs {
		at := 0
		for _, s := range p.Spans {
			if s.Start != at || s.End <= s.Start {
				w.t.Fatalf("%q: a span %+v after byte %d", p.Text, s, at)
			}
			at = s.End
			from := p.Sources[s.Source]
			line := fmt.Sprintf("%s | %s %s", p.Text[s.Start:s.End], path.Base(from.Draft.Name), path.Base(from.Revision.Name))
			for _, c := range from.Credits {
				line += fmt.Sprintf(" | %d %s %s", c.Amendment.Number, orNobody(c.Actor), c.Basis)
			}
			out = append(out, line)
		}
		if at != len(p.Text) {
			w.t.Fatalf("%q: %d bytes are told", p.Text, at)
		}
	}
	return out
}

func orNobody(actor string) string {
	if actor == "" {
		return "-"
	}
	return path.Base(actor)
}

// only gives the lines with those words.
func only(lines []string, words string) []string {
	var out []string
	for _, l := range lines {
		if strings.Contains(l, words) {
			out = append(out, l)
		}
	}
	return out
}

// TestProvenanceByViewer: who is told whose words they are, by how the amendment was
// circulated and whether the edition is attributed.
func TestProvenanceByViewer(t *testing.T) {
	for _, c := range []struct {
		name       string
		circulate  negotiation.Circulation
		level      negotiation.Level
		attributed bool
		want       map[string]string // by viewer: what is said of "shall"
	}{
		{"with its name", negotiation.CirculateWithName, negotiation.ToStates, true, map[string]string{
			"ines": "shall | rev1 w2 | 1 sarrow applied", "joao": "shall | rev1 2 | 1 sarrow decided", "mei": "shall | rev1 2 | 1 sarrow same-words"}},
		{"without its name", negotiation.CirculateUnnamed, negotiation.ToStates, true, map[string]string{
			"ines": "shall | rev1 w2 | 1 sarrow applied", "joao": "shall | rev1 2 | 1 sarrow decided", "mei": "shall | rev1 2 | 1 - same-words"}},
		{"not circulated", negotiation.CirculateNot, negotiation.ToStates, true, map[string]string{
			"ines": "shall | rev1 w2 | 0 sarrow applied", "joao": "shall | rev1 2 | 0 sarrow decided", "mei": "shall | rev1 2"}},
		{"an edition without names", negotiation.CirculateWithName, negotiation.ToStates, false, map[string]string{
			"ines": "shall | rev1 w2 | 1 sarrow applied", "joao": "shall | rev1 2 | 1 - decided", "mei": "shall | rev1 2"}},
		{"for everybody", negotiation.CirculateWithName, negotiation.ToPublic, true, map[string]string{
			"ines": "shall | rev1 w2 | 1 sarrow applied", "mei": "shall | rev1 2 | 1 sarrow same-words", "nobody": "shall | rev1 2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTracedWorld(t, tracedZero, c.level)
			w.take(w.propose(joao, "The parties", "The parties shall share the waters.", c.circulate))
			w.edit("Requests", "Requests a short report every year.")
			w.publish("rev1", c.level, c.attributed)
			for who, p := range map[string]negotiation.Principal{"ines": ines, "joao": joao, "mei": mei, "nobody": nobody} {
				want, ok := c.want[who]
				if !ok {
					continue
				}
				lines := w.traced(p, "rev1")
				if diff := cmp.Diff([]string{want}, only(lines, "shall")); diff != "" {
					t.Errorf("as %s (-want +got):\n%s", who, diff)
				}
				for _, words := range []string{"The parties  |", "Invites observers. |"} {
					for _, l := range only(lines, words) {
						if !strings.Contains(l, "| zero ") || strings.Count(l, "|") > 1 {
							t.Errorf("as %s: %s", who, l)
						}
					}
				}
				if got := only(lines, "short"); len(got) != 1 || strings.Count(got[0], "|") > 1 {
					t.Errorf("as %s the team's own word is %q", who, got)
				}
			}
		})
	}
}

// TestProvenanceHidesAmendments: an amendment that a reader may not see changes no
// byte of the answer (domain law 8), whether the text follows it or not; neither does
// what is not in that reader's drafts.
func TestProvenanceHidesAmendments(t *testing.T) {
	answers := func(secret func(w *tracedWorld)) (string, string) {
		w := newTracedWorld(t, tracedZero, negotiation.ToPublic)
		w.take(w.propose(joao, "The parties", "The parties shall share the waters.", negotiation.CirculateWithName))
		now := w.now
		secret(w)
		w.now = now
		w.edit("Requests", "Requests a short report every year.")
		w.edit("Invites", "Invites observers and experts.")
		w.publish("rev1", negotiation.ToPublic, true)
		var out [2]string
		for i, p := range []negotiation.Principal{mei, nobody} {
			for _, d := range []string{"zero", "rev1"} {
				page, err := w.Provenance(t.Context(), p, document+"/drafts/"+d, "", 0, "")
				if err != nil {
					t.Fatal(err)
				}
				b, err := json.Marshal(page)
				if err != nil {
					t.Fatal(err)
				}
				out[i] += string(b)
			}
		}
		return out[0], out[1]
	}
	meis, publics := answers(func(*tracedWorld) {})
	for name, secret := range map[string]func(w *tracedWorld){
		"to the team alone": func(w *tracedWorld) {
			w.propose(joao, "Requests", "Requests a short report every year.", negotiation.CirculateNot)
		},
		"decided for": func(w *tracedWorld) {
			a := w.propose(joao, "Invites", "Invites observers and experts.", negotiation.CirculateNot)
			w.act(ines, negotiation.DecideAmendment{Amendment: a, Disposition: negotiation.Reflected})
		},
		"a delegation's own draft": func(w *tracedWorld) {
			p := w.paragraph("Requests")
			w.act(joao, negotiation.ProposeAmendment{Document: document, Kind: negotiation.EditWords, Paragraph: p.Paragraph, BaseRevision: 1,
				Wanted: "Requests a short report every year.", Circulation: negotiation.CirculateWithName})
		},
	} {
		t.Run(name, func(t *testing.T) {
			m, p := answers(secret)
			if m != meis {
				t.Error("another delegation's answer differs")
			}
			if p != publics {
				t.Error("the public's answer differs")
			}
		})
	}
	// The control: one that is circulated does change the answer.
	m, _ := answers(func(w *tracedWorld) {
		w.propose(joao, "Requests", "Requests a short report every year.", negotiation.CirculateWithName)
	})
	if m == meis {
		t.Error("a circulated amendment changes nothing, so that the test proves nothing")
	}
}
