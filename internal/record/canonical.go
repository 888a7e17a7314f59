package record

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// MaxDepth is how deep arrays and objects may be nested in canonical bytes.
const MaxDepth = 64

// ErrNotCanonical is wrapped by every error about text that has no canonical
// form, or is not in it.
var ErrNotCanonical = errors.New("no canonical form")

// JSON is a value in canonical form. The zero JSON is no value at all.
type JSON struct{ b []byte }

// Bytes gives the canonical bytes, which must not be changed.
func (j JSON) Bytes() []byte { return j.b }

// Canonical gives the canonical form of one JSON value. It fails, wrapping
// ErrNotCanonical, for what is not JSON, for wrong UTF-8, unpaired surrogates,
// repeated keys, numbers that are not integers within 64 bits, and depth.
func Canonical(src []byte) (JSON, error) {
	p := parser{src: src, dst: make([]byte, 0, len(src))}
	if err := p.value(0); err != nil {
		return JSON{}, err
	}
	p.space()
	if p.pos != len(p.src) {
		return JSON{}, p.fail("something after the value")
	}
	return JSON{p.dst}, nil
}

// IsCanonical tells whether the bytes are a value in canonical form.
func IsCanonical(b []byte) bool {
	j, err := Canonical(b)
	return err == nil && bytes.Equal(j.b, b)
}

// parser reads src and writes its canonical form to dst.
type parser struct {
	src     []byte
	pos     int
	dst     []byte
	members []member // of the objects that are open, innermost last
	scratch []byte
}

// member is where one member of an object stands in dst: the key in quotes from
// key to colon, the value from there to end.
type member struct{ key, colon, end int }

func (p *parser) fail(what string) error {
	return fmt.Errorf("%w: %s at byte %d", ErrNotCanonical, what, p.pos)
}

func (p *parser) space() {
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

// next skips white space and gives the byte that follows, 0 at the end.
func (p *parser) next() byte {
	p.space()
	if p.pos == len(p.src) {
		return 0
	}
	return p.src[p.pos]
}

func (p *parser) value(depth int) error {
	switch c := p.next(); {
	case c == '"':
		return p.str()
	case c == '{' || c == '[':
		if depth == MaxDepth {
			return p.fail("nested too deep")
		}
		if c == '{' {
			return p.object(depth + 1)
		}
		return p.array(depth + 1)
	case c == 't':
		return p.word("true")
	case c == 'f':
		return p.word("false")
	case c == 'n':
		return p.word("null")
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	}
	return p.fail("a value is missing")
}

func (p *parser) word(w string) error {
	if !bytes.HasPrefix(p.src[p.pos:], []byte(w)) {
		return p.fail("unknown word")
	}
	p.pos += len(w)
	p.dst = append(p.dst, w...)
	return nil
}

func (p *parser) number() error {
	start := p.pos
	if p.src[p.pos] == '-' {
		p.pos++
	}
	digits := p.pos
	for p.pos < len(p.src) && p.src[p.pos] >= '0' && p.src[p.pos] <= '9' {
		p.pos++
	}
	num := p.src[start:p.pos]
	switch {
	case p.pos == digits:
		return p.fail("a digit is missing")
	case p.src[digits] == '0' && len(num) > 1:
		return p.fail("leading zero or minus zero")
	case p.pos < len(p.src) && (p.src[p.pos] == '.' || p.src[p.pos] == 'e' || p.src[p.pos] == 'E'):
		return p.fail("a number that is not an integer")
	case len(num) >= 19:
		if _, err := strconv.ParseInt(string(num), 10, 64); err != nil {
			return p.fail("a number outside 64 bits")
		}
	}
	p.dst = append(p.dst, num...)
	return nil
}

func (p *parser) array(depth int) error {
	p.pos++
	p.dst = append(p.dst, '[')
	if p.next() == ']' {
		p.pos++
		p.dst = append(p.dst, ']')
		return nil
	}
	for {
		if err := p.value(depth); err != nil {
			return err
		}
		c := p.next()
		if c != ',' && c != ']' {
			return p.fail("a comma or the end of an array is missing")
		}
		p.pos++
		p.dst = append(p.dst, c)
		if c == ']' {
			return nil
		}
	}
}

func (p *parser) object(depth int) error {
	p.pos++
	p.dst = append(p.dst, '{')
	first := len(p.members)
	if p.next() == '}' {
		p.pos++
		p.dst = append(p.dst, '}')
		return nil
	}
	for {
		if p.next() != '"' {
			return p.fail("a key is missing")
		}
		m := member{key: len(p.dst)}
		if err := p.str(); err != nil {
			return err
		}
		m.colon = len(p.dst)
		if p.next() != ':' {
			return p.fail("a colon is missing")
		}
		p.pos++
		p.dst = append(p.dst, ':')
		if err := p.value(depth); err != nil {
			return err
		}
		m.end = len(p.dst)
		p.members = append(p.members, m)
		c := p.next()
		if c != ',' && c != '}' {
			return p.fail("a comma or the end of an object is missing")
		}
		p.pos++
		p.dst = append(p.dst, c)
		if c == '}' {
			break
		}
	}
	err := p.order(p.members[first:])
	p.members = p.members[:first]
	return err
}

// order puts the members that stand at the end of dst in the order of their keys.
func (p *parser) order(ms []member) error {
	sorted := true
	for i := 1; i < len(ms); i++ {
		switch c := p.compare(ms[i-1], ms[i]); {
		case c == 0:
			return p.fail("a repeated key")
		case c > 0:
			sorted = false
		}
	}
	if sorted {
		return nil
	}
	start := ms[0].key
	slices.SortFunc(ms, p.compare)
	p.scratch = p.scratch[:0]
	for i, m := range ms {
		if i > 0 {
			if p.compare(ms[i-1], m) == 0 {
				return p.fail("a repeated key")
			}
			p.scratch = append(p.scratch, ',')
		}
		p.scratch = append(p.scratch, p.dst[m.key:m.end]...)
	}
	copy(p.dst[start:], p.scratch)
	return nil
}

// compare orders keys by code point, which in UTF-8 is the order of the bytes.
// Only an escape stands for another byte than its own.
func (p *parser) compare(a, b member) int {
	x, y := p.dst[a.key+1:a.colon-1], p.dst[b.key+1:b.colon-1]
	if bytes.IndexByte(x, '\\') >= 0 {
		x = unescape(x)
	}
	if bytes.IndexByte(y, '\\') >= 0 {
		y = unescape(y)
	}
	return bytes.Compare(x, y)
}

// unescape undoes the escapes of a string in canonical form, without quotes.
func unescape(s []byte) []byte {
	p := parser{src: append(append([]byte{'"'}, s...), '"'), pos: 1}
	out := make([]byte, 0, len(s))
	for p.src[p.pos] != '"' {
		if p.src[p.pos] != '\\' {
			out = append(out, p.src[p.pos])
			p.pos++
			continue
		}
		r, err := p.escape()
		if err != nil {
			return out
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
