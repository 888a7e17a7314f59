package html

import (
	"strings"

	"github.com/travaux/travaux/internal/redline"
)

// columnHeads names the two columns, which run as the text does.
func (w *writer) columnHeads(p *Page) {
	w.raw(`<div class="colheads"`, direction(p.Language), ` aria-hidden="true">`)
	for _, side := range []struct{ role, name string }{{"Base", p.Old.Name}, {"New", p.New.Name}} {
		w.raw("<p><span", ours, ">", side.role, ": <b><bdi>")
		w.escape(side.name)
		w.raw("</bdi></b></span></p>")
	}
	w.raw("</div>")
}

// pair writes one change as a row of two columns: the old paragraphs with what
// goes marked in them, and the new ones with what comes.
func (w *writer) pair(b *Block) {
	w.raw(`<article class="`, b.class(), `" id="`, b.id(), `" data-change="`, b.Change, `">`)
	if b.changed() {
		w.raw(`<div class="why">`)
		w.state(b)
		w.note(b)
		w.raw("</div>")
	}
	w.column(b, "old", b.Old)
	w.column(b, "new", b.New)
	w.raw("</article>\n")
}

// column writes the paragraphs of one side.
func (w *writer) column(b *Block, side string, all []Paragraph) {
	caption := map[string]string{"old": "Base", "new": "New"}[side]
	w.raw(`<div class="side" data-side="`, side, `"><p class="cap"`, ours, ">", caption, "</p>")
	if len(all) == 0 {
		w.raw(`<p class="void"><span`, ours, `>Not in this draft</span></p></div>`)
		return
	}
	runs := b.sideRuns(side)
	marks := joinMarks(all)
	if side == "new" {
		marks = dressed(marks, b, redline.Insert, all, 0)
	} else {
		marks = dressed(marks, b, redline.Delete, all, 0)
	}
	at := 0
	for i, p := range all {
		tag := "p"
		if b.isHeading() {
			tag = "h2"
		}
		w.raw(`<div class="row">`)
		w.columnLabel(b, side, i, p)
		w.raw("<", tag, ` class="txt">`)
		end := at + len(p.Text)
		start := true
		for _, r := range runs {
			if from, to := max(r.at, at), min(r.at+len(r.text), end); from < to {
				w.run(r, r.text[from-r.at:to-r.at], from, marks, start)
				start = false
			}
		}
		if start {
			w.marked("", at, marks, true) // nothing but, it may be, an anchor
		}
		w.raw("</", tag, "></div>")
		at = end + 1
	}
	w.raw("</div>")
}

// sideRun is a run of the words of one side, at its place in their joined texts.
type sideRun struct {
	Segment
	at    int
	text  string
	signs bool
}

// sideRuns gives what a side has of the segments of a block.
func (b *Block) sideRuns(side string) []sideRun {
	segments := b.Segments
	switch {
	case b.Change == string(redline.Inserted):
		segments = []Segment{{Op: string(redline.Insert), Text: b.New[0].Text}}
	case b.Change == string(redline.Deleted):
		segments = []Segment{{Op: string(redline.Delete), Text: b.Old[0].Text}}
	case len(segments) == 0:
		segments = []Segment{{Op: string(redline.Equal), Text: b.now().Text}}
	}
	other := map[string]string{"old": string(redline.Insert), "new": string(redline.Delete)}[side]
	var out []sideRun
	at := 0
	for i, s := range segments {
		if s.Op == other {
			continue
		}
		out = append(out, sideRun{s, at, s.Text, s.Op != string(redline.Equal) && len(b.Segments) > 0 && ofSigns(b.Segments, i)})
		at += len(s.Text)
	}
	return out
}

// run writes a run of words of a side.
func (w *writer) run(r sideRun, words string, at int, marks []Mark, start bool) {
	w.signs = r.signs
	write := func(part string, k int) { w.marked(part, at+k, marks, start && k == 0) }
	switch r.Op {
	case string(redline.Delete):
		w.changed("del", r.Class, words, write)
	case string(redline.Insert):
		w.changed("ins", r.Class, words, write)
	default:
		w.marked(words, at, marks, start)
	}
	w.signs = false
}

// columnLabel writes the label of a paragraph; the first new one is the anchor
// of the block.
func (w *writer) columnLabel(b *Block, side string, i int, p Paragraph) {
	anchor := side == "new" && i == 0 || len(b.New) == 0 && i == 0
	label := shownLabel(p)
	switch {
	case anchor && label == "":
		w.raw(`<a class="pn" href="#`, b.id(), `" aria-label="paragraph `, b.id(), `" lang="en">¶</a>`)
	case anchor:
		w.raw(`<a class="pn" href="#`, b.id(), `">`)
		w.escape(label)
		w.raw("</a>")
	case strings.TrimSpace(label) == "":
		w.raw(`<span class="pn"></span>`)
	default:
		w.raw(`<span class="pn">`)
		w.escape(label)
		w.raw("</span>")
	}
}
