package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/travaux/travaux/clients/go/travauxv1"
	writers "github.com/travaux/travaux/internal/format/board"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/text/bracket"
)

// boardFormats are the formats of "travaux board".
func boardFormats() []string { return []string{"text", "html", "markdown", "csv", "json", "yaml"} }

// newBoard makes "travaux board".
func (r *remote) newBoard() *cobra.Command {
	var view look
	var table string
	req := &travauxv1.GetBoardRequest{}
	cmd := r.command("board [DOCUMENT]", "Show how many brackets are left, where, and who holds them", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		format, err := s.format(boardFormats()...)
		if err != nil {
			return err
		}
		if err := view.settle(s.env, s.output.file); err != nil {
			return err
		}
		if req.Parent, _, err = s.documentArgs(ctx, args, 0); err != nil {
			return err
		}
		if req.Draft != "" {
			req.Draft = draftName(req.Parent, req.Draft)
		}
		made, err := s.brackets().GetBoard(ctx, req)
		if err != nil {
			return err
		}
		b := boardIn(made)
		switch format {
		case "text":
			return deliver(s.env, s.output.file, writers.WriteTerminal(b, writers.Options{Colour: view.paint, Width: view.width}))
		case "html":
			return deliver(s.env, s.output.file, writers.WriteHTML(b))
		case "markdown":
			return deliver(s.env, s.output.file, writers.WriteMarkdown(b))
		case "csv":
			body, err := boardCSV(b, table)
			if err != nil {
				return err
			}
			return deliver(s.env, s.output.file, body)
		}
		item, err := itemOf(made)
		if err != nil {
			return err
		}
		return s.print(listing{Single: true, Items: []json.RawMessage{item}})
	})
	cmd.Long = `Show the numbers of a document's brackets: by section, and over the drafts. To the
co-facilitators' team also who holds what, what is ready to land, what is open
longest and what awaits a decision, of the working text where no --draft is named.
-o csv gives one of three tables: sections, drafts, or for the team brackets.`
	cmd.Example = "  travaux board riverside\n  travaux board riverside --out board.html\n  travaux board riverside -o csv --table brackets"
	hasFormats(cmd, boardFormats()...)
	cmd.Flags().Lookup("output").Usage = "text, html, markdown, csv, json or yaml (default: text, or by the ending of --out)"
	cmd.Flags().StringVar(&req.Draft, "draft", "", "the draft that the board is about (default: to the team the working text, else the newest)")
	cmd.Flags().StringVar(&table, "table", "sections", "of CSV: sections, drafts or brackets")
	cmd.Flags().BoolVar(&req.NoSuggestions, "no-suggestions", false, "leave out what is ready to land")
	view.add(cmd)
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

// boardCSV gives one of the tables of a board.
func boardCSV(b *board.Board, table string) ([]byte, error) {
	switch table {
	case "sections":
		return writers.SectionsCSV(b)
	case "drafts":
		return writers.BurnDownCSV(b)
	case "brackets":
		if b.Team == nil {
			return nil, missing("the board has no list of brackets", writers.ErrTeamOnly.Error(), "list those of a draft: travaux bracket list -o csv")
		}
		return writers.BracketsCSV(b)
	}
	return nil, usageProblem(fmt.Sprintf("there is no table %q", table), "they are sections, drafts and brackets", "use one of those words with --table")
}

// boardIn reads a board from the API's message.
func boardIn(m *travauxv1.Board) *board.Board {
	b := &board.Board{Process: m.ProcessTitle, Title: m.Title, Symbol: m.Symbol, Language: m.Language, Made: instant(m.Time)}
	if place, err := time.LoadLocation(m.TimeZone); err == nil {
		b.Made = b.Made.In(place)
	}
	for _, s := range m.Sections {
		b.Sections = append(b.Sections, board.Section{ID: s.Id, Title: s.Title, Label: s.Label, Own: s.Own})
	}
	for _, p := range m.Points {
		point := board.Point{Name: lastSegment(p.Draft), Title: p.Title, At: instant(p.Time), Working: p.Draft == "", Seal: p.Seal,
			Total: numbersIn(p.Total), Elsewhere: numbersIn(p.Elsewhere), Opened: int(p.Opened), Reopened: int(p.Reopened), Closed: closedIn(p.Closed)}
		for _, n := range p.Sections {
			point.Sections = append(point.Sections, board.Part{Present: n.Present, Numbers: numbersIn(n)})
		}
		b.Points = append(b.Points, point)
	}
	if m.Team != nil {
		b.Team = boardTeamIn(m.Team)
	}
	return b
}

// instant is the moment of a message; zero for none.
func instant(t *timestamppb.Timestamp) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.AsTime()
}

func numbersIn(n *travauxv1.BoardNumbers) board.Numbers {
	return board.Numbers{Open: int(n.GetOpen()), Options: int(n.GetOptions()), Depth: int(n.GetDepth()), Words: int(n.GetWords()),
		Inside: int(n.GetInside()), Unpaired: int(n.GetUnpaired()),
		Paragraphs: board.Classes{Agreed: int(n.GetAgreed()), Converging: int(n.GetConverging()), Contested: int(n.GetContested()), Parked: int(n.GetParked())}}
}

func closedIn(c *travauxv1.BoardClosed) board.Closed {
	return board.Closed{Lifted: int(c.GetLifted()), NotRetained: int(c.GetNotRetained()), Merged: int(c.GetMerged()),
		Superseded: int(c.GetSuperseded()), Untold: int(c.GetUntold())}
}

func boardTeamIn(m *travauxv1.BoardTeam) *board.Team {
	t := &board.Team{
		Open: rowsIn(m.Open), Unheld: holderIn(m.Unheld), Suggesting: m.Suggesting, Longest: rowsIn(m.Longest), NobodyLeft: rowsIn(m.NobodyLeft),
		Placeholders: rowsIn(m.Placeholders), Doubtful: rowsIn(m.Doubtful), Linked: rowsIn(m.Linked), Ended: rowsIn(m.Ended),
		Reservations: reservationsIn(m.Reservations), Waiting: reservationsIn(m.Waiting), EverClosed: closedIn(m.EverClosed),
		Adrift: rowsIn(m.Adrift), Unrecorded: int(m.Unrecorded),
	}
	for _, h := range m.Holders {
		t.Holders = append(t.Holders, holderIn(h))
	}
	for _, r := range m.Ready {
		t.Ready = append(t.Ready, board.Ready{Why: board.Why(r.Why), Row: rowIn(r.Bracket)})
	}
	for _, p := range m.Packages {
		t.Packages = append(t.Packages, board.Package{Name: p.Name, Rows: rowsIn(p.Brackets)})
	}
	for _, d := range m.Days {
		t.Days = append(t.Days, board.Day{Date: instant(d.Date), Opened: int(d.Opened), Closed: int(d.Closed), Open: int(d.Open)})
	}
	return t
}

func holderIn(h *travauxv1.BoardHolder) board.HolderRow {
	out := board.HolderRow{Actor: h.GetActor(), Display: h.GetDisplayName(), Total: int(h.GetTotal())}
	for _, n := range h.GetSections() {
		out.Sections = append(out.Sections, int(n))
	}
	return out
}

func rowsIn(all []*travauxv1.BoardBracket) []board.Row {
	var out []board.Row
	for _, m := range all {
		out = append(out, rowIn(m))
	}
	return out
}

func rowIn(m *travauxv1.BoardBracket) board.Row {
	r := board.Row{Name: m.GetName(), Number: int(m.GetNumber()), Own: int(m.GetOwn()), State: negotiation.BracketState(enumWord(m.GetState())),
		Kind: bracket.Kind(enumWord(m.GetKind())), Words: m.GetWords(), Options: m.GetOptions(), Section: int(m.GetSection()), Place: m.GetPlace(),
		Opened: instant(m.GetOpenTime()), Days: int(m.GetDays()), Closed: instant(m.GetCloseTime()), Left: instant(m.GetLeftTime()),
		Bridge: m.GetBridge(), Can: m.GetCanConsider(), Package: m.GetPackage(), Owner: m.GetOwner(), Due: instant(m.GetDueTime()),
		Overdue: m.GetOverdue(), Doubt: m.GetDoubt(), Notes: m.GetNotes(), Into: m.GetInto(), Told: m.GetTold()}
	for _, h := range m.GetHolders() {
		r.Holders = append(r.Holders, board.Holder{Display: h.DisplayName, Stance: h.Stance})
	}
	for _, d := range m.GetLiftsIf() {
		r.LiftsIf = append(r.LiftsIf, board.Dependence{Label: d.Label, Settled: d.Settled})
	}
	return r
}

func reservationsIn(all []*travauxv1.BoardReservation) []board.Reservation {
	var out []board.Reservation
	for _, m := range all {
		kind := negotiation.HoldKind(enumWord(m.Kind))
		out = append(out, board.Reservation{Kind: kind, Actor: m.Actor, OnBehalf: m.OnBehalf, Place: m.Place, Draft: m.Draft,
			Section: int(m.Section), Words: m.Words, Note: m.Note, At: instant(m.Time), Noted: m.Noted, Meeting: m.Meeting})
	}
	return out
}

// newClosure makes "travaux closure".
func (r *remote) newClosure() *cobra.Command {
	noun := r.noun("closure", "How far paragraphs are agreed")
	noun.AddCommand(r.closureSet(), r.closureList())
	return noun
}

func (r *remote) closureSet() *cobra.Command {
	var w writing
	var actors []string
	var pkg, until string
	cmd := r.command("set [DOCUMENT] PARAGRAPH CLOSURE", "Say how far a paragraph of the working text is agreed", cobra.RangeArgs(2, 3), func(ctx context.Context, s *session, args []string) error {
		document, rest, err := s.documentArgs(ctx, args, 2)
		if err != nil {
			return err
		}
		closure, err := parseEnum[travauxv1.Closure](rest[1])
		if err != nil {
			return usageProblem(fmt.Sprintf("%q is no closure", rest[1]), err.Error(), "use one of those words")
		}
		place, err := s.working(ctx, document, rest[0])
		if err != nil {
			return err
		}
		req := &travauxv1.SetClosureRequest{Paragraph: place.Name, BaseRevision: place.Revision, Closure: closure, Package: pkg,
			Reason: w.reason, RequestId: w.id(), ValidateOnly: w.dryRun}
		if req.Actors, err = s.actors(ctx, actors); err != nil {
			return err
		}
		if until != "" {
			at, err := parseTime(until, s.now())
			if err != nil {
				return usageProblem("a date cannot be read", err.Error(), "type it in one of those forms")
			}
			req.Until = timestamppb.New(at)
		}
		made, err := s.brackets().SetClosure(ctx, req)
		if err != nil {
			return err
		}
		w.told(s, "%s: %s.", orWord(made.Label, lastSegment(made.Paragraph)), strings.ReplaceAll(enumWord(made.Closure), "-", " "))
		return printOne(s, closureView(), made)
	})
	cmd.Long = "Say how far a paragraph of the working text is agreed. CLOSURE is one of " + strings.Join(enumWords(travauxv1.Closure(0).Descriptor()), ", ") + `.
Pending-actors needs --actor, pending-package --package; parked may have --until; an
agreed paragraph is changed only after it is reopened, which needs --actor or
--reason. Nothing is agreed until everything is agreed; a paragraph in which a
bracket is open cannot be. Participants see it with the next draft.`
	cmd.Example = "  travaux closure set riverside 12 agreed-ad-referendum\n  travaux closure set riverside 14 pending-actors --actor coravia\n  travaux closure set riverside 12 reopened --actor \"Sarrow Islands\" --reason 'new instructions'"
	addWriting(cmd, &w)
	cmd.Flags().StringArrayVar(&actors, "actor", nil, "on whom it waits, or who asked to reopen it; may be repeated")
	cmd.Flags().StringVar(&pkg, "package", "", "the package that it waits for")
	cmd.Flags().StringVar(&until, "until", "", "until when it is parked: 2026-03-01, +14d")
	r.completeFlag(cmd, "actor", completeActors)
	cmd.ValidArgsFunction = r.completes(completeDocuments, completePassages)
	return cmd
}

func (r *remote) closureList() *cobra.Command {
	cmd := r.command("list [DOCUMENT]", "List how far each paragraph of the working text is agreed", cobra.MaximumNArgs(1), func(ctx context.Context, s *session, args []string) error {
		document, _, err := s.documentArgs(ctx, args, 0)
		if err != nil {
			return err
		}
		all, err := s.listPassages(ctx, document, false)
		if err != nil {
			return err
		}
		return printAll(s, closureView(), all)
	})
	cmd.ValidArgsFunction = r.completes(completeDocuments)
	return cmd
}

func closureView() view[*travauxv1.Passage] {
	return view[*travauxv1.Passage]{
		{"PARAGRAPH", func(m *travauxv1.Passage) string { return orWord(m.Label, lastSegment(m.Paragraph)) }},
		{"CLOSURE", func(m *travauxv1.Passage) string { return strings.ReplaceAll(enumWord(m.Closure), "-", " ") }},
		{"WAITS FOR", func(m *travauxv1.Passage) string {
			switch {
			case m.Closure == travauxv1.Closure_CLOSURE_REOPENED:
				return ""
			case m.ClosurePackage != "":
				return "package " + m.ClosurePackage
			}
			return joined(m.ClosureActors, lastSegment)
		}},
		{"ASKED BY", func(m *travauxv1.Passage) string {
			if m.Closure != travauxv1.Closure_CLOSURE_REOPENED {
				return ""
			}
			return joined(m.ClosureActors, lastSegment)
		}},
		{"UNTIL", func(m *travauxv1.Passage) string { return showTime(m.ClosureUntil) }},
		{"REASON", func(m *travauxv1.Passage) string { return oneLine(m.ClosureReason) }},
		{"WORDS", func(m *travauxv1.Passage) string { return oneLine(typedText(m.Text, m.Attributions)) }},
	}
}
