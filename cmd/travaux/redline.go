package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// redlineFlags are the flags of "travaux redline".
type redlineFlags struct {
	show              render
	out, stdinName    string
	language          string
	exitCode, verbose bool
}

func newRedline(env *Env) *cobra.Command {
	var f redlineFlags
	cmd := &cobra.Command{
		Use:   "redline OLD NEW",
		Short: "Show what changed between two drafts in files, without a server",
		Long: `Compare two drafts in files: Akoma Ntoso XML (.xml), Markdown (.md) or plain
text. One of them may be -, for standard input. Nothing leaves this machine.

Without colour, {-words-} were removed and {+words+} added. Square brackets are
part of the text and never mark a change. Unchanged paragraphs are folded to a
count on a terminal view; --all shows them. The JSON is described in
docs/json.md and does not change in form.

With --exit-code the exit is 0 where the drafts are alike, 1 where they differ
and 2 or more on trouble.`,
		Example: `  travaux redline zero-draft.md rev1.md
  travaux redline rev1.xml rev2.xml --out redline.html
  travaux redline old.txt - -o json < new.txt`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			err := f.run(env, args[0], args[1])
			var p *problem
			if f.exitCode && errors.As(err, &p) && p.code == exitFailed {
				p.code = exitUsage
			}
			return err
		},
	}
	f.show.addFlags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", "write to this file, whole or not at all; its ending tells the format")
	flags.StringVar(&f.stdinName, "stdin-name", "", "the name, and by its ending the format, of standard input")
	flags.StringVar(&f.language, "language", "", "BCP 47 tag of files that name no language")
	flags.BoolVar(&f.exitCode, "exit-code", false, "exit with 1 where the drafts differ, as diff does")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "list what the readers left out or were not sure of")
	return cmd
}

// run reads both files, compares them and writes the redline.
func (f *redlineFlags) run(env *Env, old, new string) error {
	if old == "-" && new == "-" {
		return usageProblem("both drafts are standard input", "it can be read only once", "name a file for one of them")
	}
	if err := f.show.settle(env, f.out); err != nil {
		return err
	}
	a, aName, err := f.read(env, old)
	if err != nil {
		return err
	}
	b, bName, err := f.read(env, new)
	if err != nil {
		return err
	}
	c := redline.Compare(a, b, redline.Options{})
	body, err := f.show.comparison(c, sides{
		Old: side{aName, redlinejson.Hash(a)}, New: side{bName, redlinejson.Hash(b)},
	})
	if err != nil {
		return err
	}
	if err := deliver(env, f.out, body); err != nil {
		return err
	}
	if f.exitCode && differs(c) {
		return errDiffers
	}
	return nil
}

// differs tells whether anything changed.
func differs(c *redline.Comparison) bool {
	for _, p := range c.Paragraphs {
		if p.Change != redline.Unchanged {
			return true
		}
	}
	return false
}

// read gives the draft in a file and the name that the redline gives it.
func (f *redlineFlags) read(env *Env, path string) (*text.Draft, string, error) {
	name := filepath.Base(path)
	if path == "-" {
		name = "stdin"
		if f.stdinName != "" {
			name = f.stdinName
		}
	}
	data, err := content(env, path)
	if err != nil {
		return nil, "", err
	}
	d, found, err := format.Read(name, data, format.Options{Language: f.language})
	if err != nil {
		return nil, "", inputProblem(path, err)
	}
	f.tellFindings(env, name, found)
	return d, name, nil
}

// tellFindings lists what a reader has to say, or says how much it is.
func (f *redlineFlags) tellFindings(env *Env, name string, found []format.Finding) {
	if len(found) == 0 {
		return
	}
	if !f.verbose {
		things := "things"
		if len(found) == 1 {
			things = "thing"
		}
		fmt.Fprintf(env.Stderr, "%s: %d %s to know about the reading; --verbose lists them\n", harmless(name), len(found), things)
		return
	}
	for _, x := range found {
		fmt.Fprintln(env.Stderr, harmless(fmt.Sprintf("%s: %s: %s: %s", name, x.Place, x.Code, x.Message)))
	}
}

// content reads a file, or standard input for "-", of at most format.MaxBytes.
// A larger file is refused by its size, before it is read.
func content(env *Env, path string) ([]byte, error) {
	in := env.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, openProblem(path, err)
		}
		defer f.Close()
		info, err := f.Stat()
		switch {
		case err != nil:
			return nil, openProblem(path, err)
		case info.IsDir():
			return nil, usageProblem(path+" is a directory", "a redline compares two files", "name a file in it")
		case info.Size() > format.MaxBytes:
			return nil, inputProblem(path, format.TooLarge(path))
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, format.MaxBytes+1))
	if err != nil {
		return nil, openProblem(path, err)
	}
	if len(data) > format.MaxBytes {
		return nil, inputProblem(path, format.TooLarge(path))
	}
	return data, nil
}

// openProblem tells why a file cannot be opened or read.
func openProblem(path string, err error) error {
	p := &problem{code: exitFailed, reason: "FILE_UNREADABLE", what: path + " cannot be read", why: err.Error(),
		remedy: "check the name and your right to read it", cause: err}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		p.why = pe.Err.Error()
	}
	if errors.Is(err, fs.ErrNotExist) {
		p.code, p.reason, p.why = exitNotFound, "FILE_NOT_FOUND", "there is no such file"
	}
	return p
}

// deliver writes data to standard output, or to a file that appears whole or
// not at all.
func deliver(env *Env, path string, body []byte) error {
	if path == "" || path == "-" {
		if _, err := env.Stdout.Write(body); err != nil {
			return &problem{code: exitFailed, reason: "OUTPUT_FAILED", what: "standard output cannot be written", why: err.Error(),
				remedy: "write to a file with --out", cause: err}
		}
		return nil
	}
	if err := replaceFile(path, body, 0o644); err != nil {
		return &problem{code: exitFailed, reason: "OUTPUT_FAILED", what: path + " was not written; what stood there is unchanged",
			why: err.Error(), remedy: "check the directory, your right to write there and the space left", cause: err}
	}
	return nil
}
