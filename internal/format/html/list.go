package html

import (
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
)

// list writes the changes one by one: where, what, the old words and the new
// ones between a few that stay, and the words to read from the floor.
func (w *writer) list(p *Page) {
	w.raw(`<ol class="entries">`)
	last := -1
	for i := range p.Entries {
		e := &p.Entries[i]
		var spoken []string
		if e.Paragraph != last && e.Paragraph < len(p.Blocks) {
			spoken = p.Blocks[e.Paragraph].Spoken
		}
		last = e.Paragraph
		w.entry(e, i+1, spoken)
	}
	w.raw("</ol>")
	if len(p.Entries) == 0 && len(p.Blocks) > 0 {
		w.raw(`<p class="none"`, ours, `>Nothing changed.</p>`)
	}
}

// entry writes a change, number n of the page.
func (w *writer) entry(e *changelist.Entry, n int, spoken []string) {
	w.raw(`<li class="para entry `, classKey(e.Class), `" id="c`, itoa(n), `" data-change="`, string(e.Change), `" data-class="`, string(e.Class),
		`" data-old="`, changelist.Indexes(e.Old, ","), `" data-new="`, changelist.Indexes(e.New, ","), `"><p class="pn num"><a href="#c`, itoa(n), `">`, itoa(n), `</a></p><div class="where"`, ours, `><p><b><bdi>`)
	w.escape(e.Place)
	w.raw("</bdi></b></p><p>")
	w.escape(capital(changelist.ClassWords(e.Class)))
	w.raw("</p>")
	if e.Was != "" {
		w.raw("<p>")
		w.escape(e.Was)
		w.raw("</p>")
	}
	w.raw("</div>")
	w.entryWords(e)
	if len(spoken) > 0 {
		w.raw(`<div class="say-it"><p class="cap"`, ours, `>From the floor</p>`)
		for _, s := range spoken {
			w.raw("<p>")
			w.escape(s)
			w.raw("</p>")
		}
		w.raw("</div>")
	}
	w.raw("</li>\n")
}

// entryWords writes the words of a change, or the note of one without.
func (w *writer) entryWords(e *changelist.Entry) {
	w.raw(`<div class="what">`)
	if e.HasWords() {
		w.raw(`<p class="txt">`)
		w.context(e.Before)
		w.signs = changelist.SameSigns(e.Removed, e.Added)
		for _, s := range e.Pieces() {
			write := func(part string, _ int) { w.pieces(part, side{}, nil) }
			switch s.Op {
			case redline.Delete:
				w.changed("del", "", s.Text, write)
			case redline.Insert:
				w.changed("ins", "", s.Text, write)
			default:
				w.pieces(s.Text, side{}, nil)
			}
		}
		w.signs = false
		w.context(e.After)
		w.raw("</p>")
	}
	if e.Note != "" {
		w.raw(`<p class="remark"`, ours, ">")
		w.escape(capital(e.Note))
		w.raw("</p>")
	}
	w.raw("</div>")
}

// context writes a few words that stay, told apart from the change.
func (w *writer) context(s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	w.raw(`<span class="ctx">`)
	// The ellipsis keeps to the word beside it.
	w.escape(strings.NewReplacer(" …", "\u00a0…", "… ", "…\u00a0").Replace(s))
	w.raw("</span>")
}
