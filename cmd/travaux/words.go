package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"
)

// maxWords is the most that is read as the words of one paragraph; the server's
// own limit is lower.
const maxWords = 1 << 20

// words are the flags by which a text comes in.
type words struct {
	text, file string
}

// add adds --text and --text-file.
func (w *words) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.text, "text", "", "the words")
	cmd.Flags().StringVar(&w.file, "text-file", "", "a file with the words, - for standard input")
	cmd.MarkFlagsMutuallyExclusive("text", "text-file")
}

// given tells whether the words were given by a flag.
func (w *words) given(s *session) bool {
	return s.cmd.Flags().Changed("text") || w.file != ""
}

// read gives the words: those typed, those of the file, or on a terminal what the
// person leaves in the editor, which opens with start. Without any of them the
// command is refused.
func (w *words) read(s *session, start string) (string, error) {
	switch {
	case s.cmd.Flags().Changed("text"):
		return w.text, nil
	case w.file != "":
		return readWords(s.env.Stdin, w.file)
	case s.interactive():
		return s.edited(start)
	}
	return "", usageProblem("no words are given", "standard input is no terminal, so no editor can be opened",
		"give them with --text or --text-file FILE (- for standard input)")
}

// readWords reads a file, - for stdin; line ends at the end are not the words'.
func readWords(stdin io.Reader, path string) (string, error) {
	in := stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return "", openProblem(path, err)
		}
		defer f.Close()
		in = f
	}
	body, err := io.ReadAll(io.LimitReader(in, maxWords+1))
	if err != nil {
		return "", unreadable(path, "the words come from a file", err)
	}
	if len(body) > maxWords {
		return "", usageProblem("the words are too long", fmt.Sprintf("%s has more than %d bytes", path, maxWords), "give one paragraph")
	}
	return strings.TrimRight(string(bytes.TrimPrefix(body, []byte("\ufeff"))), "\r\n"), nil
}

// edited opens $VISUAL or $EDITOR on a file that holds start and gives what the
// person leaves in it. Leaving it as it was is no answer.
func (s *session) edited(start string) (string, error) {
	editor := orWord(s.env.Getenv("VISUAL"), s.env.Getenv("EDITOR"))
	if editor == "" {
		return "", usageProblem("no words are given", "neither VISUAL nor EDITOR names an editor", "give them with --text, or set EDITOR")
	}
	f, err := os.CreateTemp("", "travaux-*.txt")
	if err != nil {
		return "", fmt.Errorf("making a file for the editor: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = io.WriteString(f, start+"\n")
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return "", fmt.Errorf("writing the file for the editor: %w", err)
	}
	argv := append(strings.Fields(editor), f.Name())
	run := exec.Command(argv[0], argv[1:]...)
	run.Stdin, run.Stdout, run.Stderr = s.env.Stdin, s.env.Stderr, s.env.Stderr
	if err := run.Run(); err != nil {
		return "", fmt.Errorf("running the editor %s: %w", argv[0], err)
	}
	text, err := readWords(nil, f.Name())
	if err != nil {
		return "", err
	}
	if text == start {
		return "", usageProblem("nothing was changed", "the editor left the words as they were", "nothing was sent; change the words to send them")
	}
	return text, nil
}
