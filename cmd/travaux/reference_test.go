package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

var update = flag.Bool("update", false, "write docs/cli.md anew")

// TestReference keeps docs/cli.md, which is made from the definitions of the
// commands, in line with them.
func TestReference(t *testing.T) {
	env := &Env{
		Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{},
		Getenv: func(string) string { return "" }, IsTerminal: func(any) bool { return false },
		Columns: func() int { return 0 }, Now: func() time.Time { return time.Unix(0, 0) },
	}
	var b bytes.Buffer
	b.WriteString("# travaux: all commands\n\nMade from the definitions of the commands by `go test ./cmd/travaux -run TestReference -update`.\n\n")
	root := newRoot(env)
	b.WriteString(root.Long + "\n")
	describe(&b, root)
	path := filepath.Join("..", "..", "docs", "cli.md")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("docs/cli.md is not up to date; run with -update (-file +commands):\n%s", diff)
	}
}

// describe writes the commands below one, in their order.
func describe(b *bytes.Buffer, parent *cobra.Command) {
	for _, c := range parent.Commands() {
		if !c.IsAvailableCommand() || c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		if c.HasSubCommands() {
			fmt.Fprintf(b, "\n## %s\n\n%s.%s\n", c.CommandPath(), c.Short, alsoNamed(c))
			describe(b, c)
			continue
		}
		level := strings.Repeat("#", strings.Count(c.CommandPath(), " ")+1)
		fmt.Fprintf(b, "\n%s %s\n\n%s.\n\n    %s\n", level, c.CommandPath(), c.Short, c.UseLine())
		if c.Long != "" {
			fmt.Fprintf(b, "\n%s\n", c.Long)
		}
		if c.Example != "" {
			fmt.Fprintf(b, "\nExamples:\n\n%s\n", indented(c.Example))
		}
		if flags := c.LocalFlags().FlagUsages(); flags != "" {
			fmt.Fprintf(b, "\nFlags:\n\n%s\n", indented(strings.TrimRight(flags, "\n")))
		}
	}
}

// alsoNamed tells the other names of a command.
func alsoNamed(c *cobra.Command) string {
	if len(c.Aliases) == 0 {
		return ""
	}
	return " Also: " + strings.Join(c.Aliases, ", ") + "."
}

// indented sets every line as code.
func indented(s string) string {
	return "    " + strings.ReplaceAll(s, "\n", "\n    ")
}
