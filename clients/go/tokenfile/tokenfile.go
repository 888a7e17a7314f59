// Package tokenfile is the form of the file in which a server keeps who may sign
// in, and of the secrets whose hashes stand in it. The server reads the file; the
// command line writes the first administrator's line into it, before there is
// anybody who could sign in and ask the server to.
//
// The file has one token a line, fields parted by one space:
//
//	SHA256 USER ACTOR CAPACITY EXPIRY
//
// SHA256 is of the whole secret, in hexadecimal. USER and ACTOR are ids of the
// register; ACTOR is "-" but for the CAPACITY "delegation", the others are "team"
// and "administrator". EXPIRY is RFC 3339. Empty lines and lines that begin with #
// say nothing. Only its owner may read it.
package tokenfile

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Prefix begins every secret, so that scanners of source code find one that got
// out. After it stand 32 random bytes in base64url without padding and the first
// four bytes of the SHA-256 of all before, in hexadecimal: the checksum tells a
// slip of the pen from a token that is not in force.
const (
	Prefix      = "tvx_"
	bodyLen     = 43
	sumLen      = 8
	randomBytes = 32
)

// ErrMalformed is the error for what is no whole secret.
var ErrMalformed = errors.New("that is not a whole token")

// NewSecret makes a secret from 32 bytes of random.
func NewSecret(random io.Reader) (string, error) {
	var b [randomBytes]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("making a token: %w", err)
	}
	s := Prefix + base64.RawURLEncoding.EncodeToString(b[:])
	return s + checksum(s), nil
}

func checksum(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:sumLen/2])
}

// Hash gives what is kept of a secret, or ErrMalformed.
func Hash(secret string) (string, error) {
	at := len(Prefix) + bodyLen
	if len(secret) != at+sumLen || !strings.HasPrefix(secret, Prefix) || checksum(secret[:at]) != secret[at:] {
		return "", ErrMalformed
	}
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:]), nil
}

// Name is the resource name of the token with that hash. It tells nothing of it.
func Name(hash string) string {
	sum := sha256.Sum256([]byte("travaux.token.1 " + hash))
	return "tokens/" + hex.EncodeToString(sum[:8])
}

// Entry is one line of the file.
type Entry struct {
	// SHA256 is the hash of the secret, 64 hexadecimal digits in lower case.
	SHA256 string
	// User and Actor are ids of the register; Actor is empty but for the
	// capacity "delegation".
	User, Actor string
	// Capacity is "delegation", "team" or "administrator".
	Capacity string
	// Expires is when the token ends, UTC to the second.
	Expires time.Time
}

// Line gives the entry as it stands in the file, without a line feed, or tells what
// it lacks.
func (e Entry) Line() (string, error) {
	if err := e.check(); err != nil {
		return "", err
	}
	return strings.Join([]string{
		e.SHA256, e.User, cmp.Or(e.Actor, "-"), e.Capacity, e.Expires.UTC().Format(time.RFC3339),
	}, " "), nil
}

// ParseLine reads a line that is neither empty nor a comment.
func ParseLine(line string) (Entry, error) {
	fields := strings.Fields(line)
	if len(fields) != 5 {
		return Entry{}, fmt.Errorf("%d fields instead of 5", len(fields))
	}
	expires, err := time.Parse(time.RFC3339, fields[4])
	if err != nil {
		return Entry{}, errors.New("the last field is not a time as in RFC 3339")
	}
	e := Entry{SHA256: strings.ToLower(fields[0]), User: fields[1], Actor: fields[2], Capacity: fields[3], Expires: expires.UTC()}
	if e.Actor == "-" {
		e.Actor = ""
	}
	return e, e.check()
}

// check tells what does not fit together in an entry.
func (e Entry) check() error {
	if b, err := hex.DecodeString(e.SHA256); err != nil || len(b) != sha256.Size {
		return errors.New("the hash is not a SHA-256 in hexadecimal")
	}
	if !isID(e.User) {
		return fmt.Errorf("%q is no id of a user", e.User)
	}
	switch {
	case e.Expires.IsZero():
		return errors.New("a token has an end")
	case e.Capacity == "delegation" && !isID(e.Actor):
		return fmt.Errorf("a delegation's token names its actor; %q is no id", e.Actor)
	case e.Capacity == "delegation":
		return nil
	case e.Capacity != "team" && e.Capacity != "administrator":
		return errors.New("the capacity is not delegation, team or administrator")
	case e.Actor != "":
		return errors.New("only a delegation's token names an actor")
	}
	return nil
}

// isID tells whether s may stand as an id: a letter, then up to 62 lower-case
// letters, digits and hyphens.
func isID(s string) bool {
	return s != "" && len(s) <= 63 && s[0] >= 'a' && s[0] <= 'z' &&
		strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
