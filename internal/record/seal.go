package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Blinded is what a value reads as that has been deleted beside its commitment.
const Blinded = "blinded"

// userPointer is always blindable: who did it is personal data.
const userPointer = "/by/user"

// The errors that Open and Check wrap, beside ErrNotCanonical.
var (
	// ErrCommitment says that a value is not the one that was committed to.
	ErrCommitment = errors.New("value and commitment do not agree")
	// ErrLeaf says that bytes and salt do not give the leaf.
	ErrLeaf = errors.New("bytes and leaf do not agree")
)

// Salt is the randomness of one commitment or leaf.
type Salt [16]byte

// Value is a blindable value, kept beside the bytes.
type Value struct {
	// Pointer is its place in the envelope, a JSON pointer (RFC 6901).
	Pointer string
	Salt    Salt
	// Value is its canonical JSON.
	Value []byte
}

// Sealed is an event as the record keeps it.
type Sealed struct {
	Bytes  []byte
	Salt   Salt
	Leaf   [sha256.Size]byte
	Values []Value // in the order of their places
}

// Commit gives the commitment to a value in canonical form.
func Commit(salt Salt, value []byte) string {
	h := sha256.New()
	h.Write(salt[:])
	h.Write(value)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// LeafOf gives the leaf of canonical bytes.
func LeafOf(salt Salt, canonical []byte) [sha256.Size]byte {
	b := make([]byte, 0, 1+len(salt)+len(canonical))
	b = append(b, 0)
	b = append(b, salt[:]...)
	return sha256.Sum256(append(b, canonical...))
}

// Seal gives the event as it is kept, with commitments in place of the user who
// did it and of the values at the pointers. A pointer to what is not there
// blinds nothing. It fails, wrapping ErrNotCanonical, for an envelope that has no
// canonical form, and with the error of the random source.
func Seal(e Envelope, blind []string, random io.Reader) (Sealed, error) {
	clear, user, err := e.encode()
	if err != nil {
		return Sealed{}, err
	}
	if bytes.Contains(clear, commitmentKey) {
		return Sealed{}, fmt.Errorf("%w: an object begins with the reserved key \"commitment\"", ErrNotCanonical)
	}
	var spots []spot
	if e.By.User != "" {
		spots = append(spots, user)
	}
	if len(blind) > 0 {
		w := walker{src: clear}
		w.walk(func(path []byte, start, end int) {
			if string(path) != userPointer && slices.Contains(blind, string(path)) {
				spots = append(spots, spot{string(path), start, end})
			}
		})
	}
	s := Sealed{Bytes: make([]byte, 0, len(clear)+64*len(spots))}
	if _, err := io.ReadFull(random, s.Salt[:]); err != nil {
		return Sealed{}, fmt.Errorf("salt of an event: %w", err)
	}
	done := 0
	for _, at := range spots {
		if at.start < done {
			return Sealed{}, fmt.Errorf("%w: %s lies within another blinded value", ErrNotCanonical, at.path)
		}
		v := Value{Pointer: at.path, Value: clear[at.start:at.end:at.end]}
		if _, err := io.ReadFull(random, v.Salt[:]); err != nil {
			return Sealed{}, fmt.Errorf("salt of a value: %w", err)
		}
		s.Bytes = append(s.Bytes, clear[done:at.start]...)
		s.Bytes = appendCommitment(s.Bytes, Commit(v.Salt, v.Value))
		s.Values = append(s.Values, v)
		done = at.end
	}
	s.Bytes = append(s.Bytes, clear[done:]...)
	s.Leaf = LeafOf(s.Salt, s.Bytes)
	return s, nil
}

// Open gives the envelope with the values put back in their places. A value
// that is not given reads as the string "blinded". A value that does not fit its
// commitment, or has none, is an error that wraps ErrCommitment.
func Open(b []byte, values []Value) (Envelope, error) {
	clear := make([]byte, 0, len(b)+64)
	done, used := 0, 0
	var err error
	w := walker{src: b}
	w.commitments(func(path []byte, start, end int) {
		clear = append(clear, b[done:start]...)
		done = end
		i := slices.IndexFunc(values, func(v Value) bool { return v.Pointer == string(path) })
		if i < 0 {
			clear = append(clear, `"`+Blinded+`"`...)
			return
		}
		used++
		v := values[i]
		if want := appendCommitment(nil, Commit(v.Salt, v.Value)); !bytes.Equal(want, b[start:end]) && err == nil {
			err = fmt.Errorf("%w at %s", ErrCommitment, v.Pointer)
		}
		clear = append(clear, v.Value...)
	})
	if err == nil {
		err = w.err
	}
	if err != nil {
		return Envelope{}, err
	}
	if used != len(values) {
		return Envelope{}, fmt.Errorf("%w: %d values for %d commitments", ErrCommitment, len(values), used)
	}
	return decode(append(clear, b[done:]...))
}

// Check tells whether all that is kept of an event fits together: the bytes are
// canonical and an event, they and the salt give the leaf, and each value that is
// given fits its commitment. The error wraps ErrNotCanonical, ErrLeaf or
// ErrCommitment.
func Check(b []byte, salt Salt, leaf [sha256.Size]byte, values []Value) error {
	if LeafOf(salt, b) != leaf {
		return ErrLeaf
	}
	if !IsCanonical(b) {
		return ErrNotCanonical
	}
	for _, v := range values {
		if !IsCanonical(v.Value) {
			return fmt.Errorf("%w: the value at %s", ErrNotCanonical, v.Pointer)
		}
	}
	_, err := Open(b, values)
	return err
}

// commitmentKey opens a commitment. In canonical bytes it can stand nowhere else:
// within a string the quotation marks would be escaped.
var commitmentKey = []byte(`{"commitment":`)

func appendCommitment(dst []byte, c string) []byte {
	dst = append(dst, commitmentKey...)
	dst = append(dst, '"')
	dst = append(dst, c...)
	return append(dst, `"}`...)
}

// spot is where a value stands in canonical bytes.
type spot struct {
	path       string
	start, end int
}

// walker goes through canonical bytes.
type walker struct {
	src  []byte
	pos  int
	path []byte
	err  error
}

// walk calls visit for each value but the outermost, children before their
// parents, and with the pointer as it stands.
func (w *walker) walk(visit func(path []byte, start, end int)) { w.value(visit, nil) }

// commitments calls visit for each commitment.
func (w *walker) commitments(visit func(path []byte, start, end int)) {
	if bytes.Contains(w.src, commitmentKey) {
		w.value(func([]byte, int, int) {}, visit)
	}
}

func (w *walker) value(visit, commitment func(path []byte, start, end int)) {
	start := w.pos
	if commitment != nil && bytes.HasPrefix(w.src[w.pos:], commitmentKey) {
		end := bytes.IndexByte(w.src[w.pos:], '}')
		if end < 0 {
			w.stop()
			return
		}
		w.pos += end + 1
		commitment(w.path, start, w.pos)
		return
	}
	switch c := w.at(); c {
	case '{', '[':
		w.inside(c, visit, commitment)
	case '"':
		w.skipString()
	default:
		for w.pos < len(w.src) && !bytes.ContainsRune([]byte(",]}"), rune(w.src[w.pos])) {
			w.pos++
		}
	}
	if w.err == nil && len(w.path) > 0 {
		visit(w.path, start, w.pos)
	}
}

func (w *walker) inside(open byte, visit, commitment func(path []byte, start, end int)) {
	w.pos++
	base := len(w.path)
	for n := 0; w.err == nil; n++ {
		if c := w.at(); c == ']' || c == '}' {
			break
		}
		w.path = append(w.path[:base], '/')
		if open == '[' {
			w.path = strconv.AppendInt(w.path, int64(n), 10)
		} else {
			start := w.pos
			w.skipString()
			if w.at() != ':' {
				w.stop()
				return
			}
			w.path = appendKey(w.path, w.src[start+1:w.pos-1])
			w.pos++
		}
		w.value(visit, commitment)
		if w.at() == ',' {
			w.pos++
		}
	}
	w.path = w.path[:base]
	w.pos++
}

// appendKey writes a key as a part of a pointer.
func appendKey(path, key []byte) []byte {
	if bytes.IndexByte(key, '\\') >= 0 {
		key = unescape(key)
	}
	if bytes.ContainsAny(key, "~/") {
		return append(path, strings.NewReplacer("~", "~0", "/", "~1").Replace(string(key))...)
	}
	return append(path, key...)
}

// at gives the byte at pos; past the end it stops the walk.
func (w *walker) at() byte {
	if w.pos >= len(w.src) {
		w.stop()
		return 0
	}
	return w.src[w.pos]
}

func (w *walker) skipString() {
	w.pos++
	for w.at() != '"' && w.err == nil {
		if w.src[w.pos] == '\\' {
			w.pos++
		}
		w.pos++
	}
	w.pos++
}

func (w *walker) stop() {
	w.pos = len(w.src)
	if w.err == nil {
		w.err = fmt.Errorf("%w: cut short", ErrNotCanonical)
	}
}
