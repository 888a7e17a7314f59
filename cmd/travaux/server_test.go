package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// lookIn finds a program in a list of directories.
func lookIn(path, name string) string {
	for _, dir := range filepath.SplitList(path) {
		if p := filepath.Join(dir, name); isFile(p) {
			return p
		}
	}
	return name
}

func isFile(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.Mode().IsRegular()
}

// grpcAddress waits for the file in which a server writes its addresses.
func grpcAddress(ts *testscript.TestScript, path string, ended <-chan error) string {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(20 * time.Second)
	for {
		select {
		case err := <-ended:
			ts.Fatalf("the server ended: %v\n%s", err, ts.ReadFile("server.log"))
		case <-limit:
			ts.Fatalf("the server did not listen in time\n%s", ts.ReadFile("server.log"))
		case <-tick.C:
			body, err := os.ReadFile(path)
			if err != nil {
				continue
			}
			for line := range strings.Lines(string(body)) {
				if at, ok := strings.CutPrefix(strings.TrimSpace(line), "grpc "); ok {
					return at
				}
			}
		}
	}
}

// secret sets a variable to the token that a command printed last:
// "secret NAME".
func secret(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: secret NAME")
	}
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
}

// exits runs travaux and checks the exit code: "exits CODE ARGUMENT...". What it
// prints is compared with "cmp stdout" and "stderr" as after exec.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec("travaux", args[1:]...)
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("travaux %s: exit code %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// only sets a variable to the id in the only line of JSON that a command printed
// last: "only id NAME".
func only(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 || args[0] != "id" {
		ts.Fatalf("usage: only id NAME")
	}
	var m struct{ Name string }
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &m); err != nil {
		ts.Fatalf("stdout is not one line of JSON: %v", err)
	}
	ts.Setenv(args[1], lastSegment(m.Name))
}
