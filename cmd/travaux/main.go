// Command travaux is the command line of Travaux: it compares drafts in files
// without a server, and speaks to one for all that needs the record.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run(realEnv(), os.Args[1:])) }

// run carries out one command line and gives the exit code. Interrupt and
// termination end it in good order; the second one ends it at once.
func run(env *Env, args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	root := newRoot(env)
	root.SetArgs(args)
	return tell(env.Stderr, root.ExecuteContext(ctx))
}
