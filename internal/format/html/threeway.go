package html

import (
	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/format/threeway"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// threeWayStyle is what the three-way page adds to the style sheet.
const threeWayStyle = `
.shell.three{grid-template-columns:minmax(0,1fr)}.three .para{grid-template-columns:6.5rem minmax(0,var(--measure)) minmax(0,15rem)}
.who{font:600 .62em/1 var(--sans);color:var(--ink-2);border:1px solid currentColor;border-radius:3px;padding:.1em .35em;margin-inline:.2em;vertical-align:.15em;white-space:nowrap}
.clash{border:2px solid var(--focus);border-radius:4px;padding:.1em .3em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.st.clashing{color:var(--focus)}.st.clashing::before{border-width:.14em;transform:rotate(45deg);background:currentColor}
@media (max-width:72rem){.three .para{grid-template-columns:6rem minmax(0,1fr)}}@media (max-width:40rem){.three .para{grid-template-columns:minmax(0,1fr)}}`

// WriteThreeWay gives a three-way comparison as one self-contained page without
// script. The same comparison gives the same bytes. Each paragraph is an element
// with the attribute data-origin; its words stand in the element of class txt. In
// it each run but the kept ones is an element with data-origin of its own; del
// and ins hold words, who the name of the side that they are of.
func WriteThreeWay(c *redline.ThreeWayComparison, n threeway.Names) []byte {
	w := &writer{notes: map[string][]int{}, language: c.Base.Language}
	w.top("", style+threeWayStyle, "", n.BaseDraft.Name+": "+n.Mine+", "+n.Theirs)
	w.raw(`<body><div class="shell three"><main id="text"`, direction(c.Base.Language), ">\n")
	w.threeWayHead(c, n)
	for i := range c.Paragraphs {
		w.threeWayParagraph(c, &c.Paragraphs[i], n)
	}
	w.raw("</main></div></body></html>\n")
	return []byte(w.b.String())
}

// threeWayHead names the drafts and counts the clashes.
func (w *writer) threeWayHead(c *redline.ThreeWayComparison, n threeway.Names) {
	w.raw(`<header class="dochead"><p class="eyebrow"`, ours, `>Three-way view</p><h1>`)
	w.escape(first(c.Base.Title, n.BaseDraft.Name))
	w.raw(`</h1><dl class="meta"`, ours, ">")
	for _, x := range []struct {
		role  string
		named threeway.Draft
		d     *text.Draft
	}{{"Base", n.BaseDraft, c.Base}, {n.Mine, n.MineDraft, c.Mine}, {n.Theirs, n.TheirsDraft, c.Theirs}} {
		w.raw("<div><dt>")
		w.escape(x.role)
		w.raw("</dt><dd><b>")
		w.escape(x.named.Name)
		w.raw("</b> · ", changelist.Counted(len(x.d.Paragraphs), "paragraph"))
		if x.named.Hash != "" {
			w.raw(" · <code>")
			w.escape(x.named.Hash)
			w.raw("</code>")
		}
		w.raw("</dd></div>")
	}
	w.raw("</dl><p", ours, ">")
	w.escape(threeway.Summary(c, n))
	w.raw(".</p><p", ours, ">Underlined twice: added. Struck through: removed. The name beside a change says who makes it; ",
		"a frame holds a clash, the words of the base first, then those of each side. ",
		"Square brackets are part of the text: words not agreed.</p></header>\n")
}

// threeWayParagraph writes one paragraph.
func (w *writer) threeWayParagraph(c *redline.ThreeWayComparison, p *redline.ThreeWayParagraph, n threeway.Names) {
	w.raw(`<section class="para" data-origin="`, string(p.Origin), `"><p class="pn"><bdi>`)
	w.escape(threeway.Label(c, p))
	w.raw(`</bdi></p><p class="txt">`)
	for _, s := range p.Segments {
		w.threeWaySegment(s, n)
	}
	w.raw("</p>")
	if state := threeway.State(p, n); state != "" {
		class := "edited"
		if p.Origin == redline.InClash {
			class = "clashing"
		}
		w.raw(`<p class="note"`, ours, `><span class="st `, class, `">`)
		w.escape(state)
		w.raw("</span></p>")
	}
	w.raw("</section>\n")
}

// threeWaySegment writes one run of words.
func (w *writer) threeWaySegment(s redline.ThreeWaySegment, n threeway.Names) {
	if s.Origin == redline.Kept {
		w.escape(s.Base)
		return
	}
	w.raw(`<span data-origin="`, string(s.Origin), `"`)
	if s.Origin == redline.InClash {
		w.raw(` class="clash"><span class="sr"`, ours, `>clash: </span>`)
		w.inElement("del", "base: ", s.Base)
		w.who(n.Mine)
		w.wording(s.Mine)
		w.who(n.Theirs)
		w.wording(s.Theirs)
		w.raw("</span>")
		return
	}
	w.raw(">")
	come, who := s.Mine, n.Mine
	switch s.Origin {
	case redline.FromTheirs:
		come, who = s.Theirs, n.Theirs
	case redline.FromBoth:
		who = "both"
	}
	w.signs = changelist.SameSigns(s.Base, come)
	w.inElement("del", "delete: ", s.Base)
	w.inElement("ins", "insert: ", come)
	w.signs = false
	w.who(who)
	w.raw("</span>")
}

// inElement writes words in a del or ins element, with a word for screen readers;
// nothing for no words.
func (w *writer) inElement(tag, spoken, words string) {
	if words == "" {
		return
	}
	w.raw("<", tag, `><span class="sr"`, ours, ">", spoken, "</span>")
	w.escape(words)
	w.raw("</", tag, ">")
}

// wording writes what one side of a clash says.
func (w *writer) wording(words string) {
	if words == "" {
		w.raw(`<span class="none"`, ours, ">nothing</span>")
		return
	}
	w.inElement("ins", "", words)
}

// who names a side.
func (w *writer) who(name string) {
	w.raw(`<bdi class="who"`, ours, ">")
	w.escape(name)
	w.raw("</bdi>")
}
