package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/store"
	"github.com/travaux/travaux/internal/store/sqlstore"
)

// newVerify makes "travaux verify".
func (r *remote) newVerify() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use: "verify --data FILE", Short: "Check a server's data file, offline and without changing it", Args: cobra.NoArgs, PreRunE: checkFlags,
		Long: `Check a server's data file. Every event is replayed from empty, with no comparer,
parser or register called, and the state that it adds up to is compared with
the one in the file, hash for hash; the canonical bytes, the commitments and the
gap-free counters of the events are checked too. The server may be running.

The exit code is 0 where all agrees and 1 where there is a fault; the faults are
listed.`,
	}
	r.addOutput(cmd)
	cmd.Flags().StringVar(&path, "data", "", "the data file")
	cmd.Flags().Bool("rebuild", true, "replay the events from empty and compare; there is no check without it")
	requireFlag(cmd, "data")
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		s := &session{env: r.env, cmd: cmd, output: r.output}
		if on, err := cmd.Flags().GetBool("rebuild"); err == nil && !on {
			return usageProblem("there is nothing to check without --rebuild", "the state can only be compared with what the events add up to", "leave --rebuild=false out")
		}
		data, err := sqlstore.Open(cmd.Context(), sqlstore.Config{Path: path, ReadOnly: true, Readers: 1})
		if err != nil {
			return dataProblem(path, err)
		}
		defer func() { err = errors.Join(err, data.Close()) }()
		bar := s.progress("Replaying")
		v, err := data.Verify(cmd.Context(), bar.at)
		bar.end()
		if err != nil {
			return &problem{code: exitFailed, what: "the data file cannot be checked", why: err.Error(), remedy: "repeat it; if it fails again, restore a backup beside it and compare", cause: err}
		}
		return s.printVerification(v)
	}
	return cmd
}

// dataProblem tells why a data file cannot be opened.
func dataProblem(path string, err error) error {
	p := &problem{code: exitFailed, what: path + " cannot be opened as a data file", why: err.Error(), remedy: "give the file that travauxd was started with (--data)", cause: err}
	if errors.Is(err, fs.ErrNotExist) {
		p.code = exitNotFound
	}
	return p
}

// errFaults ends "verify" where there are faults; they have been printed.
var errFaults = errors.New("the record has faults")

// printVerification prints what came out, and fails where something does not agree.
func (s *session) printVerification(v store.Verification) error {
	l := listing{Heads: []string{"RESULT", "EVENTS", "ENTITIES", "STREAMS", "STATE HASH", "FAULTS"}, Single: true}
	result := "verified"
	if len(v.Faults) > 0 {
		result = "faulty"
	}
	l.add([]string{result, strconv.Itoa(v.Events), strconv.Itoa(v.Entities), strconv.Itoa(v.Streams), v.StateHash, strconv.Itoa(len(v.Faults))})
	for _, f := range v.Faults {
		s.say("fault: %s", f)
	}
	if err := s.print(l); err != nil {
		return err
	}
	if len(v.Faults) > 0 {
		return &problem{code: exitFailed, what: fmt.Sprintf("%d faults", len(v.Faults)), why: errFaults.Error(), remedy: "keep the file as it is, and restore the last backup that verifies", cause: errFaults}
	}
	return nil
}
