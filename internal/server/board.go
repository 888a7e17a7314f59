package server

import (
	"context"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/negotiation/board"
	"github.com/travaux/travaux/internal/service"
)

func (a bracketAPI) GetBoard(ctx context.Context, req *travauxv1.GetBoardRequest) (*travauxv1.Board, error) {
	b, err := a.service.Board(ctx, principal(ctx), service.BoardQuery{
		Document: req.GetParent(), Draft: req.GetDraft(), NoSuggestions: req.GetNoSuggestions(),
	})
	if err != nil {
		return nil, err
	}
	return boardOut(req.GetParent(), b), nil
}

func boardOut(document string, b *board.Board) *travauxv1.Board {
	out := &travauxv1.Board{ProcessTitle: b.Process, Title: b.Title, Symbol: b.Symbol, Language: b.Language, Time: timeOut(b.Made), TimeZone: b.Made.Location().String(),
		Sections: each(b.Sections, func(s board.Section) *travauxv1.BoardSection {
			return &travauxv1.BoardSection{Id: negotiation.LastID(s.ID), Title: s.Title, Label: s.Label, Own: s.Own}
		}),
		Points: each(b.Points, func(p board.Point) *travauxv1.BoardPoint { return pointOut(document, p) }),
	}
	if b.Team != nil {
		out.Team = boardTeamOut(b.Team)
	}
	return out
}

func pointOut(document string, p board.Point) *travauxv1.BoardPoint {
	out := &travauxv1.BoardPoint{Title: p.Title, Time: timeOut(p.At), Seal: p.Seal, Total: numbersOut(p.Total),
		Elsewhere: numbersOut(p.Elsewhere), Opened: number(p.Opened), Reopened: number(p.Reopened), Closed: closedOut(p.Closed),
		Sections: each(p.Sections, func(s board.Part) *travauxv1.BoardNumbers {
			n := numbersOut(s.Numbers)
			n.Present = s.Present
			return n
		}),
	}
	if !p.Working {
		out.Draft = negotiation.DraftName(document, p.Name)
	}
	return out
}

func numbersOut(n board.Numbers) *travauxv1.BoardNumbers {
	return &travauxv1.BoardNumbers{Open: number(n.Open), Options: number(n.Options), Depth: number(n.Depth), Words: number(n.Words),
		Inside: number(n.Inside), Unpaired: number(n.Unpaired), Agreed: number(n.Paragraphs.Agreed),
		Converging: number(n.Paragraphs.Converging), Contested: number(n.Paragraphs.Contested), Parked: number(n.Paragraphs.Parked)}
}

func closedOut(c board.Closed) *travauxv1.BoardClosed {
	return &travauxv1.BoardClosed{Lifted: number(c.Lifted), NotRetained: number(c.NotRetained), Merged: number(c.Merged),
		Superseded: number(c.Superseded), Untold: number(c.Untold)}
}

func boardTeamOut(t *board.Team) *travauxv1.BoardTeam {
	return &travauxv1.BoardTeam{
		Open: each(t.Open, rowOut), Holders: each(t.Holders, boardHolderOut), Unheld: boardHolderOut(t.Unheld), Suggesting: t.Suggesting,
		Ready: each(t.Ready, func(r board.Ready) *travauxv1.BoardReady {
			return &travauxv1.BoardReady{Why: string(r.Why), Bracket: rowOut(r.Row)}
		}),
		Longest: each(t.Longest, rowOut), NobodyLeft: each(t.NobodyLeft, rowOut), Placeholders: each(t.Placeholders, rowOut),
		Doubtful: each(t.Doubtful, rowOut), Linked: each(t.Linked, rowOut),
		Packages: each(t.Packages, func(p board.Package) *travauxv1.BoardPackage {
			return &travauxv1.BoardPackage{Name: p.Name, Brackets: each(p.Rows, rowOut)}
		}),
		Reservations: each(t.Reservations, reservationOut), Waiting: each(t.Waiting, reservationOut), Ended: each(t.Ended, rowOut),
		EverClosed: closedOut(t.EverClosed), Adrift: each(t.Adrift, rowOut), Unrecorded: number(t.Unrecorded),
		Days: each(t.Days, func(d board.Day) *travauxv1.BoardDay {
			return &travauxv1.BoardDay{Date: timeOut(d.Date), Opened: number(d.Opened), Closed: number(d.Closed), Open: number(d.Open)}
		}),
	}
}

func boardHolderOut(h board.HolderRow) *travauxv1.BoardHolder {
	return &travauxv1.BoardHolder{Actor: h.Actor, DisplayName: h.Display, Sections: each(h.Sections, number), Total: number(h.Total)}
}

func rowOut(r board.Row) *travauxv1.BoardBracket {
	return &travauxv1.BoardBracket{
		Name: r.Name, Number: number(r.Number), Own: number(r.Own), State: bracketStates.out(r.State), Kind: bracketKinds.out(r.Kind),
		Words: r.Words, Options: r.Options, Section: number(r.Section), Place: r.Place,
		Holders: each(r.Holders, func(h board.Holder) *travauxv1.BoardHolding {
			return &travauxv1.BoardHolding{DisplayName: h.Display, Stance: h.Stance}
		}),
		OpenTime: timeOut(r.Opened), Days: number(r.Days), CloseTime: timeOut(r.Closed), LeftTime: timeOut(r.Left),
		Bridge: r.Bridge, CanConsider: r.Can, Package: r.Package, Owner: r.Owner, DueTime: timeOut(r.Due), Overdue: r.Overdue,
		LiftsIf: each(r.LiftsIf, func(d board.Dependence) *travauxv1.BoardDependence {
			return &travauxv1.BoardDependence{Label: d.Label, Settled: d.Settled}
		}),
		Doubt: r.Doubt, Notes: r.Notes, Into: r.Into, Told: r.Told,
	}
}

func reservationOut(r board.Reservation) *travauxv1.BoardReservation {
	return &travauxv1.BoardReservation{Kind: holdKinds.out(r.Kind), Actor: r.Actor, OnBehalf: r.OnBehalf, Place: r.Place, Draft: r.Draft,
		Section: number(r.Section), Words: r.Words, Note: r.Note, Time: timeOut(r.At), Noted: r.Noted, Meeting: r.Meeting}
}
