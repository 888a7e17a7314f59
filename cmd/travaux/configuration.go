package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// newConfig makes "travaux config".
func (r *remote) newConfig() *cobra.Command {
	noun := r.noun("config", "Which server, token file, process and document are meant where none is named")
	noun.AddCommand(r.configShow(), r.configSet())
	return noun
}

func (r *remote) configShow() *cobra.Command {
	cmd := &cobra.Command{Use: "show", Short: "Show the settings that hold, and where each comes from", Args: cobra.NoArgs, PreRunE: checkFlags}
	r.addConnection(cmd)
	r.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		path := configPath(r.env.Getenv)
		file, err := readSettings(path)
		if err != nil {
			return usageProblem("the configuration cannot be read", err.Error(), "mend the file, or see travaux config --help")
		}
		l := listing{Heads: []string{"KEY", "VALUE", "FROM"}}
		env := settingsFromEnv(r.env.Getenv)
		for _, key := range settingKeys() {
			value, from := origin(key, []source{
				{"flag", r.typed}, {"environment", env}, {path, file}, {"default", settings{Server: defaultServer}},
			})
			l.add([]string{key, value, from})
		}
		s := &session{env: r.env, cmd: cmd, output: r.output}
		return s.print(l)
	}
	return cmd
}

// source is a place where settings may come from.
type source struct {
	name string
	has  settings
}

// origin gives the value of a setting and the first source that has it.
func origin(key string, from []source) (value, name string) {
	for _, s := range from {
		if v := *s.has.field(key); v != "" {
			return v, s.name
		}
	}
	return "", ""
}

func (r *remote) configSet() *cobra.Command {
	return &cobra.Command{
		Use: "set KEY VALUE", Short: "Keep a setting in the configuration file", Args: cobra.ExactArgs(2),
		Long:      "Keep a setting in the configuration file. KEY is one of " + strings.Join(settingKeys(), ", ") + "; an empty VALUE takes it out.",
		ValidArgs: settingKeys(),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := configPath(r.env.Getenv)
			if path == "" {
				return usageProblem("there is no place for a configuration", "neither XDG_CONFIG_HOME nor HOME is set", "set one of them")
			}
			set, err := readSettings(path)
			if err != nil {
				return usageProblem("the configuration cannot be read", err.Error(), "mend the file")
			}
			p := set.field(args[0])
			if p == nil {
				return usageProblem(fmt.Sprintf("%q is no setting", args[0]), "known are "+strings.Join(settingKeys(), ", "), "use one of those words")
			}
			*p = args[1]
			if args[0] == "token-file" && args[1] != "" {
				if *p, err = filepath.Abs(args[1]); err != nil {
					return fileProblem("finding the token file", err)
				}
			}
			if err := writeSettings(path, set); err != nil {
				return fileProblem("writing the configuration", err)
			}
			s := &session{env: r.env, cmd: cmd}
			s.say("Kept in %s.", path)
			return nil
		},
	}
}

// add puts one row that is no resource into the listing; programs see an object
// with the heads in lower case.
func (l *listing) add(row []string) {
	var b strings.Builder
	b.WriteByte('{')
	for i, cell := range row {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%s:%s", quoteJSON(strings.ToLower(l.Heads[i])), quoteJSON(cell))
	}
	b.WriteByte('}')
	l.Rows = append(l.Rows, row)
	l.Items = append(l.Items, []byte(b.String()))
}

// interactive tells whether a person sits at both ends.
func (s *session) interactive() bool {
	return s.env.IsTerminal(s.env.Stdin) && s.env.IsTerminal(s.env.Stderr)
}
