package html

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Write gives the page as HTML. The same page gives the same bytes. Within an
// element with the attribute data-change, the one element of class txt holds
// the words: without its ins elements they are the old paragraphs, without its
// del elements the new ones, br standing for the line feed between two
// paragraphs; what has the class sr, fn, pl or pm is not words (law 1).
func Write(p *Page) []byte {
	w := &writer{notes: map[string][]int{}}
	for i := range p.Blocks {
		for _, n := range p.Blocks[i].New {
			if n.Kind == string(text.Footnote) {
				w.notes[n.Label] = append(w.notes[n.Label], n.Index)
			}
		}
	}
	w.head(p)
	w.raw(`<body><a class="skip" href="#text"`, ours, `>Skip to the text</a>`, "\n", `<div class="shell">`, "\n")
	w.outline(p)
	w.raw(`<main id="text"`, direction(p.Language), ">\n")
	blocks := w.docHead(p)
	w.tools(p)
	if len(p.Blocks) == 0 {
		w.raw(`<p class="none"`, ours, `>Both drafts are empty.</p>`)
	}
	for i := range blocks {
		w.block(&blocks[i])
	}
	w.raw("</main></div>\n<script>", script, "</script></body></html>\n")
	return []byte(w.b.String())
}

// direction gives the lang and dir attributes of a language.
func direction(language string) string {
	if language == "" {
		return ` lang=""`
	}
	dir := "ltr"
	if rightToLeft(language) {
		dir = "rtl"
	}
	return ` lang="` + attribute(language) + `" dir="` + dir + `"`
}

// ours marks words of the program within a text of another language.
const ours = ` lang="en" dir="ltr"`

func (w *writer) head(p *Page) {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	// The page runs as its text does, so that the outline stands where reading begins.
	language := ours
	if p.Language != "" {
		language = direction(p.Language)
	}
	w.raw("<!doctype html>\n<html", language, "><head><meta charset=\"utf-8\">",
		`<meta name="viewport" content="width=device-width,initial-scale=1">`,
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src `,
		hash(style), `; script-src `, hash(script), `">`,
		`<meta name="referrer" content="no-referrer"><meta name="generator" content="Travaux"><title>`)
	w.plain(first(p.Title, p.New.Name))
	w.raw(": ")
	w.plain(p.Old.Name)
	w.raw(" → ")
	w.plain(p.New.Name)
	w.raw("</title>\n<style>", style, "</style></head>\n")
}

// plain writes words without dress, as a title element needs them.
func (w *writer) plain(s string) {
	w.raw(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", " ").Replace(s))
}

// docHead writes the head of the document. A title paragraph that comes first
// is the heading of the page; what is left of the blocks is returned.
func (w *writer) docHead(p *Page) []Block {
	w.raw(`<header class="dochead">`)
	if p.Symbol != "" {
		w.raw(`<p class="eyebrow"><bdi>`)
		w.escape(p.Symbol)
		w.raw("</bdi></p>")
	}
	blocks := p.Blocks
	if len(blocks) > 0 && blocks[0].now().Kind == string(text.Title) {
		b := &blocks[0]
		w.raw(`<div class="title" id="`, b.id(), `" data-change="`, b.Change, `"><h1 class="txt">`)
		w.words(b)
		w.raw("</h1>")
		if b.changed() {
			w.state(b)
		}
		w.raw("</div>")
		blocks = blocks[1:]
	} else if p.Title != "" {
		w.raw("<h1>")
		w.escape(p.Title)
		w.raw("</h1>")
	}
	w.raw(`<dl class="meta"`, ours, ">")
	w.side("Base", p.Old)
	w.side("New", p.New)
	if p.Time != "" {
		w.raw("<div><dt>Made</dt><dd>")
		w.escape(p.Time)
		w.raw("</dd></div>")
	}
	w.raw("</dl></header>\n")
	return blocks
}

// side names a draft with the head of its hash.
func (w *writer) side(role string, s Side) {
	w.raw("<div><dt>", role, "</dt><dd><b><bdi>")
	w.escape(s.Name)
	w.raw(`</bdi></b> <span class="num">`, count(s.Paragraphs, "paragraph"), "</span>")
	if s.Hash != "" {
		w.raw(` <code title="`)
		w.attribute(s.Hash)
		w.raw(`">`)
		short := s.Hash
		if i := strings.IndexByte(short, ':'); i >= 0 && len(short) > i+13 {
			short = short[:i+13]
		}
		w.escape(short)
		w.raw("</code>")
	}
	w.raw("</dd></div>")
}

// tools writes the choice of view and the totals.
func (w *writer) tools(p *Page) {
	n := 0
	for i := range p.Blocks {
		if p.Blocks[i].changed() {
			n++
		}
	}
	w.raw(`<div class="tools"`, ours, `><fieldset class="seg"><legend class="sr">View</legend>`)
	for i, v := range []string{"Redline", "Changes", "Clean"} {
		checked := ""
		if i == 0 {
			checked = " checked"
		}
		w.raw(`<label><input type="radio" name="view" id="view-`, strings.ToLower(v), `"`, checked, "><span>", v, "</span></label>")
	}
	w.raw(`</fieldset><p class="num">`, count(n, "change"), " · ", count(p.WordsInserted, "word"), " added, ",
		itoa(p.WordsDeleted), ` removed <span class="keys" hidden><kbd>n</kbd> <kbd>p</kbd></span></p>`,
		`<label class="say"><input type="checkbox" id="say" checked> Say changes to screen readers</label></div>`, "\n")
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return itoa(n) + " " + noun + "s"
}

// block writes one change as a row of label, words and notes.
func (w *writer) block(b *Block) {
	now := b.now()
	class := "para " + now.Kind
	if !b.changed() {
		class += " same"
	}
	if d := min(now.Depth, 4); d > 0 {
		class += " d" + itoa(d)
	}
	id := b.id()
	w.raw(`<article class="`, class, `" id="`, id, `" data-change="`, b.Change, `"><div class="gut"><a class="pn" href="#`, id, `"`)
	if now.Label == "" {
		w.raw(` aria-label="paragraph `, id, `" lang="en">¶`)
	} else {
		w.raw(">")
		w.escape(shownLabel(now))
	}
	w.raw("</a>")
	if b.changed() {
		w.state(b)
	}
	tag := "p"
	if b.isHeading() {
		tag = "h2"
	}
	w.raw("</div><", tag, ` class="txt">`)
	w.words(b)
	w.raw("</", tag, ">")
	w.note(b)
	w.raw("</article>\n")
}

// shownLabel is the label as the margin shows it: footnotes in plain digits.
func shownLabel(p Paragraph) string {
	if p.Kind == string(text.Footnote) {
		return text.FootnoteNumber(p.Label)
	}
	return p.Label
}

// state writes the word that tells what became of a block.
func (w *writer) state(b *Block) {
	w.raw(`<span class="st `, strings.ToLower(b.Change), `"`, ours, ">")
	w.escape(stateWord(b))
	w.raw("</span>")
}

// stateWord is "Edited", "Moved from 14" and so on.
func stateWord(b *Block) string {
	switch redline.Change(b.Change) {
	case redline.Inserted:
		return "New"
	case redline.Deleted:
		return "Deleted"
	case redline.Edited:
		return "Edited"
	case redline.Moved:
		return from("Moved", b.Old)
	case redline.MovedEdited:
		return from("Moved and edited", b.Old)
	case redline.Split:
		return from("Split", b.Old)
	case redline.Merged:
		return from("Merged", b.Old)
	case redline.Renumbered:
		return "Renumbered"
	}
	return ""
}

// from adds the old labels, where there are any.
func from(word string, old []Paragraph) string {
	var labels []string
	for _, p := range old {
		if p.Label != "" {
			labels = append(labels, bare(p.Label))
		}
	}
	if len(labels) == 0 {
		return word
	}
	return word + " from " + strings.Join(labels, ", ")
}

// bare is a label without the full stop or dash that ends it.
func bare(label string) string { return strings.TrimRight(label, ". -–—") }

// note writes what the words themselves do not show.
func (w *writer) note(b *Block) {
	var says []string
	if len(b.Old) == 1 && len(b.New) == 1 {
		old, new := b.Old[0], b.New[0]
		switch {
		case old.Label == new.Label || strings.Contains(b.Change, "MOVED"):
		case old.Label == "":
			says = append(says, "Numbered "+bare(new.Label))
		case new.Label == "":
			says = append(says, "Was "+bare(old.Label)+", now without number")
		default:
			says = append(says, bare(old.Label)+" → "+bare(new.Label))
		}
		if old.Kind != new.Kind {
			says = append(says, "Was "+kindWord(old.Kind)+", now "+kindWord(new.Kind))
		}
	}
	if len(b.New) > 1 || len(b.Old) > 1 {
		says = append(says, labelList(b.Old)+" → "+labelList(b.New))
	}
	if len(says) == 0 {
		return
	}
	w.raw(`<p class="note"`, ours, ">")
	w.escape(strings.Join(says, ". "))
	w.raw("</p>")
}

// labelList names paragraphs by their labels, or by their number.
func labelList(ps []Paragraph) string {
	var labels []string
	for _, p := range ps {
		if p.Label == "" {
			return count(len(ps), "paragraph")
		}
		labels = append(labels, bare(p.Label))
	}
	return strings.Join(labels, ", ")
}

// kindWord is what a kind of paragraph is called.
func kindWord(kind string) string {
	switch text.Kind(kind) {
	case text.Preambular, text.Operative:
		return kind
	case text.AnnexHeading:
		return "an annex heading"
	case text.Item:
		return "an item"
	case text.Plain:
		return "plain text"
	}
	return "a " + kind
}
