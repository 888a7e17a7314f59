package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// stretch are the flags that point at words of a paragraph.
type stretch struct {
	words      string
	nth        int
	start, end int32
}

func (f *stretch) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.words, "words", "", "the words, as they stand in the paragraph")
	cmd.Flags().IntVar(&f.nth, "nth", 0, "which of them, from 1, where they stand there more than once")
	cmd.Flags().Int32Var(&f.start, "start", -1, "instead of --words: the first character, from 0")
	cmd.Flags().Int32Var(&f.end, "end", -1, "and the character after the last one")
	cmd.MarkFlagsMutuallyExclusive("words", "start")
	cmd.MarkFlagsRequiredTogether("start", "end")
	cmd.MarkFlagsOneRequired("words", "start")
}

// in gives where the words stand in a text, in code points.
func (f *stretch) in(text string) (start, end int32, err error) {
	if f.words == "" && f.start < 0 {
		return 0, 0, usageProblem("no words are named", "--words is empty, or --start lies before the text", "type the words as they stand in the paragraph")
	}
	if f.words == "" {
		return f.start, f.end, nil
	}
	var at []int
	for from := 0; ; {
		i := strings.Index(text[from:], f.words)
		if i < 0 {
			break
		}
		at = append(at, from+i)
		from += i + len(f.words)
	}
	switch {
	case len(at) == 0:
		return 0, 0, missing(fmt.Sprintf("%q does not stand in the paragraph", clip(f.words, 60)),
			"the words, signs and spaces have to be the same, names left out; it reads: "+oneLine(text), "type them as they stand there, or point with --start and --end")
	case len(at) > 1 && f.nth == 0:
		return 0, 0, usageProblem(fmt.Sprintf("%q stands %d times in the paragraph", clip(f.words, 60), len(at)),
			"it is not said which is meant: "+f.places(text, at), fmt.Sprintf("say which with --nth, from 1 to %d, or type more of the words", len(at)))
	case f.nth > len(at) || f.nth < 0:
		return 0, 0, usageProblem(fmt.Sprintf("there is no number %d", f.nth), fmt.Sprintf("%q stands in the paragraph %s", clip(f.words, 60), times(len(at))), "count from 1")
	}
	from := at[max(f.nth, 1)-1]
	start = int32(utf8.RuneCountInString(text[:from]))
	return start, start + int32(utf8.RuneCountInString(f.words)), nil
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// places shows the first places of the words with what stands beside them.
func (f *stretch) places(text string, at []int) string {
	const most, beside = 5, 16
	var shown []string
	for i, from := range at[:min(len(at), most)] {
		before, after := []rune(text[:from]), []rune(text[from+len(f.words):])
		around := string(before[max(0, len(before)-beside):]) + f.words + string(after[:min(len(after), beside)])
		if len(before) > beside {
			around = "…" + around
		}
		if len(after) > beside {
			around += "…"
		}
		shown = append(shown, fmt.Sprintf("%d “%s”", i+1, oneLine(around)))
	}
	if len(at) > most {
		shown = append(shown, "and so on")
	}
	return strings.Join(shown, ", ")
}
