package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestDemo plays the demo against the real server and checks the record that it
// leaves.
func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the server")
	}
	dir, server := t.TempDir(), filepath.Join(programs, "travauxd")
	page, board, kept := filepath.Join(dir, "redline.html"), filepath.Join(dir, "board.html"), filepath.Join(dir, "kept")
	var out, talk bytes.Buffer
	env := &Env{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &talk, Getenv: func(string) string { return "" },
		IsTerminal: func(any) bool { return false }, Columns: func() int { return 0 }, Now: time.Now,
	}
	call := func(args ...string) {
		t.Helper()
		out.Reset()
		talk.Reset()
		if code := run(env, args); code != exitDone {
			t.Fatalf("travaux %s: exit %d\n%s", strings.Join(args, " "), code, talk.String())
		}
	}
	call("demo", "--travauxd", server, "--html", page, "--board", board, "--keep", kept)
	for _, want := range []string{
		"RC/31/L.4/Rev.2", "20 bis", "{+", "The board", "Answered in", "Rebased by",
		"What is not agreed in Rev.3", "[Tarsis: working]", "17 brackets open", "4 lifted · 1 not retained", "Who holds what", "Words to come", "Package finance", "Scrutiny reservation",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the demo does not print %q", want)
		}
	}
	if html, err := os.ReadFile(page); err != nil || !bytes.Contains(html, []byte("<ins")) {
		t.Errorf("the page has no insertion; reading it: %v", err)
	}
	if html, err := os.ReadFile(board); err != nil || !bytes.Contains(html, []byte("<svg")) || !bytes.Contains(html, []byte("Ready to land")) {
		t.Errorf("the page of the board has no chart or no list; reading it: %v", err)
	}
	call("verify", "--data", filepath.Join(kept, "travaux.db"))
	if !strings.Contains(out.String(), "verified") {
		t.Errorf("verify prints %q", out.String())
	}
}

// TestDemoLeavesNothing ends the demo early, by a signal and by a reader of its
// output that goes away: the server is stopped and its data are removed.
func TestDemoLeavesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the server")
	}
	for name, c := range map[string]struct {
		signal os.Signal
		want   string
	}{
		"signal": {os.Interrupt, "interrupted"},
		"reader": {nil, "broken pipe"},
	} {
		t.Run(name, func(t *testing.T) {
			tmp := t.TempDir()
			cmd := exec.Command(filepath.Join(programs, "travaux"), "demo", "--html", filepath.Join(t.TempDir(), "page.html"), "--board", filepath.Join(t.TempDir(), "board.html"))
			cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
			out, talk := closedPipe(t), &bytes.Buffer{}
			said, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			cmd.Stdout = out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			for lines := bufio.NewScanner(io.TeeReader(said, talk)); lines.Scan(); {
				if c.signal != nil && strings.Contains(lines.Text(), "The zero draft is published") {
					if err := cmd.Process.Signal(c.signal); err != nil {
						t.Error(err)
					}
				}
			}
			if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != exitFailed || !strings.Contains(talk.String(), c.want) {
				t.Errorf("ended with %v, want exit %d and %q\n%s", err, exitFailed, c.want, talk)
			}
			if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
		})
	}
}

// closedPipe gives the writing end of a pipe that nobody reads.
func closedPipe(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return w
}

// TestDemoWithoutServer refuses in words where travauxd is missing.
func TestDemoWithoutServer(t *testing.T) {
	var out, talk bytes.Buffer
	env := &Env{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &talk, Getenv: func(string) string { return "" },
		IsTerminal: func(any) bool { return false }, Columns: func() int { return 0 }, Now: time.Now,
	}
	if code := run(env, []string{"demo", "--travauxd", filepath.Join(t.TempDir(), "travauxd")}); code != exitNotFound {
		t.Errorf("exit %d, want %d", code, exitNotFound)
	}
	if !strings.Contains(talk.String(), "make build") {
		t.Errorf("the refusal names no remedy: %s", talk.String())
	}
}
