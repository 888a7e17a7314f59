package board_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	unsafe "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/travaux/travaux/internal/format/board"
	"github.com/travaux/travaux/internal/negotiation"
	numbers "github.com/travaux/travaux/internal/negotiation/board"
)

// boards are the boards that each page has to hold for.
func boards(t *testing.T) map[string]*numbers.Board {
	in := input(t)
	in.Editions = nil
	nothing := of(t, in)
	in = input(t)
	in.Editions = in.Editions[:1]
	one := of(t, in)
	in = input(t)
	in.Language, in.Title = "ar", "ميثاق ضفاف الأنهار"
	arabic := of(t, in)
	in = input(t)
	in.Editions[0].At = day("2031-04-01")
	timeless := of(t, in)
	return map[string]*numbers.Board{"team": team(t), "participants": participants(t), "nothing": nothing, "one edition": one, "arabic": arabic, "out of time": timeless}
}

// TestPageIsSound: the page parses as it is written, its ids are its own, what points
// to an id finds it, nothing is loaded, and its policy allows its style sheet.
func TestPageIsSound(t *testing.T) {
	for name, b := range boards(t) {
		t.Run(name, func(t *testing.T) {
			page := board.WriteHTML(b)
			root, err := html.Parse(bytes.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			ids, wanted := map[string]bool{}, map[string]bool{}
			for n := range root.Descendants() {
				for _, a := range n.Attr {
					switch a.Key {
					case "id":
						if ids[a.Val] {
							t.Errorf("id %s stands twice", a.Val)
						}
						ids[a.Val] = true
					case "aria-labelledby":
						for _, id := range strings.Fields(a.Val) {
							wanted[id] = true
						}
					case "href":
						wanted[strings.TrimPrefix(a.Val, "#")] = true
					case "src", "srcset", "style", "onclick", "http":
						t.Errorf("%s has %s", n.Data, a.Key)
					}
				}
			}
			for id := range wanted {
				if !ids[id] {
					t.Errorf("no element has the id %s", id)
				}
			}
			wellFormed(t, page)
			for _, bad := range []string{"url(", "@import", "<link", "<script", "<iframe", "//"} {
				if bytes.Contains(page, []byte(bad)) {
					t.Errorf("%q stands in the page", bad)
				}
			}
			_, rest, _ := strings.Cut(string(page), "<style>")
			css, _, _ := strings.Cut(rest, "</style>")
			sum := sha256.Sum256([]byte(css))
			if !strings.Contains(string(page), "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
				t.Error("the policy does not allow the style sheet")
			}
		})
	}
}

// wellFormed reads the tags of a page: each that opens is closed, in its order.
func wellFormed(t *testing.T, page []byte) {
	t.Helper()
	alone := map[string]bool{"meta": true, "br": true}
	var open []string
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("%v are not closed", open)
			}
			return
		case html.StartTagToken:
			if name, _ := z.TagName(); !alone[string(name)] {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("%s is closed within %v", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

// every gives all that is written of a board, by name.
func every(t *testing.T, b *numbers.Board) map[string][]byte {
	t.Helper()
	sections, err := board.SectionsCSV(b)
	if err != nil {
		t.Fatal(err)
	}
	burn, err := board.BurnDownCSV(b)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"html": board.WriteHTML(b), "terminal": board.WriteTerminal(b, board.Options{Colour: true}), "markdown": board.WriteMarkdown(b), "sections": sections, "burn-down": burn}
}

// TestParticipantsSeeNoHolders: no word that only the team may see stands in what
// participants get. The control: each stands in what the team gets.
func TestParticipantsSeeNoHolders(t *testing.T) {
	secrets := []string{"Tarsis", "Highland", "Delta", "Morvane", "Coravia", "Sarrow", "secretariat", "ministry", "w150", "boatmen", "nine", "money", "Held", "Ready to land", "Who holds", "eservation", "working text"}
	shown := strings.Builder{}
	for _, data := range every(t, team(t)) {
		shown.Write(data)
	}
	for _, s := range secrets {
		if !strings.Contains(shown.String(), s) {
			t.Errorf("%q stands nowhere on the team's board: the test is void for it", s)
		}
	}
	for what, data := range every(t, participants(t)) {
		for _, s := range secrets {
			if bytes.Contains(data, []byte(s)) {
				t.Errorf("%s of the participants has %q", what, s)
			}
		}
	}
	if _, err := board.BracketsCSV(participants(t)); err != board.ErrTeamOnly {
		t.Errorf("the list of brackets for participants: %v", err)
	}
}

// TestHostileWords: words of the document and of people become no mark-up, formula or
// control.
func TestHostileWords(t *testing.T) {
	const evil = "=<script>alert(1)</script>\x1b[31m\u202Ekcab|`x`"
	in := input(t)
	in.Title, in.Process, in.Symbol, in.Language = evil, evil, evil, `en" onload="x`
	for i := range in.Editions {
		in.Editions[i].Title, in.Editions[i].Seal = evil, evil
		for k := range in.Editions[i].Tree.Flow.Paragraphs {
			p := &in.Editions[i].Tree.Flow.Paragraphs[k]
			p.Label = evil + p.Label
		}
	}
	in.Team = &numbers.TeamInput{Brackets: brackets(), Holds: holds(), Actors: []numbers.Actor{{Name: actor("Tarsis"), Display: evil}}}
	for _, b := range in.Team.Brackets {
		b.Words, b.Doubt, b.Owner, b.Package, b.Bridge = evil, evil, evil, evil, evil
		b.Holders = append(b.Holders, negotiation.BracketHolder{Source: evil, Stance: evil})
	}
	for _, h := range in.Team.Holds {
		h.Note, h.Words = evil, evil
	}
	b := of(t, in)
	all := every(t, b)
	list, err := board.BracketsCSV(b)
	if err != nil {
		t.Fatal(err)
	}
	all["brackets"] = list
	for what, bad := range map[string][]string{
		"html": {"<script", "\x1b", "\u202E", `onload="`}, "terminal": {"\x1b[31m", "\u202E"}, "markdown": {"\x1b", "\u202E"},
		"sections": {",=", "\n="}, "burn-down": {",=", "\n="}, "brackets": {",=", "\n=", ",\"="},
	} {
		for _, s := range bad {
			if bytes.Contains(all[what], []byte(s)) {
				t.Errorf("%s has %q", what, s)
			}
		}
	}
	wellFormed(t, all["html"])
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(unsafe.WithUnsafe())).Convert(all["markdown"], &page); err != nil {
		t.Fatal(err)
	}
	if rows := strings.Count(page.String(), "<table>"); rows != 3 || bytes.Contains(page.Bytes(), []byte("<script")) || bytes.Contains(page.Bytes(), []byte("<em>")) {
		t.Errorf("%d tables are read from the Markdown, want 3:\n%s", rows, page.String())
	}
}

// TestWeight: the page of the team takes at most 40 kB on the wire.
func TestWeight(t *testing.T) {
	var wire bytes.Buffer
	z := gzip.NewWriter(&wire)
	if _, err := z.Write(board.WriteHTML(team(t))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if wire.Len() > 40_000 {
		t.Errorf("%d bytes", wire.Len())
	}
}

// TestDirection: a page runs as its document does, words of the document stand apart.
func TestDirection(t *testing.T) {
	page := string(board.WriteHTML(boards(t)["arabic"]))
	for _, want := range []string{`<html lang="en" dir="rtl">`, `<bdi lang="ar">ميثاق ضفاف الأنهار</bdi>`} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if page := string(board.WriteHTML(team(t))); !strings.Contains(page, `<html lang="en" dir="ltr">`) {
		t.Error("an English page runs from right to left")
	}
}

// TestColour: without colour the terminal gets no control characters, and with it the
// same words.
func TestColour(t *testing.T) {
	plain := board.WriteTerminal(team(t), board.Options{})
	bold := board.WriteTerminal(team(t), board.Options{Colour: true})
	if bytes.ContainsRune(plain, '\x1b') {
		t.Error("escapes without colour")
	}
	if got := strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(string(bold)); got != string(plain) {
		t.Error("with colour the words are others")
	}
	for _, width := range []int{40, 80, 120, 160} {
		for i, l := range strings.Split(string(board.WriteTerminal(team(t), board.Options{Width: width})), "\n") {
			if n := len([]rune(l)); n > max(width, 80) {
				t.Errorf("width %d: line %d has %d columns: %s", width, i+1, n, l)
			}
		}
	}
}
