package board

import (
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/negotiation"
	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// what writes the words of a bracket and where it stands.
func what(r numbers.Row) string {
	out := "nothing stands in it"
	switch {
	case len(r.Options) > 0 && len(r.Options) < 4:
		var all []string
		for _, o := range r.Options {
			all = append(all, "“"+excerpt(o, 40)+"”")
		}
		out = strings.Join(all, " or ")
	case r.Words != "":
		out = "“" + excerpt(r.Words, 90) + "”"
	}
	if r.Place == "" {
		return out + ", in no place of this text"
	}
	return out + ", " + r.Place
}

// holderWords writes who holds a bracket, with their stances.
func holderWords(r numbers.Row) string {
	if len(r.Holders) == 0 {
		return "no holder known"
	}
	var all []string
	for _, h := range r.Holders {
		if h.Stance != "" {
			h.Display += " (" + h.Stance + ")"
		}
		all = append(all, h.Display)
	}
	return list(all)
}

// dependWords writes the brackets on which one depends.
func dependWords(r numbers.Row) string {
	var all []string
	for _, d := range r.LiftsIf {
		all = append(all, d.Label+map[bool]string{true: " (settled)", false: " (open)"}[d.Settled])
	}
	return strings.Join(all, ", ")
}

// readyWords say why a bracket is ready.
func readyWords(b *numbers.Board, r numbers.Ready) string {
	switch r.Why {
	case numbers.BridgeForAll:
		return "bridge: “" + excerpt(r.Bridge, 90) + "”; " + holderWords(r.Row) + " can consider it"
	case numbers.Unblocked:
		return "depended on " + dependWords(r.Row) + "; held by " + holderWords(r.Row)
	}
	out := "held by " + holderWords(r.Row) + " alone since " + date(b, alone(r.Row))
	if len(r.LiftsIf) > 0 {
		out += "; lifts if settled: " + dependWords(r.Row)
	}
	return out
}

// owedWords say who is to fill a placeholder in, and by when.
func owedWords(b *numbers.Board, r numbers.Row) string {
	out := "no owner named"
	if r.Owner != "" {
		out = "with " + r.Owner
	}
	if due := dueWords(b, r); due != "" {
		out += " · " + due
	}
	return out
}

// reservationLine writes a reservation.
func reservationLine(b *numbers.Board, r numbers.Reservation) string {
	out := r.Actor
	if r.OnBehalf != "" {
		out += ", for " + r.OnBehalf
	}
	out += " · " + reservationWords(r.Kind) + ", "
	if r.Place == "" {
		out += "on the whole of " + r.Draft
	} else {
		out += r.Place
	}
	if r.Words != "" {
		out += " “" + excerpt(r.Words, 90) + "”"
	}
	if r.Noted {
		out += " · noted by the co-facilitators on " + date(b, r.At)
	} else {
		out += " · stated by the delegation on " + date(b, r.At)
	}
	if r.Note != "" {
		out += ": " + r.Note
	}
	return out
}

// labels lists the numbers of brackets.
func labels(rows []numbers.Row) string {
	var all []string
	for _, r := range rows {
		l := r.Label()
		if r.Into != "" {
			l += " (into " + r.Into + ")"
		}
		all = append(all, l)
	}
	return strings.Join(all, ", ")
}

// holderRows are those that hold brackets, and a row for what nobody is known to hold.
func holderRows(t *numbers.Team) []numbers.HolderRow {
	if t.Unheld.Total == 0 {
		return t.Holders
	}
	unheld := t.Unheld
	unheld.Display = "No holder known"
	return append(slices.Clone(t.Holders), unheld)
}

// teamList is a list of brackets with what is to be said of each.
type teamList struct {
	heading string
	rows    []numbers.Row
	say     func(numbers.Row) string
}

// teamLists are the lists of the team in words; some may be empty.
func teamLists(b *numbers.Board) []teamList {
	t := b.Team
	return []teamList{
		{"No holder left", t.NobodyLeft, func(r numbers.Row) string { return "last holder left on " + date(b, r.Left) }},
		{"Longest open", t.Longest, func(r numbers.Row) string { return holderWords(r) + between + ageWords(r) }},
		{"Words to come", t.Placeholders, func(r numbers.Row) string { return owedWords(b, r) }},
		{"Linked", t.Linked, func(r numbers.Row) string { return "lifts if settled: " + dependWords(r) }},
		{"To confirm", t.Doubtful, func(r numbers.Row) string { return r.Doubt }},
		{"Open by the record, not in this text", t.Adrift, holderWords},
	}
}

// endedList are the brackets that ended in one way.
type endedList struct {
	state negotiation.BracketState
	what  string
	rows  []numbers.Row
}

// endedLists are those that ended lately, by how they did; none is empty.
func endedLists(t *numbers.Team) []endedList {
	all := []endedList{
		{state: negotiation.BracketLifted, what: "Lifted by their holders, or by the room where none was known"},
		{state: negotiation.BracketNotRetained, what: "Not retained in the co-facilitators' text; holders may enter them again"},
		{state: negotiation.BracketMerged, what: "Merged into another"},
		{state: negotiation.BracketSuperseded, what: "Superseded by a bridge or a choice"},
	}
	for i := range all {
		for _, r := range t.Ended {
			if r.State == all[i].state {
				all[i].rows = append(all[i].rows, r)
			}
		}
	}
	return slices.DeleteFunc(all, func(e endedList) bool { return len(e.rows) == 0 })
}

// notes are sentences on what the numbers leave out.
func notes(b *numbers.Board) []string {
	var out []string
	is := func(n int) string { return map[bool]string{true: " is ", false: " are "}[n == 1] }
	if n := b.Last().Total.Unpaired; n > 0 {
		out = append(out, count(n, "bracket sign")+" without a partner"+is(n)+"in the text and in no number here.")
	}
	if p := b.Before(); p != nil && p.Elsewhere.Open > 0 {
		out = append(out, itoa(p.Elsewhere.Open)+" of the brackets of "+title(p)+" stood in sections that this text no longer has.")
	}
	if b.Team != nil && b.Team.Unrecorded > 0 {
		n := b.Team.Unrecorded
		out = append(out, count(n, "bracket")+" of this text"+is(n)+"on no record: who holds them, and since when, is not known.")
	}
	return out
}
