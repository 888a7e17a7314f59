package text

import "strings"

// Slots gives what stands in the words wherever Detach would look for names: before
// the colon of a bracket, behind its last dash, behind a stance in round brackets. In
// each slot it gives the parts between commas, "and" and the like, and then what several
// of them make together, as names may have these words in them.
func Slots(typed string) []Slot {
	var out []Slot
	d := detacher{s: typed, resolve: func(string) (string, bool) { return "", false }}
	d.slot = func(list string) {
		starts, ends := nameParts(list)
		var s Slot
		for n := 1; n <= longestName; n++ {
			for i := 0; i+n <= len(starts); i++ {
				if name := strings.TrimSpace(list[starts[i]:ends[i+n-1]]); name != "" {
					if n == 1 {
						s.Parts = append(s.Parts, name)
					} else {
						s.Joined = append(s.Joined, name)
					}
				}
			}
		}
		out = append(out, s)
	}
	d.scan()
	return out
}

// Slot is what stands where a name may stand.
type Slot struct{ Parts, Joined []string }
