package main

import (
	"bytes"
	"encoding/json"
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
