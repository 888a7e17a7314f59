package service

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

func TestCopiesShareNothing(t *testing.T) {
	made := func() []negotiation.Entity {
		at := time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC)
		return []negotiation.Entity{
			&negotiation.Actor{Name: "actors/sarrow", DisplayName: map[string]string{"en": "Sarrow Islands"}, Aliases: []string{"Sarrow"},
				Memberships: []negotiation.Membership{{Group: "actors/delta", Span: negotiation.Span{From: at}}}},
			&negotiation.Act{Name: "a", Touched: []negotiation.Touch{{Before: &negotiation.Passage{Origin: negotiation.Origin{From: []string{"p"}}}}}},
			&negotiation.Revision{Name: "r", Marks: []text.Mark{{Kind: text.Bold, End: 3}}, At: at},
			&negotiation.Head{Name: "h", LastAct: 3},
		}
	}
	want := made()
	for i, e := range made() {
		c := copyOf(e)
		if diff := cmp.Diff(want[i], c); diff != "" {
			t.Errorf("the copy differs:\n%s", diff)
		}
		switch c := c.(type) {
		case *negotiation.Actor:
			c.DisplayName["en"], c.Aliases[0], c.Memberships[0].Group = "", "", ""
		case *negotiation.Act:
			c.Touched[0].Before.Origin.From[0] = ""
		case *negotiation.Revision:
			c.Marks[0].End = 9
		case *negotiation.Head:
			c.LastAct = 9
		}
		if diff := cmp.Diff(want[i], e); diff != "" {
			t.Errorf("a change of the copy changed the original:\n%s", diff)
		}
	}
}
