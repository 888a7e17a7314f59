package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/redline"
)

// side names a draft of a comparison in its renderings.
type side struct{ Name, Hash string }

// sides are the two drafts of a comparison.
type sides struct{ Old, New side }

// render says how a comparison is shown. Its flags are read into it; settle
// makes up what they leave open.
type render struct {
	format string
	colour string
	width  int
	all    bool
	paint  bool // whether colour is used
}

// redlineFormats are the formats of a redline.
func redlineFormats() []string { return []string{"text", "json", "html", "markdown"} }

// addFlags adds -o, --color, --width and --all.
func (r *render) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&r.format, "output", "o", "", "text, json, html or markdown (default: by the ending of --out, else text)")
	f.StringVar(&r.colour, "color", "auto", "auto, always or never; auto is a terminal without NO_COLOR")
	f.IntVar(&r.width, "width", 0, "wrap text at this many columns (default: the terminal's, else no wrapping)")
	f.BoolVar(&r.all, "all", false, "show unchanged and renumbered paragraphs in text, too")
	hasFormats(cmd, redlineFormats()...)
	completeWords(cmd, "color", func() []string { return []string{"auto", "always", "never"} })
}

// settle checks the flags and makes up format, colour and width.
func (r *render) settle(env *Env, out string) error {
	if err := checkOutput(out, r.format, redlineFormats()); err != nil {
		return err
	}
	if r.format == "" {
		r.format = orWord(formatOf(out), "text")
	}
	if r.format == "md" {
		r.format = "markdown"
	}
	if !slices.Contains(redlineFormats(), r.format) {
		return usageProblem(fmt.Sprintf("there is no format %q", r.format), "a redline is written as "+strings.Join(redlineFormats(), ", "), "name one of these with -o")
	}
	toTerminal := (out == "" || out == "-") && env.IsTerminal(env.Stdout)
	switch r.colour {
	case "auto":
		r.paint = toTerminal && env.Getenv("NO_COLOR") == "" && env.Getenv("TERM") != "dumb"
	case "always", "never":
		r.paint = r.colour == "always"
	default:
		return usageProblem(fmt.Sprintf("--color %q is not known", r.colour), "it is auto, always or never", "name one of these")
	}
	if r.width < 0 {
		return usageProblem("--width is negative", "it counts columns", "give a number of columns, or 0 for no wrapping")
	}
	if r.width == 0 && toTerminal {
		r.width = env.Columns()
	}
	return nil
}

// comparison gives the bytes of a comparison in the format settled. The same
// comparison gives the same bytes: none of them depends on the clock.
func (r *render) comparison(c *redline.Comparison, n sides) ([]byte, error) {
	switch r.format {
	case "json":
		return redlinejson.Encode(redlinejson.Of(c, redlinejson.Names{Old: n.Old.Name, New: n.New.Name}))
	case "html":
		return html.Write(html.Of(c, html.Names{Old: n.Old.Name, New: n.New.Name, OldHash: n.Old.Hash, NewHash: n.New.Hash})), nil
	case "markdown":
		return markdown.WriteRedline(c, markdown.Names{Old: n.Old.Name, New: n.New.Name, OldHash: n.Old.Hash, NewHash: n.New.Hash}), nil
	}
	return terminal.Write(c, terminal.Options{
		Colour: r.paint, Width: r.width, All: r.all,
		OldName: n.Old.Name, NewName: n.New.Name, OldHash: n.Old.Hash, NewHash: n.New.Hash,
	}), nil
}
