package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/redline/spoken"
)

// side names a draft of a comparison in its renderings: what it is called, its
// hash, and when it was published (RFC 3339), empty where that is not known.
type side struct{ Name, Hash, Time string }

// seal gives the server's seal of the draft, empty for a file.
func (s side) seal() string {
	seal, ok := strings.CutPrefix(s.Hash, sealPrefix)
	if !ok {
		return ""
	}
	return seal
}

// sealPrefix stands before a seal where a hash is shown.
const sealPrefix = "seal:"

// shown gives the time for people to read, "2025-11-07 09:30 UTC".
func (s side) shown() string {
	at, err := time.Parse(time.RFC3339, s.Time)
	if err != nil {
		return s.Time
	}
	return at.UTC().Format("2006-01-02 15:04 UTC")
}

// sides are the two drafts of a comparison.
type sides struct{ Old, New side }

// render says how a comparison is shown. Its flags are read into it; settle
// makes up what they leave open.
type render struct {
	format  string
	layout  string
	look    look
	all     bool
	classes []string
	spoken  bool
	verbose bool
	only    []redline.Class // the classes named
}

// The layouts of a redline.
const (
	inlineLayout  = "inline"
	columnsLayout = "side-by-side"
	listLayout    = "list"
	floorLayout   = "floor"
)

// redlineFormats are the formats of a redline, redlineLayouts its layouts.
func redlineFormats() []string { return []string{"text", "json", "html", "markdown", "csv"} }
func redlineLayouts() []string { return []string{inlineLayout, columnsLayout, listLayout, floorLayout} }

// addFlags adds the flags that steer how a comparison is shown; verbose says what
// --verbose does.
func (r *render) addFlags(cmd *cobra.Command, verbose string) {
	f := cmd.Flags()
	f.StringVarP(&r.format, "output", "o", "", "text, json, html, markdown or csv (default: by the ending of --out, else text)")
	f.StringVar(&r.layout, "layout", "", "inline, side-by-side (html only), list: the changes one by one, or floor (text only): the words to read from the floor for the whole, in their order (default: inline; csv is always a list)")
	f.StringSliceVar(&r.classes, "class", nil, "only what has a change of these classes, with commas between: verb, bracket, number, actor, qualifier, editorial, formatting, structure, substance")
	f.BoolVar(&r.spoken, "spoken", false, "add the words to read from the floor; a list always has them")
	r.look.add(cmd)
	f.BoolVar(&r.all, "all", false, "show unchanged and renumbered paragraphs in text, too")
	f.BoolVarP(&r.verbose, "verbose", "v", false, verbose)
	hasFormats(cmd, redlineFormats()...)
	completeWords(cmd, "layout", redlineLayouts)
	completeWords(cmd, "class", classWords)
}

// classWords are the words that --class takes.
func classWords() []string {
	out := []string{"verb", "bracket"}
	for _, c := range redline.AllClasses() {
		out = append(out, strings.ReplaceAll(strings.ToLower(string(c)), "_", "-"))
	}
	return out
}

// settle checks the flags and makes up format, layout, classes, colour and width.
func (r *render) settle(env *Env, out string) error {
	if err := r.settleForm(out); err != nil {
		return err
	}
	r.only = nil
	for _, name := range r.classes {
		classes, err := redline.ParseClass(name)
		if err != nil {
			return because("CLASS_UNKNOWN", usageProblem(fmt.Sprintf("there is no class of change %q", name),
				"known are "+strings.Join(classWords(), ", "), "name one of these with --class"))
		}
		r.only = append(r.only, classes...)
	}
	return r.look.settle(env, out)
}

// settleForm checks and makes up format and layout.
func (r *render) settleForm(out string) error {
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
	if r.layout == "" {
		r.layout = inlineLayout
		if r.format == "csv" {
			r.layout = listLayout
		}
	}
	switch {
	case !slices.Contains(redlineLayouts(), r.layout):
		return usageProblem(fmt.Sprintf("there is no layout %q", r.layout), "a redline is laid out "+strings.Join(redlineLayouts(), ", "), "name one of these with --layout")
	case r.layout == columnsLayout && r.format != "html":
		return usageProblem("--layout side-by-side is not for "+r.format, "two columns are written as HTML only", "add -o html, or --out with a name that ends in .html")
	case r.layout == floorLayout && r.format != "text":
		return usageProblem("--layout floor is not for "+r.format, "the words for the whole are written as text only", "leave -o out; with --spoken other formats have the words beside each paragraph")
	case r.layout == floorLayout && len(r.classes) > 0:
		return usageProblem("--layout floor takes no --class", "each sentence names places as those before it have left them, so none can be left out", "leave --class out, or use --layout list")
	case r.format == "csv" && r.layout != listLayout:
		return usageProblem("--layout "+r.layout+" is not for csv", "csv holds the changes one by one", "leave --layout out, or choose another format with -o")
	case r.format == "json" && r.layout != inlineLayout:
		return usageProblem("--layout "+r.layout+" is not for json", "the JSON of a comparison has one form, with every change in it", "leave --layout out, or choose csv with -o")
	}
	return nil
}

// comparison gives the bytes of a comparison in the format settled. The same
// comparison gives the same bytes: none of them depends on the clock.
func (r *render) comparison(c *redline.Comparison, n sides) ([]byte, error) {
	if r.layout == floorLayout {
		return writeFloor(c, n, r.look.width), nil
	}
	said := r.speak(c)
	switch r.format {
	case "json":
		return redlinejson.Encode(redlinejson.Of(c, redlinejson.Names{Old: n.Old.Name, New: n.New.Name, OldTime: n.Old.Time, NewTime: n.New.Time,
			OldSeal: n.Old.seal(), NewSeal: n.New.seal()}, redlinejson.Options{Only: r.only, Spoken: said}))
	case "html":
		return r.page(c, n, said), nil
	case "markdown":
		names := markdown.Names{Old: n.Old.Name, New: n.New.Name, OldHash: n.Old.Hash, NewHash: n.New.Hash, OldTime: n.Old.shown(), NewTime: n.New.shown()}
		write := markdown.WriteRedline
		if r.layout == listLayout {
			write = markdown.WriteList
		}
		return write(c, names, markdown.RedlineOptions{Only: r.only, Spoken: said}), nil
	case "csv":
		return changelist.WriteCSV(c, changelist.Filter(changelist.Of(c), r.only), changelist.Draft(n.Old), changelist.Draft(n.New), said)
	}
	write := terminal.Write
	if r.layout == listLayout {
		write = terminal.WriteList
	}
	return write(c, terminal.Options{
		Colour: r.look.paint, Width: r.look.width, All: r.all, Classes: r.verbose, Only: r.only, Spoken: said,
		OldName: n.Old.Name, NewName: n.New.Name, OldHash: n.Old.Hash, NewHash: n.New.Hash, OldTime: n.Old.shown(), NewTime: n.New.shown(),
	}), nil
}

// page gives the page of a comparison in the layout settled.
func (r *render) page(c *redline.Comparison, n sides, said [][]string) []byte {
	page := html.Of(c, html.Names{Old: n.Old.Name, New: n.New.Name, OldHash: n.Old.Hash, NewHash: n.New.Hash, OldTime: n.Old.shown(), NewTime: n.New.shown()})
	page.Layout = map[string]html.Layout{inlineLayout: html.Inline, columnsLayout: html.Columns, listLayout: html.List}[r.layout]
	page.Only, page.OnlyStats = r.only, c.Filter(r.only...).Stats
	for i, s := range said {
		page.Blocks[i].Spoken = s
	}
	return html.Write(page)
}

// speak gives the words to read from the floor for each paragraph change, nil
// where they are not wanted.
func (r *render) speak(c *redline.Comparison) [][]string {
	if !r.spoken && r.layout != listLayout {
		return nil
	}
	reader := spoken.New(c)
	out := make([][]string, len(c.Paragraphs))
	for i := 0; i < len(c.Paragraphs); i++ {
		if n := changelist.RunAt(c, i); n > 1 && r.tellsRuns() {
			if said := reader.Run(i, i+n-1); said != "" {
				out[i] = []string{said}
			}
			i += n - 1
			continue
		}
		if p := &c.Paragraphs[i]; p.Change != redline.Unchanged || len(p.Formatting) > 0 {
			out[i] = reader.Paragraph(i)
		}
	}
	return out
}

// tellsRuns tells whether the rendering settled puts paragraphs that are numbered
// anew one after the other into one entry or line.
func (r *render) tellsRuns() bool {
	return r.layout == listLayout || r.format == "text" && !r.all
}
