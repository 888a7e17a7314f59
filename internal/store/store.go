// Package store is the contract between the use cases and whatever keeps the
// record: events are the truth, entities are what they add up to. The suite in
// storetest is the contract in executable form; sqlstore keeps it.
//
// Every read takes a negotiation.Viewer. The predicate stands in the query and
// is checked again on each row before it leaves: a row that fails the second
// check is an alarm and an Internal error, not a shorter answer.
package store

import (
	"context"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
)

// Store keeps one installation's record. All methods are safe for concurrent
// use. Errors are *negotiation.Error where a caller can do something about them
// (NotFound, Stale, Unavailable, Exhausted), else wrapped faults.
type Store interface {
	// View runs fn on one snapshot, apart from writers. fn must not keep the Tx.
	View(ctx context.Context, fn func(Tx) error) error

	// Update runs fn alone of all writers, on the newest state; the events it
	// returns are appended, projected and answered for in one durable
	// transaction: when Update returns without error, they are on disk. If fn or
	// the append fails nothing of it remains, and other callers' writes that
	// share the commit are untouched. fn may be run on another goroutine.
	//
	// Where req.ID is set and the principal has used it before: the same body
	// digest gives the first answer again with Replayed set and fn is not run;
	// another digest is *Error{Kind: Invalid, Reason: "REQUEST_ID_REUSED"}.
	// A commit whose outcome is unknown is Unavailable, "OUTCOME_UNKNOWN".
	Update(ctx context.Context, req Request, fn func(Tx) (Write, error)) (Result, error)

	// Notify registers a channel that is sent to, without blocking, after each
	// commit that appended events: a hint to look, never the news itself. stop
	// ends it.
	Notify(ch chan<- struct{}) (stop func())

	// ID is the identity of this store, made when it was created.
	ID() string

	// Secret gives a key kept in the store for a purpose ("watch"), made on
	// first use, 32 bytes.
	Secret(ctx context.Context, purpose string) ([]byte, error)

	// Verify replays all events from empty into a scratch projection, with no
	// comparer, parser or register, and compares it with the current one hash
	// for hash; it also checks each event's canonical bytes, commitments and the
	// gap-free counter of each stream.
	Verify(ctx context.Context, progress func(done, total int)) (Verification, error)

	// Close stops the writer after what it has accepted, and waits.
	Close() error
}

// Request is the identity of a write.
type Request struct {
	// Principal and ID together name it; an empty ID means "not repeatable".
	Principal negotiation.Principal
	ID        string
	// Digest is over the request's meaning; the same request has the same.
	Digest [32]byte
	At     time.Time
}

// Write is what a use case asks to be written.
type Write struct {
	Events []negotiation.Event
	// Answer is kept with the request id and given again to a repetition.
	Answer []byte
	// Check lists what was read on an earlier snapshot and must still stand:
	// a mismatch is *Error{Kind: Stale, Reason: "CONCURRENT_CHANGE"}.
	Check []Version
}

// Result is what became of a write.
type Result struct {
	Answer   []byte
	Replayed bool
}

// Version pins what was read: an entity's Version, or, with Kind set, all
// entities of a kind under the parent Name (their number and newest version).
type Version struct {
	Name    string
	Kind    negotiation.Kind
	Count   int
	Version int64
}

// Record is an entity as kept.
type Record struct {
	Kind     negotiation.Kind
	Name     string
	Audience negotiation.Audience
	// Body is the entity's JSON, as canonical bytes.
	Body []byte
	// Etag is a hash of name and body, quoted for HTTP; it tells nothing else.
	Etag string
	// Version rises with each change in the store; internal, never served.
	Version int64
}

// Query selects entities. Pages are by key, never by offset.
type Query struct {
	Kind   negotiation.Kind
	Parent string
	Ref    string
	// AfterSort and AfterName are the keys of the last one seen.
	AfterSort, AfterName string
	// Limit is at most 1,000; 0 means all.
	Limit int
}

// PageBytes is how large a page of events is at most, as they are kept, unless it
// has only one.
const PageBytes = 1 << 20

// Tx reads one state.
type Tx interface {
	// Get gives the record of that name; absent and not-yours are the same
	// NotFound, with the same work.
	Get(ctx context.Context, v negotiation.Viewer, name string) (Record, error)
	// List gives those records that the viewer sees, by Sort then Name.
	List(ctx context.Context, v negotiation.Viewer, q Query) ([]Record, error)
	// VersionOf pins the present state of what List of kind and parent reads.
	VersionOf(ctx context.Context, kind negotiation.Kind, parent string) (Version, error)
	// Streams gives the streams of a subject that the viewer sees, with their
	// counters.
	Streams(ctx context.Context, v negotiation.Viewer, subject string) ([]Stream, error)
	// Events gives up to limit events of the streams after the given positions,
	// in the order in which they were committed; 0 gives all. With a limit it
	// also ends before it would pass PageBytes, but gives at least one.
	Events(ctx context.Context, v negotiation.Viewer, after []Stream, limit int) ([]StreamEvent, error)
}

// Stream is one audience's sequence of events on one subject. Counter is the
// position of its newest event, from 1, without gaps; 0 is an empty stream.
type Stream struct {
	Subject  string
	Audience negotiation.Audience
	Counter  int64
}

// StreamEvent is an event at its place in a stream.
type StreamEvent struct {
	Stream Stream // Counter is the event's own position
	Event  negotiation.Event
}

// Verification is the outcome of Verify.
type Verification struct {
	Events, Entities, Streams int
	// Faults lists what does not agree, in words; empty means verified.
	Faults []string
	// StateHash is the hash over all entities, the same for the same history.
	StateHash string
}
