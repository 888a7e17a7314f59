package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	client "github.com/travaux/travaux/clients/go"
	"github.com/travaux/travaux/clients/go/travauxv1"
)

// remote makes the commands that speak to a server. Their flags are read into it.
type remote struct {
	env     *Env
	typed   settings
	timeout time.Duration
	output  outputFlags
}

// outputFlags say how and where an answer is written.
type outputFlags struct {
	format, file string
}

// addRemoteCommands adds all commands that speak to a server.
func addRemoteCommands(root *cobra.Command, env *Env) {
	r := &remote{env: env}
	root.AddCommand(
		r.newWhoami(), r.newUser(), r.newToken(), r.newActor(),
		r.newProcess(), r.newRound(), r.newMeeting(),
		r.newDocument(), r.newParagraph(), r.newDraft(), r.newDiff(), r.newConcordance(), r.newLineage(), r.newBlame(), r.newReference(), r.newAmendment(),
		r.newBracket(), r.newHold(), r.newClosure(), r.newBoard(),
		r.newWatch(), r.newVerify(), r.newConfig(),
	)
}

// noun makes a command that only holds verbs.
func (r *remote) noun(name, short string, aliases ...string) *cobra.Command {
	return &cobra.Command{Use: name, Short: short, Aliases: aliases, Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return usageProblem("no verb is given", "travaux "+name+" does nothing by itself", "see what it can do: travaux "+name+" --help")
	}}
}

// callTimeout is how long a command waits for the server, unless --timeout
// tells otherwise.
const callTimeout = 30 * time.Second

// command makes a verb: it connects, runs and gives the server's refusals as
// problems.
func (r *remote) command(use, short string, args cobra.PositionalArgs, run func(ctx context.Context, s *session, args []string) error) *cobra.Command {
	cmd := r.plainCommand(use, short, args, run)
	r.addOutput(cmd)
	return cmd
}

// plainCommand is command without -o and --out, which the verb adds in its own
// way or does not have.
func (r *remote) plainCommand(use, short string, args cobra.PositionalArgs, run func(ctx context.Context, s *session, args []string) error) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Args: args, PreRunE: checkFlags}
	r.addConnection(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if r.timeout > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, r.timeout)
			defer cancel()
		}
		s, done, err := r.connect(cmd, client.DefaultAttempts)
		if err != nil {
			return err
		}
		defer done()
		return s.asNobody(refusal(run(ctx, s, args)))
	}
	return cmd
}

// checkFlags refuses, as a problem of usage, flags that are missing or do not go
// together.
func checkFlags(cmd *cobra.Command, _ []string) error {
	err := cmd.ValidateRequiredFlags()
	if err == nil {
		err = cmd.ValidateFlagGroups()
	}
	if err == nil {
		return checkAnswer(cmd)
	}
	return usageProblem("the flags do not fit", err.Error(), "see what they mean: "+cmd.CommandPath()+" --help")
}

// checkAnswer refuses an answer in a format that the command does not write,
// before anything is done.
func checkAnswer(cmd *cobra.Command) error {
	formats, out := formatsOf(cmd)(), cmd.Flags().Lookup("out")
	if len(formats) == 0 || out == nil {
		return nil
	}
	format := cmd.Flags().Lookup("output").Value.String()
	if format != "" && format != "table" && format != "md" && !slices.Contains(formats, format) {
		return noFormat(cmd, format, formats)
	}
	return checkOutput(out.Value.String(), format, formats)
}

// addConnection adds the flags that say which server is meant.
func (r *remote) addConnection(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&r.typed.Server, "server", "", "host:port of the server, https://host:port with TLS (TRAVAUX_SERVER, default "+defaultServer+")")
	flags.StringVar(&r.typed.TokenFile, "token-file", "", "a file that holds your token (or put the token into TRAVAUX_TOKEN)")
	flags.StringVar(&r.typed.Process, "process", "", "the process meant where none is named (TRAVAUX_PROCESS)")
	flags.StringVar(&r.typed.Document, "document", "", "the document meant where none is named (TRAVAUX_DOCUMENT)")
	flags.DurationVar(&r.timeout, "timeout", callTimeout, "how long to wait for the server, 0 for ever")
}

// addOutput adds the flags that say how the answer is written.
func (r *remote) addOutput(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&r.output.format, "output", "o", "", "table, json, jsonl, yaml or csv (default: a table on a terminal, else tab-separated)")
	cmd.Flags().StringVar(&r.output.file, "out", "", "write to this file; its ending tells the format")
	hasFormats(cmd, "table", "json", "jsonl", "yaml", "csv")
}

// settings gives what holds: flags over variables over the file over the default.
func (r *remote) settings() (settings, error) {
	file, err := readSettings(configPath(r.env.Getenv))
	if err != nil {
		return settings{}, usageProblem("the configuration cannot be read", err.Error(), "mend the file, or see travaux config --help")
	}
	return r.typed.over(settingsFromEnv(r.env.Getenv)).over(file).over(settings{Server: defaultServer}), nil
}

// connect opens the way to the server, for so many attempts a call; done closes it.
func (r *remote) connect(cmd *cobra.Command, attempts int) (*session, func(), error) {
	set, err := r.settings()
	if err != nil {
		return nil, nil, err
	}
	token, err := r.readToken(set)
	if err != nil {
		return nil, nil, err
	}
	api, err := dial(set.Server, token, attempts)
	if err != nil {
		return nil, nil, usageProblem(fmt.Sprintf("%q is no server", set.Server), err.Error(), "give host:port on this machine, https://host:port with TLS, or http://host:port where the way is safe")
	}
	s := &session{env: r.env, cmd: cmd, settings: set, output: r.output, signedIn: token != "", conn: api.Conn(), api: api}
	return s, func() { api.Close() }, nil
}

// readToken gives the bearer token: the first line of the file that the flag
// names, else TRAVAUX_TOKEN, else the first line of the configured file; none is
// the public.
func (r *remote) readToken(set settings) (string, error) {
	if t := strings.TrimSpace(r.env.Getenv("TRAVAUX_TOKEN")); t != "" && r.typed.TokenFile == "" {
		return t, nil
	}
	if set.TokenFile == "" {
		return "", nil
	}
	body, err := os.ReadFile(set.TokenFile)
	if err != nil {
		return "", fileProblem("reading the token file", err)
	}
	line, _, _ := strings.Cut(string(body), "\n")
	if line = strings.TrimSpace(line); line == "" {
		return "", usageProblem(set.TokenFile+" holds no token", "its first line is empty", "put the token there that was issued to you")
	}
	return line, nil
}

// printOne prints one resource by itself.
func printOne[M proto.Message](s *session, v view[M], m M) error {
	l, err := listOf(v, []M{m})
	if err != nil {
		return err
	}
	l.Single = true
	return s.print(l)
}

// printAll prints a list.
func printAll[M proto.Message](s *session, v view[M], all []M) error {
	l, err := listOf(v, all)
	if err != nil {
		return err
	}
	return s.print(l)
}

// changed makes the update mask of the flags that were typed; fields says which
// field a flag changes.
func (s *session) changed(fields map[string]string) (*fieldmaskpb.FieldMask, error) {
	mask := &fieldmaskpb.FieldMask{}
	for flag, field := range fields {
		if s.cmd.Flags().Changed(flag) {
			mask.Paths = append(mask.Paths, field)
		}
	}
	mask.Normalize()
	if len(mask.Paths) == 0 {
		return nil, usageProblem("nothing to change", "no flag says what is to be changed", "see which there are: "+s.cmd.CommandPath()+" --help")
	}
	return mask, nil
}

// addSpan adds --from and --until.
func addSpan(cmd *cobra.Command, from, until *string, what string) {
	cmd.Flags().StringVar(from, "from", "", what+", its start: 2026-03-01, 2026-03-01T18:00Z, now or +90d; without a zone UTC")
	cmd.Flags().StringVar(until, "until", "", "its end, not included")
}

// span makes a span of two flags.
func (s *session) span(from, until string) (*travauxv1.Span, error) {
	span, err := parseSpan(from, until, s.now())
	if err != nil {
		return nil, usageProblem("a date cannot be read", err.Error(), "type it in one of those forms")
	}
	return span, nil
}

// below gives the whole name of what belongs to a parent, from its id or name.
func below(parent, collection, ref string) string {
	if strings.HasPrefix(ref, "processes/") {
		return ref
	}
	return parent + "/" + collection + "/" + ref
}
