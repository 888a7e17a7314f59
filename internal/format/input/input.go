// Package input brings the bytes of a text file to one form before a reader
// takes them apart: UTF-8 in normal form C, line feeds at line ends, no byte
// order mark, no page breaks. It is pure and reports what it changes.
package input

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// Text gives the text of a file and what was changed on the way in. It refuses
// what text.Normalize refuses, as a *negotiation.Error of kind Invalid with the
// reason told there and the place as byte and line of the file.
func Text(data []byte) (string, []negotiation.Finding, error) {
	if !utf8.Valid(data) {
		return "", nil, notUTF8(data)
	}
	var found []negotiation.Finding
	report := func(code, place, message string) {
		found = append(found, negotiation.Finding{Code: code, Place: place, Message: message})
	}
	s := string(data)
	if bare := unmarked(s); bare != s {
		s = bare
		report("TEXT_BYTE_ORDER_MARK", "line 1", "the byte order mark at the start was left out")
	}
	if n := strings.Count(s, "\r"); n > 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
		report("TEXT_LINE_ENDS", "document", fmt.Sprintf("%d carriage returns were read as line ends", n))
	}
	if n := strings.Count(s, "\f"); n > 0 {
		// A page break may fall inside a paragraph, so it separates nothing.
		for _, near := range []string{"\f\n", "\n\f"} {
			s = strings.ReplaceAll(s, near, "\n")
		}
		s = strings.ReplaceAll(s, "\f", "\n")
		report("TEXT_PAGE_BREAKS", "document", fmt.Sprintf("%d page breaks were left out", n))
	}
	out, err := text.Normalize(s)
	if err != nil {
		return "", nil, placed(err, s)
	}
	return out, found, nil
}

// notUTF8 tells where the first wrong byte stands.
func notUTF8(data []byte) error {
	at, line := 0, 1
	for at < len(data) {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		at += n
	}
	return &negotiation.Error{Kind: negotiation.Invalid, Reason: text.InvalidUTF8,
		Subject: fmt.Sprintf("byte %d, line %d", at, line),
		Message: "the bytes are not UTF-8", Remedy: "save the text as UTF-8 and send it again"}
}

// placed gives a refusal of text.Normalize with the line it stands in.
func placed(err error, s string) error {
	var te *text.Error
	if !errors.As(err, &te) {
		return err
	}
	place := fmt.Sprintf("line %d", 1+strings.Count(s[:min(te.Offset, len(s))], "\n"))
	return &negotiation.Error{Kind: negotiation.Invalid, Reason: te.Reason, Subject: place,
		Message: te.Message, Remedy: te.Remedy, Cause: err}
}

// unmarked leaves out the byte order marks before the first word.
func unmarked(s string) string {
	for {
		rest := strings.TrimLeftFunc(s, unicode.IsSpace)
		bare := strings.TrimLeft(rest, "\uFEFF")
		if bare == rest {
			return s
		}
		s = s[:len(s)-len(rest)] + bare
	}
}
