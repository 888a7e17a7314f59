package html

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// class gives the classes of the element of a block: what it is, how deep it
// stands, what changed in it.
func (b *Block) class() string {
	class := "para " + b.now().Kind
	if !b.changed() {
		class += " same"
	}
	if d := min(b.now().Depth, 4); d > 0 {
		class += " d" + itoa(d)
	}
	return class + classKeys(b.Classes)
}

// block writes one change as a row of label, words and notes.
func (w *writer) block(b *Block) {
	now := b.now()
	class := b.class()
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
	class := strings.ToLower(b.Change)
	if b.Change == string(redline.Unchanged) {
		class = "formatting"
	}
	w.raw(`<span class="st `, class, `"`, ours, ">")
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
	return "Formatting"
}

// from adds the old labels, where there are any.
func from(word string, old []Paragraph) string {
	var labels []string
	for _, p := range old {
		if p.Label != "" {
			labels = append(labels, changelist.Bare(p.Label))
		}
	}
	if len(labels) == 0 {
		return word
	}
	return word + " from " + strings.Join(labels, ", ")
}

// note writes what the words themselves do not show: labels and kinds that
// changed, the classes of the changes, signs and formatting, the words to read
// from the floor.
func (w *writer) note(b *Block) {
	says := b.relabelled()
	classes := b.sayings()
	if len(says)+len(classes)+len(b.Spoken) == 0 {
		return
	}
	w.raw(`<div class="note"`, ours, ">")
	if len(says) > 0 {
		w.raw("<p>")
		w.escape(strings.Join(says, ". "))
		w.raw("</p>")
	}
	for _, s := range classes {
		w.raw("<p>")
		w.escape(s.head)
		for i, x := range s.samples {
			w.raw([]string{": ", "; "}[min(i, 1)], "<bdi>")
			w.escape(x[0])
			w.raw("</bdi> → <bdi>")
			w.escape(x[1])
			w.raw("</bdi>")
		}
		w.raw("</p>")
	}
	w.spoken(b)
	w.raw("</div>")
}

// spoken writes the words to read from the floor, folded.
func (w *writer) spoken(b *Block) {
	if len(b.Spoken) == 0 {
		return
	}
	w.raw(`<details class="floor"><summary>From the floor</summary>`)
	for _, s := range b.Spoken {
		w.raw("<p", direction(w.language), ">")
		w.escape(s)
		w.raw("</p>")
	}
	w.raw("</details>")
}

// relabelled tells of other labels and other kinds.
func (b *Block) relabelled() []string {
	var says []string
	if len(b.Old) == 1 && len(b.New) == 1 {
		old, new := b.Old[0], b.New[0]
		was, is := changelist.Bare(shownLabel(old)), changelist.Bare(shownLabel(new))
		switch {
		case old.Label == new.Label || strings.Contains(b.Change, "MOVED"):
		case old.Label == "":
			says = append(says, "Numbered "+is)
		case new.Label == "":
			says = append(says, "Was "+was+", now without number")
		default:
			says = append(says, was+" → "+is)
		}
		if old.Kind != new.Kind {
			says = append(says, "Was "+kindWord(old.Kind)+", now "+kindWord(new.Kind))
		}
	}
	if len(b.New) > 1 || len(b.Old) > 1 {
		says = append(says, labelList(b.Old)+" → "+labelList(b.New))
	}
	return says
}

// saying is a line of the margin about changes of one class, with a few of the
// words that gave way to others.
type saying struct {
	head    string
	samples [][2]string
}

// longestSample is how many characters of old and of new words the margin
// repeats, mostSamples how many changes of a class.
const (
	longestSample = 28
	mostSamples   = 3
)

// sayings tells the classes that are surer than substance, and what became of
// signs and formatting.
func (b *Block) sayings() []saying {
	var out []saying
	for _, c := range b.Classes {
		one := saying{head: capital(changelist.ClassWords(c))}
		for _, e := range changelist.Filter(b.Entries, []redline.Class{c}) {
			switch {
			case e.Format != nil:
			case changelist.SameSigns(e.Removed, e.Added):
				out = append(out, saying{head: capital(e.Note)})
			case len(one.samples) < mostSamples && e.Removed != "" && e.Added != "" && !strings.HasPrefix(string(c), "BRACKET") &&
				utf8.RuneCountInString(e.Removed) <= longestSample && utf8.RuneCountInString(e.Added) <= longestSample:
				one.samples = append(one.samples, [2]string{strings.TrimSpace(e.Removed), strings.TrimSpace(e.Added)})
			}
		}
		if c != redline.Substance && c != redline.Structure && c != redline.FormattingOnly {
			out = append(out, one)
		}
	}
	for _, s := range b.FormatNotes {
		out = append(out, saying{head: capital(s)})
	}
	return out
}

// capital writes the first letter large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// labelList names paragraphs by their labels, or by their number.
func labelList(ps []Paragraph) string {
	var labels []string
	for _, p := range ps {
		if p.Label == "" {
			return changelist.Counted(len(ps), "paragraph")
		}
		labels = append(labels, changelist.Bare(p.Label))
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
