package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/redline/compile"
	"github.com/travaux/travaux/internal/text"
	"github.com/travaux/travaux/internal/text/bracket"
)

// compileFlags are the flags of "travaux compile".
type compileFlags struct {
	reading
	format, out  string
	amend, order []string
	unattributed bool
}

// compileFormats are the formats of a compilation.
func compileFormats() []string { return []string{"text", "markdown", "json", "csv"} }

func newCompile(env *Env) *cobra.Command {
	var f compileFlags
	cmd := &cobra.Command{
		Use: "compile BASE --amend NAME=FILE ...", Short: "Make one bracketed text of what many want of a draft, without a server", Args: cobra.ExactArgs(1),
		Long: `Compile what several delegations want of a draft into one text with brackets:
each sends the whole draft as it wants it. Equal wordings share an option with
all their names, the words of the base stand as [Base: ...] where others are
wanted, and who wants words gone stands as [NAME: delete]. New paragraphs stand in
brackets behind what they follow. From the result every delegation's wording and
the base can be read back, word for word.

Names stand in the order given by --order, or else as typed. With --unattributed
there are none, and options are ordered by their text. A paragraph that stands
elsewhere in a draft is deleted in one place and new in the other; labels and
formatting are those of the base.

-o csv gives the matrix: for each paragraph a row for no change (NOC) and one for
each wording wanted: MOD for other words, SUP for deletion, ADD for a new
paragraph, each with who wants it. Nothing leaves this machine.`,
		Example: `  travaux compile rev1.md --amend Coravia=coravia.md --amend "Delta Union=delta.md"
  travaux compile rev1.md --amend Coravia=a.md --amend Tarsis=b.md --out compiled.md
  travaux compile rev1.md --amend Coravia=a.md --amend Tarsis=b.md --unattributed
  travaux compile rev1.md --amend Coravia=a.md --order "Delta Union,Coravia" -o csv`,
		RunE: func(_ *cobra.Command, args []string) error { return f.run(env, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.amend, "amend", nil, "NAME=FILE, the draft as one wants it; may be given again")
	flags.StringSliceVar(&f.order, "order", nil, "the order of the names, parted by commas (default: as typed)")
	flags.BoolVar(&f.unattributed, "unattributed", false, "leave out the names, and order options by their text")
	flags.StringVarP(&f.format, "output", "o", "", "text, markdown, json or csv (default: by the ending of --out, else text)")
	flags.StringVar(&f.out, "out", "", "write to this file, whole or not at all; its ending tells the format")
	f.reading.add(cmd)
	hasFormats(cmd, compileFormats()...)
	return cmd
}

// run reads the files, compiles them and writes the text.
func (f *compileFlags) run(env *Env, path string) error {
	names, files, err := f.amendments()
	if err != nil {
		return err
	}
	if err := f.settle(append([]string{path}, files...)); err != nil {
		return err
	}
	base, hash, err := f.readHashed(env, path)
	if err != nil {
		return err
	}
	found := []input{base}
	var by []compile.ActorDraft
	for i, file := range files {
		in, err := f.read(env, file)
		if err != nil {
			return err
		}
		found = append(found, in)
		by = append(by, compile.ActorDraft{Actor: names[i], Draft: in.draft})
	}
	order := f.order
	if len(order) == 0 {
		order = names
	}
	w, err := compile.Drafts(base.draft, by, compile.Options{Language: base.draft.Language, Order: order})
	if err != nil {
		return compileProblem(err)
	}
	r := &compilation{whole: w, base: base.draft, name: base.name, hash: hash, attributed: !f.unattributed}
	body, err := r.written(f.format)
	if err != nil {
		return err
	}
	if err := deliver(env, f.out, body); err != nil {
		return err
	}
	for _, in := range found {
		f.tellFindings(env, in.name, in.found)
	}
	fmt.Fprintln(env.Stderr, harmless(r.summary()))
	return nil
}

// amendments reads the --amend flags.
func (f *compileFlags) amendments() (names, files []string, err error) {
	for _, a := range f.amend {
		name, file, ok := strings.Cut(a, "=")
		if !ok || file == "" {
			return nil, nil, usageProblem(fmt.Sprintf("--amend %q cannot be read", a), "it names who wants what in which file", `write --amend "Delta Union=delta.md"`)
		}
		names, files = append(names, name), append(files, file)
	}
	if len(names) == 0 {
		return nil, nil, usageProblem("there is nothing to compile", "no draft of any delegation is named", "name at least one with --amend NAME=FILE")
	}
	for _, n := range f.order {
		if !slices.Contains(names, n) {
			return nil, nil, usageProblem(fmt.Sprintf("--order names %q", n), "no --amend has that name", "write the names alike in both")
		}
	}
	return names, files, nil
}

// settle checks the flags and makes up what they leave open.
func (f *compileFlags) settle(paths []string) error {
	if n := len(paths) - len(slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return p == "-" })); n > 1 {
		return usageProblem("more than one draft is standard input", "it can be read only once", "name files for the others")
	}
	if err := checkOutput(f.out, f.format, compileFormats()); err != nil {
		return err
	}
	if f.format == "" {
		f.format = orWord(formatOf(f.out), "text")
	}
	if f.format == "md" {
		f.format = "markdown"
	}
	if !slices.Contains(compileFormats(), f.format) {
		return usageProblem(fmt.Sprintf("there is no format %q", f.format), "a compilation is written as "+strings.Join(compileFormats(), ", "), "name one of these with -o")
	}
	return checkNotInput(f.out, paths...)
}

// readHashed reads a draft and gives the hash of its file.
func (f *compileFlags) readHashed(env *Env, path string) (input, string, error) {
	name := filepath.Base(path)
	if path == "-" {
		name = orWord(f.stdinName, "stdin")
	}
	data, err := content(env, path)
	if err != nil {
		return input{}, "", err
	}
	d, found, err := format.Read(name, data, format.Options{Language: f.language})
	if err != nil {
		return input{}, "", inputProblem(path, err)
	}
	return input{d, name, found}, hashOf(data), nil
}

// compileProblem tells why drafts cannot be compiled.
func compileProblem(err error) error {
	what := "the drafts cannot be compiled"
	var at *compile.ParagraphError
	if errors.As(err, &at) {
		what = fmt.Sprintf("paragraph %s cannot be compiled", orWord(at.Label, fmt.Sprintf("number %d of the file", at.Base+1)))
	}
	var refused *compile.Error
	if !errors.As(err, &refused) {
		return fmt.Errorf("compiling: %w", err)
	}
	return &problem{code: exitFailed, reason: refused.Reason, what: what, why: refused.Message, remedy: refused.Remedy, cause: err}
}

// compilation is what is written.
type compilation struct {
	whole      *compile.Whole
	base       *text.Draft
	name, hash string
	attributed bool
}

// summary counts what is in dispute.
func (c *compilation) summary() string {
	disputed, added := 0, 0
	for _, p := range c.whole.Paragraphs {
		if p.Base < 0 {
			added++
		} else if len(p.Proposals) > 0 {
			disputed++
		}
	}
	s := fmt.Sprintf("%s: %d of %d paragraphs in dispute, %d new", c.name, disputed, len(c.base.Paragraphs), added)
	if c.whole.Moved > 0 {
		s += fmt.Sprintf("; %d moved, each deleted in one place and new in the other", c.whole.Moved)
	}
	return s
}

// about are the lines that every compilation carries.
func (c *compilation) about() []string {
	what := "Compilation"
	marks := `[Base: …] has the words of the base where others are wanted.`
	switch {
	case c.attributed:
		what += " of " + strings.Join(c.whole.Actors, ", ")
		marks += ` [NAME: …] has those of whoever is named, and "delete" wants the words of the base gone.`
	default:
		marks += ` Options are ordered by their text; "no text" wants the words of the base gone.`
	}
	return []string{what + " on " + oneLine(c.name) + ", " + c.hash + ".", bracket.Legend, marks, "A working aid without prejudice; the drafts themselves prevail."}
}

// written gives the compilation in a format.
func (c *compilation) written(format string) ([]byte, error) {
	switch format {
	case "json":
		return c.json()
	case "csv":
		var b bytes.Buffer
		if err := c.matrix().write(&b, "csv", 0); err != nil {
			return nil, fmt.Errorf("writing the answer: %w", err)
		}
		return b.Bytes(), nil
	}
	d := c.whole.Draft(c.base, c.attributed)
	if format == "markdown" {
		return []byte(strings.TrimRight(string(markdown.Write(d)), "\n") + "\n\n---\n\n> " + strings.Join(c.about(), "\n>\n> ") + "\n"), nil
	}
	body := asLines(&bracket.Rendering{Paragraphs: d.Paragraphs})
	return []byte(strings.TrimRight(body, "\n") + "\n\n---\n" + strings.Join(c.about(), "\n") + "\n"), nil
}
