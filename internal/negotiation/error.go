package negotiation

import "fmt"

// ErrorKind sorts refusals by what the caller can do about them.
type ErrorKind string

// The kinds of error, each with what it asks of the caller.
const (
	Invalid       ErrorKind = "invalid"        // wrong whatever the state: mend the request
	Precondition  ErrorKind = "precondition"   // wrong in this state: the state has to change first
	Stale         ErrorKind = "stale"          // made on an etag or base that has moved on: read again and redo
	NotFound      ErrorKind = "not-found"      // does not exist, or is not for the caller to know of
	AlreadyExists ErrorKind = "already-exists" // the name is taken
	Forbidden     ErrorKind = "forbidden"      // the caller sees it but has not the right
	Unidentified  ErrorKind = "unidentified"   // sign in first
	Exhausted     ErrorKind = "exhausted"      // a limit of size or rate was met
	Unavailable   ErrorKind = "unavailable"    // outcome unknown or server busy: retry with the same request id
	Internal      ErrorKind = "internal"       // a fault of the program
)

// Error is a refusal. Reason is a stable code in UPPER_SNAKE_CASE, documented
// in docs/errors.md; Message says what is wrong and why, Remedy what to do. None
// of them carries negotiated text.
type Error struct {
	Kind    ErrorKind
	Reason  string
	Subject string // the resource or field that it is about
	Message string
	Remedy  string
	// Facts are further machine-readable details, such as the current etag.
	Facts map[string]string
	// Cause is what lies beneath; it is logged, never shown.
	Cause error
}

// Error gives the message with its reason.
func (e *Error) Error() string {
	if e.Subject == "" {
		return fmt.Sprintf("%s: %s", e.Reason, e.Message)
	}
	return fmt.Sprintf("%s: %s: %s", e.Reason, e.Subject, e.Message)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }
