package negotiation

// CreateDocument opens a document in a process. Team only; shown to the
// participants.
type CreateDocument struct {
	Process  string // processes/{p}
	ID       string
	Title    string
	Symbol   string
	Language string // BCP 47 of the negotiating version; empty is "en"
	Reason   string
}

// CloseDocument ends all change to a document's text and amendments.
type CloseDocument struct {
	Document string // processes/{p}/documents/{d}
	Reason   string // required
}

// ReopenDocument takes a closing back.
type ReopenDocument struct {
	Document string // processes/{p}/documents/{d}
	Reason   string // required
}

// Decide gives document.created for the participants and working-text.opened
// for the team.
func (c CreateDocument) Decide(s State, m Meta) (Outcome, error) {
	if err := CheckName(KindProcess, "process", c.Process); err != nil {
		return Outcome{}, err
	}
	if err := byTeam(s, m, c.Process, KeepDocuments); err != nil {
		return Outcome{}, err
	}
	if _, err := openProcess(s, c.Process); err != nil {
		return Outcome{}, err
	}
	d := &Document{Name: DocumentName(c.Process, c.ID), Title: c.Title, Symbol: c.Symbol, Language: c.Language, Level: ToStates}
	if d.Language == "" {
		d.Language = "en"
	}
	err := all(CheckID("id", c.ID), free[*Document](s, d.Name), required("title", c.Title), line("symbol", c.Symbol),
		languageTag("language", d.Language), note("reason", c.Reason))
	if err != nil {
		return Outcome{}, err
	}
	head := &Head{Name: HeadName(d.Name), Document: d.Name}
	b := newSheet(m)
	b.add(d.Name, documentAudience(d), "document.created", d.Name, c.Reason, d)
	b.add(d.Name, teamOnly(c.Process), "working-text.opened", head.Name, "", head)
	return b.outcome(d)
}

// documentAudience is who sees the document itself.
func documentAudience(d *Document) Audience {
	return d.Level.Audience(LastID(ProcessOf(d.Name)))
}

// Decide gives document.closed.
func (c CloseDocument) Decide(s State, m Meta) (Outcome, error) {
	return setClosed(s, m, c.Document, c.Reason, true)
}

// Decide gives document.reopened.
func (c ReopenDocument) Decide(s State, m Meta) (Outcome, error) {
	return setClosed(s, m, c.Document, c.Reason, false)
}

func setClosed(s State, m Meta, document, reason string, closed bool) (Outcome, error) {
	if err := CheckName(KindDocument, "document", document); err != nil {
		return Outcome{}, err
	}
	process := ProcessOf(document)
	if err := byTeam(s, m, process, KeepDocuments); err != nil {
		return Outcome{}, err
	}
	if reason == "" {
		return Outcome{}, lacking("reason", "closing and reopening a document need one")
	}
	if _, err := openProcess(s, process); err != nil {
		return Outcome{}, err
	}
	d, err := get[*Document](s, document)
	if err != nil {
		return Outcome{}, err
	}
	if d.Closed == closed {
		return Outcome{}, refuse(NoChange, document, "the document "+document+" is in that state already")
	}
	if err := note("reason", reason); err != nil {
		return Outcome{}, err
	}
	d.Closed = closed
	kind := "document.reopened"
	if closed {
		kind = "document.closed"
	}
	b := newSheet(m)
	b.add(d.Name, documentAudience(d), kind, d.Name, reason, d)
	return b.outcome(d)
}
