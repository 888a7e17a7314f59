package html

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Write gives the page as HTML. The same page gives the same bytes.
//
// Within an element with the attribute data-change the words stand in elements
// of class txt. On a page of layout Inline there is one of them: without its ins
// elements it holds the old paragraphs, without its del elements the new ones, br
// standing for the line feed between two paragraphs. On a page of layout Columns
// those in the element with data-side="old" hold the old paragraphs, one each,
// those in data-side="new" the new ones; where neither is there the words are
// the same on both sides. On a page of layout List the del and ins elements of a
// row hold the words that went and came. What has the class sr, fn, pl or pm is
// not words (law 1).
func Write(p *Page) []byte {
	w := &writer{notes: map[string][]int{}, language: p.Language}
	for i := range p.Blocks {
		for _, n := range p.Blocks[i].New {
			if n.Kind == string(text.Footnote) {
				w.notes[n.Label] = append(w.notes[n.Label], n.Index)
			}
		}
	}
	w.head(p)
	w.raw(`<body class="`, layoutClass(p.Layout), `"><a class="skip" href="#text"`, ours, `>Skip to the text</a>`, "\n", `<div class="shell">`, "\n")
	w.outline(p)
	w.raw(`<main id="text"`, direction(p.Language), ">\n")
	blocks := w.docHead(p)
	w.tools(p)
	if len(p.Blocks) == 0 {
		w.raw(`<p class="none"`, ours, `>Both drafts are empty.</p>`)
	}
	switch p.Layout {
	case Columns:
		for i := range blocks {
			w.pair(&blocks[i])
		}
	case List:
		w.list(p)
	default:
		for i := range blocks {
			w.block(&blocks[i])
		}
	}
	w.raw("</main></div>\n<script>", script, "</script></body></html>\n")
	return []byte(w.b.String())
}

// layoutClass is the class of the body for a layout.
func layoutClass(l Layout) string {
	return [...]string{Inline: "inline", Columns: "columns", List: "list"}[l]
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
	// The page runs as its text does, so that the outline stands where reading begins.
	w.top(p.Language, style, script, first(p.Title, p.New.Name)+": "+p.Old.Name+" → "+p.New.Name)
}

// top writes the page up to its body: nothing but the sheet given and, where there is
// one, the script takes effect on it. It runs as a text of the language does, or from
// left to right where there is none.
func (w *writer) top(language, sheet, script, title string) {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	tags, scripts := ours, ""
	if language != "" {
		tags = direction(language)
	}
	if script != "" {
		scripts = "; script-src " + hash(script)
	}
	w.raw("<!doctype html>\n<html", tags, "><head><meta charset=\"utf-8\">",
		`<meta name="viewport" content="width=device-width,initial-scale=1">`,
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src `,
		hash(sheet), scripts, `">`,
		`<meta name="referrer" content="no-referrer"><meta name="generator" content="Travaux"><title>`)
	w.plain(title)
	w.raw("</title>\n<style>", sheet, "</style></head>\n")
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
	if len(blocks) > 0 && blocks[0].now().Kind == string(text.Title) && (p.Layout == Inline || p.Layout == Columns && !blocks[0].changed()) {
		b := &blocks[0]
		w.raw(`<div class="title" id="`, b.id(), `" data-change="`, b.Change, `"><h1 class="txt">`)
		w.words(b)
		w.raw("</h1>")
		if b.changed() {
			w.state(b)
		}
		w.note(b)
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
	w.raw(`</dl><p class="plegend"`, ours, `>Underlined twice: added. Struck through: removed. Square brackets are part of the text: words not agreed. `,
		`A working aid without prejudice; the drafts themselves prevail.`)
	if p.Layout == Columns {
		w.raw(" The base stands in the first column, the new draft in the second.")
	}
	w.raw("</p>")
	w.kinds(p)
	w.raw("</header>\n")
	return blocks
}

// kinds writes the counts of changes by class, each a box that shows the changes
// of that class alone; with none ticked all are shown.
func (w *writer) kinds(p *Page) {
	counts := changelist.Count(p.Entries)
	if len(counts) < 2 {
		return
	}
	w.raw(`<fieldset class="kinds"`, ours, `><legend>Show only</legend>`)
	for _, c := range counts {
		key, checked := classKey(c.Class), ""
		if slices.Contains(p.Only, c.Class) {
			checked = " checked"
		}
		w.raw(`<label><input type="checkbox" id="`, key, `"`, checked, `><span>`, changelist.ClassWords(c.Class), ` <b class="num">`, itoa(c.Count), "</b></span></label>")
	}
	w.raw("</fieldset>")
}

// classKey is the name of a class of change in the page's own classes and ids.
func classKey(c redline.Class) string {
	return "k-" + strings.ToLower(strings.ReplaceAll(string(c), "_", "-"))
}

// classKeys gives the keys of classes, each with a space before it.
func classKeys(all []redline.Class) string {
	out := ""
	for _, c := range all {
		out += " " + classKey(c)
	}
	return out
}

// side names a draft with the head of its hash.
func (w *writer) side(role string, s Side) {
	w.raw("<div><dt>", role, "</dt><dd><b><bdi>")
	w.escape(s.Name)
	w.raw(`</bdi></b> <span class="num">`, changelist.Counted(s.Paragraphs, "paragraph"), "</span>")
	if s.Hash != "" {
		w.raw(` <code title="`)
		w.attribute(s.Hash)
		w.raw(`">`)
		w.escape(changelist.ShortHash(s.Hash))
		w.raw("</code>")
	}
	if s.Time != "" {
		w.raw(` <span class="num">`)
		w.escape(s.Time)
		w.raw("</span>")
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
	views := [...][]string{Inline: {"Redline", "Changes", "Clean"}, Columns: {"Whole text", "Changes"}, List: nil}[p.Layout]
	w.raw(`<div class="tools"`, ours, `>`)
	if len(views) > 0 {
		w.raw(`<fieldset class="seg"><legend class="sr">View</legend>`)
	}
	for i, v := range views {
		checked := ""
		if i == 0 {
			checked = " checked"
		}
		w.raw(`<label><input type="radio" name="view" id="view-`, strings.ToLower(strings.ReplaceAll(v, " ", "-")), `"`, checked, "><span>", v, "</span></label>")
	}
	if len(views) > 0 {
		w.raw("</fieldset>")
	}
	changed := changelist.Counted(n, "paragraph") + " changed"
	if p.Layout == List {
		changed = changelist.Counted(len(p.Entries), "change") + " in " + changelist.Counted(n, "paragraph")
	}
	w.raw(`<p class="num">`, changed, " · ", changelist.Counted(p.WordsInserted, "word"), " added, ",
		itoa(p.WordsDeleted), " removed", onlyWords(p), ` <span class="keys" hidden><kbd>n</kbd> <kbd>p</kbd></span></p>`,
		`<label class="say"><input type="checkbox" id="say" checked> Say changes to screen readers</label>`)
	if p.Layout == Columns {
		w.columnHeads(p)
	}
	w.raw("</div>\n")
}

// onlyWords tells how much of the totals is of the classes that the page opens with,
// by their names, so that it stays true when the reader chooses others.
func onlyWords(p *Page) string {
	if len(p.Only) == 0 {
		return ""
	}
	names, n := make([]string, len(p.Only)), 0
	for i, c := range p.Only {
		names[i] = changelist.ClassWords(c)
	}
	for i := range p.Blocks {
		if slices.ContainsFunc(p.Blocks[i].Classes, func(c redline.Class) bool { return slices.Contains(p.Only, c) }) {
			n++
		}
	}
	return " · of these " + changelist.Counted(n, "paragraph") + " with " + strings.Join(names, " or ") + ": " +
		changelist.Counted(p.OnlyStats.WordsInserted, "word") + " added, " + itoa(p.OnlyStats.WordsDeleted) + " removed"
}
