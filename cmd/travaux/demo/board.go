package demo

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// board counts what became of the proposals, draft by draft.
type board struct {
	drafts       []draft
	dispositions tally[travauxv1.DispositionKind]
	rebases      tally[travauxv1.RebaseOutcome]
	brackets     map[string]int // pairs, by draft
	paragraphs   map[string]int // by draft
	proposals    map[string]int // by the draft that they were made on
	seen         int
	withdrawn    int
}

// tally counts values of an enum by draft.
type tally[E protoreflect.Enum] map[protoreflect.EnumNumber]map[string]int

func (t tally[E]) count(e E, draft string) {
	if t[e.Number()] == nil {
		t[e.Number()] = map[string]int{}
	}
	t[e.Number()][draft]++
}

// readBoard reads all amendments and drafts as a person of the team sees them.
func readBoard(ctx context.Context, by api, document string, drafts []draft) (*board, error) {
	b := &board{
		drafts: drafts, dispositions: tally[travauxv1.DispositionKind]{}, rebases: tally[travauxv1.RebaseOutcome]{},
		brackets: map[string]int{}, paragraphs: map[string]int{}, proposals: map[string]int{},
	}
	all, err := pages(func(token string) ([]*travauxv1.Amendment, string, error) {
		r, err := by.amendments.ListAmendments(ctx, &travauxv1.ListAmendmentsRequest{Parent: document, PageSize: 1000, PageToken: token})
		return r.GetAmendments(), r.GetNextPageToken(), err
	})
	if err != nil {
		return nil, fmt.Errorf("listing the amendments: %w", told(err))
	}
	for _, a := range all {
		b.take(a)
	}
	for _, d := range drafts {
		text, err := draftText(ctx, by, document+"/drafts/"+d.ID, travauxv1.TextForm_TEXT_FORM_PLAIN)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", d.ID, told(err))
		}
		var words []string
		for _, p := range text {
			words = append(words, p.GetText().GetContent())
		}
		b.paragraphs[d.ID], b.brackets[d.ID] = len(text), pairs(words)
	}
	return b, nil
}

func (b *board) take(a *travauxv1.Amendment) {
	b.seen++
	b.proposals[lastOf(a.GetDraft())]++
	if a.GetState() == travauxv1.AmendmentState_AMENDMENT_STATE_WITHDRAWN {
		b.withdrawn++
	}
	for _, d := range a.GetHandling().GetDispositions() {
		b.dispositions.count(d.GetKind(), lastOf(d.GetDraft()))
		if d.GetKind() == travauxv1.DispositionKind_DISPOSITION_KIND_CARRIED_FORWARD {
			b.rebases.count(rebaseBy(a, d.GetDraft()).GetOutcome(), lastOf(d.GetDraft()))
		}
	}
}

// pairs counts the brackets that are opened and closed again, also across
// paragraphs.
func pairs(paragraphs []string) int {
	open, n := 0, 0
	for _, r := range strings.Join(paragraphs, "\n") {
		switch {
		case r == '[':
			open++
		case r == ']' && open > 0:
			open--
			n++
		}
	}
	return n
}

const (
	boardName   = 34
	boardColumn = 12
)

// write prints the board, a column a draft; made is how many proposals there are,
// those included that a co-facilitator does not see.
func (b *board) write(w io.Writer, made int, styled func(string) string) {
	heads := make([]string, len(b.drafts))
	for i, d := range b.drafts {
		heads[i] = d.Title
	}
	fmt.Fprintln(w, styled(row("The board", heads)))
	b.line(w, "paragraphs", b.paragraphs)
	b.line(w, "brackets", b.brackets)
	b.line(w, "proposals made on it", b.proposals)
	section(w, b, "Answered in", b.dispositions, styled)
	section(w, b, "Rebased by", b.rebases, styled)
	fmt.Fprintf(w, "\nWithdrawn by their proponents: %d. Not handed in, seen by their delegations alone: %d.\n", b.withdrawn, made-b.seen)
}

func section[E protoreflect.Enum](w io.Writer, b *board, title string, t tally[E], styled func(string) string) {
	var zero E
	fmt.Fprintln(w, "\n"+styled(title))
	values := zero.Descriptor().Values()
	for i := range values.Len() {
		if n := values.Get(i).Number(); n != 0 {
			b.line(w, word(zero.Type().New(n).(E)), t[n])
		}
	}
}

func (b *board) line(w io.Writer, name string, counts map[string]int) {
	cells := make([]string, len(b.drafts))
	for i, d := range b.drafts {
		cells[i] = "·"
		if n := counts[d.ID]; n > 0 {
			cells[i] = fmt.Sprint(n)
		}
	}
	fmt.Fprintln(w, row("  "+name, cells))
}

// row lines up a name and the cells of a line.
func row(name string, cells []string) string {
	line := name + strings.Repeat(" ", max(boardName-utf8.RuneCountInString(name), 1))
	for _, c := range cells {
		line += strings.Repeat(" ", max(boardColumn-utf8.RuneCountInString(c), 1)) + c
	}
	return line
}

// lastOf gives the last segment of a resource name.
func lastOf(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }
