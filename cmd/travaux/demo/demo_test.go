package demo

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// program writes a shell script that stands in for travauxd: init gives a token,
// serve does what is given.
func program(t *testing.T, serve string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "travauxd")
	script := "#!/bin/sh\nif [ \"$1\" = init ]; then echo tvx_test; exit 0; fi\n" +
		"while [ $# -gt 1 ]; do [ \"$1\" = --addr-file ] && addresses=$2; shift; done\n" + serve + "\n"
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestServerThatEnds tells why the server ended and leaves nothing behind.
func TestServerThatEnds(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	err := Run(t.Context(), Config{
		Server: program(t, "echo the disk is gone >&2; exit 3"), HTML: filepath.Join(t.TempDir(), "page.html"), BoardHTML: filepath.Join(t.TempDir(), "board.html"),
		Out: io.Discard, Talk: io.Discard, Now: time.Now,
	})
	if err == nil || !strings.Contains(err.Error(), "the disk is gone") || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("got %v, want how the server ended and the end of its log", err)
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// TestStopHurry kills a server that does not hear SIGTERM once there is a hurry.
func TestStopHurry(t *testing.T) {
	deaf := program(t, `trap '' TERM
printf 'grpc 127.0.0.1:1\nhttp 127.0.0.1:2\n' > "$addresses.new" && mv "$addresses.new" "$addresses"
while :; do sleep 0.02; done`)
	s, err := startServer(t.Context(), deaf, t.TempDir(), user{ID: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	if s.grpc != "127.0.0.1:1" || s.secret != "tvx_test" {
		t.Errorf("address %q, secret %q", s.grpc, s.secret)
	}
	hurry := make(chan struct{})
	close(hurry)
	if err := s.stop(hurry); err != nil {
		t.Fatal(err)
	}
	if got := s.exit().Error(); got != "signal: killed" {
		t.Errorf("the server ended with %q", got)
	}
}

// TestInterruptedStart ends with the context and stops the server.
func TestInterruptedStart(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := startServer(ctx, program(t, "while :; do sleep 0.02; done"), t.TempDir(), user{ID: "ada"})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the end of the context", err)
	}
}

// TestKeepRefusesFullDirectory keeps the demo from mixing its data with others.
func TestKeepRefusesFullDirectory(t *testing.T) {
	dir := t.TempDir()
	if _, _, err := workplace(dir); err != nil {
		t.Errorf("an empty directory is refused: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := workplace(dir); err == nil {
		t.Error("a directory with a file in it is taken")
	}
}

// TestSameAsFile finds a draft that differs from its file in words or in marks.
func TestSameAsFile(t *testing.T) {
	file := []byte("1. We *agree* to meet.\n")
	draft := func(words string, end int32) []*travauxv1.DraftParagraph {
		return []*travauxv1.DraftParagraph{{
			Label: "1.", Kind: travauxv1.ParagraphKind_PARAGRAPH_KIND_OPERATIVE,
			Text: &travauxv1.Text{Content: words, Marks: []*travauxv1.Mark{{Kind: travauxv1.MarkKind_MARK_KIND_ITALIC, Start: 3, End: end}}},
		}}
	}
	if err := sameAsFile(draft("We agree to meet.", 8), "a.md", file); err != nil {
		t.Errorf("the same: %v", err)
	}
	for name, got := range map[string][]*travauxv1.DraftParagraph{
		"words": draft("We agree to part.", 8), "marks": draft("We agree to meet.", 7), "nothing": nil,
	} {
		if err := sameAsFile(got, "a.md", file); err == nil {
			t.Errorf("%s: a difference is not found", name)
		}
	}
}

// TestBracketPlaces finds the one bracket that a place means, and refuses two.
func TestBracketPlaces(t *testing.T) {
	all := []*travauxv1.Bracket{{Name: "a", Label: "14.", Words: "six"}, {Name: "b", Label: "14.", Words: "six hours"}, {Name: "c", Label: "15.", Words: "six hours"}}
	if b, err := (place{Label: "15.", Words: "six"}).bracketIn(all); err != nil || b.GetName() != "c" {
		t.Errorf("got %v, %v", b, err)
	}
	for _, at := range []place{{Label: "14.", Words: "six"}, {Label: "14.", Words: "hours"}, {Words: "six"}} {
		if b, err := at.bracketIn(all); err == nil {
			t.Errorf("%+v is taken for %s", at, b.GetName())
		}
	}
}

func TestStretch(t *testing.T) {
	f := found{label: "1.", text: "“Six” or six hours"}
	if start, end, err := f.stretch("six"); err != nil || start != 9 || end != 12 {
		t.Errorf("got [%d, %d), %v, want [9, 12)", start, end, err)
	}
	if _, _, err := f.stretch("o"); err == nil {
		t.Error("words that stand twice are taken")
	}
}

// TestBracketList prints numbers, labels and brackets, also across paragraphs, and
// options; and refuses a list that does not fit the text.
func TestBracketList(t *testing.T) {
	var all []*travauxv1.DraftParagraph
	for _, p := range [][2]string{
		{"1.", "We agree to meet in the town of Port Ilver each year [Delta Union: in [spring]]."}, {"2.", "We agree."},
		{"3.", "[We note"}, {"4.", "We add]"}, {"5.", "Option 1: We stop."}, {"", "Option 2: No text."},
	} {
		all = append(all, &travauxv1.DraftParagraph{
			Label: p[0], Kind: travauxv1.ParagraphKind_PARAGRAPH_KIND_OPERATIVE, Text: &travauxv1.Text{Content: p[1]},
		})
	}
	l, err := loaded(t).listBrackets("Rev.9", all, []*travauxv1.Bracket{{Number: 7}, {Number: 8}, {Number: 12}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	l.write(&b, 0, func(s string) string { return s })
	want := `
What is not agreed in Rev.9
  7 8         1.       … Port Ilver each year [Delta Union: in [spring]].
  12          3.       [We note
              4.       We add]
              5.       Option 1: We stop.
                       Option 2: No text.
`
	if got := b.String(); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if _, err := loaded(t).listBrackets("Rev.9", all, nil); err == nil {
		t.Error("three brackets of which the server knows none are taken")
	}
}

func TestWords(t *testing.T) {
	kind, err := value[travauxv1.ActorKind]("member-state")
	if err != nil || kind != travauxv1.ActorKind_ACTOR_KIND_MEMBER_STATE {
		t.Errorf("got %v, %v", kind, err)
	}
	if got := word(kind); got != "member state" {
		t.Errorf("got %q", got)
	}
	if _, err := value[travauxv1.ActorKind]("empire"); err == nil {
		t.Error("an unknown word is taken")
	}
}

// TestDisplay redraws on a terminal and prints plain lines elsewhere.
func TestDisplay(t *testing.T) {
	for live, want := range map[bool]string{
		false: "  We begin  3 acts\n",
		true:  "\r\033[K  We begin  ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 0 of 3\r\033[K  We begin  ━━━━━━━━━━━━━━━━ 3 of 3\r\033[K  We begin  3 acts\n",
	} {
		var b strings.Builder
		now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
		d := &display{w: &b, live: live, now: func() time.Time { return now }, column: 10, width: 80}
		d.begin("We begin", 3)
		d.at(2) // too soon to be drawn
		now = now.Add(time.Second)
		d.at(3)
		d.end(counted(3, "act"))
		if got := b.String(); got != want {
			t.Errorf("live %v\ngot  %q\nwant %q", live, got, want)
		}
	}
}
