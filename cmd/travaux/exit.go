package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// The exit codes of the program.
const (
	exitDone     = 0
	exitFailed   = 1  // also: the drafts differ, with --exit-code
	exitUsage    = 2  // the command line is wrong; with --exit-code any trouble, as diff has it
	exitNotFound = 3  // the file or thing is not there
	exitSignIn   = 4  // the server does not know who you are
	exitChanged  = 5  // somebody has changed it since you read it
	exitClosed   = 6  // the window, round or document takes nothing any more
	exitTryLater = 75 // the server cannot answer now
)

// problem is an error as people are told it: what went wrong, why, and what to
// do, with the reason code that programs look for and the exit code.
type problem struct {
	code   int
	reason string // UPPER_SNAKE_CASE, or empty
	what   string
	why    string
	remedy string
	cause  error
}

// Error gives what and why in one line.
func (p *problem) Error() string {
	if p.why == "" {
		return p.what
	}
	return p.what + ": " + p.why
}

// Unwrap gives the cause.
func (p *problem) Unwrap() error { return p.cause }

// tell writes the error in its three parts and gives the exit code. What comes
// from files or servers is made harmless to the terminal.
func tell(w io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	if errors.Is(err, errDiffers) {
		return exitFailed
	}
	var p *problem
	if !errors.As(err, &p) {
		p = &problem{code: exitFailed, what: err.Error()}
	}
	head := "travaux: " + p.what
	if p.reason != "" {
		head += " (" + p.reason + ")"
	}
	fmt.Fprintln(w, harmless(head))
	if p.why != "" {
		fmt.Fprintln(w, "   why:", harmless(p.why))
	}
	if p.remedy != "" {
		fmt.Fprintln(w, "    do:", harmless(p.remedy))
	}
	return p.code
}

// likeDiff gives trouble the exit code that diff gives it where --exit-code is set:
// 1 then says that something differs, so that a failure is 2.
func likeDiff(exitCode bool, err error) error {
	if !exitCode || err == nil || errors.Is(err, errDiffers) {
		return err
	}
	var p *problem
	if !errors.As(err, &p) {
		return &problem{code: exitUsage, what: err.Error(), cause: err}
	}
	if p.code == exitFailed {
		p.code = exitUsage
	}
	return err
}

// lowerFirst begins a remedy with a small letter, as all do here; the server's
// are whole sentences. A word in capitals stays.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	if s == "" || unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// inputProblem makes a problem of what a reader refused; name is the file.
func inputProblem(name string, err error) error {
	p := &problem{code: exitFailed, what: name + " cannot be read as a draft", why: err.Error(), cause: err}
	var refused *negotiation.Error
	var words *text.Error
	switch {
	case errors.As(err, &refused):
		p.reason, p.why, p.remedy = refused.Reason, refused.Message, refused.Remedy
		if refused.Subject != "" && refused.Subject != name {
			p.why = refused.Subject + ": " + p.why
		}
	case errors.As(err, &words):
		p.reason, p.why, p.remedy = words.Reason, words.Message, words.Remedy
	}
	p.why = strings.ReplaceAll(p.why, "\n", " ")
	return p
}
