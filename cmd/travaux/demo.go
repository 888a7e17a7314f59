package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"
	"google.golang.org/grpc"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/cmd/travaux/demo"
	"github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/redline"
)

// demoFlags are the flags of "travaux demo".
type demoFlags struct {
	server, html, board, keep string
	serve, noServe            bool
}

func newDemo(env *Env) *cobra.Command {
	var f demoFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Play an invented negotiation on a server of its own and show what comes of it",
		Long: `Start travauxd on a temporary directory and play an invented negotiation against
its public API: the Riverside Compact on Shared Waters, from the zero draft to
Rev.3. What comes of it is checked against what the script of the play expects.
The redline of Rev.1 → Rev.2, the brackets of Rev.3 and their board are printed;
redline and board are also written as pages.

On a terminal the server then goes on until Ctrl-C, for you to look around.
Whatever way the demo ends, it stops the server and removes its data.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), env) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.server, "travauxd", "", "the server's program (default: travauxd beside this one)")
	flags.StringVar(&f.html, "html", "riverside-redline.html", "where the page of the redline goes")
	flags.StringVar(&f.board, "board", "riverside-board.html", "where the page of the board of brackets goes")
	flags.StringVar(&f.keep, "keep", "", "keep the data in this directory, which is new or empty")
	flags.BoolVar(&f.serve, "serve", false, "go on serving after the play, also without a terminal")
	flags.BoolVar(&f.noServe, "no-serve", false, "stop after the play, also on a terminal")
	return cmd
}

func (f *demoFlags) run(ctx context.Context, env *Env) error {
	if f.serve && f.noServe {
		return usageProblem("--serve and --no-serve are both given", "they say the opposite of each other", "leave one out")
	}
	program, err := f.program()
	if err != nil {
		return err
	}
	ctx, hurry, done := untilSignal(ctx)
	defer done()
	onTerminal := env.IsTerminal(env.Stdin) && env.IsTerminal(env.Stdout)
	colour := env.IsTerminal(env.Stdout) && env.Getenv("NO_COLOR") == "" && env.Getenv("TERM") != "dumb"
	err = demo.Run(ctx, demo.Config{
		Server: program, HTML: f.html, BoardHTML: f.board, Keep: f.keep, Serve: f.serve || onTerminal && !f.noServe, Hurry: hurry,
		Live: env.IsTerminal(env.Stderr) && env.Getenv("TERM") != "dumb", Colour: colour, Width: env.Columns(),
		Out: env.Stdout, Talk: env.Stderr, Command: os.Args[0], Now: env.Now,
		Compare: func(ctx context.Context, conn grpc.ClientConnInterface, base, target string) (*redline.Comparison, error) {
			s := &session{env: env, conn: conn}
			c, err := s.compare(ctx, &travauxv1.CompareDraftsRequest{Base: base, Target: target, Form: travauxv1.TextForm_TEXT_FORM_TYPED})
			return c.list, err
		},
		Board: func(ctx context.Context, conn grpc.ClientConnInterface, document, draft string) (*board.Board, error) {
			s := &session{env: env, conn: conn}
			b, err := s.brackets().GetBoard(ctx, &travauxv1.GetBoardRequest{Parent: document, Draft: draft})
			if err != nil {
				return nil, err
			}
			return boardIn(b), nil
		},
	})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		return &problem{code: exitFailed, what: "the demo was interrupted", why: "it was told to stop before its end", remedy: "run it again; the server has been stopped", cause: err}
	}
	return &problem{code: exitFailed, what: "the demo did not come to its end", why: err.Error(), remedy: "run it with --keep DIR to look at the data and the server's log", cause: err}
}

// program finds travauxd.
func (f *demoFlags) program() (string, error) {
	path := f.server
	if path == "" {
		own, err := os.Executable()
		if err != nil {
			return "", fmt.Errorf("finding this program: %w", err)
		}
		path = filepath.Join(filepath.Dir(own), "travauxd")
	}
	info, err := os.Stat(path)
	if err != nil || info.IsDir() || info.Mode().Perm()&0o111 == 0 {
		return "", missing("there is no server to play on", fmt.Sprintf("%s is no program", path), "build it with make build, or name it with --travauxd PATH")
	}
	return filepath.Abs(path)
}

// untilSignal gives a context that ends with the first signal to stop, and a
// channel that is closed with the second. Until done is called none of them ends
// the program outright, nor does a reader of its output that goes away, for then
// the server would be left behind.
func untilSignal(ctx context.Context) (_ context.Context, hurry <-chan struct{}, done func()) {
	ctx, cancel := context.WithCancel(ctx)
	second := make(chan struct{})
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	// With this signal taken, writing gives an error, which is dealt with there.
	broken := make(chan os.Signal, 1)
	signal.Notify(broken, syscall.SIGPIPE)
	stopped := make(chan struct{})
	go func() {
		for _, act := range []func(){cancel, func() { close(second) }} {
			select {
			case <-signals:
				act()
			case <-stopped:
				return
			}
		}
	}()
	return ctx, second, func() {
		signal.Stop(signals)
		signal.Stop(broken)
		close(stopped)
		cancel()
	}
}
