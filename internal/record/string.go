package record

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// plain tells whether a byte stands for itself in a canonical string and needs no
// further look: ASCII but for controls, quotation mark and reverse solidus.
func plain(c byte) bool { return c >= 0x20 && c < utf8.RuneSelf && c != '"' && c != '\\' }

// str copies a string that begins at pos, in canonical form.
func (p *parser) str() error {
	p.pos++
	p.dst = append(p.dst, '"')
	for {
		run := p.pos
		for p.pos < len(p.src) && plain(p.src[p.pos]) {
			p.pos++
		}
		p.dst = append(p.dst, p.src[run:p.pos]...)
		if p.pos == len(p.src) {
			return p.fail("a string without end")
		}
		switch c := p.src[p.pos]; {
		case c == '"':
			p.pos++
			p.dst = append(p.dst, '"')
			return nil
		case c == '\\':
			r, err := p.escape()
			if err != nil {
				return err
			}
			p.dst = appendRune(p.dst, r)
		case c < 0x20:
			return p.fail("a control character")
		default:
			_, n := utf8.DecodeRune(p.src[p.pos:])
			if n == 1 {
				return p.fail("wrong UTF-8")
			}
			p.dst = append(p.dst, p.src[p.pos:p.pos+n]...)
			p.pos += n
		}
	}
}

// escape reads one escape, or the two of a surrogate pair.
func (p *parser) escape() (rune, error) {
	if p.pos+1 == len(p.src) {
		return 0, p.fail("a string without end")
	}
	c := p.src[p.pos+1]
	if c != 'u' {
		i := bytes.IndexByte([]byte(`"\/bfnrt`), c)
		if i < 0 {
			return 0, p.fail("unknown escape")
		}
		p.pos += 2
		return rune("\"\\/\b\f\n\r\t"[i]), nil
	}
	r, ok := p.hex()
	if !ok {
		return 0, p.fail("four hexadecimal digits are missing")
	}
	if !utf16.IsSurrogate(r) {
		return r, nil
	}
	if low, ok := p.hex(); ok {
		if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
			return r, nil
		}
	}
	return 0, p.fail("an unpaired surrogate")
}

// hex reads an escape of four hexadecimal digits.
func (p *parser) hex() (rune, bool) {
	if len(p.src) < p.pos+6 || p.src[p.pos] != '\\' || p.src[p.pos+1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range p.src[p.pos+2 : p.pos+6] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	p.pos += 6
	return r, true
}

// appendRune writes one character of a string in canonical form.
func appendRune(dst []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	switch {
	case r == '"' || r == '\\':
		return append(dst, '\\', byte(r))
	case r >= 0x20:
		return utf8.AppendRune(dst, r)
	}
	if i := bytes.IndexByte([]byte("\b\f\n\r\t"), byte(r)); i >= 0 {
		return append(dst, '\\', "bfnrt"[i])
	}
	return append(dst, `\u00`[0], 'u', '0', '0', digits[r>>4], digits[r&15])
}

// appendString writes a Go string as a canonical string; ok is false where it is
// not UTF-8.
func appendString(dst []byte, s string) (out []byte, ok bool) {
	dst = append(dst, '"')
	run := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain(c) {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			_, n := utf8.DecodeRuneInString(s[i:])
			if n == 1 {
				return dst, false
			}
			i += n
			continue
		}
		dst = append(dst, s[run:i]...)
		dst = appendRune(dst, rune(c))
		i++
		run = i
	}
	dst = append(dst, s[run:]...)
	return append(dst, '"'), true
}
