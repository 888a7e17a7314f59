package main

import (
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// Env is all that the commands know of the world around them, so that tests can
// give them another. Every field is set.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Getenv reads a variable of the environment, "" where it is not set.
	Getenv func(string) string
	// IsTerminal tells whether one of the three streams above is a terminal.
	IsTerminal func(stream any) bool
	// Columns is the width of the terminal at stdout, 0 where there is none.
	Columns func() int
	// Now is the clock.
	Now func() time.Time
}

// realEnv is the world of the process.
func realEnv() *Env {
	return &Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv,
		IsTerminal: func(stream any) bool {
			f, ok := stream.(*os.File)
			return ok && term.IsTerminal(int(f.Fd()))
		},
		Columns: func() int {
			w, _, err := term.GetSize(int(os.Stdout.Fd()))
			if err != nil {
				return 0
			}
			return w
		},
		Now: time.Now,
	}
}
