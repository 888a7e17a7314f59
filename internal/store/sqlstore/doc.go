// Package sqlstore keeps the record in SQL. So far the engine is SQLite; the
// statements are one text for both engines that are meant (numbered parameters in
// ascending order, no engine's own functions), and what is SQLite's alone stands
// in sqlite.go, file.go and migrations/sqlite.
//
// One goroutine writes. It takes all callers that wait into one transaction,
// each within a savepoint, and answers when COMMIT has returned; the disk is
// waited for once for all of them. Readers have connections of their own and read
// snapshots. A second process on the same file is refused.
//
// # What stands where
//
// Tables event and event_value are the record: canonical bytes, salt and leaf of
// each event (package record), and the blindable values beside them. Table entity
// is what they add up to, put there by the same statements when an event is
// written and when Verify replays it. Table stream holds a counter for each
// subject and audience, raised in the writing transaction, so that whoever
// follows a stream misses nothing. Table request holds answers by request id.
package sqlstore
