package board

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/travaux/travaux/internal/format/changelist"
	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// ErrTeamOnly is that a participants' board has no list of brackets.
var ErrTeamOnly = errors.New("the list of brackets is on the board of the co-facilitators' team alone")

// SectionsCSV gives the numbers of each section, and of the whole as the last row, as
// CSV by RFC 4180 with a line of heads, in UTF-8. Columns are added at the end, never
// renamed or moved. The share is a decimal from 0 to 1; times are RFC 3339 in UTC. A
// cell that a spreadsheet would take for a formula has an apostrophe put before it.
func SectionsCSV(b *numbers.Board) ([]byte, error) {
	rows := [][]string{append([]string{"section", "title", "open", "open_before", "options", "depth", "words", "words_inside", "share_inside",
		"agreed", "converging", "contested", "parked", "unpaired_glyphs"}, baseHeads...)}
	last, before := b.Last(), b.Before()
	if last == nil {
		return write(rows)
	}
	row := func(label, title string, n numbers.Numbers, was string) {
		c := n.Paragraphs
		rows = append(rows, append([]string{label, title, itoa(n.Open), was, itoa(n.Options), itoa(n.Depth), itoa(n.Words), itoa(n.Inside), decimal(n.Share()),
			itoa(c.Agreed), itoa(c.Converging), itoa(c.Contested), itoa(c.Parked), itoa(n.Unpaired)}, base(b)...))
	}
	for i, s := range b.Sections {
		was := ""
		if before != nil && before.Sections[i].Present {
			was = itoa(before.Sections[i].Open)
		}
		row(s.Label, s.Title, last.Sections[i].Numbers, was)
	}
	was := ""
	if before != nil {
		was = itoa(before.Total.Open)
	}
	row("", "All", last.Total, was)
	return write(rows)
}

// BurnDownCSV gives one row for each edition; for the form see SectionsCSV. What was
// opened and closed is since the row before.
func BurnDownCSV(b *numbers.Board) ([]byte, error) {
	rows := [][]string{append([]string{"edition", "title", "time", "seal", "working", "open", "opened", "reopened", "lifted", "not_retained", "merged", "superseded", "untold",
		"options", "depth", "words", "words_inside", "share_inside", "agreed", "converging", "contested", "parked"}, baseHeads...)}
	for _, p := range b.Points {
		n, c, k := p.Total, p.Closed, p.Total.Paragraphs
		rows = append(rows, append([]string{p.Name, title(&p), stamp(p.At), p.Seal, strconv.FormatBool(p.Working), itoa(n.Open), itoa(p.Opened), itoa(p.Reopened),
			itoa(c.Lifted), itoa(c.NotRetained), itoa(c.Merged), itoa(c.Superseded), itoa(c.Untold),
			itoa(n.Options), itoa(n.Depth), itoa(n.Words), itoa(n.Inside), decimal(n.Share()),
			itoa(k.Agreed), itoa(k.Converging), itoa(k.Contested), itoa(k.Parked)}, base(b)...))
	}
	return write(rows)
}

// BracketsCSV gives one row for each open bracket and each that ended since the edition
// before the last; for the form see SectionsCSV. Names in a cell are parted by "; ",
// a stance stands after its name in round brackets. The error is ErrTeamOnly for a
// participants' board.
func BracketsCSV(b *numbers.Board) ([]byte, error) {
	if b.Team == nil {
		return nil, ErrTeamOnly
	}
	rows := [][]string{append([]string{"bracket", "number", "team_number", "state", "section", "place", "kind", "words", "options", "holders", "opened", "days", "closed",
		"bridge", "can_consider", "lifts_if", "package", "owner", "due", "overdue", "doubt", "merged_into", "told", "ready", "notes"}, baseHeads...)}
	why := make(map[string]string)
	for _, r := range b.Team.Ready {
		why[r.Name] = string(r.Why)
	}
	for _, all := range [][]numbers.Row{b.Team.Open, b.Team.Ended} {
		for _, r := range all {
			rows = append(rows, append(bracketCells(b, r, why[r.Name]), base(b)...))
		}
	}
	return write(rows)
}

func bracketCells(b *numbers.Board, r numbers.Row, ready string) []string {
	section := ""
	if r.Section >= 0 {
		section = b.Sections[r.Section].Label
	}
	var holders, depends []string
	for _, h := range r.Holders {
		if h.Stance != "" {
			h.Display += " (" + h.Stance + ")"
		}
		holders = append(holders, h.Display)
	}
	for _, d := range r.LiftsIf {
		depends = append(depends, d.Label)
	}
	number := ""
	if r.Number > 0 {
		number = itoa(r.Number)
	}
	return []string{r.Label(), number, itoa(r.Own), string(r.State), section, r.Place, string(r.Kind), r.Words, strings.Join(r.Options, "; "),
		strings.Join(holders, "; "), stamp(r.Opened), itoa(r.Days), stamp(r.Closed), r.Bridge, strings.Join(r.Can, "; "), strings.Join(depends, "; "), r.Package,
		r.Owner, stamp(r.Due), strconv.FormatBool(r.Overdue), r.Doubt, r.Into, strconv.FormatBool(r.Told), ready, r.Notes}
}

// baseHeads are the columns that name what the numbers are of.
var baseHeads = []string{"document", "base", "base_hash", "base_time", "made"}

func base(b *numbers.Board) []string {
	p := b.Last()
	return []string{b.Title, title(p), p.Seal, stamp(p.At), stamp(b.Made)}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 4, 64) }

func write(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		for i := range row {
			row[i] = changelist.Guard(row[i])
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write the board as CSV: %w", err)
	}
	return b.Bytes(), nil
}
