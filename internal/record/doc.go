// Package record defines the bytes of the record: one canonical form for an
// event, salted commitments in place of what may have to be blinded later, and
// the leaf by which a log names an event. It knows nothing of negotiations and
// imports nothing of this module.
//
// # Canonical bytes
//
// JSON in UTF-8 without a byte order mark, with no white space between tokens.
// Members of an object stand in the order of the code points of their keys, each
// key once. Numbers are integers within 64 bits, written without plus sign,
// leading zero, fraction or exponent; zero is "0". Strings escape only the
// quotation mark, the reverse solidus and the control characters below U+0020:
// \b \f \n \r \t where they exist, else \u00xx in lower case. Nothing is nested
// deeper than MaxDepth. Two texts with the same meaning have the same bytes.
//
// # Event
//
// An object with the members at (RFC 3339, UTC, six digits of a second),
// audience, by (actor, capacity, user), facts (each body, kind, name), id,
// reason, resource, subject and type. All are always there.
//
// # Commitments
//
// A blindable value v stands as {"commitment":"c"}, c being the unpadded
// base64url form of SHA-256(salt || canonical bytes of v), with 16 random bytes
// of salt. No other object may have "commitment" as its first key. The user in
// by is always committed, unless empty. Value and salt are kept beside the
// bytes; whoever has them can prove the value, and once they are deleted nothing
// tells it any more, while the bytes and all hashes over them stand.
//
// # Leaf
//
// SHA-256(0x00 || salt || canonical bytes), with 16 random bytes of salt of the
// event's own, so that a leaf that is shown confirms no guess at a hidden event.
package record
