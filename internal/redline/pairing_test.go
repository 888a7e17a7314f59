package redline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

// kinds makes a draft of one paragraph a line: its kind, a bar, its label, a bar
// and its words.
func kinds(lines ...string) *text.Draft {
	d := &text.Draft{Language: "en"}
	for _, l := range lines {
		p := strings.SplitN(l, "|", 3)
		d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: text.Kind(p[0]), Label: p[1], Text: p[2]})
	}
	return d
}

func TestPairingNeedsSubstance(t *testing.T) {
	const recital = "Recognizing that gauges present new opportunities for the coastal States and that there is a pressing need to address " +
		"the major obstacles which small harbours meet in obtaining such instruments, stressing the need to close the gaps between upper and lower banks, "
	for name, tt := range map[string]struct {
		old, new *text.Draft
		want     []string
	}{
		"only small words in common": {
			kinds("operative|1.|"+first, "operative|2.|Looks forward to the comprehensive review by the Compact, in 2025, of the progress made since the summit on the delta;", "operative|3.|"+third),
			kinds("operative|1.|"+first, "operative|2.|Stresses the need to better realize the benefits of dredging and the hazards of silt, by the harbour masters of the estuary;", "operative|3.|"+third),
			[]string{"UNCHANGED [0] [0]", "DELETED [1] []", "INSERTED [] [1]", "UNCHANGED [2] [2]"},
		},
		"a reference changes whole": {
			kinds("preambular||"+first, "footnote|⁹|A/78/62-E/2023/49.", "preambular||"+second),
			kinds("preambular||"+first, "footnote|⁹|A/79/62-E/2024/3.", "preambular||"+second),
			[]string{"UNCHANGED [0] [0]", "EDITED [1] [1]", "UNCHANGED [2] [2]"},
		},
		"a reference, renumbered": {
			kinds("preambular||"+first, "footnote|⁹|A/78/62.", "preambular||"+second),
			kinds("preambular||"+first, "footnote|¹²|E/2024/3.", "preambular||"+second),
			[]string{"UNCHANGED [0] [0]", "EDITED [1] [1]", "UNCHANGED [2] [2]"},
		},
		"a footnote and a paragraph": {
			kinds("preambular||"+first, "footnote|¹|Decision on readings of the upper gauge, annex.", "preambular||"+second),
			kinds("preambular||"+first, "preambular||Decision on readings of the upper gauge, annex one.", "preambular||"+second),
			[]string{"UNCHANGED [0] [0]", "DELETED [1] []", "INSERTED [] [1]", "UNCHANGED [2] [2]"},
		},
		"a heading and a paragraph": {
			kinds("operative||"+first, "heading||Sharing of water level data", "operative||"+second),
			kinds("operative||"+first, "operative||Sharing of all water level data", "operative||"+second),
			[]string{"UNCHANGED [0] [0]", "DELETED [1] []", "INSERTED [] [1]", "UNCHANGED [2] [2]"},
		},
		"split with a footnote between": {
			kinds("preambular||"+second, "preambular||"+recital+"and to use gauges for growth, and recalling the need to stress quality, speed, price and local training,"),
			kinds("preambular||"+second, "preambular||"+recital+"as well as of the marshes,", "footnote|¹|A/RES/70/1.",
				"preambular||Emphasizing how far it matters to use gauges for growth, and recalling the need to stress quality, speed, price and local training,"),
			[]string{"UNCHANGED [0] [0]", "SPLIT [1] [1 3]", "INSERTED [] [2]"},
		},
		"headings that share a number word": {
			kinds("heading||Article 4 (flow)", "plain||"+first, "heading||Article 5 (silt)", "plain||"+second),
			kinds("heading||Article 4", "plain||"+third, "heading||Article 5 (flow)", "plain||"+first, "heading||Article 6 (silt)", "plain||"+second),
			[]string{"INSERTED [] [0]", "INSERTED [] [1]", "EDITED [0] [2]", "UNCHANGED [1] [3]", "EDITED [2] [4]", "UNCHANGED [3] [5]"},
		},
		"a few words do not move": {
			kinds("plain||Option 2:", "plain||"+first, "plain||"+second, "plain||Support", "plain||"+third),
			kinds("plain||"+first, "plain||Support", "plain||"+second, "plain||Option 2:", "plain||"+third),
			[]string{"DELETED [0] []", "UNCHANGED [1] [0]", "INSERTED [] [1]", "UNCHANGED [2] [2]", "DELETED [3] []", "INSERTED [] [3]", "UNCHANGED [4] [4]"},
		},
		"a few words move with the rest": {
			kinds("heading||Silt", "plain||"+first, "plain||"+second, "plain||"+third),
			kinds("plain||"+second, "plain||"+third, "heading||Silt", "plain||"+first),
			[]string{"UNCHANGED [2] [0]", "UNCHANGED [3] [1]", "MOVED [0] [2]", "MOVED [1] [3]"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := redline.Compare(tt.old, tt.new, redline.Options{})
			if broken := brokenLaw(c); broken != "" {
				t.Fatal(broken)
			}
			var got []string
			for _, p := range c.Paragraphs {
				got = append(got, fmt.Sprint(p.Change, " ", p.Old, " ", p.New))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
