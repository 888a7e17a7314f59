package markdown

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/travaux/travaux/internal/text"
)

// span collects the words of one block as they stand in the source, with
// escapes, entities and brackets, but without the signs of emphasis. Marks
// point into raw until resolve.
type span struct {
	raw   strings.Builder
	marks []text.Mark
	open  []tag
}

// tag is an HTML tag that is open.
type tag struct {
	name string
	mark text.Mark
}

// words gives the words of a block as a paragraph without kind, and the names
// of the notes anchored in it.
func (r *reader) words(n ast.Node) (text.Paragraph, []string) {
	var s span
	r.inline(&s, n, 0)
	p, anchors := r.resolve(&s)
	text.SortMarks(p.Marks)
	return p, anchors
}

// maxEmphasis is how deep emphasis may nest; deeper, the words are kept without.
const maxEmphasis = 64

// inline adds the inline nodes below n to the span.
func (r *reader) inline(s *span, n ast.Node, depth int) {
	if depth > maxEmphasis {
		r.report("MARKDOWN_EMPHASIS", r.line(n.Pos()), "emphasis nests too deep; the words were kept without it")
		r.flat(s, n)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		start := s.raw.Len()
		switch v := c.(type) {
		case *ast.Text:
			s.raw.Write(v.Segment.Value(r.src))
			if v.SoftLineBreak() || v.HardLineBreak() {
				s.raw.WriteByte('\n')
			}
		case *ast.String:
			s.raw.WriteString(escapeAll(string(v.Value)))
		case *ast.Emphasis:
			r.inline(s, c, depth+1)
			kind := text.Italic
			if v.Level == 2 {
				kind = text.Bold
			}
			s.mark(kind, start, "")
		case *ast.CodeSpan:
			r.report("MARKDOWN_CODE", r.line(c.Pos()), "words marked as code were kept as they stand")
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if seg, ok := t.(*ast.Text); ok {
					s.raw.WriteString(escapeAll(string(seg.Segment.Value(r.src))))
				}
			}
		case *ast.AutoLink:
			s.raw.WriteString(escapeAll(string(v.Label(r.src))))
			s.mark(text.Link, start, string(v.URL(r.src)))
		case *ast.RawHTML:
			var b strings.Builder
			for i := range v.Segments.Len() {
				seg := v.Segments.At(i)
				b.Write(seg.Value(r.src))
			}
			r.tag(s, b.String(), c)
		default:
			r.inline(s, c, depth+1)
		}
	}
}

// flat adds the words below n without their formatting. It does not recurse,
// whatever the depth.
func (r *reader) flat(s *span, n ast.Node) {
	for c := n.FirstChild(); c != nil; {
		if t, ok := c.(*ast.Text); ok {
			s.raw.Write(t.Segment.Value(r.src))
			if t.SoftLineBreak() || t.HardLineBreak() {
				s.raw.WriteByte('\n')
			}
		}
		if c.FirstChild() != nil {
			c = c.FirstChild()
			continue
		}
		for c != n && c.NextSibling() == nil {
			c = c.Parent()
		}
		if c == n {
			return
		}
		c = c.NextSibling()
	}
}

func (s *span) mark(kind text.MarkKind, start int, ref string) {
	s.marks = append(s.marks, text.Mark{Kind: kind, Start: start, End: s.raw.Len(), Ref: ref})
}

// tagMarks are the HTML tags that are formatting here.
var tagMarks = map[string]text.MarkKind{
	"i": text.Italic, "em": text.Italic, "b": text.Bold, "strong": text.Bold, "u": text.Underline,
	"sup": text.Superscript, "sub": text.Subscript, "a": text.Link,
}

var (
	openTag  = regexp.MustCompile(`^<([a-z]+)\s*>$`)
	anchor   = regexp.MustCompile(`^<a href="([^"]*)"\s*>$`)
	closeTag = regexp.MustCompile(`^</([a-z]+)\s*>$`)
)

// tag reads one HTML tag within words. Tags that are not understood are kept
// as words and reported.
func (r *reader) tag(s *span, raw string, n ast.Node) {
	if raw == "<br>" || raw == "<br/>" || raw == "<br />" {
		s.raw.WriteByte(lineFeed)
		return
	}
	if m := anchor.FindStringSubmatch(raw); m != nil {
		s.open = append(s.open, tag{"a", text.Mark{Kind: text.Link, Start: s.raw.Len(), Ref: html.UnescapeString(m[1])}})
		return
	}
	if m := openTag.FindStringSubmatch(raw); m != nil && tagMarks[m[1]] != "" && m[1] != "a" {
		s.open = append(s.open, tag{m[1], text.Mark{Kind: tagMarks[m[1]], Start: s.raw.Len()}})
		return
	}
	if m := closeTag.FindStringSubmatch(raw); m != nil {
		for i := len(s.open) - 1; i >= 0; i-- {
			if s.open[i].name == m[1] {
				mark := s.open[i].mark
				mark.End = s.raw.Len()
				s.marks = append(s.marks, mark)
				s.open = append(s.open[:i], s.open[i+1:]...)
				return
			}
		}
	}
	r.report("MARKDOWN_HTML", r.line(n.Pos()), "an HTML tag within the words was kept as it stands")
	s.raw.WriteString(escapeAll(strings.Join(strings.Fields(raw), " ")))
}

// lineFeed stands in raw for a line feed of the words, since "\n" there is the
// end of a line of the file. It cannot be in a text (control character).
const lineFeed = 0x01

// escapeAll puts a backslash before all ASCII punctuation, so that resolve
// gives the string back.
func escapeAll(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if isPunct(s[i]) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// isPunct tells the characters that a backslash makes literal.
func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// isAddress tells what can stand behind a link. A single letter or word in
// brackets is none: "[x](a)" is text.
var addressLike = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*:[^\s]+|www\.\S+|\.{0,2}/[\w.][^\s]*|#\w[^\s]*)$`)

func isAddress(s string) bool { return addressLike.MatchString(s) }

// brackets pairs each "[" of raw with its "]", escapes set aside.
func brackets(raw string) map[int]int {
	pairs := map[int]int{}
	var open []int
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '[':
			open = append(open, i)
		case ']':
			if len(open) > 0 {
				pairs[open[len(open)-1]] = i
				open = open[:len(open)-1]
			}
		}
	}
	return pairs
}

var entity = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`)

// resolver turns raw into words.
type resolver struct {
	r       *reader
	raw     string
	out     strings.Builder
	at      []int
	pairs   map[int]int
	closing map[int]closing // links by where their "]" stands
	marks   []text.Mark
	anchors []string
}

// closing is the end of a link: where it began among the words, how many bytes
// of raw its end takes, and its address.
type closing struct {
	start, skip int
	ref         string
}

// resolve gives the words, their marks and the names of the notes anchored.
func (r *reader) resolve(s *span) (text.Paragraph, []string) {
	raw := s.raw.String()
	v := &resolver{r: r, raw: raw, at: make([]int, len(raw)+1), pairs: brackets(raw), closing: map[int]closing{}}
	for i := 0; i < len(raw); {
		n := v.step(i)
		for j := i + 1; j < i+n; j++ {
			v.at[j] = v.out.Len()
		}
		i += n
	}
	v.at[len(raw)] = v.out.Len()
	for _, m := range s.marks {
		v.marks = append(v.marks, text.Mark{Kind: m.Kind, Start: v.at[m.Start], End: v.at[m.End], Ref: m.Ref})
	}
	for _, t := range s.open {
		t.mark.Start, t.mark.End = v.at[t.mark.Start], v.out.Len()
		v.marks = append(v.marks, t.mark)
	}
	return trim(v.out.String(), v.marks), v.anchors
}

// step handles what stands at i and tells how many bytes of raw it took.
func (v *resolver) step(i int) int {
	v.at[i] = v.out.Len()
	raw := v.raw
	switch c := raw[i]; {
	case c == '\\' && i+1 < len(raw) && isPunct(raw[i+1]):
		v.out.WriteByte(raw[i+1])
		return 2
	case c == lineFeed:
		v.out.WriteByte('\n')
		return 1
	case c == '&':
		if m := entity.FindString(raw[i:]); m != "" && html.UnescapeString(m) != m {
			v.out.WriteString(html.UnescapeString(m))
			return len(m)
		}
	case c == '\n':
		return v.wrap(i)
	case c == '[':
		if n := v.bracket(i); n > 0 {
			return n
		}
	case c == ']':
		if l, ok := v.closing[i]; ok {
			v.marks = append(v.marks, text.Mark{Kind: text.Link, Start: l.start, End: v.out.Len(), Ref: l.ref})
			return l.skip
		}
	}
	v.out.WriteByte(raw[i])
	return 1
}

// wrap joins two lines of the file: with a space, or with nothing between
// characters of scripts that have none.
func (v *resolver) wrap(i int) int {
	n := 1
	for i+n < len(v.raw) && (v.raw[i+n] == ' ' || v.raw[i+n] == '\t' || v.raw[i+n] == '\n') {
		n++
	}
	before := v.out.String()
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(v.raw[i+n:])
	if !(wide(last) && wide(next)) && !strings.HasSuffix(before, " ") {
		v.out.WriteByte(' ')
	}
	return n
}

func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

// bracket looks for a note anchor or a link at i. It gives the bytes taken, or
// 0 where the bracket is text.
func (v *resolver) bracket(i int) int {
	end, ok := v.pairs[i]
	if !ok {
		return 0
	}
	inner := v.raw[i+1 : end]
	if name, isNote := strings.CutPrefix(inner, "^"); isNote && len(v.r.notes[name]) > 0 {
		at := v.out.Len()
		v.marks = append(v.marks, text.Mark{Kind: text.NoteAnchor, Start: at, End: at, Ref: text.FootnoteLabel(name)})
		v.anchors = append(v.anchors, name)
		return end + 1 - i
	}
	if i > 0 && v.raw[i-1] == '!' {
		return 0
	}
	rest := v.raw[end+1:]
	if ref, n, ok := address(rest); ok {
		v.closing[end] = closing{v.out.Len(), n + 1, ref}
		return 1
	}
	if strings.HasPrefix(rest, "[") {
		if second, ok := v.pairs[end+1]; ok {
			name := v.raw[end+2 : second]
			if name == "" {
				name = inner
			}
			if ref, ok := v.r.refs[fold(name)]; ok {
				v.closing[end] = closing{v.out.Len(), second + 1 - end, ref}
				return 1
			}
		}
	}
	if ref, ok := v.r.refs[fold(inner)]; ok {
		v.closing[end] = closing{v.out.Len(), 1, ref}
		return 1
	}
	return 0
}

var inlineAddress = regexp.MustCompile(`^\(\s*<?((?:[^\s()<>]|\([^\s()<>]*\))+)>?(\s+("[^"]*"|'[^']*'))?\s*\)`)

// address reads "(https://…)" and tells how many bytes it took.
func address(s string) (ref string, n int, ok bool) {
	m := inlineAddress.FindStringSubmatch(s)
	if m == nil {
		return "", 0, false
	}
	ref = unescape(m[1])
	return ref, len(m[0]), isAddress(ref)
}

var escaped = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

func unescape(s string) string { return html.UnescapeString(escaped.ReplaceAllString(s, "$1")) }

// trim drops the white space at both ends; the marks follow.
func trim(s string, marks []text.Mark) text.Paragraph {
	const layout = " \t"
	end := len(strings.TrimRight(s, layout))
	start := len(s) - len(strings.TrimLeft(s, layout))
	start = min(start, end)
	var kept []text.Mark
	for _, m := range marks {
		m.Start = min(max(m.Start, start), end) - start
		m.End = min(max(m.End, start), end) - start
		if m.Start < m.End || m.Kind == text.NoteAnchor {
			kept = append(kept, m)
		}
	}
	return text.Paragraph{Text: s[start:end], Marks: kept}
}
