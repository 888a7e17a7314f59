package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/travaux/travaux/clients/go/travauxv1"
	writers "github.com/travaux/travaux/internal/format/board"
	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/terminal"
	numbers "github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/text"
)

// results prints the redline that the script names, the board of proposals and the
// board of brackets, and writes the pages, all as a co-facilitator sees it.
func (r *run) results(ctx context.Context) error {
	who, err := r.script.coFacilitator()
	if err != nil {
		return err
	}
	by, err := r.player.as(who)
	if err != nil {
		return err
	}
	older, err := r.script.draft(r.script.Redline.Old)
	if err != nil {
		return err
	}
	newer, err := r.script.draft(r.script.Redline.New)
	if err != nil {
		return err
	}
	c, err := r.Compare(ctx, by.conn, r.player.draft(older.ID), r.player.draft(newer.ID))
	if err != nil {
		return fmt.Errorf("comparing %s and %s: %w", older.Title, newer.Title, told(err))
	}
	names := html.Names{Old: older.Title, New: newer.Title, Time: r.Now().UTC().Format(time.RFC3339)}
	if names.OldHash, err = r.complete(ctx, by, c.Old, older); err != nil {
		return err
	}
	if names.NewHash, err = r.complete(ctx, by, c.New, newer); err != nil {
		return err
	}
	board, err := readBoard(ctx, by, r.player.document(), r.script.Drafts)
	if err != nil {
		return err
	}
	newest := r.script.newest()
	list, err := r.readBrackets(ctx, by, newest)
	if err != nil {
		return fmt.Errorf("reading the brackets of %s: %w", newest.Title, told(err))
	}
	brackets, err := r.Board(ctx, by.conn, r.player.document(), r.player.draft(newest.ID))
	if err != nil {
		return fmt.Errorf("reading the board of brackets: %w", told(err))
	}
	fmt.Fprintln(r.Talk)
	page := terminal.Write(c, terminal.Options{
		Colour: r.Colour, Width: r.Width,
		OldName: names.Old, NewName: names.New, OldHash: names.OldHash, NewHash: names.NewHash,
	})
	if _, err := r.Out.Write(page); err != nil {
		return fmt.Errorf("printing the redline: %w", err)
	}
	var counts bytes.Buffer
	board.write(&counts, len(r.player.amendments), r.bold)
	list.write(&counts, r.Width, r.bold)
	counts.Write(writers.WriteTerminal(short(brackets), writers.Options{Colour: r.Colour, Width: r.Width}))
	if _, err := fmt.Fprintf(r.Out, "\n%s", counts.Bytes()); err != nil {
		return fmt.Errorf("printing the boards: %w", err)
	}
	if err := writePage(r.HTML, html.Write(html.Of(c, names))); err != nil {
		return fmt.Errorf("writing the page of the redline: %w", err)
	}
	if err := writePage(r.BoardHTML, writers.WriteHTML(brackets)); err != nil {
		return fmt.Errorf("writing the page of the board: %w", err)
	}
	return nil
}

// readBrackets reads what is not agreed in a draft.
func (r *run) readBrackets(ctx context.Context, by api, d draft) (*bracketList, error) {
	all, err := draftText(ctx, by, r.player.draft(d.ID), travauxv1.TextForm_TEXT_FORM_TYPED)
	if err != nil {
		return nil, err
	}
	brackets, err := r.player.standing(ctx, by, r.player.draft(d.ID))
	if err != nil {
		return nil, err
	}
	return r.script.listBrackets(d.Title, all, brackets)
}

// short leaves out of a board what tells nothing here: all brackets are of today.
func short(b *numbers.Board) *numbers.Board {
	if b.Team == nil {
		return b
	}
	out, team := *b, *b.Team
	team.Longest = nil
	out.Team = &team
	return &out
}

// complete gives a side of a comparison what it comes without: title, symbol, and
// the italics and footnote anchors of its paragraphs. It gives the draft's seal.
func (r *run) complete(ctx context.Context, by api, to *text.Draft, d draft) (seal string, err error) {
	sealed, err := by.drafts.GetDraft(ctx, &travauxv1.GetDraftRequest{Name: r.player.draft(d.ID)})
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", d.Title, told(err))
	}
	all, err := draftText(ctx, by, sealed.GetName(), travauxv1.TextForm_TEXT_FORM_TYPED)
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", d.Title, told(err))
	}
	if len(all) != len(to.Paragraphs) {
		return "", fmt.Errorf("the comparison has %d paragraphs of %s, which has %d", len(to.Paragraphs), d.Title, len(all))
	}
	for i, p := range all {
		to.Paragraphs[i].Marks = marksOf(p.GetText())
	}
	to.Title, to.Symbol = r.script.Document.Title, sealed.GetSymbol()
	return "seal:" + sealed.GetSeal(), nil
}

func (r *run) bold(s string) string {
	if !r.Colour {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}

// writePage puts the page in place whole: a reader finds the old file or the new.
func writePage(path string, page []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".page-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(page)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}
