package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRedlineProgress tells how far large input is, on a terminal only, and
// leaves nothing of it on the screen.
func TestRedlineProgress(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, bytes int) string {
		line := "We commit to open a common warning channel on every river.\n"
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.Repeat(line, bytes/len(line))), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	large, small := write("large.txt", slowBytes+1000), write("small.txt", 1000)
	for _, tc := range []struct {
		name     string
		file     string
		terminal bool
		want     bool
	}{
		{"large", large, true, true},
		{"large, no terminal", large, false, false},
		{"small", small, true, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var out, talk bytes.Buffer
			env := &Env{
				Stdin: strings.NewReader(""), Stdout: &out, Stderr: &talk, Getenv: func(string) string { return "" },
				IsTerminal: func(s any) bool { return tc.terminal && s == any(&talk) }, Columns: func() int { return 0 }, Now: time.Now,
			}
			if code := run(env, []string{"redline", tc.file, tc.file, "--exit-code"}); code != exitDone {
				t.Fatalf("exit %d: %s", code, talk.String())
			}
			if got := strings.Contains(talk.String(), "comparing …"); got != tc.want {
				t.Errorf("progress told: %v, want %v: %q", got, tc.want, talk.String())
			}
			if tc.want && !strings.HasSuffix(talk.String(), "\r\033[K") {
				t.Errorf("progress is left on the screen: %q", talk.String())
			}
		})
	}
}

// TestDeliverKeepsLinksAndDevices writes through a link into the file that it
// names, and into what is no regular file as it stands, replacing neither.
func TestDeliverKeepsLinksAndDevices(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file.txt"), filepath.Join(dir, "link.txt")
	if err := os.WriteFile(file, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := deliver(&Env{}, link, []byte("after")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info, err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "after" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	pipe := filepath.Join(dir, "pipe")
	if err := os.Symlink(fmt.Sprintf("/proc/self/fd/%d", w.Fd()), pipe); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(pipe); err != nil {
		t.Skip("no /proc here")
	}
	if err := deliver(&Env{}, pipe, []byte("through")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Fatalf("the pipe was replaced: %v, %v", info, err)
	}
	got := make([]byte, 7)
	if _, err := io.ReadFull(r, got); err != nil || string(got) != "through" {
		t.Errorf("the pipe brought %q, %v", got, err)
	}
}
