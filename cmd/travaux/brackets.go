package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/text/bracket"
)

// bracketsFlags are the flags of "travaux brackets".
type bracketsFlags struct {
	reading
	show           showFlags
	format, out    string
	known          []string
	tree, exitCode bool
}

// bracketsFormats are the formats of the list of brackets.
func bracketsFormats() []string { return []string{"table", "text", "json", "jsonl", "csv"} }

func newBrackets(env *Env) *cobra.Command {
	var f bracketsFlags
	cmd := &cobra.Command{
		Use: "brackets FILE", Short: "List the brackets in a draft in a file, without a server", Args: cobra.ExactArgs(1),
		Long: `List the square brackets in a draft in a file, the text that is not agreed: each
with its number in the order of opening, where it stands, how deep, what kind it
is, its options, who holds it, and its first words. Brackets that touch may be
candidates for one place, strokes may part alternatives ("[shall/should]"), and
paragraphs may be options ("Option 1:"): options are lettered, 2a and 2b, and a
question mark says that they are a guess. What is wrong with the brackets, and
the counts, are told beside the list.

Names before the words of a bracket ("[Coravia: shall]"), after them or with a
stance are taken as its holders only where every one of them is known: name
those who take part with --known.

Plain text and Markdown are read as they are, and no byte of them is changed or
refused: -o text prints the file back from what was read, byte for byte. In
Markdown the markers of footnotes and links are no brackets. Of Akoma Ntoso XML
the paragraphs are read, and places count from their beginning, a line for each
paragraph. In the JSON openGlyphs and closeGlyphs count every glyph of the file
and markupOpenGlyphs and markupCloseGlyphs those that are no brackets; start and
end count characters from the beginning of the file, paragraphs count from 0,
and parent is the number of the bracket around, 0 for none. Nothing leaves this
machine.

With --show the text is written in one of its forms, as text, Markdown or HTML,
with the name and hash of the file and with its legend: attributed, with the names
as typed; unattributed, without names and with candidates and alternatives in the
order of their letters, refused while a name is not known; only, the words in
brackets; clean, a text without brackets. For that one --choose says what is taken,
21=b for an option and 7=keep or 7=drop, and --default what is taken of all others;
without it each has to be chosen. Numbers are those of the list. --show options
gives a table of the options at each place, with the row "no change" (NOC).

With --exit-code the exit is 0 where no bracket is left, 1 where some are and 2
or more on trouble.`,
		Example: `  travaux brackets rev1.md
  travaux brackets rev1.md --tree
  travaux brackets rev1.md --known Coravia --known "G9 and Tarsis" -o csv
  travaux brackets rev1.md --show clean --choose 21=b,7=drop --default keep
  travaux brackets rev1.md --show options --out options.csv
  travaux brackets rev1.md --exit-code`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return likeDiff(f.exitCode, f.run(env, cmd, args[0]))
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.format, "output", "o", "", "table, text, json, jsonl or csv; with --show text, markdown or html (default: a table on a terminal, else tab-separated)")
	flags.StringVar(&f.out, "out", "", "write to this file, whole or not at all; its ending tells the format")
	flags.StringArrayVar(&f.known, "known", nil, "the name of one who may hold brackets; may be given again")
	flags.BoolVar(&f.tree, "tree", false, "show which bracket stands in which, with their options")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "list all there is to know about the brackets and the reading")
	f.addWords(cmd)
	f.show.add(cmd)
	cmd.MarkFlagsMutuallyExclusive("show", "tree")
	flags.BoolVar(&f.exitCode, "exit-code", false, "exit with 1 where brackets are left")
	hasFormats(cmd, append(bracketsFormats(), "markdown", "html")...)
	return cmd
}

// run reads the file and writes the list.
func (f *bracketsFlags) run(env *Env, cmd *cobra.Command, path string) error {
	s := &session{env: env, cmd: cmd, output: outputFlags{format: f.format, file: f.out}}
	if err := f.show.check(); err != nil {
		return err
	}
	if err := checkOutput(f.out, f.format, f.formats()); err != nil {
		return err
	}
	if err := checkNotInput(f.out, path); err != nil {
		return err
	}
	format, err := f.outputFormat(s)
	if err != nil {
		return err
	}
	r, err := f.report(env, path)
	if err != nil {
		return err
	}
	body, err := f.written(s, r, format)
	if err != nil {
		return err
	}
	if format == "table" {
		err = deliver(env, f.out, body) // the cells are harmless already, and the isolates round them are ours
	} else {
		err = s.deliver(body)
	}
	if err != nil {
		return err
	}
	f.tell(env, r)
	if f.exitCode && (r.tree.Opens > 0 || r.tree.Closes > 0) {
		return errDiffers
	}
	return nil
}

// formats are those of what is asked for, by the ending of a file too.
func (f *bracketsFlags) formats() []string {
	if f.show.form != "" {
		return f.show.formats()
	}
	return []string{"table", "json", "jsonl", "csv"}
}

// outputFormat is the format asked for. "text" is the file itself, and no table.
func (f *bracketsFlags) outputFormat(s *session) (string, error) {
	switch {
	case f.show.form != "":
		return s.format(f.show.formats()...)
	case f.format == "text":
		return "text", nil
	}
	return s.format(bracketsFormats()...)
}

// written writes the list, or the form that is to be shown.
func (f *bracketsFlags) written(s *session, r *bracketReport, format string) ([]byte, error) {
	switch f.show.form {
	case "":
		return f.rendered(s, r, format)
	case optionsForm:
		columns := 0
		if f.out == "" {
			columns = s.columns()
		}
		return r.writeOptions(format, columns)
	}
	form, err := f.show.shownAs(r)
	if err != nil {
		return nil, err
	}
	return form.write(r, format), nil
}

// report reads the brackets of a file.
func (f *bracketsFlags) report(env *Env, path string) (*bracketReport, error) {
	name := filepath.Base(path)
	if path == "-" {
		name = orWord(f.stdinName, "stdin")
	}
	data, err := content(env, path)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(f.known))
	for _, n := range f.known {
		known[n] = true
	}
	resolve := func(n string) (string, bool) { return n, known[n] }
	kind, unread := format.KindOf(name, data), ""
	if kind == format.AkomaNtoso {
		r, err := f.readDraft(name, data, resolve)
		if err == nil {
			r.hash = hashOf(data)
			return r, nil
		}
		unread = "this XML cannot be read as Akoma Ntoso"
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("%PDF-")) {
		unread = "this is a Word or PDF file, or another that is no text"
	}
	r := reportOfSource(name, string(data), kind == format.Markdown, f.language, resolve)
	if unread != "" {
		r.found = append(r.found, format.Finding{Code: "INPUT_READ_AS_BYTES", Place: "whole file",
			Message: unread + ": its bytes were read, and not the words that a reader sees; save it as plain text"})
	}
	r.hash = hashOf(data)
	return r, nil
}

// readDraft reads a file of which the paragraphs are told by its format.
func (f *bracketsFlags) readDraft(name string, data []byte, resolve func(string) (string, bool)) (*bracketReport, error) {
	d, found, err := format.Read(name, data, format.Options{Language: f.language})
	if err != nil {
		return nil, err
	}
	r := reportOfDraft(name, d, resolve)
	r.found = found
	return r, nil
}

// rendered writes the report in a format.
func (f *bracketsFlags) rendered(s *session, r *bracketReport, format string) ([]byte, error) {
	var b bytes.Buffer
	switch {
	case format == "text":
		return []byte(r.print()), nil
	case format == "json":
		return r.json()
	case format == "table" && f.tree:
		r.writeTree(&b)
		return b.Bytes(), nil
	}
	columns := 0
	if f.out == "" {
		columns = s.columns()
	}
	l, err := r.listing(format == "csv")
	if err != nil {
		return nil, err
	}
	if err := l.write(&b, format, columns); err != nil {
		return nil, fmt.Errorf("writing the answer: %w", err)
	}
	return b.Bytes(), nil
}

// tell says on standard error what is wrong with the brackets, and the counts.
func (f *bracketsFlags) tell(env *Env, r *bracketReport) {
	f.tellFindings(env, r.name, r.found)
	told := 0
	for _, d := range r.tree.Diagnostics {
		if f.verbose || told < findingsTold && !mayBe(d.Code) {
			fmt.Fprintln(env.Stderr, harmless(fmt.Sprintf("%s: line %d: %s: %s", r.name, r.line(d.Place), d.Code, d.Message)))
			told++
		}
	}
	if left := len(r.tree.Diagnostics) - told; left > 0 {
		fmt.Fprintf(env.Stderr, "%s: %d more to know about the brackets; --verbose lists all\n", harmless(r.name), left)
	}
	c := r.counts
	fmt.Fprintf(env.Stderr, "%s: %s, %d deep at most, %d options; %.1f %% of %d words stand in brackets\n",
		harmless(r.name), bracketsWord(len(r.tree.Brackets)), c.MaxDepth(), c.Options(), 100*c.Share(), c.Words)
}

// mayBe tells the diagnostics of brackets that may well be meant so.
func mayBe(c bracket.Code) bool {
	return slices.Contains([]bracket.Code{bracket.CrossesText, bracket.Ambiguous}, c)
}

func bracketsWord(n int) string {
	if n == 1 {
		return "1 bracket"
	}
	return fmt.Sprintf("%d brackets", n)
}
