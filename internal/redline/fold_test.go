package redline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/travaux/travaux/internal/redline"
)

// TestSlivers shows which one or two kept words between two changes are marked with
// them, and which stay.
func TestSlivers(t *testing.T) {
	for _, tt := range []struct{ name, language, old, new, want string }{
		{"a word beside a phrase put in", "en", "on sustainable development at every level", "on renewed development for study and adoption at every level",
			"on {-sustainable development-}{+renewed development for study and adoption+} at every level"},
		{"a word between phrases put in", "en", "calls on private donors to pay", "calls on the basin states and private and international river donors to pay",
			"calls on {-private-}{+the basin states and private and international river+} donors to pay"},
		{"an item", "en", "to open access and reports", "to free access, skills and tools, and reports", "to {-open-}{+free+} access{+, skills and tools,+} and reports"},
		{"an item beside a phrase", "en", "the lower rivers and all lakes", "the deep and wide lower rivers, streams and creeks, and all lakes",
			"the {+deep and wide +}lower rivers{+, streams and creeks,+} and all lakes"},
		{"the end of a sentence", "en", "on the use of wells. Calls for care", "on the use of springs. Asks for care", "on the use of {-wells. Calls-}{+springs. Asks+} for care"},
		{"the end of a sentence", "ru", "о реках стран. Просит совет", "о реках мира. Призывает совет", "о реках {-стран. Просит-}{+мира. Призывает+} совет"},
		{"the end of a longer one", "en", "on the safe and open use of wells. Calls again for care", "on the free supply from new springs. Asks for care",
			"on the {-safe and open use of wells-}{+free supply from new springs+}. {-Calls again-}{+Asks+} for care"},
		{"a number and a sentence", "en", "as in table 3. Calls for care", "as in table 4. Asks for care", "as in table {-3-}{+4+}. {-Calls-}{+Asks+} for care"},
		{"a bracket taken out", "en", "to build [new wells now] pumps for all", "to build pumps with long pipes for all",
			"to build {-[new wells now] -}pumps {+with long pipes +}for all"},
		{"a qualifier", "en", "to share national measurements", "to publish national voluntary measurements", "to {-share-}{+publish+} national {+voluntary +}measurements"},
		{"a verb", "en", "the agreed text shall be open to members from now on", "the deposited copy of it shall bind all of its members from now on",
			"the {-agreed text-}{+deposited copy of it+} shall {-be open to-}{+bind all of its+} members from now on"},
		{"a bracket", "en", "protect the river and its basin", "protect the [river] and its basin", "protect the {+[+}river{+]+} and its basin"},
		{"a bracket beside a change", "en", "urges States to act for water use", "calls upon them to act for [water] use",
			"{-urges States-}{+calls upon them+} to act for {+[+}water{+]+} use"},
	} {
		t.Run(tt.language+" "+tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, marked(redline.Default{}.Diff(tt.old, tt.new, tt.language))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(turned(tt.want), marked(redline.Default{}.Diff(tt.new, tt.old, tt.language))); diff != "" {
				t.Errorf("back (-want +got):\n%s", diff)
			}
		})
	}
}
