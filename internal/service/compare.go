package service

import (
	"context"
	"slices"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Side is one side of a comparison.
type Side struct {
	Draft *negotiation.Draft
	// Text is what was compared, a paragraph an entry.
	Text *text.Draft
}

// Comparison is what changed between two drafts of one document.
type Comparison struct {
	Base, Target Side
	Form         Form
	At           time.Time
	*redline.Comparison
}

// Compare tells what changed between two drafts, as the caller may see them.
// Paragraphs are paired by identity and by recorded splits and merges and by nothing
// else: what people or an import have decided to be another paragraph is not paired
// again by its looks. Errors are NOT_FOUND and
// DIFFERENT_DOCUMENTS. It holds no snapshot while it compares.
func (s *Service) Compare(ctx context.Context, p negotiation.Principal, base, target string, form Form) (Comparison, error) {
	c := Comparison{Form: form, At: s.Now()}
	var lineage []redline.Pair
	err := s.view(ctx, p, func(r reader) (err error) {
		if c.Base, err = r.side(base, form); err != nil {
			return err
		}
		if c.Target, err = r.side(target, form); err != nil {
			return err
		}
		if negotiation.DocumentOf(base) != negotiation.DocumentOf(target) {
			return invalid("DIFFERENT_DOCUMENTS", "target", "the drafts are of two documents",
				"compare drafts of one document, or download both and compare the files")
		}
		lineage, err = r.lineage(c.Base.Draft, c.Target.Draft)
		return err
	})
	if err != nil {
		return Comparison{}, err
	}
	c.Comparison = redline.Compare(c.Base.Text, c.Target.Text, redline.Options{Lineage: lineage, ByLineageOnly: true})
	return c, nil
}

func (r reader) side(name string, form Form) (Side, error) {
	d, err := r.draft(name)
	if err != nil {
		return Side{}, err
	}
	t := &text.Draft{Title: d.Title, Symbol: d.Symbol, Language: d.Language}
	for _, e := range d.Entries {
		w, err := r.wording(d, e, form)
		if err != nil {
			return Side{}, err
		}
		t.Paragraphs = append(t.Paragraphs, text.Paragraph{
			ID: e.Paragraph, Kind: e.Kind, Depth: e.Depth, Label: e.Label, Text: w.Text, Marks: w.Marks,
		})
	}
	return Side{Draft: d, Text: t}, nil
}

// lineage pairs the paragraphs of two drafts that are not the same by the splits
// and merges recorded between them: paragraphs of the new draft that the old one
// has not are traced to those of the old draft that they came from.
func (r reader) lineage(old, new *negotiation.Draft) ([]redline.Pair, error) {
	at := map[string]int{}
	for i, e := range old.Entries {
		at[e.Paragraph] = i
	}
	stays := map[string]bool{}
	for _, e := range new.Entries {
		stays[e.Paragraph] = true
	}
	sets := kin{}
	for i, e := range new.Entries {
		if _, same := at[e.Paragraph]; same {
			continue
		}
		from, err := r.ancestors(e.Paragraph, at, map[string]bool{})
		if err != nil {
			return nil, err
		}
		var olds []int
		for _, a := range from {
			if !stays[a] {
				olds = append(olds, at[a])
			}
		}
		if len(olds) > 0 {
			sets.join(olds, i)
		}
	}
	return sets, nil
}

// ancestors gives the nearest paragraphs that a draft has from which one came.
func (r reader) ancestors(paragraph string, has map[string]int, seen map[string]bool) ([]string, error) {
	if seen[paragraph] {
		return nil, nil
	}
	seen[paragraph] = true
	origin, err := r.origin(paragraph)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, from := range origin.From {
		if _, ok := has[from]; ok {
			out = append(out, from)
			continue
		}
		further, err := r.ancestors(from, has, seen)
		if err != nil {
			return nil, err
		}
		out = append(out, further...)
	}
	return out, nil
}

// origin is where a paragraph comes from, as far as the viewer may know.
func (r reader) origin(paragraph string) (negotiation.Origin, error) {
	for _, name := range []string{paragraph, negotiation.PassageOf(paragraph)} {
		item, ok, err := r.find(name)
		if err != nil {
			return negotiation.Origin{}, err
		}
		if !ok {
			continue
		}
		switch e := item.Entity.(type) {
		case *negotiation.Paragraph:
			return e.Origin, nil
		case *negotiation.Passage:
			return e.Origin, nil
		}
	}
	return negotiation.Origin{}, nil
}

// kin are sets of old and new paragraphs that belong together.
type kin []redline.Pair

// join puts a new paragraph to the set that has any of the old ones, and makes
// one of several such sets.
func (k *kin) join(olds []int, new int) {
	joined := redline.Pair{Old: olds, New: []int{new}}
	rest := kin{}
	for _, p := range *k {
		if slices.ContainsFunc(p.Old, func(o int) bool { return slices.Contains(joined.Old, o) }) {
			joined.Old = append(joined.Old, p.Old...)
			joined.New = append(joined.New, p.New...)
		} else {
			rest = append(rest, p)
		}
	}
	slices.Sort(joined.Old)
	slices.Sort(joined.New)
	joined.Old, joined.New = slices.Compact(joined.Old), slices.Compact(joined.New)
	*k = append(rest, joined)
}
