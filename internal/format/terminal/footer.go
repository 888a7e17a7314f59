package terminal

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
)

// footer writes the totals and how to read the marks.
func (w *writer) footer() {
	t := changelist.TotalsOf(w.c, w.o.Only)
	var parts []string
	for _, n := range []struct {
		shown, whole int
		what         string
	}{
		{t.Shown.Edited, t.Whole.Edited, "edited"}, {t.Shown.Inserted, t.Whole.Inserted, "new"}, {t.Shown.Deleted, t.Whole.Deleted, "deleted"},
		{t.Shown.Moved, t.Whole.Moved, "moved"}, {t.Shown.MovedEdited, t.Whole.MovedEdited, "moved and edited"},
		{t.Shown.Split, t.Whole.Split, "split"}, {t.Shown.Merged, t.Whole.Merged, "merged"}, {t.Shown.Renumbered, t.Whole.Renumbered, "renumbered"},
	} {
		if n.whole > 0 {
			parts = append(parts, t.Count(n.shown, n.whole)+" "+n.what)
		}
	}
	if n := t.Whole.Unchanged; n > 0 {
		parts = append(parts, strconv.Itoa(n)+" unchanged")
	}
	if n := w.formattedOnly(); n > 0 {
		parts = append(parts, strconv.Itoa(n)+" of them in other formatting")
	}
	if len(parts) == 0 {
		parts = []string{"both drafts are empty"}
	}
	w.styled(bold, strings.Join(parts, ", "))
	w.styled(dim, t.Words())
	w.legend()
}

// formattedOnly counts the paragraphs of which nothing but the formatting changed.
func (w *writer) formattedOnly() int {
	n := 0
	for _, p := range w.c.Paragraphs {
		if p.Change == redline.Unchanged && len(changelist.FormatNotes(w.c, &p)) > 0 {
			n++
		}
	}
	return n
}

// legend writes how many changes there are of each class, and how to read the
// marks.
func (w *writer) legend() {
	if counts := changelist.Count(changelist.Of(w.c)); len(counts) > 0 {
		what := "changes: "
		if len(w.o.Only) > 0 {
			what = "changes of all classes: "
		}
		w.styled(dim, what+changelist.CountWords(counts))
	}
	w.styled(dim, "{-removed-} {+added+}; square brackets are part of the text: words not agreed"+w.signLegend())
}

// signLegend tells what the signs stand for that were put for spaces.
func (w *writer) signLegend() string {
	line := ""
	for _, s := range changelist.SpaceSigns(w.signs) {
		line += "; " + s[0] + " " + s[1]
	}
	return line
}
