package html

import "github.com/travaux/travaux/internal/text"

// section is a line of the outline.
type section struct {
	name, id string
	deleted  bool
	ours     bool // the name is the program's own, in English
	changes  int
}

// sections gives the outline: the headings of the text, or, where it has none,
// its preamble and its operative part.
func sections(p *Page) []section {
	headed := false
	for i := range p.Blocks {
		headed = headed || p.Blocks[i].isHeading()
	}
	var out []section
	operative := false
	for i := range p.Blocks {
		b := &p.Blocks[i]
		kind := text.Kind(b.now().Kind)
		switch {
		case b.isHeading():
			name := b.now().Text
			if b.now().Label != "" {
				name = b.now().Label + " " + name
			}
			out = append(out, section{name: name, id: b.id(), deleted: len(b.New) == 0})
		case len(out) == 0 && kind == text.Operative && !headed:
			out, operative = append(out, section{name: "Operative part", id: b.id(), ours: true}), true
		case len(out) == 0 && kind != text.Title:
			out = append(out, section{name: opening(headed), id: b.id(), ours: true})
		case !headed && !operative && kind == text.Operative && b.now().Label != "":
			out, operative = append(out, section{name: "Operative part", id: b.id(), ours: true}), true
		}
		if len(out) > 0 && b.changed() {
			out[len(out)-1].changes++
		}
	}
	return out
}

// opening names what stands before the operative part, or before the first
// heading of a text that has some: its own headings may name a preamble.
func opening(headed bool) string {
	if headed {
		return "Opening"
	}
	return "Preamble"
}

// outline writes the sections with their counts of changes, and the legend.
func (w *writer) outline(p *Page) {
	w.raw(`<nav class="outline" aria-label="Sections and legend" lang="en"><p class="brand">`, logo, `Travaux</p>`)
	if s := sections(p); len(s) > 0 && p.Layout != List {
		w.raw(`<p class="eyebrow">Sections · changes</p><ol>`)
		for _, s := range s {
			language := direction(p.Language)
			if s.ours {
				language = ours
			}
			w.raw(`<li><a href="#`, s.id, `"><span`, language, ">")
			if s.deleted {
				w.raw("<s>")
			}
			w.escape(s.name)
			if s.deleted {
				w.raw("</s>")
			}
			w.raw(`</span> <span class="ct num">`)
			if s.changes > 0 {
				w.raw(itoa(s.changes))
			} else {
				w.raw(`<span class="sr">none</span><span aria-hidden="true">·</span>`)
			}
			w.raw("</span></a></li>")
		}
		w.raw("</ol>")
	}
	w.raw(`<div class="key"`, ours, `><p class="eyebrow">How to read</p><p class="txt"><ins>Added</ins> <del>Removed</del></p>`,
		`<p class="txt"><span class="k">[</span>not agreed<span class="k">]</span></p>`,
		`<p>Square brackets are part of the text: they hold words that are not agreed. They never mark a change.</p>`,
		`<ul><li><span class="st inserted">New</span></li><li><span class="st edited">Edited</span></li>`,
		`<li><span class="st moved">Moved</span></li><li><span class="st split">Split or merged</span></li>`,
		`<li><span class="st renumbered">Renumbered</span></li><li><span class="st deleted">Deleted</span></li>`,
		`<li><span class="st formatting">Formatting</span></li></ul>`,
		`<p>A working aid without prejudice; the drafts themselves prevail.</p></div></nav>`, "\n")
}
