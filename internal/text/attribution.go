package text

// Attribution is a name or stance that was typed inside the words and stands
// beside them (domain §3): the exact bytes, where they stood, and whom they
// name. Put back in order, they give the typed form byte for byte.
type Attribution struct {
	// Offset is where in the text, in bytes, Source stood.
	Offset int `json:"offset"`
	// Source is exactly what was typed, "EU, Japan: " for example.
	Source string `json:"source"`
	// Actors are the actors it names, as the register has them, in the order typed.
	Actors []string `json:"actors"`
	// Stance is "", or a word such as "delete" or "retain" where one was typed.
	Stance string `json:"stance,omitempty"`
	// Marks are the marks that covered some of Source, as they stood, counted
	// from the start of Source; see Detach. Usually there are none.
	Marks []Mark `json:"marks,omitempty"`
}
