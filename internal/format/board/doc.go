// Package board writes the numbers of a document's brackets, as package
// internal/negotiation/board computes them: as one self-contained HTML page, as text
// for a terminal, as Markdown and as CSV.
//
// The edition for the co-facilitators and that for participants are the same writers:
// a board without Team is written without one word about holders. The package is pure;
// the same board gives the same bytes.
package board

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	numbers "github.com/travaux/travaux/internal/negotiation/board"

	"github.com/travaux/travaux/internal/negotiation"
)

// aid is what stands under every board.
const aid = "A working aid without prejudice; the text itself prevails."

// definitions tell how the numbers are made, one sentence each.
var definitions = [...]string{
	"A bracket is counted in the section where it opens.",
	"Agreed: closed as agreed, with no bracket in it; nothing is agreed until everything is agreed.",
	"Contested: two brackets or more, alternatives, or reopened.",
	"Parked: set aside, or waiting for actors or for a package.",
	"Converging: all others, with one bracket left or none.",
	"Lifted is by the holders of a bracket, or by the room where none was known; not retained is by the co-facilitators' text alone.",
}

// itoa writes a number.
func itoa(n int) string { return strconv.Itoa(n) }

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return itoa(n) + " " + noun + "s"
}

// percent writes a share as a whole number of hundredths; more than none is not
// written as none, nor less than all as all.
func percent(share float64) string {
	n := int(share*100 + .5)
	switch {
	case n == 0 && share > 0:
		n = 1
	case n == 100 && share < 1:
		n = 99
	}
	return itoa(n) + " %"
}

// date writes a day, with the year where it is not that of the board.
func date(b *numbers.Board, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(b.Made.Location())
	if t.Year() == b.Made.Year() {
		return t.Format("2 January")
	}
	return t.Format("2 January 2006")
}

// moment writes a time of day with its zone.
func moment(b *numbers.Board, t time.Time) string {
	return t.In(b.Made.Location()).Format("2 January 2006, 15:04 MST")
}

// title is what people call an edition.
func title(p *numbers.Point) string {
	switch {
	case p.Title != "":
		return p.Title
	case p.Working:
		return "working text"
	}
	return p.Name
}

// excerpt gives the beginning of words on one line, cut between words.
func excerpt(words string, most int) string {
	words = strings.Join(strings.Fields(words), " ")
	runes := []rune(words)
	if len(runes) <= most {
		return words
	}
	cut := string(runes[:most])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + " …"
}

// list joins names: "a, b and c".
func list(all []string) string {
	switch n := len(all); n {
	case 0:
		return ""
	case 1:
		return all[0]
	default:
		return strings.Join(all[:n-1], ", ") + " and " + all[n-1]
	}
}

// ending is a number of brackets with what became of them.
type ending struct {
	n    int
	what string
}

// endings lists how brackets ended, those that are none left out but for lifted and
// not retained, which are always told apart.
func endings(c numbers.Closed) []ending {
	all := []ending{{c.Lifted, "lifted"}, {c.NotRetained, "not retained"}, {c.Merged, "merged"}, {c.Superseded, "superseded"}, {c.Untold, "not told how"}}
	return slices.DeleteFunc(all, func(e ending) bool { return e.n == 0 && e.what != "lifted" && e.what != "not retained" })
}

// endingWords writes them: "18 lifted · 3 not retained".
func endingWords(c numbers.Closed) string {
	var out []string
	for _, e := range endings(c) {
		out = append(out, itoa(e.n)+" "+e.what)
	}
	return strings.Join(out, between)
}

// between parts facts on one line.
const between = " · "

// classWords writes the paragraphs by class: "6 agreed", "2 converging".
func classWords(c numbers.Classes) []string {
	var out []string
	for _, x := range []ending{{c.Agreed, "agreed"}, {c.Converging, "converging"}, {c.Contested, "contested"}, {c.Parked, "parked"}} {
		if x.n > 0 {
			out = append(out, itoa(x.n)+" "+x.what)
		}
	}
	if len(out) == 0 {
		return []string{"no paragraphs"}
	}
	return out
}

// insideWords tells what a section has besides the count of brackets.
func insideWords(n numbers.Numbers) []string {
	if n.Open == 0 {
		return []string{"no brackets"}
	}
	out := []string{percent(n.Share()) + " of words inside"}
	if n.Depth > 1 {
		out = append(out, "depth "+itoa(n.Depth))
	}
	if n.Options > 0 {
		out = append(out, count(n.Options, "option"))
	}
	return out
}

// reservationWords names what a delegation entered.
func reservationWords(k negotiation.HoldKind) string {
	switch k {
	case negotiation.GeneralReserve:
		return "General reservation"
	case negotiation.ScrutinyHold:
		return "Scrutiny reservation"
	case negotiation.AwaitsOrders:
		return "Waiting for instructions"
	case negotiation.HoldsWords:
		return "Brackets words"
	}
	return string(k)
}

// ageWords writes how long a bracket has been open.
func ageWords(r numbers.Row) string {
	if r.Days == 0 {
		return "since today"
	}
	return count(r.Days, "day")
}

// dueWords tells when a placeholder is due.
func dueWords(b *numbers.Board, r numbers.Row) string {
	switch {
	case r.Due.IsZero():
		return ""
	case r.Overdue:
		return fmt.Sprintf("overdue since %s", date(b, r.Due))
	}
	return "due " + date(b, r.Due)
}

// alone is since when one holder is left.
func alone(r numbers.Row) time.Time {
	if r.Left.IsZero() {
		return r.Opened
	}
	return r.Left
}
