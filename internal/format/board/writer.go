package board

import (
	"fmt"
	"strings"

	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// writer collects the page. Everything that comes from a text or a record goes through
// plain, words or name; there is no other way in.
type writer struct {
	b     strings.Builder
	board *numbers.Board
	// flex are the shares of bars, for which the style sheet needs a rule each: the
	// page's own policy allows no style on an element.
	flex map[int]bool
}

// raw writes mark-up of the program itself.
func (w *writer) raw(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// plain writes characters. One that turns the reading direction or steers is shown by
// its number instead, so that it cannot show other words than those stored.
func (w *writer) plain(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			w.raw("&amp;")
		case r == '<':
			w.raw("&lt;")
		case r == '>':
			w.raw("&gt;")
		case r == '"':
			w.raw("&#34;")
		case r == '\n' || r == '\t':
			w.raw(" ")
		case steers(r):
			w.raw(fmt.Sprintf("⟨U+%04X⟩", r))
		default:
			w.b.WriteRune(r)
		}
	}
}

// steers tells the characters that steer a reader's machine and show nothing.
func steers(r rune) bool {
	return r < 0x20 || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029 || r == 0x200E || r == 0x200F || r == 0x61C
}

// words writes words of the text, apart from the direction of what is around them.
func (w *writer) words(s string) {
	w.raw(`<bdi`)
	if w.board.Language != "" {
		w.raw(` lang="`)
		w.plain(w.board.Language)
		w.raw(`"`)
	}
	w.raw(">")
	w.plain(s)
	w.raw("</bdi>")
}

// quoted writes words of the text in quotation marks.
func (w *writer) quoted(s string) {
	w.raw(`<span class="qq">“`)
	w.words(excerpt(s, 90))
	w.raw(`”</span>`)
}

// name writes a name or a title that may be in any language.
func (w *writer) name(s string) {
	w.raw("<bdi>")
	w.plain(s)
	w.raw("</bdi>")
}

// section writes the title of a section, "Preamble" in the program's own language.
func (w *writer) section(s numbers.Section) {
	if s.Own {
		w.plain(s.Title)
		return
	}
	w.words(s.Title)
}

// rightToLeft tells whether a language is written so.
func rightToLeft(language string) bool {
	main, _, _ := strings.Cut(language, "-")
	switch main {
	case "ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi":
		return true
	}
	return false
}
