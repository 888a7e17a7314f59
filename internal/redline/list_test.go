package redline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

const (
	board    = "Decides that the harbour board shall:"
	publish  = "Publish the readings of every gauge;"
	keepOpen = "Keep the channel open to all vessels;"
	report   = "Report each spring to the Compact;"
	train    = "Train the masters of small harbours."
)

// list makes a draft of a chapeau and items, each "label words", where a roman
// label is one deeper.
func list(items ...string) *text.Draft {
	d := &text.Draft{Language: "en", Paragraphs: []text.Paragraph{{Kind: text.Operative, Label: "5.", Text: board}}}
	for _, s := range items {
		label, words, _ := strings.Cut(s, " ")
		depth := 1
		if strings.HasPrefix(label, "(i") {
			depth = 2
		}
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Item, Depth: depth, Label: label, Text: words})
	}
	return d
}

// changesOf writes a comparison, one change a line, without what stays as it was.
func changesOf(c *redline.Comparison) []string {
	var out []string
	for _, p := range c.Paragraphs {
		line := fmt.Sprint(p.Change, " ", p.Old, " ", p.New)
		switch p.Change {
		case redline.Unchanged:
			continue
		case redline.Edited, redline.MovedEdited, redline.Split, redline.Merged:
			line += " " + marked(p.Segments)
		}
		out = append(out, line)
	}
	return out
}

func TestLists(t *testing.T) {
	base := list("(a) "+publish, "(b) "+keepOpen, "(c) "+report, "(d) "+train)
	for name, tt := range map[string]struct {
		new  *text.Draft
		want []string
	}{
		"item inserted": {list("(a) "+publish, "(b) Share the silt reports of the delta;", "(c) "+keepOpen, "(d) "+report, "(e) "+train),
			[]string{"INSERTED [] [2]", "RENUMBERED [2] [3]", "RENUMBERED [3] [4]", "RENUMBERED [4] [5]"}},
		"item inserted without renumbering": {list("(a) "+publish, "(a-bis) Share the silt reports of the delta;", "(b) "+keepOpen, "(c) "+report, "(d) "+train),
			[]string{"INSERTED [] [2]"}},
		"last item added": {list("(a) "+publish, "(b) "+keepOpen, "(c) "+report, "(d) Train the masters of small harbours;", "(e) Open a register of ferries."),
			[]string{"EDITED [4] [4] Train the masters of small harbours{-.-}{+;+}", "INSERTED [] [5]"}},
		"item split": {list("(a) "+publish, "(b) Keep the channel open;", "(c) Keep it open to all vessels;", "(d) "+report, "(e) "+train),
			[]string{"SPLIT [2] [2 3] Keep the channel open{+;\nKeep it open+} to all vessels;", "RENUMBERED [3] [4]", "RENUMBERED [4] [5]"}},
		"items joined": {list("(a) "+publish, "(b) Keep the channel open to all vessels and report each spring to the Compact;", "(c) "+train),
			[]string{"MERGED [2 3] [2] Keep the channel open to all vessels{-;\nReport-}{+ and report+} each spring to the Compact;", "RENUMBERED [4] [3]"}},
		"items swapped": {list("(a) "+publish, "(b) "+report, "(c) "+keepOpen, "(d) "+train),
			[]string{"MOVED [3] [2]", "RENUMBERED [2] [3]"}},
		"several deleted": {list("(a) "+publish, "(b) "+train), []string{"DELETED [2] []", "DELETED [3] []", "RENUMBERED [4] [2]"}},
		"all deleted":     {list(), []string{"DELETED [1] []", "DELETED [2] []", "DELETED [3] []", "DELETED [4] []"}},
		"levels changed":  {list("(a) "+publish, "(i) "+keepOpen, "(ii) "+report, "(b) "+train), []string{"RENUMBERED [2] [2]", "RENUMBERED [3] [3]", "RENUMBERED [4] [4]"}},
		"and, before the last": {list("(a) "+publish, "(b) "+keepOpen, "(c) Report each spring to the Compact; and", "(d) "+train),
			[]string{"EDITED [3] [3] Report each spring to the Compact;{+ and+}"}},
		"each edited": {list("(a) Publish yearly the readings of every gauge;", "(b) Keep the channels open to all vessels;", "(c) Report each autumn to the Compact;", "(d) Train the masters of harbours."),
			[]string{"EDITED [1] [1] Publish {+yearly +}the readings of every gauge;", "EDITED [2] [2] Keep the {-channel-}{+channels+} open to all vessels;",
				"EDITED [3] [3] Report each {-spring-}{+autumn+} to the Compact;", "EDITED [4] [4] Train the masters of {-small -}harbours."}},
		"put in brackets": {list("(a) ["+publish+"]", "(b) "+keepOpen, "(c) [Report each spring to the Compact;", "(d) "+train+"]"),
			[]string{"EDITED [1] [1] {+[+}" + publish + "{+]+}", "EDITED [3] [3] {+[+}" + report, "EDITED [4] [4] " + train + "{+]+}"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := redline.Compare(base, tt.new, redline.Options{})
			if broken := brokenLaw(c); broken != "" {
				t.Fatal(broken)
			}
			if diff := cmp.Diff(tt.want, changesOf(c)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestNearIdenticalParagraphs holds the aligner to keep apart what differs in one
// word, whatever is put in, taken out or edited among it.
func TestNearIdenticalParagraphs(t *testing.T) {
	rivers := strings.Fields("Sarrow Morvane Tarsis Bessany Aldria Ouvena Lindmark Coravia")
	clause := func(river, rest string) string {
		return "Requests the secretariat of the Compact to publish the water level of the river at " + river + " every day of the year" + rest + ";"
	}
	draft := func(rest string, rivers ...string) *text.Draft {
		d := &text.Draft{Language: "en"}
		for i, r := range rivers {
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Operative, Label: fmt.Sprintf("%d.", i+1), Text: clause(r, rest)})
		}
		return d
	}
	for name, new := range map[string]*text.Draft{
		"one put in":       draft("", append([]string{"Narrows"}, rivers...)...),
		"one taken out":    draft("", append(rivers[:3:3], rivers[4:]...)...),
		"two taken out":    draft("", rivers[1:7]...),
		"turned round":     draft("", "Coravia", "Lindmark", "Ouvena", "Aldria", "Bessany", "Tarsis", "Morvane", "Sarrow"),
		"all edited":       draft(" and night", rivers...),
		"edited, one in":   draft(" and night", append(rivers[:4:4], append([]string{"Narrows"}, rivers[4:]...)...)...),
		"edited, one out":  draft(" and night", rivers[1:]...),
		"edited, last out": draft(" and night", rivers[:7]...),
	} {
		t.Run(name, func(t *testing.T) {
			c := redline.Compare(draft("", rivers...), new, redline.Options{})
			if broken := brokenLaw(c); broken != "" {
				t.Fatal(broken)
			}
			for _, p := range c.Paragraphs {
				if len(p.Old) == 0 || len(p.New) == 0 {
					continue
				}
				for _, r := range rivers {
					if strings.Contains(c.Old.Paragraphs[p.Old[0]].Text, r) != strings.Contains(c.New.Paragraphs[p.New[0]].Text, r) {
						t.Errorf("%s of paragraph %d became paragraph %d: %s", r, p.Old[0], p.New[0], marked(p.Segments))
					}
				}
			}
		})
	}
}
