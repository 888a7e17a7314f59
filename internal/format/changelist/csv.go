package changelist

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/redline"
)

// Draft names one of the drafts of a comparison.
type Draft struct{ Name, Hash, Time string }

// heads are the columns of the list as CSV, in their order. Columns are added at
// the end, never renamed or moved.
func heads() []string {
	return []string{"number", "place", "was", "change", "class", "what", "old_paragraphs", "new_paragraphs", "old_offset", "new_offset",
		"before", "old_words", "new_words", "after", "note", "floor", "base", "base_hash", "base_time", "new", "new_hash", "new_time"}
}

// WriteCSV gives the list as CSV by RFC 4180 with a line of heads, in UTF-8.
// Paragraphs are indexes from 0, parted by spaces; offsets count characters
// (Unicode code points) in the texts of the old or new paragraphs joined by line
// feeds, and are empty where no words are given. A cell that a spreadsheet would
// take for a formula, and one that begins with an apostrophe, has an apostrophe
// put before it. Spoken gives the words to read from the floor for each
// paragraph change; they stand in the first row of their paragraph.
func WriteCSV(c *redline.Comparison, entries []Entry, old, new Draft, spoken [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{heads()}
	last := -1
	for i := range entries {
		e := &entries[i]
		floor := ""
		if e.Paragraph != last && e.Paragraph < len(spoken) {
			floor = strings.Join(spoken[e.Paragraph], " ")
		}
		last = e.Paragraph
		oldAt, newAt := offsets(c, e)
		rows = append(rows, []string{strconv.Itoa(i + 1), e.Place, e.Was, string(e.Change), string(e.Class), ClassWords(e.Class),
			Indexes(e.Old, " "), Indexes(e.New, " "), oldAt, newAt, e.Before, e.Removed, e.Added, e.After, e.Note, floor,
			old.Name, old.Hash, old.Time, new.Name, new.Hash, new.Time})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = Guard(row[i])
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write the list as CSV: %w", err)
	}
	return b.Bytes(), nil
}

// offsets counts where the words of an entry begin, in characters.
func offsets(c *redline.Comparison, e *Entry) (oldAt, newAt string) {
	if !e.HasWords() {
		return "", ""
	}
	if len(e.Old) > 0 {
		oldAt = strconv.Itoa(utf8.RuneCountInString(joined(c.Old, e.Old)[:e.OldAt]))
	}
	if len(e.New) > 0 {
		newAt = strconv.Itoa(utf8.RuneCountInString(joined(c.New, e.New)[:e.NewAt]))
	}
	return oldAt, newAt
}

// Guard puts an apostrophe before what a spreadsheet would run as a formula.
func Guard(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r'", s[0]) >= 0 {
		return "'" + s
	}
	return s
}
