package compile

import "slices"

// Unattributed gives the object without names: the options of each slot ordered by
// their text, deletion last. Project of it gives the base alone.
func (c *Compiled) Unattributed() *Compiled { return &Compiled{unattributed(c.Pieces)} }

func unattributed(pieces []Piece) []Piece {
	out := slices.Clone(pieces)
	for i := range out {
		out[i].Options = slices.Clone(out[i].Options)
		for k := range out[i].Options {
			o := &out[i].Options[k]
			o.Actors, o.Within = nil, unattributed(o.Within)
		}
		slices.SortStableFunc(out[i].Options, byText)
	}
	return out
}
