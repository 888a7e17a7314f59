package main

import (
	"strconv"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

func processView() view[*travauxv1.Process] {
	return view[*travauxv1.Process]{
		{"PROCESS", func(m *travauxv1.Process) string { return lastSegment(m.Name) }},
		{"TITLE", func(m *travauxv1.Process) string { return m.Title }},
		{"TIME ZONE", func(m *travauxv1.Process) string { return m.TimeZone }},
		{"CLOSED", func(m *travauxv1.Process) string { return yes(m.Closed) }},
	}
}

func participantView() view[*travauxv1.Participant] {
	return view[*travauxv1.Participant]{
		{"ACTOR", func(m *travauxv1.Participant) string { return lastSegment(m.Actor) }},
		{"ADMITTED", func(m *travauxv1.Participant) string { return showSpan(m.Admitted) }},
		{"RIGHTS", func(m *travauxv1.Participant) string {
			return joined(m.Rights, func(r *travauxv1.RightSpan) string { return withSpan(enumWord(r.Right), r.Span) })
		}},
	}
}

func roleView() view[*travauxv1.Role] {
	return view[*travauxv1.Role]{
		{"ROLE", func(m *travauxv1.Role) string { return lastSegment(m.Name) }},
		{"USER", func(m *travauxv1.Role) string { return lastSegment(m.User) }},
		{"OFFICE", func(m *travauxv1.Role) string { return enumWord(m.Role) }},
		{"ACTOR", func(m *travauxv1.Role) string { return lastSegment(m.Actor) }},
		{"SPAN", func(m *travauxv1.Role) string { return showSpan(m.Span) }},
	}
}

func roundView() view[*travauxv1.Round] {
	return view[*travauxv1.Round]{
		{"ROUND", func(m *travauxv1.Round) string { return lastSegment(m.Name) }},
		{"NO.", func(m *travauxv1.Round) string { return strconv.Itoa(int(m.Number)) }},
		{"TITLE", func(m *travauxv1.Round) string { return m.Title }},
		{"ACCEPTS", func(m *travauxv1.Round) string { return enumWord(m.Accepts) }},
		{"WINDOW", func(m *travauxv1.Round) string { return showSpan(m.Window) }},
		{"LATE", func(m *travauxv1.Round) string { return enumWord(m.LateRule) }},
		{"DATES", func(m *travauxv1.Round) string { return showSpan(m.Dates) }},
	}
}

func meetingView() view[*travauxv1.Meeting] {
	return view[*travauxv1.Meeting]{
		{"MEETING", func(m *travauxv1.Meeting) string { return lastSegment(m.Name) }},
		{"KIND", func(m *travauxv1.Meeting) string { return enumWord(m.Kind) }},
		{"TITLE", func(m *travauxv1.Meeting) string { return m.Title }},
		{"DATES", func(m *travauxv1.Meeting) string { return showSpan(m.Dates) }},
		{"PLACE", func(m *travauxv1.Meeting) string { return m.Place }},
		{"ROUND", func(m *travauxv1.Meeting) string { return lastSegment(m.Round) }},
	}
}

func documentView() view[*travauxv1.Document] {
	return view[*travauxv1.Document]{
		{"DOCUMENT", func(m *travauxv1.Document) string { return lastSegment(m.Name) }},
		{"TITLE", func(m *travauxv1.Document) string { return m.Title }},
		{"SYMBOL", func(m *travauxv1.Document) string { return m.Symbol }},
		{"LANGUAGE", func(m *travauxv1.Document) string { return m.Language }},
		{"LATEST DRAFT", func(m *travauxv1.Document) string { return lastSegment(m.LatestDraft) }},
		{"CLOSED", func(m *travauxv1.Document) string { return yes(m.Closed) }},
	}
}
