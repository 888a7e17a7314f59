package negotiation

import "testing"

// TestNamesInTheWords: a name that stands where attributions stand is found, whether
// the register knows it or not; headings and topics in small letters are none.
func TestNamesInTheWords(t *testing.T) {
	known := func(name string) bool {
		return map[string]bool{"sarrow islands": true, "coravia": true, "us": true}[plainName(name)]
	}
	for _, name := range []string{
		"Sarrow Islands", "the Sarrow Islands", "sarrow islands", "Sarrow Islands & Coravia", "Sarrow Islands, somebody else", "all but Coravia, Coravia",
		"New Bessany", "Côte d'Ouvena", "Côte d’Ouvena", "Aldria (Federated States of)", "Tarsis (The)", "Morvane (Kingdom of the)",
		"the Lindmark Federation", "the United Banks of Great Ouvena and Northern Tarsis", "Group of 77", "EU27", "G-77", "JUSCANZ",
		"上游国、下游国", "دول المنبع", "Ливаны",
	} {
		for _, words := range []string{"[" + name + ": shall] meet", "to [meet – " + name + "]", "to meet (retain: " + name + ")"} {
			if !attributes(words, known) {
				t.Errorf("not found: %s", words)
			}
		}
	}
	for _, words := range []string{
		"[shall] meet", "[Option 1: to meet]", "[Note that: it meets]", "[New paragraph: to meet]", "[New text: to meet]", "[Recalling the Compact: so]",
		"[to meet – and to part]", "[to meet: in March]", "[Placeholder for the fund: text]", "(see also: the annex)", "[注：会议]", "[ملاحظة: نص]",
		"meets at noon: sharp", "[2031: to meet]",
	} {
		if attributes(words, known) {
			t.Errorf("taken for a name: %s", words)
		}
	}
}
