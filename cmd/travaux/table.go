package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// gap is what stands between the columns of a table.
const gap = "  "

// narrow is the least width that a table leaves its last column, and least that
// of any other column that is clipped.
const (
	narrow = 20
	least  = 8
)

// spare are the columns that a table leaves out where the terminal is too narrow
// for all, the first of them first.
func spare() []string {
	return []string{"SUBMITTED", "PUBLISHED", "SEAL", "ID", "REBASE", "KIND", "REV", "SPONSORS", "DEPTH", "SINCE", "ENDED"}
}

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
	keep := l.fitting(l.filled(), columns)
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

// fitting leaves spare columns out until the last one has room. The id stays
// where a row has nothing else to be named by in the first column.
func (l listing) fitting(keep []int, columns int) []int {
	for _, head := range spare() {
		if l.room(keep, columns) >= 0 {
			break
		}
		keep = slices.DeleteFunc(slices.Clone(keep), func(c int) bool {
			return c > 0 && c != keep[len(keep)-1] && l.Heads[c] == head && (head != "ID" || l.named())
		})
	}
	return keep
}

// named tells whether every row has something in the first column.
func (l listing) named() bool {
	return !slices.ContainsFunc(l.Rows, func(row []string) bool { return row[0] == "" })
}

// room is how many columns of the terminal are left when the last column has as
// much as it needs, at most narrow.
func (l listing) room(keep []int, columns int) int {
	left := columns
	for i, c := range keep {
		w := cellWidth(l.Heads[c])
		for _, row := range l.Rows {
			w = max(w, cellWidth(oneLine(row[c])))
		}
		if i == len(keep)-1 {
			return left - min(w, narrow)
		}
		left -= w + len(gap)
	}
	return left
}

// columnWidths gives each column the width of its widest cell, and the last one
// what the terminal has left; where that is too little the widest are clipped.
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
	for want := min(widths[last], narrow); left < want && last > 0; left++ {
		widest := slices.Index(widths[:last], slices.Max(widths[:last]))
		if widths[widest] <= least {
			break
		}
		widths[widest]--
	}
	widths[last] = min(widths[last], max(left, least))
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
			for line := range strings.SplitSeq(cell, "\n") {
				if _, err := fmt.Fprintln(w, head+gap+isolate(harmless(line))); err != nil {
					return err
				}
				head = strings.Repeat(" ", wide)
			}
		}
	}
	return nil
}
