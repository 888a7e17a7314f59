// Package format reads drafts from files, whatever their format, and names the
// formats there are. The readers and writers themselves are in the packages
// below it: akn, markdown, plaintext for drafts; html, markdown, redlinejson
// and terminal for comparisons, changelist for their changes one by one. All of
// them are pure: bytes in, draft out.
package format

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/travaux/travaux/internal/format/akn"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/plaintext"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// MaxBytes is the largest file read, 16 MiB.
const MaxBytes = 16 << 20

// Finding is something that a reader changed, left out or did not understand.
type Finding = negotiation.Finding

// Options steers reading; the zero value is the usual one.
type Options struct {
	// Language is used where the file names none. Empty: it is told from the
	// script where that is possible.
	Language string
}

// accepted ends the messages about files that are not read.
const accepted = "Akoma Ntoso XML (.xml), Markdown (.md, .markdown) and plain text (.txt, or no extension) are read"

// Read gives the draft that a file holds, and what was changed, left out or
// not understood on the way. The format is told by the extension of name and,
// where that says nothing, by the content. A file of no bytes or of white space
// is a draft of no paragraphs. Errors are *negotiation.Error: INPUT_TOO_LARGE,
// INPUT_FORMAT_UNKNOWN, the refusals of text (INVALID_UTF8, CONTROL_CHARACTER,
// UNPAIRED_BIDI) and those of the reader (XML_…).
func Read(name string, data []byte, o Options) (*text.Draft, []Finding, error) {
	if len(data) > MaxBytes {
		return nil, nil, TooLarge(name)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return &text.Draft{Language: o.Language}, nil, nil
	}
	read, err := reader(name, data)
	if err != nil {
		return nil, nil, err
	}
	d, found, err := read(data)
	if err != nil {
		return nil, nil, err
	}
	if d.Language == "" {
		d.Language = o.Language
	}
	return d, found, nil
}

// TooLarge is the refusal of a file of more than MaxBytes.
func TooLarge(name string) error {
	return &negotiation.Error{Kind: negotiation.Exhausted, Reason: "INPUT_TOO_LARGE", Subject: name,
		Message: fmt.Sprintf("the file is larger than %d MiB, the most that is read", MaxBytes>>20),
		Remedy:  "check that it is the right file, or cut it into parts"}
}

// Kind is a format of the files that drafts are read from.
type Kind string

// The kinds.
const (
	AkomaNtoso Kind = "akoma-ntoso"
	Markdown   Kind = "markdown"
	PlainText  Kind = "plain-text"
)

// KindOf tells the kind of a file by the ending of its name and, where that is none or
// not one of XML or Markdown, by how the content begins; empty for one that is not read.
func KindOf(name string, data []byte) Kind {
	kind := kindOfName(name)
	if kind != Markdown && looksLikeXML(data) {
		return AkomaNtoso
	}
	return kind
}

// HasEnding tells whether a name ends as that of a file that drafts are read from does:
// "rev1.md", "rev1.txt". A name without an ending does not.
func HasEnding(name string) bool { return path.Ext(base(name)) != "" && kindOfName(name) != "" }

// kindOfName tells the kind of a file by the ending of its name.
func kindOfName(name string) Kind {
	switch strings.ToLower(path.Ext(base(name))) {
	case ".xml", ".akn":
		return AkomaNtoso
	case ".md", ".markdown", ".mdown":
		return Markdown
	case ".txt", ".text", "":
		return PlainText
	}
	return ""
}

type readFunc func([]byte) (*text.Draft, []negotiation.Finding, error)

// reader tells which reader takes the file.
func reader(name string, data []byte) (readFunc, error) {
	if what := foreign(data); what != "" {
		return nil, unknown(name, "the file looks like "+what)
	}
	switch KindOf(name, data) {
	case AkomaNtoso:
		return akn.Read, nil
	case Markdown:
		return markdown.Read, nil
	case PlainText:
		return plaintext.Read, nil
	}
	return nil, unknown(name, fmt.Sprintf("files ending in %q are not read", strings.ToLower(path.Ext(base(name)))))
}

// base is the last element of a path with slashes of either kind.
func base(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}

func unknown(name, why string) error {
	return &negotiation.Error{Kind: negotiation.Invalid, Reason: "INPUT_FORMAT_UNKNOWN", Subject: name,
		Message: why, Remedy: accepted + "; save the text as one of these"}
}

// foreign names a format that is known by its first bytes and not read.
func foreign(data []byte) string {
	for _, f := range []struct{ magic, name string }{
		{"PK\x03\x04", "a Word, OpenDocument or other zip file"},
		{"\xD0\xCF\x11\xE0", "an old Word file"},
		{"%PDF-", "a PDF file"},
		{`{\rtf`, "a Rich Text file"},
		{"\xFF\xFE", "text in UTF-16; save it as UTF-8"},
		{"\xFE\xFF", "text in UTF-16; save it as UTF-8"},
	} {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return f.name
		}
	}
	return ""
}

// looksLikeXML tells whether the content begins as an XML file does.
func looksLikeXML(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<akomaNtoso"))
}
