package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// redlineFlags are the flags of "travaux redline".
type redlineFlags struct {
	show           render
	out, stdinName string
	language       string
	exitCode       bool
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
count on a terminal view; --all shows them. Where only signs changed, ⍽ stands
for a no-break space and ␣ for another. The JSON and the CSV are described in
docs/json.md and do not change in form.

Each change has a class where it can be told: --class verb,number shows only
such changes, and in a page of HTML the classes are boxes to tick. --layout list
gives the changes one by one, each with its place, its class, the old words, the
new ones and the words to read from the floor; --layout side-by-side puts the
old text beside the new one.

With --exit-code the exit is 0 where the drafts are alike, 1 where they differ
and 2 or more on trouble. --class does not change it: it is 1 for a difference
of any class, also where nothing of the classes named is left to show.`,
		Example: `  travaux redline zero-draft.md rev1.md
  travaux redline rev1.xml rev2.xml --out redline.html
  travaux redline rev1.xml rev2.xml --out redline.html --layout side-by-side
  travaux redline rev1.md rev2.md --layout list --class verb,number
  travaux redline rev1.md rev2.md --out changes.csv
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
	f.show.addFlags(cmd, "list what the readers left out or were not sure of, and tell the classes beside each paragraph")
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", "write to this file, whole or not at all; its ending tells the format")
	flags.StringVar(&f.stdinName, "stdin-name", "", "the name, and by its ending the format, of standard input")
	flags.StringVar(&f.language, "language", "", "BCP 47 tag of files that name no language")
	flags.BoolVar(&f.exitCode, "exit-code", false, "exit with 1 where the drafts differ, as diff does")
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
	if err := checkNotInput(f.out, old, new); err != nil {
		return err
	}
	c, body, err := f.compared(env, old, new)
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

// slowBytes is how much input makes a redline tell on a terminal how far it is.
const slowBytes = 2 << 20

// compared reads both files and gives their comparison and its rendering.
func (f *redlineFlags) compared(env *Env, old, new string) (*redline.Comparison, []byte, error) {
	p := &progress{env: env}
	defer p.end()
	stage := func(string) {}
	if sizeOf(old)+sizeOf(new) > slowBytes {
		stage = p.stage
	}
	stage("reading " + old)
	a, err := f.read(env, old)
	if err != nil {
		return nil, nil, err
	}
	stage("reading " + new)
	b, err := f.read(env, new)
	if err != nil {
		return nil, nil, err
	}
	stage("comparing")
	c := redline.Compare(a.draft, b.draft, redline.Options{})
	stage("writing the redline")
	body, err := f.show.comparison(c, sides{
		Old: side{Name: a.name, Hash: redlinejson.Hash(a.draft)}, New: side{Name: b.name, Hash: redlinejson.Hash(b.draft)},
	})
	p.end()
	if err != nil {
		return nil, nil, err
	}
	f.tellFindings(env, a.name, a.found)
	f.tellFindings(env, b.name, b.found)
	return c, body, nil
}

// sizeOf is the size of a file, 0 where it cannot be told.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// differs tells whether anything changed.
func differs(c *redline.Comparison) bool {
	for _, p := range c.Paragraphs {
		if p.Change != redline.Unchanged || len(p.Formatting) > 0 {
			return true
		}
	}
	return false
}

// input is a draft that was read, the name that the redline gives it, and what
// the reader has to say.
type input struct {
	draft *text.Draft
	name  string
	found []format.Finding
}

// read gives the draft in a file.
func (f *redlineFlags) read(env *Env, path string) (input, error) {
	name := filepath.Base(path)
	if path == "-" {
		name = "stdin"
		if f.stdinName != "" {
			name = f.stdinName
		}
	}
	data, err := content(env, path)
	if err != nil {
		return input{}, err
	}
	d, found, err := format.Read(name, data, format.Options{Language: f.language})
	if err != nil {
		return input{}, inputProblem(path, err)
	}
	return input{d, name, found}, nil
}

// findingsTold is how many findings are told in full without --verbose.
const findingsTold = 5

// tellFindings lists what a reader has to say: all of it with --verbose, else the
// first that can change what a text says, and how many more there are.
func (f *redlineFlags) tellFindings(env *Env, name string, found []format.Finding) {
	told := 0
	for _, x := range found {
		if f.show.verbose || told < findingsTold && !outsideWords(x.Code) {
			fmt.Fprintln(env.Stderr, harmless(fmt.Sprintf("%s: %s: %s: %s", name, x.Place, x.Code, x.Message)))
			told++
		}
	}
	more := ""
	if told > 0 {
		more = "more "
	}
	switch left := len(found) - told; left {
	case 0:
	case 1:
		fmt.Fprintf(env.Stderr, "%s: 1 %sthing to know about the reading; --verbose lists it\n", harmless(name), more)
	default:
		fmt.Fprintf(env.Stderr, "%s: %d %sthings to know about the reading; --verbose lists them\n", harmless(name), left, more)
	}
}

// outsideWords tells the findings that leave the words and the structure of the
// text as they are: what stands before and after it, the dress of notes, line
// ends. Any other may change what the text says.
func outsideWords(code string) bool {
	switch code {
	case "AKN_COVER_PAGE", "AKN_PREFACE", "AKN_CONCLUSIONS", "AKN_NOTE_DRESS",
		"TEXT_LINE_ENDS", "TEXT_BYTE_ORDER_MARK", "TEXT_PAGE_BREAKS",
		"MARKDOWN_FRONT_MATTER", "MARKDOWN_RULE", "MARKDOWN_ADDRESSES", "MARKDOWN_COMMENT":
		return true
	}
	return false
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
			return nil, unreadable(path, "a draft comes from a file", syscall.EISDIR)
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

// unreadable tells why a file that is open cannot be read; why says what is
// wanted where it is a directory.
func unreadable(path, why string, err error) error {
	if errors.Is(err, syscall.EISDIR) {
		return because("INPUT_IS_DIRECTORY", usageProblem(path+" is a directory", why, "name a file in it"))
	}
	return openProblem(path, err)
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
