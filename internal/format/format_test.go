package format_test

import (
	"errors"
	"testing"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/negotiation"
)

// TestRefusals lists the files that no reader takes.
func TestRefusals(t *testing.T) {
	tests := []struct{ name, file, data, reason string }{
		{"Word", "draft.docx", "PK\x03\x04…", "INPUT_FORMAT_UNKNOWN"},
		{"Word under another name", "draft.txt", "PK\x03\x04…", "INPUT_FORMAT_UNKNOWN"},
		{"PDF", "draft", "%PDF-1.7", "INPUT_FORMAT_UNKNOWN"},
		{"UTF-16", "draft.txt", "\xff\xfeW\x00", "INPUT_FORMAT_UNKNOWN"},
		{"other ending", "draft.html", "<p>", "INPUT_FORMAT_UNKNOWN"},
		{"not UTF-8", "draft.txt", "\xe9t\xe9", "INVALID_UTF8"},
		{"not UTF-8, Markdown", "draft.md", "\xe9t\xe9", "INVALID_UTF8"},
		{"too large", "draft.txt", string(make([]byte, format.MaxBytes+1)), "INPUT_TOO_LARGE"},
		{"XML by content", "draft", "<?xml version='1.0'?><a/>", "XML_NOT_AKOMA_NTOSO"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := format.Read(tt.file, []byte(tt.data), format.Options{})
			var e *negotiation.Error
			if !errors.As(err, &e) || e.Reason != tt.reason || e.Message == "" || e.Remedy == "" {
				t.Errorf("error = %#v, want %s with message and remedy", err, tt.reason)
			}
		})
	}
}

// TestEmptyFiles are drafts of no paragraphs, whatever they are called.
func TestEmptyFiles(t *testing.T) {
	for _, name := range []string{"a.txt", "a.md", "a.xml", "a", "-", "a.docx"} {
		d, found, err := format.Read(name, []byte(" \n"), format.Options{Language: "en"})
		if err != nil || len(d.Paragraphs) != 0 || len(found) != 0 || d.Language != "en" {
			t.Errorf("%s: %+v, %v, %v", name, d, found, err)
		}
	}
}
