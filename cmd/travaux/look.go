package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// look are the flags that say how text looks on a terminal; settle makes up what they
// leave open.
type look struct {
	colour string
	width  int
	paint  bool // whether colour is used
}

// add adds --color and --width.
func (l *look) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.colour, "color", "auto", "auto, always or never; auto is a terminal without NO_COLOR")
	cmd.Flags().IntVar(&l.width, "width", 0, "wrap text at this many columns (default: the terminal's, else no wrapping)")
	completeWords(cmd, "color", func() []string { return []string{"auto", "always", "never"} })
}

// settle checks the flags: in a file there is no colour unless it is asked for, and
// lines are not wrapped.
func (l *look) settle(env *Env, out string) error {
	toTerminal := (out == "" || out == "-") && env.IsTerminal(env.Stdout)
	switch l.colour {
	case "auto":
		l.paint = toTerminal && env.Getenv("NO_COLOR") == "" && env.Getenv("TERM") != "dumb"
	case "always", "never":
		l.paint = l.colour == "always"
	default:
		return usageProblem(fmt.Sprintf("--color %q is not known", l.colour), "it is auto, always or never", "name one of these")
	}
	if l.width < 0 {
		return usageProblem("--width is negative", "it counts columns", "give a number of columns, or 0 for no wrapping")
	}
	if l.width == 0 && toTerminal {
		l.width = env.Columns()
	}
	return nil
}
