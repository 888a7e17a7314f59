package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
)

// Basis is how it is known that an amendment brought words.
type Basis string

// The bases, the surest first.
const (
	// Applied: the co-facilitators' team put its wording into the text.
	Applied Basis = "applied"
	// Decided: it was decided to take it up in the draft, and it asks for these
	// words there.
	Decided Basis = "decided"
	// SameWords: it asks for these words there, and was made before the draft; the
	// caller is not told what was decided.
	SameWords Basis = "same-words"
)

// Credit names an amendment that brought words.
type Credit struct {
	Amendment *negotiation.Amendment
	// Actor is the proponent, and OnBehalf for whom it spoke; empty where the caller
	// or the edition may not be told.
	Actor, OnBehalf string
	Basis           Basis
}

// WordSource is where words come from, as far as the caller may know.
type WordSource struct {
	// Revision is the wording that brought them: one of the working text for the
	// team, a published one for all others.
	Revision *negotiation.Revision
	// Draft is the one in which they first stood, of those that the caller sees.
	Draft *negotiation.Draft
	// At is when that wording was written into the working text, for the team; for all
	// others when the caller could first see the draft.
	At time.Time
	// Credits are the amendments that brought them, in the order in which they were
	// submitted; several where they ask for the same words. None: they are the wording's own.
	Credits []Credit
}

// TracedWording is a paragraph of a draft with the source of each of its words.
type TracedWording struct {
	Wording
	// Spans cover Revision.Text, in bytes; Span.Source is a place in Sources.
	Spans []redline.Span
	// Sources are in the order of the drafts in which the words first stood, in one
	// draft in that of the wordings; so the first is what the paragraph began with.
	Sources []WordSource
}

// ProvenancePage is a page of a draft's words with their sources.
type ProvenancePage struct {
	Draft *negotiation.Draft
	// First is the index of the first of Paragraphs in the draft.
	First      int
	Paragraphs []TracedWording
	Next       string
}

// What a span and a source weigh on a page, about what they take in an answer.
const (
	spanBytes   = 32
	sourceBytes = 512
)

// Provenance tells for every word of a draft where it comes from, a page at a time as
// DraftText does, or of one paragraph alone where one is named. It is made of what the
// caller may see and of nothing else (domain law 8): the team walks the working text,
// on which is recorded which amendment each wording was made for; all others walk the
// published wordings, beside the amendments that they may see. Where the draft, or the
// one in which the words first stood, is not attributed, nobody but the team is told
// an actor, nor anybody but its own proponent an amendment. Errors are NOT_FOUND,
// INVALID_NAME, PAGE_SIZE_INVALID and PAGE_TOKEN_INVALID. It holds no snapshot while
// it compares.
func (s *Service) Provenance(ctx context.Context, p negotiation.Principal, name, paragraph string, size int, token string) (ProvenancePage, error) {
	if size < 0 || size > MaxPage {
		return ProvenancePage{}, invalid("PAGE_SIZE_INVALID", "page_size", "a page has 1 to 1,000 paragraphs", "ask for 1 to 1,000, or 0 for 1,000")
	}
	if size == 0 {
		size = MaxPage
	}
	if paragraph != "" {
		if err := negotiation.CheckName(negotiation.KindParagraph, "paragraph", paragraph); err != nil {
			return ProvenancePage{}, err
		}
	}
	var page ProvenancePage
	var trails []*trail
	var bind []byte
	last := 0
	err := s.view(ctx, p, func(r reader) (err error) {
		page, trails = ProvenancePage{}, nil
		if page.Draft, err = r.draft(name); err != nil {
			return err
		}
		bind = fmt.Appendf(nil, "provenance %s %s", page.Draft.Seal, paragraph)
		if token != "" && (Open(s.pages, token, &page.First, bind) != nil || page.First > len(page.Draft.Entries)) {
			return badPage()
		}
		last = min(len(page.Draft.Entries), page.First+size)
		if paragraph != "" {
			page.First = slices.IndexFunc(page.Draft.Entries, func(e negotiation.Entry) bool { return e.Paragraph == paragraph })
			if last = page.First + 1; last == 0 {
				return missing(paragraph)
			}
		}
		trails, err = r.trails(page.Draft, page.First, last)
		return err
	})
	if err != nil {
		return ProvenancePage{}, err
	}
	next, err := page.fill(ctx, trails)
	if err == nil && paragraph == "" && next < len(page.Draft.Entries) {
		page.Next, err = Seal(s.pages, next, bind)
	}
	return page, err
}

// fill traces the words of the paragraphs until the page is full, and gives the index
// of the next one.
func (page *ProvenancePage) fill(ctx context.Context, trails []*trail) (next int, err error) {
	bytes := 0
	for _, t := range trails {
		w, err := t.traced(ctx, page.Draft.Language)
		if err != nil {
			return 0, err
		}
		page.Paragraphs = append(page.Paragraphs, w)
		if bytes += len(w.Text) + spanBytes*len(w.Spans) + sourceBytes*len(w.Sources); bytes >= pageBytes {
			break
		}
	}
	return page.First + len(page.Paragraphs), nil
}

// trail is what lies behind one paragraph of a draft: the wordings that its words
// came by, parents first, the paragraph's own last.
type trail struct {
	wording  Wording
	steps    []step
	wordings []redline.Wording
	at       map[string]int // by the wordings' names
	drafts   []*negotiation.Draft
	viewer   negotiation.Viewer
	team     bool
}

// step is one wording of a trail, with the credits of its asks in their order.
type step struct {
	revision *negotiation.Revision
	credits  []Credit
}

// traced carries the sources along the trail. It fails when the context ends.
func (t *trail) traced(ctx context.Context, language string) (TracedWording, error) {
	p, err := redline.Trace(ctx, t.wordings, language)
	if err != nil {
		return TracedWording{}, fmt.Errorf("tracing the words of a paragraph: %w", err)
	}
	out := TracedWording{Wording: t.wording, Spans: slices.Clone(p.Spans[len(p.Spans)-1])}
	var used []int
	for _, s := range out.Spans {
		if !slices.Contains(used, s.Source) {
			used = append(used, s.Source)
		}
	}
	slices.SortStableFunc(used, func(a, b int) int {
		x, y := p.Sources[a], p.Sources[b]
		return cmp.Or(x.Stood-y.Stood, x.Wording-y.Wording)
	})
	for i, s := range out.Spans {
		out.Spans[i].Source = slices.Index(used, s.Source)
	}
	for _, at := range used {
		out.Sources = append(out.Sources, t.source(p.Sources[at]))
	}
	return out, nil
}

func (t *trail) source(from redline.Source) WordSource {
	w := t.steps[from.Wording]
	out := WordSource{Revision: w.revision, Draft: t.drafts[from.Stood-1], At: w.revision.At}
	if !t.team {
		out.At = out.Draft.SeenFrom(t.viewer)
	}
	for _, a := range from.Asked {
		out.Credits = append(out.Credits, w.credits[a])
	}
	return out
}
