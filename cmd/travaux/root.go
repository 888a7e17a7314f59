package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// newRoot makes the whole command tree. Nothing of it outlives the call: every
// test makes its own.
func newRoot(env *Env) *cobra.Command {
	root := &cobra.Command{
		Use:   "travaux",
		Short: "The record of how a text was agreed",
		Long: `Travaux keeps a negotiated text as paragraphs, each with its versions, its
proposals and its brackets, and shows what changed between any two drafts.

Data goes to standard output, talk to standard error. Exit codes: 0 done,
1 failed, 2 wrong usage, 3 not found, 4 sign in first, 5 changed by someone
else, 6 window closed, 75 try later.`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		remedy := "see what there is: travaux --help"
		if near := root.SuggestionsFor(args[0]); len(near) > 0 {
			remedy = "did you mean travaux " + strings.Join(near, ", travaux ") + "?"
		}
		return usageProblem(fmt.Sprintf("there is no command %q", args[0]), "the first word names what to do", remedy)
	}
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	root.SuggestionsMinimumDistance = 2
	root.AddCommand(newRedline(env), newMerge(env), newReferences(env), newBrackets(env), newCompile(env), newDemo(env), newVersion(env))
	addRemoteCommands(root, env)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageProblem("the flags cannot be read", err.Error(), "see which there are: "+cmd.CommandPath()+" --help")
	})
	explainArguments(root)
	return root
}

// explainArguments makes a usage problem of what the argument checks of all
// commands say.
func explainArguments(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return usageProblem("the arguments do not fit", err.Error(), "the form is: "+cmd.UseLine())
			}
			return nil
		}
	}
	for _, c := range cmd.Commands() {
		explainArguments(c)
	}
}

func newVersion(env *Env) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version of the program", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(env.Stdout, "travaux", version())
			return err
		},
	}
}

// version is what the build recorded of the source: the module's version, or
// the revision that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v, revision, changed := info.Main.Version, "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed"
		}
	}
	if v == "" {
		v = "(devel)"
	}
	if revision != "" {
		v += " " + revision + changed
	}
	return v
}
