// Package travaux_test keeps the rules that concern the repository as a whole.
package travaux_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/travaux/travaux/"

// allowed lists, for each room, the rooms that it may import directly. A room is
// a path below the module; what lies below a room belongs to it, unless it is
// listed itself. docs/architecture.md shows the same edges as a picture.
var allowed = map[string][]string{
	"internal/text":            {},
	"internal/redline":         {"internal/text"},
	"internal/redlinebench":    {"internal/text", "internal/redline", "internal/format"},
	"internal/negotiation":     {"internal/text", "internal/redline"},
	"internal/format":          {"internal/text", "internal/redline", "internal/negotiation"},
	"internal/record":          {},
	"internal/store":           {"internal/negotiation"},
	"internal/store/storetest": {"internal/store", "internal/negotiation", "internal/text"},
	"internal/store/sqlstore":  {"internal/store", "internal/negotiation", "internal/record"},
	"internal/service":         {"internal/store", "internal/negotiation", "internal/redline", "internal/text", "internal/format", "internal/record", "internal/convert"},
	"internal/server":          {"internal/service", "internal/store", "internal/negotiation", "internal/redline", "internal/text", "internal/format", "clients/go"},
	"clients/go":               {},
	"cmd/travauxd":             {"internal/server", "internal/service", "internal/store", "internal/store/sqlstore", "internal/negotiation"},
	"cmd/travaux":              {"clients/go", "internal/format", "internal/redline", "internal/negotiation", "internal/text", "internal/store/sqlstore", "internal/store"},
}

// pure lists the rooms that may import no input or output, clock or randomness.
var pure = []string{"internal/text", "internal/redline", "internal/negotiation", "internal/format"}

// impure are the standard packages that the pure rooms keep out of, and what
// of third parties would bring them in.
var impure = []string{"os", "net", "net/http", "io/fs", "os/exec", "math/rand", "math/rand/v2", "crypto/rand", "database/sql", "syscall", "log", "log/slog"}

// barred are imports that a room must never have, directly or not.
var barred = map[string][]string{
	"internal/service": {"google.golang.org/grpc", "google.golang.org/protobuf"},
	"internal/server":  {module + "internal/store/sqlstore"},
	"internal/record":  {module + "internal"},
}

type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

// TestEdges keeps the dependency edges of docs/architecture.md.
func TestEdges(t *testing.T) {
	for _, p := range packages(t) {
		room := roomOf(p.ImportPath)
		if room == "" {
			continue
		}
		for _, imp := range p.Imports {
			to := roomOf(imp)
			if to != "" && to != room && !slices.Contains(allowed[room], to) {
				t.Errorf("%s imports %s: the edge %s → %s is not in the picture", p.ImportPath, imp, room, to)
			}
			if slices.Contains(pure, room) && slices.Contains(impure, imp) {
				t.Errorf("%s is pure and imports %s", p.ImportPath, imp)
			}
		}
		for _, bar := range barred[room] {
			for _, dep := range p.Deps {
				if roomOf(dep) != room && (dep == bar || strings.HasPrefix(dep, bar+"/")) {
					t.Errorf("%s must not depend on %s", p.ImportPath, dep)
				}
			}
		}
	}
}

// TestEveryRoomIsInThePicture refuses a package that no room holds.
func TestEveryRoomIsInThePicture(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath+"/" != module && roomOf(p.ImportPath) == "" {
			t.Errorf("%s belongs to no room: add it to edges_test.go and docs/architecture.md, or move it", p.ImportPath)
		}
	}
}

// roomOf gives the longest room that holds the package, or "".
func roomOf(path string) string {
	rel, ours := strings.CutPrefix(path, module)
	if !ours {
		return ""
	}
	best := ""
	for room := range allowed {
		if (rel == room || strings.HasPrefix(rel, room+"/")) && len(room) > len(best) {
			best = room
		}
	}
	return best
}

func packages(t *testing.T) []listed {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", "./...")
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []listed
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("reading go list: %v", err)
		}
		all = append(all, p)
	}
}
