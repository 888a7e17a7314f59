package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/format/threeway"
	"github.com/travaux/travaux/internal/redline"
)

// mergeFlags are the flags of "travaux merge".
type mergeFlags struct {
	reading
	look         look
	names        threeway.Names
	format, out  string
	all, exit    bool
	mine, theirs string
}

// mergeFormats are the formats of a three-way comparison.
func mergeFormats() []string { return []string{"text", "json", "html", "markdown"} }

func newMerge(env *Env) *cobra.Command {
	var f mergeFlags
	cmd := &cobra.Command{
		Use:   "merge BASE MINE THEIRS",
		Short: "Show what two drafts make of a third, and where they clash, without a server",
		Long: `Compare two drafts in files with the one that both began from: who changed
what, what both changed alike, and where they clash, word by word, with both
names at every clash. One of the files may be -, for standard input. Nothing
leaves this machine.

Changes clash where both sides change the same words differently, where one
takes out what the other inserts into, changes or moves, and where both put new
words or paragraphs at one place, since nobody can tell which come first.
Changes of neighbouring words do not clash.

With --exit-code the exit is 0 where nothing clashes, 1 where something does and
2 or more on trouble.`,
		Example: `  travaux merge rev1.md coravia.md tarsis.md
  travaux merge rev1.md a.md b.md --mine Coravia --theirs "Delta Union"
  travaux merge rev1.xml a.xml b.xml --out clashes.html --exit-code`,
		Args: cobra.ExactArgs(3),
		RunE: func(_ *cobra.Command, args []string) error {
			return likeDiff(f.exit, f.run(env, args))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.mine, "mine", "", "who stands behind MINE (default: the name of its file)")
	flags.StringVar(&f.theirs, "theirs", "", "who stands behind THEIRS (default: the name of its file)")
	flags.StringVarP(&f.format, "output", "o", "", "text, json, html or markdown (default: by the ending of --out, else text)")
	flags.StringVar(&f.out, "out", "", "write to this file, whole or not at all; its ending tells the format")
	f.look.add(cmd)
	flags.BoolVar(&f.all, "all", false, "show paragraphs that both sides keep in text, too")
	f.reading.add(cmd)
	flags.BoolVar(&f.exit, "exit-code", false, "exit with 1 where something clashes")
	hasFormats(cmd, mergeFormats()...)
	return cmd
}

// run reads the three files, compares them and writes the view.
func (f *mergeFlags) run(env *Env, paths []string) error {
	if n := len(paths) - len(slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return p == "-" })); n > 1 {
		return usageProblem("more than one draft is standard input", "it can be read only once", "name files for the others")
	}
	if err := f.settle(env); err != nil {
		return err
	}
	if err := checkNotInput(f.out, paths...); err != nil {
		return err
	}
	var in [3]input
	for i, path := range paths {
		var err error
		if in[i], err = f.read(env, path); err != nil {
			return err
		}
	}
	f.name(in)
	c := redline.ThreeWayDrafts(in[0].draft, in[1].draft, in[2].draft, redline.Options{})
	body, err := f.written(c)
	if err != nil {
		return err
	}
	if err := deliver(env, f.out, body); err != nil {
		return err
	}
	for _, x := range in {
		f.tellFindings(env, x.name, x.found)
	}
	if f.exit && c.Clashes() > 0 {
		return errDiffers
	}
	return nil
}

// settle checks the flags and makes up what they leave open.
func (f *mergeFlags) settle(env *Env) error {
	if err := checkOutput(f.out, f.format, mergeFormats()); err != nil {
		return err
	}
	if f.format == "" {
		f.format = orWord(formatOf(f.out), "text")
	}
	if f.format == "md" {
		f.format = "markdown"
	}
	if !slices.Contains(mergeFormats(), f.format) {
		return usageProblem(fmt.Sprintf("there is no format %q", f.format), "a three-way view is written as "+strings.Join(mergeFormats(), ", "), "name one of these with -o")
	}
	return f.look.settle(env, f.out)
}

// name settles what the drafts and the sides are called: a side that is not named
// is called as its file, without the ending; two files of one name by their
// places on the command line.
func (f *mergeFlags) name(in [3]input) {
	f.names.BaseDraft = threeway.Draft{Name: in[0].name, Hash: redlinejson.Hash(in[0].draft)}
	f.names.MineDraft = threeway.Draft{Name: in[1].name, Hash: redlinejson.Hash(in[1].draft)}
	f.names.TheirsDraft = threeway.Draft{Name: in[2].name, Hash: redlinejson.Hash(in[2].draft)}
	bare := func(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }
	f.names.Mine, f.names.Theirs = orWord(f.mine, bare(in[1].name)), orWord(f.theirs, bare(in[2].name))
	if f.names.Mine == f.names.Theirs {
		f.names.Mine, f.names.Theirs = orWord(f.mine, "mine"), orWord(f.theirs, "theirs")
	}
	if f.names.Mine == f.names.Theirs {
		f.names.Mine, f.names.Theirs = f.names.Mine+" (1)", f.names.Theirs+" (2)"
	}
}

// written gives the view in the format settled.
func (f *mergeFlags) written(c *redline.ThreeWayComparison) ([]byte, error) {
	switch f.format {
	case "json":
		return threeway.Encode(c, f.names)
	case "html":
		return html.WriteThreeWay(c, f.names), nil
	case "markdown":
		return markdown.WriteThreeWay(c, f.names), nil
	}
	return terminal.WriteThreeWay(c, terminal.ThreeWayOptions{Names: f.names, Colour: f.look.paint, Width: f.look.width, All: f.all}), nil
}
