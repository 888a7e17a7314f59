package text_test

import (
	"testing"

	"github.com/travaux/travaux/internal/text"
)

func TestHash(t *testing.T) {
	bold := []text.Mark{{Kind: text.Bold, Start: 0, End: 3}, {Kind: text.Italic, Start: 0, End: 3}}
	// The value is that of sha256sum over the bytes that the comment of Hash names.
	if got, want := text.Hash("All rivers", bold[:1]), "sha256:bbb54b800dd9a88de54b9c009795fe720916b29c765bcb8bc0678b1b8f54cc39"; got != want {
		t.Errorf("Hash = %s, want %s", got, want)
	}
	if text.Hash("All rivers", bold) != text.Hash("All rivers", []text.Mark{bold[1], bold[0]}) {
		t.Error("the order of the marks changes the hash")
	}
	seen := map[string]string{}
	for name, h := range map[string]string{
		"plain":      text.Hash("All rivers", nil),
		"marked":     text.Hash("All rivers", bold[:1]),
		"two marks":  text.Hash("All rivers", bold),
		"look-alike": text.Hash("All rivers\nbold 0 3 0 ", nil),
		"empty":      text.Hash("", nil),
	} {
		if other, twice := seen[h]; twice {
			t.Errorf("%s and %s have the same hash", name, other)
		}
		seen[h] = name
	}
}
