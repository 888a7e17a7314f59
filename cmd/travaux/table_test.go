package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTable keeps columns in line whatever the script, and lets no text steer the
// terminal.
func TestTable(t *testing.T) {
	l := listing{Heads: []string{"ID", "NAME", "EMPTY", "TEXT"}, Rows: [][]string{
		{"a", "决定", "", "Decides to open a second warning channel"},
		{"bb", "جزر سارو", "", "red \x1b[31m and back\nnext \u202e line"},
		{"ccc", "e\u0301te\u0301", "", ""},
	}}
	var b bytes.Buffer
	if err := l.write(&b, "table", 40); err != nil {
		t.Fatal(err)
	}
	want := "ID   NAME      TEXT\n" +
		"a    决定      Decides to open a second…\n" +
		"bb   \u2068جزر سارو\u2069  red <U+001B>[31m and bac…\n" +
		"ccc  e\u0301te\u0301\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestCSVGuardsFormulas(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "1": "1", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t=1": "'\t=1", "a=1": "a=1",
	} {
		if got := csvGuard(cell); got != want {
			t.Errorf("csvGuard(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestYAMLKeepsOrderAndWords(t *testing.T) {
	l := listing{Items: []json.RawMessage{json.RawMessage(`{"name":"x","aliases":[],"text":"no: yes","n":"1","on":true}`)}, Single: true}
	var b bytes.Buffer
	if err := l.write(&b, "yaml", 0); err != nil {
		t.Fatal(err)
	}
	want := "name: x\naliases: []\ntext: 'no: yes'\n\"n\": \"1\"\n\"on\": true\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("yaml (-want +got):\n%s", diff)
	}
}

// TestTableFits keeps every line within the terminal, gives the words the room
// that is left and says what an amendment is by its number where one is given.
func TestTableFits(t *testing.T) {
	heads := []string{"NO.", "ID", "KIND", "PARAGRAPH", "STATE", "SPONSORS", "REBASE", "DISPOSITION", "SUBMITTED", "TEXT"}
	row := func(no string) []string {
		return []string{no, "am-0123456789abcdef012345", "edit", "after 12 bis.", "submitted, late", "sarrow for delta-union, coravia",
			"clean, confirmed", "partly-reflected (rev1)", "2026-03-01 12:00:00Z", strings.Repeat("Decides to open a channel; ", 9)}
	}
	for _, tc := range []struct {
		name    string
		columns int
		rows    [][]string
		has     []string
		hasNot  []string
	}{
		{"wide", 200, [][]string{row("1")}, heads, nil},
		{"usual", 100, [][]string{row("1")}, []string{"NO.", "PARAGRAPH", "STATE", "TEXT"}, []string{"ID ", "SUBMITTED"}},
		{"narrow", 60, [][]string{row("1")}, []string{"NO.", "PARAGRAPH", "TEXT"}, []string{"ID ", "SUBMITTED", "REBASE"}},
		{"unnumbered keeps ids", 80, [][]string{row("1"), row("")}, []string{"ID ", "TEXT"}, []string{"SUBMITTED"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := (listing{Heads: heads, Rows: tc.rows}).write(&b, "table", tc.columns); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if n := cellWidth(strings.TrimRight(line, "\n")); n > tc.columns {
					t.Errorf("%d columns of %d: %q", n, tc.columns, line)
				}
			}
			head, _, _ := strings.Cut(b.String(), "\n")
			for _, h := range tc.has {
				if !strings.Contains(head, h) {
					t.Errorf("no column %s in %q", h, head)
				}
			}
			for _, h := range tc.hasNot {
				if strings.Contains(head, h) {
					t.Errorf("column %s in %q", h, head)
				}
			}
		})
	}
}

// TestCardKeepsLines shows each line of a cell under its head.
func TestCardKeepsLines(t *testing.T) {
	l := listing{Heads: []string{"NO.", "REBASES"}, Rows: [][]string{{"1", "rev1: clean\nrev2: overlap"}}, Single: true}
	var b bytes.Buffer
	if err := l.write(&b, "table", 40); err != nil {
		t.Fatal(err)
	}
	want := "NO.      1\nREBASES  rev1: clean\n         rev2: overlap\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("card (-want +got):\n%s", diff)
	}
}
