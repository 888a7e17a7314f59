package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	numbers "github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/redline"
)

// Config says how the demo is run. All fields but Keep and Hurry are required; false
// and 0 are values.
type Config struct {
	// Server is the program travauxd.
	Server string
	// HTML is the file that the page of the redline is written to, BoardHTML that of
	// the page of the board of brackets.
	HTML, BoardHTML string
	// Keep is a directory for the data, new or empty, which stays; empty: a
	// temporary one, which is removed.
	Keep string
	// Serve goes on serving, after the play, until the context ends.
	Serve bool
	// Hurry, once closed, has the server killed that is being stopped.
	Hurry <-chan struct{}
	// Live redraws the line of what goes on, for which Talk must be a terminal.
	Live bool
	// Colour and Width, in columns, are for the redline; Width 0 does not wrap.
	Colour bool
	Width  int
	// Out gets the redline and the boards, Talk the progress and the rest.
	Out, Talk io.Writer
	// Command is how the command line is called, for what to try next.
	Command string
	// Now is the clock.
	Now func() time.Time
	// Compare gets the comparison of two drafts from the server, attributions as
	// typed.
	Compare func(ctx context.Context, conn grpc.ClientConnInterface, base, target string) (*redline.Comparison, error)
	// Board gets the board of brackets of a draft from the server.
	Board func(ctx context.Context, conn grpc.ClientConnInterface, document, draft string) (*numbers.Board, error)
}

// Run starts a server, plays the negotiation, checks what came of it and prints
// the redline of Rev.1 → Rev.2 and the boards; with Serve it then goes on until the
// context ends. What it started it stops, and what it made for the time it removes,
// on every way out. An error tells the step of the script that failed and, where
// the server has ended, the end of its log.
func Run(ctx context.Context, c Config) (err error) {
	s, err := load()
	if err != nil {
		return err
	}
	administrator, err := s.administrator()
	if err != nil {
		return err
	}
	for _, page := range []string{c.HTML, c.BoardHTML} {
		if info, err := os.Stat(filepath.Dir(page)); err != nil || !info.IsDir() {
			return fmt.Errorf("there is no directory %s for the page %s", filepath.Dir(page), filepath.Base(page))
		}
	}
	dir, remove, err := workplace(c.Keep)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	fmt.Fprintf(c.Talk, "%s\n%s\n\n", s.Process.Title, s.measure())
	srv, err := startServer(ctx, c.Server, dir, administrator)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.stop(c.Hurry)) }()
	r := &run{Config: c, script: s, server: srv}
	if err := r.all(ctx, administrator.ID); err != nil {
		return r.explain(ctx, err)
	}
	if c.Serve {
		return r.serve(ctx)
	}
	return nil
}

// workplace gives the directory in which everything is kept, and what removes it.
func workplace(keep string) (string, func() error, error) {
	if keep == "" {
		dir, err := os.MkdirTemp("", "travaux-demo-")
		if err != nil {
			return "", nil, fmt.Errorf("making a temporary directory: %w", err)
		}
		return dir, func() error { return os.RemoveAll(dir) }, nil
	}
	dir, err := filepath.Abs(keep)
	if err != nil {
		return "", nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil, fmt.Errorf("making the directory for the data: %w", err)
	}
	if held, err := os.ReadDir(dir); err != nil || len(held) > 0 {
		return "", nil, errors.Join(fmt.Errorf("%s is not an empty directory; the demo keeps its data in one of its own", dir), err)
	}
	return dir, func() error { return nil }, nil
}

// measure tells how large the negotiation is.
func (s *script) measure() string {
	kinds := map[string]int{}
	for _, a := range s.Actors {
		kinds[a.Kind]++
	}
	return strings.Join([]string{
		counted(kinds["member-state"]+kinds["observer-state"], "State"), counted(kinds["group"], "group"), counted(len(s.Amendments), "proposal"),
		counted(len(s.Drafts), "draft"), "everything in it invented",
	}, " · ")
}

// run is one run of the demo.
type run struct {
	Config
	script *script
	server *server
	player *player
}

// all plays and shows what came of it.
func (r *run) all(ctx context.Context, administrator string) error {
	callers, err := dial(r.server.grpc)
	if err != nil {
		return err
	}
	defer callers.conn.Close()
	begun := r.Now()
	r.player = newPlayer(r.script, callers, r.display(), begun.UTC(), r.Now)
	defer r.player.show.stop()
	if err := r.player.register(ctx, administrator, r.server.secret, r.server.secrets()); err != nil {
		return err
	}
	if err := r.player.play(ctx); err != nil {
		return err
	}
	took := r.Now().Sub(begun)
	if err := r.results(ctx); err != nil {
		return err
	}
	n := len(r.player.amendments)
	fmt.Fprintf(r.Talk, "\nPlayed in %.1f s: %d calls, among them %d proposals in %.2f s, %.0f a second.\n",
		took.Seconds(), callers.calls.Load(), n, r.player.proposing.Seconds(), float64(n)/r.player.proposing.Seconds())
	fmt.Fprintf(r.Talk, "The redline as a page: %s\nThe board of brackets as a page: %s\n", r.HTML, r.BoardHTML)
	if r.Keep != "" {
		fmt.Fprintf(r.Talk, "The data stay in %s\n", r.server.dir)
	}
	return nil
}

// display makes the place of progress; details stand behind the longest line.
func (r *run) display() *display {
	d := &display{w: r.Talk, live: r.Live, width: r.Width, now: r.Now}
	for _, s := range r.script.Steps {
		d.column = max(d.column, utf8.RuneCountInString(s.Say)+2)
	}
	return d
}

// explain adds to an error what the server said before it ended.
func (r *run) explain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("the demo was interrupted: %w", ctx.Err())
	}
	if status.Code(err) != codes.Unavailable {
		return err
	}
	// The connection breaks a moment before the end of the process is known.
	wait := time.NewTimer(time.Second)
	defer wait.Stop()
	select {
	case <-r.server.ended:
		return fmt.Errorf("%w\nthe server has ended: %w\n%s", err, r.server.exit(), r.server.tail())
	case <-wait.C:
		return err
	}
}

// serve tells what to try and waits for the end.
func (r *run) serve(ctx context.Context) error {
	who, err := r.script.coFacilitator()
	if err != nil {
		return err
	}
	document := r.script.Process.ID
	token := filepath.Join(r.server.secrets(), who)
	fmt.Fprintf(r.Talk, "\nThe server goes on until Ctrl-C: gRPC on %s, JSON on http://%s/api/v1\n", r.server.grpc, r.server.http)
	fmt.Fprintf(r.Talk, "The token of each person is in a file in %s\n\nTry in another terminal, as a co-facilitator:\n\n", r.server.secrets())
	for _, line := range []string{
		"export TRAVAUX_SERVER=" + r.server.grpc + " TRAVAUX_TOKEN=$(cat " + token + ")",
		r.Command + " draft list " + document,
		r.Command + " diff " + document + " rev2..rev3",
		r.Command + " board " + document,
		r.Command + " bracket list " + document,
		r.Command + " amendment list " + document,
		r.Command + " watch " + document + " --from start",
		fmt.Sprintf(`curl -H "Authorization: Bearer $TRAVAUX_TOKEN" http://%s/api/v1/%s/drafts`, r.server.http, r.player.document()),
	} {
		fmt.Fprintf(r.Talk, "  %s\n", line)
	}
	select {
	case <-ctx.Done():
		fmt.Fprintf(r.Talk, "\nThe server stops.\n")
		return nil
	case <-r.server.ended:
		return fmt.Errorf("the server has ended: %w\n%s", r.server.exit(), r.server.tail())
	}
}
