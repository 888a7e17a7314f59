package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	client "github.com/travaux/travaux/clients/go"
	"github.com/travaux/travaux/clients/go/travauxv1"
)

// watching holds the flags of watch.
type watching struct {
	from  string
	count int
}

// newWatch makes "travaux watch".
func (r *remote) newWatch() *cobra.Command {
	var f watching
	cmd := r.command("watch [SUBJECT...]", "Follow what happens, as it happens", cobra.MaximumNArgs(32), func(ctx context.Context, s *session, args []string) error {
		format, err := s.format("lines", "jsonl")
		if err != nil {
			return err
		}
		w := &watcher{s: s, typed: args, flags: f, format: format}
		return w.run(ctx)
	})
	cmd.Long = `Follow what happens, as it happens, until Ctrl-C. A SUBJECT is a process with the
documents that it has now, PROCESS/DOCUMENT, or "registry", which has people and
actors. With --from last it goes on where your last watch of the same subjects on
the same server stopped.`
	cmd.Flags().StringVar(&f.from, "from", "now", "now, start (the first act) or last (where the last watch stopped)")
	cmd.Flags().IntVar(&f.count, "count", 0, "end after so many acts")
	timeout := cmd.Flags().Lookup("timeout")
	timeout.DefValue, timeout.Usage = "0s", "end after so long"
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		if !cmd.Flags().Changed("timeout") {
			r.timeout = 0
		}
		return checkFlags(cmd, args)
	}
	hasFormats(cmd, "lines", "jsonl")
	cmd.Flags().Lookup("output").Usage = "lines or jsonl (default: lines)"
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeDocuments, completeDocuments)
	return cmd
}

// subjects gives the whole names of what is to be followed; a process brings
// the documents that it has now.
func (s *session) subjects(ctx context.Context, args []string) ([]string, error) {
	if len(args) == 0 {
		p, err := s.process("")
		if err != nil {
			return nil, err
		}
		args = []string{p}
	}
	var out []string
	for _, a := range args {
		parts := strings.Split(strings.TrimPrefix(a, "processes/"), "/")
		switch {
		case a == "registry" || len(parts) == 3 && parts[1] == "documents":
			out = append(out, a)
		case len(parts) == 1:
			process := "processes/" + parts[0]
			all, err := s.listDocuments(ctx, process)
			if err != nil {
				return nil, err
			}
			out = append(out, process)
			for _, d := range all {
				out = append(out, d.Name)
			}
		case len(parts) == 2:
			out = append(out, "processes/"+parts[0]+"/documents/"+parts[1])
		default:
			return nil, usageProblem(fmt.Sprintf("%q cannot be followed", a), "a subject is a process, PROCESS/DOCUMENT or registry", "type one of these")
		}
	}
	return out, nil
}

// stopped is where a watch stopped.
type stopped struct {
	// Subjects are what it followed; a token is good for the same ones only.
	Subjects []string `json:"subjects"`
	Token    string   `json:"token"`
}

// placeFile is where the place of a watch is kept: one file for a server, the
// caller and what was typed. Only a hash of these is in its name.
func (w *watcher) placeFile(who string) string {
	dir := homeDir(w.s.env.Getenv, "XDG_STATE_HOME", filepath.Join(".local", "state"))
	if dir == "" {
		return ""
	}
	h := sha256.New()
	for _, part := range append([]string{w.s.settings.Server, w.s.settings.Process, who}, w.typed...) {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return filepath.Join(dir, "watch-"+hex.EncodeToString(h.Sum(nil)[:8])+".json")
}

// watcher follows the record and keeps its place after the last act printed.
type watcher struct {
	s         *session
	flags     watching
	typed     []string // the subjects as typed
	format    string
	place     stopped
	file      string // keeps the place; "" where there is none to keep it
	fromStart bool
	seen      int
}

// start finds out what is followed, and from where. Its first call also tells
// at once what Watch would go on trying for.
func (w *watcher) start(ctx context.Context) error {
	me, err := w.s.identity().WhoAmI(ctx, &travauxv1.WhoAmIRequest{})
	if err != nil {
		return err
	}
	w.file = w.placeFile(me.User + " " + me.Actor + " " + enumWord(me.Capacity))
	switch w.flags.from {
	case "now", "start":
		w.fromStart = w.flags.from == "start"
	case "last":
		known, err := w.last()
		if err != nil || known {
			return err
		}
		w.s.say("There was no watch before; beginning with the first act.")
		w.fromStart = true
	default:
		return usageProblem(fmt.Sprintf("--from %q is not known", w.flags.from), "a watch begins now, at the start or where the last one stopped", "type --from now, start or last")
	}
	w.place.Subjects, err = w.s.subjects(ctx, w.typed)
	return err
}

// last reads where the watch before stopped; known is false where there was none.
func (w *watcher) last() (known bool, err error) {
	body, err := os.ReadFile(w.file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err == nil {
		err = json.Unmarshal(body, &w.place)
	}
	if err != nil {
		return false, fileProblem("reading where the last watch stopped", err)
	}
	return true, nil
}

func (w *watcher) run(ctx context.Context) error {
	if err := w.start(ctx); err != nil {
		return err
	}
	watching, enough := context.WithCancel(ctx)
	defer enough()
	err := w.s.api.Watch(watching, client.WatchOptions{
		Subjects: w.place.Subjects, ResumeToken: w.place.Token, FromStart: w.fromStart,
		Heard: func(token string) {
			w.place.Token = token
			if w.flags.count > 0 && w.seen >= w.flags.count {
				enough()
			}
		},
	}, w.take)
	if kerr := w.keep(); kerr != nil {
		w.s.say("Where this watch stopped could not be kept: %v", kerr)
	}
	if errors.Is(err, errEnough) || watching.Err() != nil && errors.Is(err, watching.Err()) {
		return nil // Ctrl-C, --timeout and --count are how a watch is ended
	}
	return err
}

// errEnough ends a watch after --count acts.
var errEnough = errors.New("enough")

// take prints one act.
func (w *watcher) take(e *travauxv1.Event) error {
	if w.flags.count > 0 && w.seen >= w.flags.count {
		return errEnough // it was on its way already, and is left for the next watch
	}
	line, err := w.line(e)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w.s.env.Stdout, line); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	w.seen++
	return nil
}

// line writes an act for people or for programs.
func (w *watcher) line(e *travauxv1.Event) (string, error) {
	if w.format == "jsonl" {
		raw, err := itemOf(e)
		return string(raw), err
	}
	cells := []string{showTime(e.Time), e.Type, e.Resource, author(e.By), e.Reason}
	for i, c := range cells {
		cells[i] = oneLine(c)
	}
	return strings.TrimRight(strings.Join(cells, "\t"), "\t"), nil
}

// author tells who did something, as far as one may know.
func author(by *travauxv1.Author) string {
	who := lastSegment(by.GetUser())
	if by.GetActor() != "" {
		who += " (" + lastSegment(by.GetActor()) + ")"
	}
	return strings.TrimSpace(who)
}

// keep writes the place to its file.
func (w *watcher) keep() error {
	if w.file == "" || w.place.Token == "" {
		return nil
	}
	body, err := json.Marshal(w.place)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(w.file), 0o700); err != nil {
		return err
	}
	return replaceFile(w.file, append(body, '\n'), 0o600)
}
