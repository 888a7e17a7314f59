package service

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// BracketForm is a form in which a text with brackets is shown.
type BracketForm string

// The forms.
const (
	AttributedForm   BracketForm = "attributed"
	UnattributedForm BracketForm = "unattributed"
	CleanForm        BracketForm = "clean"
	BracketsOnly     BracketForm = "brackets-only"
)

// FormQuery says what to show in which form.
type FormQuery struct {
	Document, Draft string // as in BracketQuery
	// Form, where it is empty, is AttributedForm where names stand beside the words
	// that the caller may see, else UnattributedForm.
	Form BracketForm
	// Choices and Otherwise are for CleanForm: the picks by the name of the bracket,
	// and the rule for all others.
	Choices   map[string]bracket.Pick
	Otherwise bracket.Rule
}

// Formed is a text in a form.
type Formed struct {
	Draft      *negotiation.Draft // nil for the working text
	Form       BracketForm
	Paragraphs []text.Paragraph // their ids the paragraphs' names
	Rows       []OptionRow
}

// OptionRow is a row of the table of options.
type OptionRow struct {
	Paragraph, Label string
	ID               string // "21a"; empty in the row for no change
	NoChange         bool
	Text             string
	Holders          []negotiation.BracketHolder
}

// besideBrackets is how many words are shown on each side of a bracket.
const besideBrackets = 8

// Form shows a text in a form, with its options as a table. Errors are NOT_FOUND,
// INVALID_NAME, FIELD_INVALID, those of bracket.Tree.Clean, and
// UNRESOLVED_ATTRIBUTION where names would stay in an unattributed text.
func (s *Service) Form(ctx context.Context, p negotiation.Principal, q FormQuery) (Formed, error) {
	switch q.Form {
	case "", AttributedForm, UnattributedForm, CleanForm, BracketsOnly:
	default:
		return Formed{}, invalid(negotiation.FieldInvalid, "rendering", "no such rendering", "give one of those that the API has")
	}
	switch q.Otherwise {
	case bracket.AskEach, bracket.KeepWords, bracket.KeepFirst, bracket.DropAll:
	default:
		return Formed{}, invalid(negotiation.FieldInvalid, "otherwise", "no such rule", "give keep, first or drop, or none")
	}
	var b *Bracketed
	var known func(string) (string, bool)
	err := s.view(ctx, p, func(r reader) (err error) {
		if b, err = r.bracketed(q.Document, q.Draft); err != nil {
			return err
		}
		known, err = r.actorNames()
		return err
	})
	if err != nil {
		return Formed{}, err
	}
	if q.Form == "" {
		q.Form = UnattributedForm
		for _, held := range b.Tree.Flow.Held {
			if len(held) > 0 {
				q.Form = AttributedForm
			}
		}
	}
	return b.form(q, known)
}

// actorNames resolves names as the register has them.
func (r reader) actorNames() (func(string) (string, bool), error) {
	all, err := r.List(negotiation.KindActor, "", "")
	if err != nil {
		return nil, err
	}
	ids := make(map[string]string)
	for _, e := range all {
		a, ok := e.(*negotiation.Actor)
		if !ok {
			continue
		}
		for _, name := range a.DisplayName {
			ids[name] = a.Name
		}
		for _, name := range a.Aliases {
			ids[name] = a.Name
		}
	}
	return func(name string) (string, bool) { id, ok := ids[name]; return id, ok }, nil
}

func (b *Bracketed) form(q FormQuery, known func(string) (string, bool)) (Formed, error) {
	out := Formed{Draft: b.Draft, Form: q.Form}
	names := q.Form == AttributedForm || q.Form == BracketsOnly
	out.Rows = b.rows(names)
	var err error
	switch q.Form {
	case AttributedForm:
		out.Paragraphs = b.Tree.Attributed().Paragraphs
	case BracketsOnly:
		out.Paragraphs = b.Tree.Only(besideBrackets).Paragraphs
	case UnattributedForm:
		out.Paragraphs, err = b.unattributed(known)
	case CleanForm:
		out.Paragraphs, err = b.clean(q)
	}
	return out, err
}

// unattributed leaves all names out. It is refused while words that look like names,
// or names of the register, stand where names may stand.
func (b *Bracketed) unattributed(known func(string) (string, bool)) ([]text.Paragraph, error) {
	r, _, err := bracket.Parse(b.Tree.Flow, bracket.Options{Resolve: known}).Unattributed()
	var refused *bracket.Refusal
	if errors.As(err, &refused) {
		return nil, &negotiation.Error{Kind: negotiation.Precondition, Reason: negotiation.NamesUnresolved, Subject: "rendering",
			Message: refused.Message, Remedy: refused.Remedy}
	}
	if err != nil {
		return nil, err
	}
	return r.Paragraphs, nil
}

func (b *Bracketed) clean(q FormQuery) ([]text.Paragraph, error) {
	c := bracket.Choice{Brackets: make(map[int]bracket.Pick), Rule: q.Otherwise}
	for name, pick := range q.Choices {
		i := b.find(name)
		if i < 0 {
			return nil, missing(name)
		}
		c.Brackets[b.Tree.Brackets[i].Number] = pick
	}
	r, err := b.Tree.Clean(c)
	var refused *bracket.Refusal
	if errors.As(err, &refused) {
		return nil, &negotiation.Error{Kind: negotiation.Precondition, Reason: refused.Reason, Subject: "choices",
			Message: b.relabelled(refused.Message), Remedy: refused.Remedy}
	}
	if err != nil {
		return nil, err
	}
	return r.Paragraphs, nil
}

// countedBracket is how package bracket names a bracket, by its place in the text.
var countedBracket = regexp.MustCompile(`\b([Bb]racket) (\d+)\b`)

// relabelled puts the numbers of brackets as people know them into a message that
// counts them in the order of the text.
func (b *Bracketed) relabelled(message string) string {
	return countedBracket.ReplaceAllStringFunc(message, func(s string) string {
		m := countedBracket.FindStringSubmatch(s)
		n, err := strconv.Atoi(m[2])
		if err != nil || n < 1 || n > len(b.Numbers) {
			return s
		}
		return m[1] + " " + b.label(n-1)
	})
}

// find gives the index of the bracket of that name, by the team's number or the
// published one; -1 for none.
func (b *Bracketed) find(name string) int {
	number, _ := strconv.Atoi(negotiation.LastID(name))
	for i := range b.Tree.Brackets {
		if b.name(i) == name || number != 0 && b.Numbers[i] == number && negotiation.DocumentOf(name) == b.document() {
			return i
		}
	}
	return -1
}

// rows gives the options of the text as a table. Without names candidates are in the
// order of the text still, since their letters say where they stand.
func (b *Bracketed) rows(names bool) []OptionRow {
	var out []OptionRow
	for _, q := range b.Tree.Table(besideBrackets) {
		p := b.Tree.Flow.Paragraphs[q.Span.Start.Paragraph]
		for _, a := range q.Answers {
			row := OptionRow{Paragraph: p.ID, Label: p.Label, ID: a.ID, NoChange: a.NoChange, Text: a.Text}
			if rest, ok := strings.CutPrefix(a.ID, strconv.Itoa(q.Number)); ok && q.Form != bracket.InBlock {
				row.ID = b.label(q.Number-1) + rest
			}
			if q.Form == bracket.InBlock {
				row.ID = a.Name // "Option 1", as printed: the numbers are those of brackets
			}
			if names {
				for _, h := range append(a.Holders, q.Holders...) {
					row.Holders = append(row.Holders, negotiation.BracketHolder{Actors: h.Actors, Source: h.Source, Stance: h.Stance})
				}
			}
			out = append(out, row)
		}
	}
	return out
}
