package main

import (
	"fmt"
	"io"
	"strings"
)

// gap is what stands between the columns of a table.
const gap = "  "

// narrow is the least width that a table leaves its last column.
const narrow = 20

// writeTable prints the listing for people: columns under their heads, empty
// ones left out, the last one clipped to the terminal. One resource by itself
// is printed as lines of head and whole cell.
func (l listing) writeTable(w io.Writer, columns int) error {
	if l.Single {
		return l.writeCard(w)
	}
	if len(l.Rows) == 0 {
		return nil
	}
	keep := l.filled()
	lines := make([][]string, 0, len(l.Rows)+1)
	for _, row := range append([][]string{l.Heads}, l.Rows...) {
		cells := make([]string, len(keep))
		for i, c := range keep {
			cells[i] = oneLine(row[c])
		}
		lines = append(lines, cells)
	}
	widths := columnWidths(lines, columns)
	for _, cells := range lines {
		if _, err := fmt.Fprintln(w, layLine(cells, widths)); err != nil {
			return err
		}
	}
	return nil
}

// filled gives the columns that have something in them.
func (l listing) filled() []int {
	var keep []int
	for c := range l.Heads {
		for _, row := range l.Rows {
			if row[c] != "" {
				keep = append(keep, c)
				break
			}
		}
	}
	return keep
}

// columnWidths gives each column the width of its widest cell, and the last one
// what the terminal has left.
func columnWidths(lines [][]string, columns int) []int {
	widths := make([]int, len(lines[0]))
	for _, cells := range lines {
		for i, cell := range cells {
			widths[i] = max(widths[i], cellWidth(cell))
		}
	}
	last := len(widths) - 1
	if last < 0 {
		return widths
	}
	left := columns
	for _, n := range widths[:last] {
		left -= n + len(gap)
	}
	widths[last] = min(widths[last], max(left, narrow))
	return widths
}

// layLine pads each cell to its column; nothing follows the last one.
func layLine(cells []string, widths []int) string {
	var b strings.Builder
	for i, cell := range cells {
		cell = clip(cell, widths[i])
		if i > 0 {
			b.WriteString(gap)
		}
		b.WriteString(isolate(cell))
		if i < len(cells)-1 {
			b.WriteString(strings.Repeat(" ", widths[i]-cellWidth(cell)))
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// writeCard prints one resource, a line for each cell that has something in it.
func (l listing) writeCard(w io.Writer) error {
	wide := 0
	for _, h := range l.Heads {
		wide = max(wide, cellWidth(h))
	}
	for _, row := range l.Rows {
		for i, cell := range row {
			if cell == "" {
				continue
			}
			head := l.Heads[i] + strings.Repeat(" ", wide-cellWidth(l.Heads[i]))
			if _, err := fmt.Fprintln(w, head+gap+isolate(harmless(cell))); err != nil {
				return err
			}
		}
	}
	return nil
}
