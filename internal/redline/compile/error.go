package compile

import "fmt"

// The reasons for which proposals are not compiled.
const (
	// NotTold: a wording could not be told from mark-up, even with the whole
	// paragraph in one option.
	NotTold = "BR009"
	// BadName: a name that could not be told from words where it is printed.
	BadName = "COMPILE_NAME"
	// Twice: one actor wants two things of one paragraph.
	Twice = "COMPILE_TWICE"
)

// Error is the refusal of a compilation.
type Error struct {
	Reason string
	// Message says what is wrong and why, Remedy what to do.
	Message, Remedy string
}

// Error gives reason and message.
func (e *Error) Error() string { return e.Reason + ": " + e.Message }

func notTold() error {
	return &Error{NotTold, "A wording of the paragraph could not be told from the brackets and names of the compilation: it has a bracket without a partner, or words that read as names or a stance.",
		"Close the bracket within the paragraph, or word the place otherwise; then compile again."}
}

func badName(name string) error {
	return &Error{BadName, fmt.Sprintf("The name %q cannot stand before the words of an option: it is empty, is the mark of the base, or has brackets, a colon or spaces at its ends.", name),
		"Give the actor another short name."}
}

func twiceBy(name string) error {
	return &Error{Twice, fmt.Sprintf("%s wants two different things of one paragraph.", name), "Keep one of the two wordings, or give them different names."}
}
