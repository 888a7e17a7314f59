package demo

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

const (
	// wordsBeside a bracket are shown with it.
	wordsBeside = 4
	// listWidth is that of the list where the terminal tells none.
	listWidth     = 80
	numbersColumn = 14
	labelColumn   = 9
)

// bracketList is what is not agreed in a draft.
type bracketList struct {
	title   string
	tree    *bracket.Tree
	numbers []string // of the brackets of the tree
}

// listBrackets reads a draft in its typed form, with the brackets as the server has
// them.
func (s *script) listBrackets(title string, all []*travauxv1.DraftParagraph, brackets []*travauxv1.Bracket) (*bracketList, error) {
	var flow bracket.Flow
	for _, p := range all {
		flow.Paragraphs = append(flow.Paragraphs, text.Paragraph{
			Kind: text.Kind(strings.ReplaceAll(word(p.GetKind()), " ", "-")), Depth: int(p.GetDepth()),
			Label: p.GetLabel(), Text: p.GetText().GetContent(),
		})
	}
	l := &bracketList{title: title, tree: bracket.Parse(flow, bracket.Options{Resolve: s.resolve})}
	if len(l.tree.Brackets) != len(brackets) {
		return nil, fmt.Errorf("%s as typed has %d brackets, the server lists %d", title, len(l.tree.Brackets), len(brackets))
	}
	for _, b := range brackets {
		l.numbers = append(l.numbers, fmt.Sprint(b.GetNumber()))
	}
	return l, nil
}

// write prints each paragraph that is not agreed: the numbers of the brackets that
// open in it, its label, and its brackets with the words beside them; options that
// are paragraphs are printed whole.
func (l *bracketList) write(w io.Writer, width int, styled func(string) string) {
	fmt.Fprintf(w, "\n%s\n", styled("What is not agreed in "+l.title))
	opened := make([][]string, len(l.tree.Flow.Paragraphs))
	for i, b := range l.tree.Brackets {
		opened[b.Open.Paragraph] = append(opened[b.Open.Paragraph], l.numbers[i])
	}
	shown := l.options()
	only := l.tree.Only(wordsBeside)
	for i, p := range only.Paragraphs {
		shown[only.From[i]] = p.Text
	}
	for i, p := range l.tree.Flow.Paragraphs {
		if shown[i] == "" {
			continue
		}
		head := column(column("  "+strings.Join(opened[i], " "), numbersColumn)+p.Label, numbersColumn+labelColumn)
		for _, line := range wrap(shown[i], max(width, listWidth)-numbersColumn-labelColumn) {
			fmt.Fprintln(w, head+line)
			head = strings.Repeat(" ", numbersColumn+labelColumn)
		}
	}
}

// options gives the words of the paragraphs that are options, by their places.
func (l *bracketList) options() map[int]string {
	out := make(map[int]string)
	for _, b := range l.tree.Blocks {
		for _, o := range b.Options {
			out[o.Mark.Start.Paragraph] = l.tree.Flow.Paragraphs[o.Mark.Start.Paragraph].Text
		}
	}
	return out
}

// column fills words up to a width, with one space behind at least.
func column(s string, width int) string {
	return s + strings.Repeat(" ", max(width-utf8.RuneCountInString(s), 1))
}

// wrap breaks words into lines of at most so many signs.
func wrap(s string, most int) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(s) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > most {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimPrefix(line+" "+w, " ")
	}
	return append(lines, line)
}
