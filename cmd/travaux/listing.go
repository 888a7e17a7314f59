package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// listing is what a command answers: resources, whole for programs and as rows
// for people.
type listing struct {
	// Heads and Rows are the table; a row has a cell for each head.
	Heads []string
	Rows  [][]string
	// Items are the resources as the JSON API writes them, one a row.
	Items []json.RawMessage
	// Single marks the answer about one resource: JSON and YAML show it by
	// itself, a table shows it as lines of head and cell.
	Single bool
}

// listOf makes the answer about several resources.
func listOf[M proto.Message](v view[M], all []M) (listing, error) {
	l := listing{Heads: v.heads()}
	for _, m := range all {
		item, err := itemOf(m)
		if err != nil {
			return listing{}, err
		}
		l.Rows = append(l.Rows, v.row(m))
		l.Items = append(l.Items, item)
	}
	return l, nil
}

// itemOf writes a resource as the JSON API does. Its white space is
// normalised, since the protobuf library varies it on purpose.
func itemOf(m proto.Message) (json.RawMessage, error) {
	raw, err := protojson.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encoding the answer: %w", err)
	}
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		return nil, fmt.Errorf("encoding the answer: %w", err)
	}
	return b.Bytes(), nil
}

// write prints the listing in a format; columns is the width of the terminal, 0
// where there is none.
func (l listing) write(w io.Writer, format string, columns int) error {
	switch format {
	case "json":
		return l.writeJSON(w)
	case "jsonl":
		return l.writeLines(w)
	case "yaml":
		return l.writeYAML(w)
	case "csv":
		return l.writeCSV(w)
	}
	if columns == 0 {
		return l.writeTabs(w)
	}
	return l.writeTable(w, columns)
}

// whole gives the items as one JSON value.
func (l listing) whole() ([]byte, error) {
	if l.Single && len(l.Items) == 1 {
		return l.Items[0], nil
	}
	if l.Items == nil {
		return []byte("[]"), nil
	}
	return json.Marshal(l.Items)
}

func (l listing) writeJSON(w io.Writer) error {
	raw, err := l.whole()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err = b.WriteTo(w)
	return err
}

func (l listing) writeLines(w io.Writer) error {
	for _, item := range l.Items {
		if _, err := fmt.Fprintf(w, "%s\n", item); err != nil {
			return err
		}
	}
	return nil
}

// writeYAML reads the JSON as the YAML that it also is, so that the order of the
// fields stays, and lays it out in blocks.
func (l listing) writeYAML(w io.Writer) error {
	raw, err := l.whole()
	if err != nil {
		return err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return fmt.Errorf("encoding the answer: %w", err)
	}
	inBlocks(&doc)
	enc := yaml.NewEncoder(w)
	enc.SetIndent(2)
	if err := enc.Encode(&doc); err != nil {
		return err
	}
	return enc.Close()
}

// inBlocks takes the JSON style off a tree, but for empty lists and maps and for
// words that YAML 1.1 reads as a truth value.
func inBlocks(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && !oldTruth(n.Value) || len(n.Content) > 0 {
		n.Style = 0
	}
	for _, child := range n.Content {
		inBlocks(child)
	}
}

// oldTruth tells whether YAML 1.1 takes the unquoted word for true or false.
func oldTruth(word string) bool {
	switch strings.ToLower(word) {
	case "y", "n", "yes", "no", "on", "off":
		return true
	}
	return false
}

func (l listing) writeCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(l.Heads); err != nil {
		return err
	}
	for _, row := range l.Rows {
		guarded := make([]string, len(row))
		for i, cell := range row {
			guarded[i] = csvGuard(cell)
		}
		if err := c.Write(guarded); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// writeTabs prints the rows for other programs: no heads, a tab between cells,
// no tab or line feed in one.
func (l listing) writeTabs(w io.Writer) error {
	for i, row := range l.Rows {
		if l.Single {
			for j, cell := range row {
				if _, err := fmt.Fprintf(w, "%s\t%s\n", strings.ToLower(l.Heads[j]), oneLine(cell)); err != nil {
					return err
				}
			}
			continue
		}
		cells := make([]string, len(row))
		for j, cell := range l.Rows[i] {
			cells[j] = oneLine(cell)
		}
		if _, err := fmt.Fprintln(w, strings.Join(cells, "\t")); err != nil {
			return err
		}
	}
	return nil
}
