package akn

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/travaux/travaux/internal/text"
)

// run collects the words of one paragraph, its marks and the notes that hang
// on it. Marks point into raw until squeeze.
type run struct {
	raw   strings.Builder
	marks []text.Mark
	notes []note
}

// note is a footnote on its way to become a paragraph.
type note struct {
	label string
	body  *node
}

// inlineMarks tells which elements are formatting.
var inlineMarks = map[string]text.MarkKind{
	"i": text.Italic, "b": text.Bold, "u": text.Underline, "sup": text.Superscript, "sub": text.Subscript,
}

// plainInline are elements whose words are taken as they stand: they name
// what the words are, and a reader sees nothing of them.
var plainInline = map[string]bool{
	"span": true, "inline": true, "p": true, "content": true, "docTitle": true, "docNumber": true, "docDate": true,
	"docAuthority": true, "docProponent": true, "docStatus": true, "docType": true, "docPurpose": true, "session": true,
	"date": true, "time": true, "person": true, "organization": true, "concept": true, "object": true, "event": true,
	"location": true, "process": true, "role": true, "term": true, "quantity": true, "def": true, "entity": true,
	"shortTitle": true, "abbr": true, "remark": true, "num": true, "heading": true, "subheading": true,
}

var repeatedNote = regexp.MustCompile(`^\(?([0-9]{1,4})\)?$`)

// inline adds the words and marks of n's children to the run.
func (r *reader) inline(out *run, n *node) {
	for i := 0; i < len(n.children); i++ {
		c := n.children[i]
		switch {
		case c.name == "":
			out.raw.WriteString(c.text)
		case c.name == "authorialNote":
			r.anchor(out, c)
		case c.name == "sup" && r.isDress(n, i):
			r.dressed++
		case c.name == "sup" && repeatedNote.MatchString(strings.TrimSpace(c.words())) && r.repeat(out, c):
		case c.name == "eol" || c.name == "br":
			out.raw.WriteByte('\n')
		case c.name == "img":
			r.report("AKN_IMAGE", c.place(), "a picture was left out: "+c.attr["alt"]+" "+c.attr["src"])
		default:
			r.element(out, c)
		}
	}
}

// element adds an element that marks or names its words.
func (r *reader) element(out *run, c *node) {
	start := out.raw.Len()
	r.inline(out, c)
	end := out.raw.Len()
	add := func(k text.MarkKind, ref string) {
		out.marks = append(out.marks, text.Mark{Kind: k, Start: start, End: end, Ref: ref})
	}
	kind, known := inlineMarks[c.name]
	if known {
		add(kind, "")
	}
	for _, class := range strings.Fields(c.attr["class"]) {
		switch class {
		case "italic":
			add(text.Italic, "")
		case "bold":
			add(text.Bold, "")
		case "underline":
			add(text.Underline, "")
		}
	}
	if href := c.attr["href"]; href != "" && (c.name == "a" || c.name == "ref" || c.name == "rref" || c.name == "mref") {
		add(text.Link, href)
	} else if !known && c.name != "a" && !plainInline[c.name] {
		r.unknown(c, "its words were kept")
	}
}

// anchor notes where a footnote hangs.
func (r *reader) anchor(out *run, c *node) {
	marker := strings.TrimSpace(c.attr["marker"])
	label := text.FootnoteLabel(marker)
	if marker == "" {
		r.report("AKN_NOTE_WITHOUT_MARKER", c.place(), "a note has no marker; its words stand after the paragraph that holds it")
	}
	at := out.raw.Len()
	out.marks = append(out.marks, text.Mark{Kind: text.NoteAnchor, Start: at, End: at, Ref: label})
	out.notes = append(out.notes, note{label: label, body: c})
	if marker != "" {
		r.seenNotes[marker] = true
	}
}

// isDress tells whether the i-th child of n is a raised "(" or ")" that only
// dresses the marker of the note beside it, as Arabic files have it.
func (r *reader) isDress(n *node, i int) bool {
	switch n.children[i].words() {
	case "(":
		return i+1 < len(n.children) && n.children[i+1].name == "authorialNote"
	case ")":
		return i > 0 && n.children[i-1].name == "authorialNote"
	}
	return false
}

// repeat takes a raised number that repeats the marker of an earlier note as
// one more anchor of that note. A raised number that names no note is left.
func (r *reader) repeat(out *run, c *node) bool {
	marker := repeatedNote.FindStringSubmatch(strings.TrimSpace(c.words()))[1]
	if !r.seenNotes[marker] {
		return false
	}
	at := out.raw.Len()
	out.marks = append(out.marks, text.Mark{Kind: text.NoteAnchor, Start: at, End: at, Ref: text.FootnoteLabel(marker)})
	r.report("AKN_NOTE_REPEATED", c.place(), "a raised "+marker+" was read as one more anchor of note "+marker)
	return true
}

// squeeze gives the words as a reader sees them: white space at both ends, no-break
// spaces included, is dropped, a run of white space that holds a line break of the mark-up becomes
// one space, a tab becomes a space, and nothing else changes. The marks follow.
func (out *run) squeeze() (string, []text.Mark) {
	raw := out.raw.String()
	lead := len(raw) - len(strings.TrimLeftFunc(raw, unicode.IsSpace))
	tail := max(lead, len(strings.TrimRightFunc(raw, unicode.IsSpace)))
	at := make([]int, len(raw)+1)
	var b strings.Builder
	for i := lead; i < tail; {
		j := i
		for j < tail && isLayout(raw[j]) {
			at[j] = b.Len()
			j++
		}
		if j > i {
			writeSpace(&b, raw[i:j])
			i = j
			continue
		}
		at[i] = b.Len()
		b.WriteByte(raw[i])
		i++
	}
	for i := tail; i <= len(raw); i++ {
		at[i] = b.Len()
	}
	s := b.String()
	marks := make([]text.Mark, 0, len(out.marks))
	for _, m := range out.marks {
		m.Start, m.End = at[m.Start], at[m.End]
		if m.Kind == text.NoteAnchor {
			m.End = m.Start
		}
		if m.Start < m.End || m.Kind == text.NoteAnchor {
			marks = append(marks, m)
		}
	}
	return s, tidyMarks(marks)
}

// isLayout tells the white space that XML files use for layout. A no-break
// space is not among it: it is a character of the text.
func isLayout(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func writeSpace(b *strings.Builder, ws string) {
	if strings.ContainsAny(ws, "\n\r") {
		b.WriteByte(' ')
		return
	}
	b.WriteString(strings.ReplaceAll(ws, "\t", " "))
}

// tidyMarks sorts marks and joins those of a kind that touch or overlap.
func tidyMarks(marks []text.Mark) []text.Mark {
	text.SortMarks(marks)
	type sort struct {
		kind text.MarkKind
		ref  string
	}
	last := map[sort]int{} // the last mark of each sort in out
	var out []text.Mark
	for _, m := range marks {
		i, seen := last[sort{m.Kind, m.Ref}]
		if seen && m.Kind != text.NoteAnchor && m.Start <= out[i].End {
			out[i].End = max(out[i].End, m.End)
			continue
		}
		last[sort{m.Kind, m.Ref}] = len(out)
		out = append(out, m)
	}
	text.SortMarks(out)
	return out
}
