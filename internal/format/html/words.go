package html

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
)

// writer collects the page. Everything that comes from a draft goes through
// escape or attribute; there is no other way in.
type writer struct {
	b strings.Builder
	// notes are the footnotes of the new draft by label, for the links of
	// their anchors.
	notes map[string][]int
	// signs tells that the words being written differ from what they replace in
	// signs only, which are then made visible.
	signs bool
	// language is the tag of the text.
	language string
}

func itoa(n int) string { return strconv.Itoa(n) }

// raw writes mark-up of the program itself.
func (w *writer) raw(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// escape writes words. Brackets are dressed; a control that turns the reading
// direction is shown and shut in, so that it cannot show other words than
// those stored.
func (w *writer) escape(s string) {
	from := 0
	flush := func(i int, with string, size int) {
		w.b.WriteString(s[from:i])
		w.b.WriteString(with)
		from = i + size
	}
	for i, r := range s {
		if w.signs && changelist.Twin(r) && r != '\n' {
			flush(i, visible(r), utf8.RuneLen(r))
			continue
		}
		switch r {
		case '&':
			flush(i, "&amp;", 1)
		case '<':
			flush(i, "&lt;", 1)
		case '>':
			flush(i, "&gt;", 1)
		case '\n':
			flush(i, "<br>", 1)
		case '[', ']':
			flush(i, `<span class="k">`+string(r)+`</span>`, 1)
		case '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069':
			code := strings.ToUpper(strconv.FormatInt(int64(r), 16))
			flush(i, `<span class="cc" title="U+`+code+`">`+string(r)+`</span>`, len(string(r)))
		}
	}
	w.b.WriteString(s[from:])
}

// visible writes a sign that is the change and would not be seen: the style puts
// a mark on it, the title names it.
func visible(r rune) string {
	class := "sg"
	if r == '\u00a0' {
		class = "sg nb"
	} else if r == ' ' {
		class = "sg sp"
	}
	return `<span class="` + class + `" title="` + attribute(changelist.SignName(r)) + `">` + string(r) + `</span>`
}

// attribute writes a value between double quotes.
func (w *writer) attribute(s string) { w.b.WriteString(attribute(s)) }

var attributes = strings.NewReplacer("&", "&amp;", `"`, "&#34;", "<", "&lt;", ">", "&gt;", "\n", " ")

func attribute(s string) string { return attributes.Replace(s) }

// words writes the words of a block with its changes.
func (w *writer) words(b *Block) {
	switch {
	case b.Change == string(redline.Inserted):
		w.changed("ins", "", b.New[0].Text, func(part string, k int) { w.marked(part, k, b.New[0].Marks, k == 0) })
	case b.Change == string(redline.Deleted):
		w.changed("del", "", b.Old[0].Text, func(part string, k int) { w.marked(part, k, b.Old[0].Marks, k == 0) })
	case len(b.Segments) == 0:
		w.marked(b.now().Text, 0, overlaid(joinMarks(b.New), b, 0), true)
	default:
		w.segments(b)
	}
}

// changed writes an ins or del of the words s with the words that say so to a
// screen reader, and its class, where it has one, in the title. Write is called
// with the parts of s, in order, and where each begins in it.
func (w *writer) changed(tag, class, s string, write func(part string, at int)) {
	say := map[string]string{"ins": "insert", "del": "delete"}[tag]
	from, to := w.inked(s)
	w.raw("<", tag)
	switch edge, dot := from > 0 || to < len(s), tag == "del" && !w.signs && dots(s); {
	case edge && dot:
		w.raw(` class="edge dot"`)
	case edge:
		w.raw(` class="edge"`)
	case dot:
		w.raw(` class="dot"`)
	}
	if class != "" && class != string(redline.Substance) {
		w.raw(` title="`, changelist.ClassWords(redline.Class(class)), `"`)
	}
	w.raw(`><span class="sr">`, say, ": </span>")
	w.lined(s, from, to, write)
	w.raw(`<span class="sr"> end `, say, " </span></", tag, ">")
}

// inked gives where in the words of a change its line begins and ends: white space
// at their edges has none, since the line through a space beside a word is read
// as a hyphen. Where signs are the change each has its line.
func (w *writer) inked(s string) (from, to int) {
	if w.signs {
		return 0, len(s)
	}
	core := strings.TrimSpace(s)
	from = strings.Index(s, core)
	return from, from + len(core)
}

// dots tells whether words that go are nothing but punctuation. The line through it
// is drawn longer, since a comma with a short one is read as a semicolon.
func dots(s string) bool {
	other := func(r rune) bool { return !unicode.IsPunct(r) && !unicode.IsSpace(r) || r == '[' || r == ']' }
	return strings.ContainsFunc(s, unicode.IsPunct) && !strings.ContainsFunc(s, other)
}

// lined writes the words of a change, those in [from, to) with its line.
func (w *writer) lined(s string, from, to int, write func(part string, at int)) {
	if from == 0 && to == len(s) {
		write(s, 0)
		return
	}
	if from > 0 {
		write(s[:from], 0)
	}
	if from < to {
		w.raw(`<span class="ln">`)
		write(s[from:to], from)
		w.raw("</span>")
	}
	if to < len(s) {
		write(s[to:], to)
	}
}

// segments writes the segments of a block, each with the marks of its side.
func (w *writer) segments(b *Block) {
	old, new := side{marks: joinMarks(b.Old)}, side{marks: joinMarks(b.New)}
	labels := labelsAfter(b)
	for i, s := range b.Segments {
		w.signs = ofSigns(b.Segments, i)
		switch s.Op {
		case string(redline.Delete):
			w.changed("del", s.Class, s.Text, func(part string, k int) { w.pieces(part, side{old.marks, old.at + k}, nil) })
		case string(redline.Insert):
			w.changed("ins", s.Class, s.Text, func(part string, k int) { labels = w.pieces(part, side{new.marks, new.at + k}, labels) })
		default:
			labels = w.pieces(s.Text, side{overlaid(new.marks, b, new.at-old.at), new.at}, labels)
		}
		w.signs = false
		if s.Op != string(redline.Insert) {
			old.at += len(s.Text)
		}
		if s.Op != string(redline.Delete) {
			new.at += len(s.Text)
		}
	}
}

// ofSigns tells whether a segment belongs to a change of signs alone.
func ofSigns(segments []Segment, i int) bool {
	from := max(0, i-1)
	var near []redline.Segment
	for _, s := range segments[from:min(len(segments), i+2)] {
		near = append(near, redline.Segment{Op: redline.Op(s.Op), Text: s.Text})
	}
	return changelist.OfSigns(near, i-from)
}

// side is how far the texts of one draft have been written.
type side struct {
	marks []Mark
	at    int
}

// pieces writes a run of words; at a line feed, which parts the paragraphs of a
// split or merge, it writes a paragraph sign and the next label.
func (w *writer) pieces(s string, from side, labels []string) []string {
	at := from.at
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			w.raw(`<span class="pm" aria-hidden="true">¶</span><br>`)
			at++
			if len(labels) > 0 {
				if labels[0] != "" {
					w.raw(`<span class="pl">`)
					w.escape(labels[0])
					w.raw(" </span>")
				}
				labels = labels[1:]
			}
		}
		w.marked(part, at, from.marks, i > 0 || at == 0)
		at += len(part)
	}
	return labels
}

// labelsAfter gives the labels of the second and further new paragraphs.
func labelsAfter(b *Block) []string {
	var out []string
	for i, p := range b.New {
		if i > 0 {
			out = append(out, p.Label)
		}
	}
	return out
}
