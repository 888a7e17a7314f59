package service

import (
	"context"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
)

// Concordance tells which paragraph of one draft became which of another.
type Concordance struct {
	Base, Target Side
	Choice       Choice
	Since        time.Time
	At           time.Time
	Rows         []negotiation.ConcordanceRow
	// Lineage is what people decided between exactly these two, whichever was cut
	// earlier, and what Rows go by; its Entity is nil where they decided nothing.
	Lineage Item
}

// Concordance gives the concordance of two drafts, as the caller may see them; see
// negotiation.ConcordanceOf. What content suggests is worked out from the words
// without attributions. Errors are those of Compare. It holds no snapshot while it
// aligns.
func (s *Service) Concordance(ctx context.Context, p negotiation.Principal, v Versus) (Concordance, error) {
	m, err := s.match(ctx, p, v, Plain)
	if err != nil {
		return Concordance{}, err
	}
	c := Concordance{Base: m.base, Target: m.target, Choice: m.choice, Since: v.Since, At: s.Now(), Lineage: m.lineage}
	c.Rows = negotiation.ConcordanceOf(c.Base.Text, c.Target.Text, m.recorded)
	return c, nil
}
