package tokenfile

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestLineReadsBack(t *testing.T) {
	secret, err := NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	hash, err := Hash(secret)
	if err != nil {
		t.Fatal(err)
	}
	until := time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, want := range []Entry{
		{hash, "ines", "", "administrator", until},
		{hash, "ines", "", "team", until},
		{hash, "joao-2", "sarrow", "delegation", until},
	} {
		line, err := want.Line()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(line, secret) || strings.Count(line, " ") != 4 {
			t.Errorf("a line with the secret, or not of five fields: %q", line)
		}
		got, err := ParseLine(line)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	}
}

func TestHashRefusesWhatIsMistyped(t *testing.T) {
	secret, err := NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other := byte('0')
	if secret[10] == other {
		other = '1'
	}
	for name, typed := range map[string]string{
		"empty": "", "prefix": Prefix, "short": secret[:len(secret)-1], "long": secret + "0",
		"no prefix": secret[len(Prefix):], "one character": secret[:10] + string(other) + secret[11:],
	} {
		if _, err := Hash(typed); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: Hash gives %v, want ErrMalformed", name, err)
		}
	}
}

func TestParseLineRefuses(t *testing.T) {
	hash := strings.Repeat("0a", 32)
	for name, line := range map[string]string{
		"too few fields":    hash + " ines administrator 2027-03-01T00:00:00Z",
		"no hash":           "0a ines - administrator 2027-03-01T00:00:00Z",
		"no time":           hash + " ines - administrator tomorrow",
		"no such capacity":  hash + " ines - root 2027-03-01T00:00:00Z",
		"actor on the team": hash + " ines sarrow team 2027-03-01T00:00:00Z",
		"no actor":          hash + " ines - delegation 2027-03-01T00:00:00Z",
		"user is no id":     hash + " Inês - team 2027-03-01T00:00:00Z",
	} {
		if e, err := ParseLine(line); err == nil {
			t.Errorf("%s: read as %v", name, e)
		}
	}
}
