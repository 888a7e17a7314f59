// Package threeway holds what all renderings of a three-way comparison share: how
// drafts and sides are named, and what is said of each paragraph, so that every
// form tells the same. It also writes the JSON form. It is pure.
package threeway

import (
	"strings"

	"github.com/travaux/travaux/internal/format/changelist"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// Draft names one of the three drafts.
type Draft struct {
	// Name is what the draft is called, such as its file; Hash is its content's.
	Name, Hash string
}

// Names is what the caller says of the drafts. Mine and Theirs are the actors
// named at every change of theirs.
type Names struct {
	BaseDraft, MineDraft, TheirsDraft Draft
	Mine, Theirs                      string
}

// State says in words what became of a paragraph and who did it: "Delta Union:
// edited", "clash: Delta Union deletes what Coravia changes". It is empty where
// neither side changes anything but labels.
func State(p *redline.ThreeWayParagraph, n Names) string {
	if len(p.Clash) == 0 {
		return changes(p, n)
	}
	said := make([]string, 0, len(p.Clash))
	for _, k := range p.Clash {
		said = append(said, clash(k, p, n))
	}
	return "clash: " + strings.Join(said, "; ")
}

// changes says what each side did where they do not clash.
func changes(p *redline.ThreeWayParagraph, n Names) string {
	switch p.Origin {
	case redline.FromMine:
		return n.Mine + ": " + change(p.MineChange)
	case redline.FromTheirs:
		return n.Theirs + ": " + change(p.TheirsChange)
	case redline.FromBoth:
		return "both: " + change(p.MineChange)
	case redline.FromEach:
		return n.Mine + ": " + change(p.MineChange) + "; " + n.Theirs + ": " + change(p.TheirsChange)
	}
	return ""
}

// clash says in what the sides clash.
func clash(k redline.ClashKind, p *redline.ThreeWayParagraph, n Names) string {
	switch {
	case k == redline.ClashWords:
		return n.Mine + " and " + n.Theirs + " change the same words"
	case k == redline.ClashDeleted:
		first, second, other := n.Mine, n.Theirs, p.TheirsChange
		if len(p.Mine) > 0 {
			first, second, other = second, first, p.MineChange
		}
		act := "changes"
		if other == redline.Moved {
			act = "moves"
		}
		return first + " deletes what " + second + " " + act
	case len(p.Base) > 0 && moved(p.MineChange) && moved(p.TheirsChange):
		return n.Mine + " and " + n.Theirs + " move it to different places"
	}
	here := len(p.Mine) > 0 && (len(p.Base) == 0 || moved(p.MineChange))
	there := len(p.Theirs) > 0 && (len(p.Base) == 0 || moved(p.TheirsChange))
	who, other, act := n.Mine, n.Theirs, p.MineChange
	switch {
	case here && there:
		return "both put it here, and other paragraphs beside it"
	case there:
		who, other, act = n.Theirs, n.Mine, p.TheirsChange
	}
	verb := "puts it here"
	if moved(act) {
		verb = "moves it here"
	}
	return who + " " + verb + ", " + other + " another paragraph"
}

// moved tells whether a change is a move.
func moved(c redline.Change) bool { return c == redline.Moved || c == redline.MovedEdited }

// change names a change.
func change(c redline.Change) string {
	switch c {
	case redline.Inserted:
		return "new"
	case redline.Deleted:
		return "deleted"
	case redline.Moved:
		return "moved"
	case redline.MovedEdited:
		return "moved and edited"
	case redline.Split:
		return "split"
	case redline.Merged:
		return "merged"
	}
	return "edited"
}

// Label gives the label under which a paragraph is shown: that of the base, else
// of the side that brought it.
func Label(c *redline.ThreeWayComparison, p *redline.ThreeWayParagraph) string {
	for _, x := range []struct {
		d  *text.Draft
		at []int
	}{{c.Base, p.Base}, {c.Mine, p.Mine}, {c.Theirs, p.Theirs}} {
		if len(x.at) > 0 {
			return x.d.Paragraphs[x.at[0]].Label
		}
	}
	return ""
}

// Summary counts in words what there is to settle and what merges: "1 clash; 2
// paragraphs changed by Delta Union, 1 by Coravia, 1 by both".
func Summary(c *redline.ThreeWayComparison, n Names) string {
	var mine, theirs, both int
	for i := range c.Paragraphs {
		switch c.Paragraphs[i].Origin {
		case redline.FromMine:
			mine++
		case redline.FromTheirs:
			theirs++
		case redline.FromBoth, redline.FromEach:
			both++
		}
	}
	clashes := c.Clashes()
	out := "no clash"
	if clashes > 0 {
		out = changelist.Counted(clashes, "clash")
	}
	var parts []string
	for _, x := range []struct {
		n   int
		who string
	}{{mine, n.Mine + " alone"}, {theirs, n.Theirs + " alone"}, {both, "both without a clash"}} {
		if x.n > 0 {
			parts = append(parts, changelist.Counted(x.n, "paragraph")+" changed by "+x.who)
		}
	}
	if len(parts) > 0 {
		out += "; " + strings.Join(parts, ", ")
	}
	return out
}
