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
	"github.com/travaux/travaux/internal/text"
)

// input is a draft that was read, the name that the redline gives it, and what
// the reader has to say.
type input struct {
	draft *text.Draft
	name  string
	found []format.Finding
}

// reading are the flags that say how drafts in files are read, and how much is told of
// what the readers had to say.
type reading struct {
	stdinName, language string
	verbose             bool
}

// add adds --stdin-name, --language and --verbose.
func (f *reading) add(cmd *cobra.Command) {
	f.addWords(cmd)
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "list what the readers left out or were not sure of")
}

// addWords adds those that say what is read.
func (f *reading) addWords(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.stdinName, "stdin-name", "", "the name, and by its ending the format, of standard input")
	cmd.Flags().StringVar(&f.language, "language", "", "BCP 47 tag of files that name no language")
}

// read gives the draft in a file.
func (f *reading) read(env *Env, path string) (input, error) {
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
func (f *reading) tellFindings(env *Env, name string, found []format.Finding) {
	told := 0
	for _, x := range found {
		if f.verbose || told < findingsTold && !outsideWords(x.Code) {
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
