// Command travauxd is the server: it opens the data file, listens, and serves the
// API until it is told to stop.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // time zones are known on machines that have no database of them

	"github.com/spf13/cobra"
	"google.golang.org/grpc/grpclog"
)

// The exit codes: done, failed, or not called rightly.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run()) }

func run() int {
	// What gRPC says of connections holds addresses; the server's own log does not.
	grpclog.SetLoggerV2(grpclog.NewLoggerV2(io.Discard, io.Discard, io.Discard))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	err := command().ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintf(os.Stderr, "travauxd: %v\nSee travauxd --help.\n", err)
		return exitUsage
	}
	fmt.Fprintf(os.Stderr, "travauxd: %v\n", err)
	return exitFailed
}

// usageError is a call that cannot be understood.
type usageError struct{ error }

// Unwrap gives what is wrong.
func (u usageError) Unwrap() error { return u.error }

// command is travauxd with everything below it.
func command() *cobra.Command {
	root := &cobra.Command{
		Use: "travauxd", Short: "Serve the record of how a text was agreed",
		Long: "travauxd serves gRPC, JSON and files from one data file.\n\n" +
			"Begin with: travauxd init --administrator ID; then: travauxd.",
		Args: noArgs, SilenceErrors: true, SilenceUsage: true, Version: version(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := configOf(cmd)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), c, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flagsOf(root.PersistentFlags())
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(serveCommand(root), configCommand(), initCommand())
	return root
}

func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("there is no command %q", args[0])}
	}
	return nil
}

// configOf reads and checks the configuration.
func configOf(cmd *cobra.Command) (Config, error) {
	c, _, err := load(cmd.Flags())
	if err == nil {
		err = c.Validate()
	}
	if err != nil {
		return Config{}, usageError{err}
	}
	return c, nil
}

func serveCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{Use: "serve", Short: "Serve until stopped (what travauxd does without a command)", Args: noArgs, RunE: root.RunE}
}

func configCommand() *cobra.Command {
	config := &cobra.Command{Use: "config", Short: "Look at the configuration", Args: noArgs}
	origin := false
	show := &cobra.Command{
		Use: "print", Short: "Print every setting as it counts", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, layers, err := load(cmd.Flags())
			if err != nil {
				return usageError{err}
			}
			return printConfig(cmd.OutOrStdout(), layers, origin)
		},
	}
	show.Flags().BoolVar(&origin, "origin", false, "also where each comes from")
	config.AddCommand(show)
	return config
}

// version is that of the module, as far as the build knows it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "devel"
}
