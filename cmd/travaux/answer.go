package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// format gives the format of the answer: that of -o, else that of the ending of
// --out, else the first of those that the command has.
func (s *session) format(has ...string) (string, error) {
	f := s.output.format
	if f == "" {
		f = formatOf(s.output.file)
	}
	if f == "md" {
		f = "markdown"
	}
	if f == "text" && slices.Contains(has, "table") {
		f = "table" // without a terminal a table is tab-separated text
	}
	if f == "" || f == "table" && !slices.Contains(has, "table") {
		return has[0], nil
	}
	if !slices.Contains(has, f) {
		return "", noFormat(s.cmd, f, has)
	}
	return f, nil
}

// noFormat refuses a format that a command does not write.
func noFormat(cmd *cobra.Command, format string, has []string) error {
	return because("OUTPUT_FORMAT_UNKNOWN", usageProblem(fmt.Sprintf("%s cannot be written as %s", cmd.CommandPath(), format),
		"it is written as "+strings.Join(has, ", "), "choose one of these with -o"))
}

// formatOf tells the format from the ending of a file's name, "" where it tells
// nothing.
func formatOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		return "json"
	case ".jsonl", ".ndjson":
		return "jsonl"
	case ".yaml", ".yml":
		return "yaml"
	case ".csv":
		return "csv"
	case ".html", ".htm":
		return "html"
	case ".md", ".markdown":
		return "markdown"
	case ".txt":
		return "text"
	case ".tsv":
		return "table"
	}
	return ""
}

// print writes a listing where and how the flags say.
func (s *session) print(l listing) error {
	format, err := s.format("table", "json", "jsonl", "yaml", "csv")
	if err != nil {
		return err
	}
	columns := 0
	if s.output.file == "" {
		columns = s.columns()
	}
	var b bytes.Buffer
	if err := l.write(&b, format, columns); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	if columns > 0 && format == "table" && len(l.Rows) == 0 {
		s.say("There is nothing to list.")
	}
	if columns > 0 && format == "table" {
		// The cells are harmless already, and the isolates round them are ours.
		return deliver(s.env, "", b.Bytes())
	}
	return s.deliver(b.Bytes())
}

// usualColumns is the width of a terminal that does not tell its own.
const usualColumns = 80

// columns is the width of the terminal that stdout is, 0 where it is none.
func (s *session) columns() int {
	if !s.env.IsTerminal(s.env.Stdout) {
		return 0
	}
	if w := s.env.Columns(); w > 0 {
		return w
	}
	return usualColumns
}

// deliver writes an answer that is complete: to --out, whole or not at all, or to
// stdout.
func (s *session) deliver(body []byte) error {
	if s.output.file == "" && s.env.IsTerminal(s.env.Stdout) {
		body = []byte(harmless(string(body)))
	}
	return deliver(s.env, s.output.file, body)
}

// quoteJSON writes a string as JSON.
func quoteJSON(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return string(b)
}
