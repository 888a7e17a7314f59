package main

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/redline"
)

// redlineFlags are the flags of "travaux redline".
type redlineFlags struct {
	reading
	show     render
	out      string
	exitCode bool
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
old text beside the new one; --layout floor gives nothing but the words to read
from the floor, for the whole, so that they hold one after the other.

With --exit-code the exit is 0 where the drafts are alike, 1 where they differ
and 2 or more on trouble. --class does not change it: it is 1 for a difference
of any class, also where nothing of the classes named is left to show.`,
		Example: `  travaux redline zero-draft.md rev1.md
  travaux redline rev1.xml rev2.xml --out redline.html
  travaux redline rev1.xml rev2.xml --out redline.html --layout side-by-side
  travaux redline rev1.md rev2.md --layout list --class verb,number
  travaux redline rev1.md rev2.md --layout floor
  travaux redline rev1.md rev2.md --out changes.csv
  travaux redline old.txt - -o json < new.txt`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			return likeDiff(f.exitCode, f.run(env, args[0], args[1]))
		},
	}
	f.show.addFlags(cmd, "list what the readers left out or were not sure of, and tell the classes beside each paragraph")
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", "write to this file, whole or not at all; its ending tells the format")
	f.addWords(cmd)
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
	f.verbose = f.show.verbose
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
