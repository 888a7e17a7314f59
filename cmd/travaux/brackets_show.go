package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// showFlags choose a form of the text of "travaux brackets", and for the clean one
// what is taken of the brackets.
type showFlags struct {
	form   string
	choose []string
	rule   string
}

// The forms of a text with brackets.
const (
	attributedForm   = "attributed"
	unattributedForm = "unattributed"
	cleanForm        = "clean"
	onlyForm         = "only"
	optionsForm      = "options"
)

func showForms() []string {
	return []string{attributedForm, unattributedForm, cleanForm, onlyForm, optionsForm}
}

// wordsBeside is how many words are shown beside a bracket and beside options.
const wordsBeside = 6

// add adds the flags.
func (f *showFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.form, "show", "", "show the text in one of its forms: attributed, unattributed, clean, only (the brackets, a few words beside) or options (a table)")
	flags.StringSliceVar(&f.choose, "choose", nil, "for --show clean: NUMBER=keep, NUMBER=drop or NUMBER=LETTER for a bracket, optionsNUMBER=LETTER for a block; with commas between")
	flags.StringVar(&f.rule, "default", "", "for --show clean: keep, first (of options the first) or drop what --choose does not name")
	completeWords(cmd, "show", showForms)
	completeWords(cmd, "default", rules)
}

func rules() []string {
	return []string{string(bracket.KeepWords), string(bracket.KeepFirst), string(bracket.DropAll)}
}

// formats are the formats of the form, the usual one first.
func (f *showFlags) formats() []string {
	if f.form == optionsForm {
		return []string{"table", "csv", "json", "jsonl", "markdown", "html"}
	}
	return []string{"text", "markdown", "html"}
}

// check refuses a form that there is not, and choices for another form than clean.
func (f *showFlags) check() error {
	switch {
	case f.form != "" && !slices.Contains(showForms(), f.form):
		return usageProblem(fmt.Sprintf("there is no form %q", f.form), "a text is shown "+strings.Join(showForms(), ", "), "name one of these with --show")
	case f.form != cleanForm && (len(f.choose) > 0 || f.rule != ""):
		return usageProblem("nothing can be chosen here", "--choose and --default say what a clean text takes of the brackets", "add --show clean")
	case f.rule != "" && !slices.Contains(rules(), f.rule):
		return usageProblem(fmt.Sprintf("--default %q is not known", f.rule), "it is "+strings.Join(rules(), ", "), "name one of these")
	}
	return nil
}

// choice reads the flags of the clean form.
func (f *showFlags) choice() (bracket.Choice, error) {
	c := bracket.Choice{Brackets: make(map[int]bracket.Pick), Blocks: make(map[int]bracket.Pick), Rule: bracket.Rule(f.rule)}
	for _, s := range f.choose {
		name, what, ok := strings.Cut(s, "=")
		picks := c.Brackets
		if number, block := strings.CutPrefix(name, "options"); block {
			name, picks = strings.TrimSpace(number), c.Blocks
		}
		n, err := strconv.Atoi(name)
		pick, known := pickOf(what)
		if !ok || err != nil || !known {
			return c, usageProblem(fmt.Sprintf("--choose %q cannot be read", s), "a choice is 7=keep, 7=drop, 21=b, or options1=b for a block of options",
				"take the numbers from the list of travaux brackets")
		}
		if before, twice := picks[n]; twice && before != pick {
			return c, usageProblem(fmt.Sprintf("%s is chosen twice", s), "another --choose says otherwise", "say it once")
		}
		picks[n] = pick
	}
	return c, nil
}

// pickOf reads "keep", "drop" or the letter of an option.
func pickOf(s string) (bracket.Pick, bool) {
	switch s = strings.ToLower(s); {
	case s == "keep":
		return bracket.PickKeep, true
	case s == "drop":
		return bracket.PickDrop, true
	case s == "" || len(s) > 3 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "":
		return 0, false
	}
	n := 0
	for i := range len(s) {
		n = n*26 + int(s[i]-'a') + 1
	}
	return bracket.Pick(n - 1), true
}

// shown is a form of the text of a report.
type shown struct {
	form      string
	rendering *bracket.Rendering
	numbers   []int // of its brackets, nil where they are those of the file
	about     []string
}

// shownAs makes the form asked for; options are no rendering.
func (f *showFlags) shownAs(r *bracketReport) (*shown, error) {
	out := &shown{form: f.form}
	switch f.form {
	case attributedForm:
		out.rendering, out.about = r.tree.Attributed(), []string{"The text with the names in it, as typed."}
	case unattributedForm:
		form, brackets, err := r.tree.Unattributed()
		if err != nil {
			return nil, showProblem(err, "name all who hold brackets with --known, or take the names out of the file")
		}
		for _, i := range brackets {
			out.numbers = append(out.numbers, r.tree.Brackets[i].Number)
		}
		out.rendering, out.about = form, []string{"The text without names; candidates and alternatives stand in the order of their letters."}
	case onlyForm:
		out.rendering, out.about = r.tree.Only(wordsBeside), []string{"The words in brackets and a few beside them; … stands for words left out."}
	case cleanForm:
		c, err := f.choice()
		if err != nil {
			return nil, err
		}
		clean, err := r.tree.Clean(c)
		if err != nil {
			return nil, showProblem(err, "choose with --choose NUMBER=keep, drop or a letter, or for all others with --default")
		}
		out.rendering, out.about = &clean.Rendering, r.aboutClean(f, clean)
	}
	if f.form != cleanForm {
		out.about = append(out.about, bracket.Legend)
	}
	out.about = append(out.about, "A working aid without prejudice; the draft itself prevails.")
	return out, nil
}

// aboutClean tells of a clean text what was chosen and what is left.
func (r *bracketReport) aboutClean(f *showFlags, c *bracket.Clean) []string {
	const most = 12
	var chosen []string
	if len(f.choose) > 0 {
		chosen = append(chosen, strings.Join(f.choose, ", "))
	}
	if f.rule != "" {
		chosen = append(chosen, "all others "+f.rule)
	}
	if len(chosen) == 0 {
		chosen = []string{"nothing, as there was nothing to choose"}
	}
	out := []string{"A text as it would read, not one that is agreed. Chosen: " + strings.Join(chosen, "; ") + "."}
	var open []string
	for _, i := range c.Open {
		open = append(open, strconv.Itoa(r.tree.Brackets[i].Number))
	}
	if len(open) > 0 {
		out = append(out, "Words are still to come in brackets "+few(open, most)+".")
	}
	var loose []string
	for _, p := range c.Loose {
		loose = append(loose, strconv.Itoa(r.line(p)))
	}
	if len(loose) > 0 {
		out = append(out, "Brackets without their partner were taken out, and what they held stays, in lines "+few(loose, most)+".")
	}
	return out
}

// few names the first of several things.
func few(all []string, most int) string {
	if len(all) <= most {
		return strings.Join(all, ", ")
	}
	return strings.Join(all[:most], ", ") + fmt.Sprintf(" and %d more", len(all)-most)
}

// showProblem tells why a form is refused.
func showProblem(err error, remedy string) error {
	var refused *bracket.Refusal
	if !errors.As(err, &refused) {
		return err
	}
	if refused.Reason != bracket.NotChosen && refused.Reason != bracket.NamesLeft {
		remedy = refused.Remedy
	}
	return &problem{code: exitUsage, reason: refused.Reason, what: "the text cannot be shown so", why: refused.Message, remedy: remedy, cause: err}
}

// draft is the form as a draft, for the formats that write one.
func (r *bracketReport) draft(s *shown) *text.Draft {
	d := &text.Draft{Language: r.language}
	for _, p := range s.rendering.Paragraphs {
		if strings.ContainsAny(p.Text, "\n\r\f") && len(p.Marks) == 0 {
			p.Text = strings.Join(strings.Fields(p.Text), " ") // the lines of a file are no part of the words
		}
		d.Paragraphs = append(d.Paragraphs, p)
	}
	return d
}
