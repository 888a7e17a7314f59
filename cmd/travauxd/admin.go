package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/internal/negotiation"
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
