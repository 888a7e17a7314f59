package board_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/travaux/travaux/internal/format/board"
)

var update = flag.Bool("update", false, "write the files that the tests compare with")

// TestGolden keeps what the writers give for the two boards of the Riverside Compact.
func TestGolden(t *testing.T) {
	for _, edition := range []string{"team", "participants"} {
		b := team(t)
		if edition == "participants" {
			b = participants(t)
		}
		sections, err := board.SectionsCSV(b)
		if err != nil {
			t.Fatal(err)
		}
		burn, err := board.BurnDownCSV(b)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, edition+".html", board.WriteHTML(b))
		golden(t, edition+".txt", board.WriteTerminal(b, board.Options{Width: 100}))
		golden(t, edition+".md", board.WriteMarkdown(b))
		golden(t, edition+".sections.csv", sections)
		golden(t, edition+".burndown.csv", burn)
	}
	brackets, err := board.BracketsCSV(team(t))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "team.brackets.csv", brackets)
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (-want +got):\n%s", name, cmp.Diff(string(want), string(got)))
	}
}
