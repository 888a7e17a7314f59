package main

import (
	"google.golang.org/protobuf/proto"
)

// column is one thing that tables show of a resource.
type column[M proto.Message] struct {
	// Head stands above it, in capitals.
	Head string
	// Cell gives what stands in it, on one line; empty where there is nothing.
	Cell func(M) string
}

// view is how a kind of resource stands in tables, CSV included. JSON and YAML
// show the whole resource instead.
type view[M proto.Message] []column[M]

// heads gives the heads of the columns.
func (v view[M]) heads() []string {
	out := make([]string, len(v))
	for i, c := range v {
		out[i] = c.Head
	}
	return out
}

// row gives the cells of one resource.
func (v view[M]) row(m M) []string {
	out := make([]string, len(v))
	for i, c := range v {
		out[i] = c.Cell(m)
	}
	return out
}
