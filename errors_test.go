package travaux_test

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/travaux/travaux/internal/negotiation"
)

var update = flag.Bool("update", false, "write docs/errors.md anew from the catalogue")

const (
	errorsPage     = "docs/errors.md"
	decisionsStart = "-update -->\n"
	decisionsEnd   = "<!-- end of decisions -->"
)

var (
	reasonInSource = regexp.MustCompile(`"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"`)
	reasonInPage   = regexp.MustCompile("(?m)^\\| `([A-Z0-9_]+)` \\|")
)

// notReasons are names in capitals that are no reasons: variables of the
// environment, changes of a redline and their classes, and what a faulty store of the
// suite answers.
var notReasons = []string{"NO_COLOR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "MOVED_EDITED", "NOT_YOURS",
	"BRACKET_OPENED", "BRACKET_LIFTED", "BRACKET_MOVED", "VERB_STRONGER", "VERB_WEAKER"}

// TestErrorsPage keeps docs/errors.md complete: the decisions' part is the
// catalogue's, every reason in the source stands on the page, and none stands
// there that no source has.
func TestErrorsPage(t *testing.T) {
	raw, err := os.ReadFile(errorsPage)
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	head, rest, ok := strings.Cut(page, decisionsStart)
	_, tail, ok2 := strings.Cut(rest, decisionsEnd)
	if !ok || !ok2 {
		t.Fatalf("%s has lost its marks", errorsPage)
	}
	want := head + decisionsStart + decisions() + decisionsEnd + tail
	if *update {
		if err := os.WriteFile(errorsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		page = want
	}
	if page != want {
		t.Errorf("%s is stale: go test . -run TestErrors -update", errorsPage)
	}
	listed := map[string]bool{}
	for _, m := range reasonInPage.FindAllStringSubmatch(page, -1) {
		if listed[m[1]] {
			t.Errorf("%s lists %s twice", errorsPage, m[1])
		}
		listed[m[1]] = true
	}
	used := reasonsInSource(t)
	for _, reason := range slices.Sorted(maps.Keys(used)) {
		if !listed[reason] {
			t.Errorf("%s gives %s, which %s does not list", used[reason], reason, errorsPage)
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(listed)) {
		if used[reason] == "" {
			t.Errorf("%s lists %s, which nothing gives", errorsPage, reason)
		}
	}
}

// decisions is the catalogue as a table.
func decisions() string {
	var b strings.Builder
	b.WriteString("\n| reason | kind | what | what to do |\n|---|---|---|---|\n")
	for _, r := range negotiation.Refusals() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", r.Reason, r.Kind, r.Meaning, r.Remedy)
	}
	b.WriteString("\n")
	return b.String()
}

// reasonsInSource gives each reason in capitals with a file that has it.
func reasonsInSource(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, dir := range []string{"internal", "cmd", "clients"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") ||
				strings.Contains(path, "travauxv1"+string(filepath.Separator)) {
				return err
			}
			source, err := os.ReadFile(path)
			for _, m := range reasonInSource.FindAllStringSubmatch(string(source), -1) {
				if !strings.HasPrefix(m[1], "TRAVAUX_") && !slices.Contains(notReasons, m[1]) {
					out[m[1]] = path
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
