package service_test

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
)

// contested is a world in which one paragraph of 85 words has that many drafts behind
// it, and in each as many proposals.
func contested(t testing.TB, drafts int) (w *tracedWorld, paragraph, last string) {
	words := strings.TrimSpace(strings.Repeat("The parties shall share all the waters of the river and its lakes and consult each other. ", 5))
	w = newTracedWorld(t, "1. Invites observers.\n\n2. "+words+"\n", negotiation.ToPublic)
	for r := range drafts {
		for k := range drafts {
			w.propose(mei, "The parties", strings.Replace(words, "lakes", fmt.Sprintf("lakes and its %d springs of round %d", k, r), 1+k%4), negotiation.CirculateWithName)
		}
		words = strings.Replace(words, "consult", fmt.Sprintf("consult %d times", r), 1)
		w.edit("The parties", words)
		last = fmt.Sprintf("rev%d", r+1)
		w.publish(last, negotiation.ToPublic, true)
	}
	return w, w.paragraph("The parties").Paragraph, draftOf(last)
}

// countdown is a context that ends when it has been asked so often.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

// TestProvenanceStops: a caller who gives up is not worked for to the end, within one
// paragraph too.
func TestProvenanceStops(t *testing.T) {
	w, paragraph, last := contested(t, 4)
	whole := &countdown{t.Context(), 1 << 30}
	if _, err := w.Provenance(whole, joao, last, paragraph, 0, ""); err != nil {
		t.Fatal(err)
	}
	asked := 1<<30 - whole.left
	// The wordings and the asks of each are looked at when they are read and when traced.
	if asked < 5+2*4*4 {
		t.Errorf("the context was asked %d times", asked)
	}
	for _, after := range []int{asked / 2, asked - 1} {
		if _, err := w.Provenance(&countdown{t.Context(), after}, joao, last, paragraph, 0, ""); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("ended after %d of %d: %v", after, asked, err)
		}
	}
}

// BenchmarkProvenanceContested tells the sources of one paragraph of 85 words with as
// many proposals in each draft as there are drafts.
func BenchmarkProvenanceContested(b *testing.B) {
	for _, drafts := range []int{6, 12, 24} {
		w, paragraph, last := contested(b, drafts)
		for _, who := range []negotiation.Principal{joao, ines} {
			b.Run(fmt.Sprintf("proposals=%d/%s", drafts*drafts, path.Base(who.User)), func(b *testing.B) {
				for b.Loop() {
					if _, err := w.Provenance(b.Context(), who, last, paragraph, 0, ""); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
