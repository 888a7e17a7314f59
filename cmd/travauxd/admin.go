package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/server"
)

// initCommand makes the data file and its first administrator.
func initCommand() *cobra.Command {
	var id, name string
	cmd := &cobra.Command{
		Use: "init", Short: "Make the data file with an administrator, and print the administrator's token", Args: noArgs,
		Long: "init enters a person in the register, where it is not there yet, and issues an administrator's token for it.\n" +
			"The token is printed once and kept nowhere. The server must not be running.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := configOf(cmd)
			if err != nil {
				return err
			}
			if id == "" {
				return usageError{errors.New("--administrator: who is it to be?")}
			}
			o, err := open(cmd.Context(), c, c.logger(cmd.ErrOrStderr()))
			if err != nil {
				return err
			}
			if err := o.EnterAdministrator(cmd.Context(), id, name); err != nil {
				return errors.Join(err, o.store.Close())
			}
			_, secret, err := o.tokens.Issue(cmd.Context(), negotiation.Principal{User: id, Capacity: negotiation.AsAdministrator}, time.Time{})
			if err := errors.Join(err, o.store.Close()); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), secret)
			return nil
		},
	}
	cmd.Flags().StringVar(&id, "administrator", "", "id of the person, lower-case letters, digits and hyphens")
	cmd.Flags().StringVar(&name, "name", "", "name of the person")
	return cmd
}

// tokenCommand issues tokens without the server, by the token file alone.
func tokenCommand() *cobra.Command {
	token := &cobra.Command{Use: "token", Short: "Issue tokens by the token file", Args: noArgs}
	var p negotiation.Principal
	var capacity string
	var life time.Duration
	create := &cobra.Command{
		Use: "create", Short: "Issue a token and print it; the server may be running", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := configOf(cmd)
			if err != nil {
				return err
			}
			file, err := server.OpenTokenFile(c.TokenFile, time.Now, c.logger(cmd.ErrOrStderr()))
			if err != nil {
				return err
			}
			p.Capacity = negotiation.Capacity(capacity)
			_, secret, err := file.Issue(cmd.Context(), p, time.Now().Add(life))
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), secret)
			return nil
		},
	}
	create.Flags().StringVar(&p.User, "user", "", "id of the person")
	create.Flags().StringVar(&p.Actor, "actor", "", "id of the actor, with capacity delegation")
	create.Flags().StringVar(&capacity, "capacity", "", "delegation, team or administrator")
	create.Flags().DurationVar(&life, "life", 90*24*time.Hour, "how long it is in force, at most 400 days")
	token.AddCommand(create)
	return token
}

// verifyCommand replays the record and compares.
func verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Replay the record from empty and compare it with the present state; the server must not be running", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := configOf(cmd)
			if err != nil {
				return err
			}
			o, err := open(cmd.Context(), c, c.logger(cmd.ErrOrStderr()))
			if err != nil {
				return err
			}
			v, err := o.store.Verify(cmd.Context(), func(int, int) {})
			if err := errors.Join(err, o.store.Close()); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "events %d\nentities %d\nstreams %d\nstate %s\n", v.Events, v.Entities, v.Streams, v.StateHash)
			for _, f := range v.Faults {
				fmt.Fprintln(cmd.OutOrStdout(), "fault", f)
			}
			if len(v.Faults) > 0 {
				return fmt.Errorf("the record does not agree with the state: %d faults", len(v.Faults))
			}
			return nil
		},
	}
}
