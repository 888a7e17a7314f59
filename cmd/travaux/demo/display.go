package demo

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// display shows how far the play is: one line for each thing said. On a terminal
// the line of what goes on is redrawn with a bar.
type display struct {
	w      io.Writer
	live   bool
	now    func() time.Time
	column int // where the details stand
	width  int // of the terminal

	said  string
	total int
	drawn time.Time
}

const (
	barWidth   = 16
	drawnEvery = 50 * time.Millisecond
	clearLine  = "\r\033[K"
)

// begin says what goes on now, in so many acts.
func (d *display) begin(said string, total int) {
	d.said, d.total, d.drawn = said, total, time.Time{}
	d.at(0)
}

// at draws the bar with so many acts done.
func (d *display) at(done int) {
	now := d.now()
	if !d.live || now.Sub(d.drawn) < drawnEvery {
		return
	}
	d.drawn = now
	line := "  " + d.padded()
	count := fmt.Sprintf(" %d of %d", done, d.total)
	if bar := min(d.width-len("  ")-d.column-len(count)-1, barWidth); d.total > 1 && bar > 0 {
		full := bar * done / d.total
		line += strings.Repeat("━", full) + strings.Repeat("╌", bar-full) + count
	}
	fmt.Fprint(d.w, clearLine, line)
}

// end leaves the line with what came of it.
func (d *display) end(detail string) {
	if d.live {
		fmt.Fprint(d.w, clearLine)
	}
	fmt.Fprintln(d.w, strings.TrimRight("  "+d.padded()+detail, " "))
	d.said = ""
}

// stop clears a line that was begun and is not ended.
func (d *display) stop() {
	if d.live && d.said != "" {
		fmt.Fprint(d.w, clearLine)
	}
}

func (d *display) padded() string {
	return d.said + strings.Repeat(" ", max(d.column-utf8.RuneCountInString(d.said), 1))
}

// counted gives a number with its noun: "1 proposal", "3 proposals".
func counted(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "person":
		return fmt.Sprintf("%d people", n)
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
