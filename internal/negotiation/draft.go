package negotiation

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"

	"github.com/travaux/travaux/internal/text"
)

// ImportDraft makes the working text say what a file says. Paragraphs that the
// working text has are kept under their identity, by content alignment where the
// content names no ids; what is doubtful is listed in Outcome.Unsure and can be
// decided with Links. With a Name the result is cut as a draft in the same act.
//
// The content wins over what was written into the working text since the last draft
// was cut: nothing is merged. Each paragraph where this puts words aside is listed
// in Outcome.Unsure as WORKING_TEXT_REPLACED, with the amendment where one was
// applied there; a preview (validate_only) tells it beforehand.
type ImportDraft struct {
	Document   string
	Content    text.Draft
	SourceHash string       // SHA-256 of the file, hex; optional
	Links      []ImportLink // decided by a person; these are sure
	// BaseAct is Head.LastAct that the import was prepared on; 0 is not checked.
	BaseAct int
	// Name, Kind, Title and Symbol are the draft's, see CutDraft; an empty Name
	// cuts none.
	Name   string
	Kind   DraftKind
	Title  string
	Symbol string
	Reason string
}

// ImportLink says which paragraph of the working text a paragraph of the content
// continues; an empty Paragraph says that it is new.
type ImportLink struct {
	Index     int // into Content.Paragraphs
	Paragraph string
}

// CutDraft seals the working text as a draft, seen by the team until published.
//
// Where sections are numbered anew, the new labels stand in the working text too,
// by an act of their own that can be undone. The words are left as they are unless
// RewriteReferences is set: a reference to the document's own paragraphs that no
// longer says what it means is listed in Outcome.Unsure, as REFERENCE_RENUMBERED
// with what it should say, or as REFERENCE_DANGLING where what it meant is gone; the
// labels that become others are listed before as LABEL_CHANGED. A reference that stands in the draft before means what it meant there, whatever has
// been labelled by hand since.
type CutDraft struct {
	Document string
	Name     string // id of the draft, "rev1"
	// Kind, where it is empty, is ZeroDraft for the first draft of the document
	// and RevisedDraft for the others.
	Kind   DraftKind
	Title  string // empty is the document's
	Symbol string
	// BaseAct is Head.LastAct that the caller has seen; 0 is not checked.
	BaseAct int
	Reason  string
	// Labels is what becomes of the labels; empty is KeepLabels. LabelsOf says
	// otherwise for some sections.
	Labels   LabelPolicy     `json:",omitempty"`
	LabelsOf []SectionLabels `json:",omitempty"`
	// RewriteReferences also changes the words of the references that renumbering
	// changes, and lists them as REFERENCE_REWRITTEN.
	RewriteReferences bool `json:",omitempty"`

	sourceHash string // of the file that it was imported from
}

// PublishDraft shows a sealed draft to an audience, or one already published to
// a wider one. The first publication rebases every pending amendment and books the
// decisions taken before the draft was cut, for each amendment the last one. A
// proponent is told of what that does to its amendment when the draft is shown to it.
//
// One decision is not booked: that an amendment is reflected, partly reflected,
// bracketed or bridged, where it was applied to the working text (ApplyToText), which
// may have said so already, and the words no longer stand in the draft because an
// import or an undoing replaced them afterwards, or because their paragraph went;
// likewise a deletion that was applied or is called reflected and whose paragraph
// stands in the draft. Instead the amendment is carried forward with that
// reason, stays pending for a new decision, and is listed in Outcome.Unsure as
// DECISION_REOPENED. The earlier decision stays in the record. Edits, splits and
// mergers made on top of the wording are the team's own and leave the decision
// as it is, as does a decision taken after the replacement.
type PublishDraft struct {
	Draft      string // …/drafts/{name}
	Level      Level
	Attributed bool   // shows who holds what, to that audience
	Reason     string // shown to that audience
}

// draftKinds are the kinds that a draft can be cut as.
var draftKinds = []DraftKind{
	ElementsPaper, NonPaper, ZeroDraft, RevisedDraft, CompilationDoc, CoFacText, UnderSilence, LDocument, AdoptedText,
}

// SealOf gives the seal of a draft: the SHA-256, in hex, of "travaux.seal.1 LF"
// and for each entry in order its paragraph's id, kind, depth in decimal, label
// and the hash of its words, each followed by LF. None of them can hold an LF. A
// wording's number is not sealed: it is given on publication, the words are not.
func SealOf(entries []Entry) string {
	h := sha256.New()
	io.WriteString(h, "travaux.seal.1\n")
	for _, e := range entries {
		fmt.Fprintf(h, "%s\n%s\n%d\n%s\n%s\n", LastID(e.Paragraph), e.Kind, e.Depth, e.Label, e.Hash)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Decide gives draft.cut for the team, and before it working-text.relabelled where
// labels or references in the words change.
func (c CutDraft) Decide(s State, m Meta) (Outcome, error) {
	d, err := openDesk(s, m, c.Document, WriteText)
	if err != nil {
		return Outcome{}, err
	}
	if err := d.at(c.BaseAct); err != nil {
		return Outcome{}, err
	}
	all, err := d.passages()
	if err != nil {
		return Outcome{}, err
	}
	found, err := c.relabel(d, all)
	if err != nil {
		return Outcome{}, err
	}
	if len(d.touched) > 0 {
		if err := d.commit("working-text.relabelled", d.document, c.Reason, 0); err != nil {
			return Outcome{}, err
		}
	}
	draft, err := d.cut(c, all)
	if err != nil {
		return Outcome{}, err
	}
	out, err := d.outcome(draft, d.head)
	out.Unsure = append(found, d.unsure...)
	return out, err
}

// at checks that no act came between.
func (d *desk) at(base int) error {
	if base != 0 && base != d.head.LastAct {
		return refuse(StaleBase, d.document, "the working text has changed since",
			"current_act", strconv.Itoa(d.head.LastAct), "base_act", strconv.Itoa(base))
	}
	return nil
}

// cut seals the passages, in their order, and writes the event.
func (d *desk) cut(c CutDraft, standing []*Passage) (*Draft, error) {
	draft := &Draft{
		Name: DraftName(d.document, c.Name), Title: c.Title, DraftKind: c.Kind, Symbol: c.Symbol,
		Language: d.doc.Language, State: Sealed, CutAt: d.meta.Now, Previous: d.head.Latest,
		SourceHash: c.sourceHash,
	}
	if draft.Title == "" {
		draft.Title = d.doc.Title
	}
	if draft.DraftKind == "" {
		draft.DraftKind = RevisedDraft
		if d.head.Base == "" {
			draft.DraftKind = ZeroDraft
		}
	}
	err := all(CheckID("name", c.Name), oneOf("kind", draft.DraftKind, draftKinds...), line("title", c.Title),
		line("symbol", c.Symbol), note("reason", c.Reason), free[*Draft](d.state, draft.Name))
	if err != nil {
		return nil, err
	}
	for _, p := range standing {
		if q := d.live[p.Name]; q != nil {
			p = q // as the act before the cut has left it
		}
		if p.Deleted {
			continue
		}
		e := Entry{
			Paragraph: p.Paragraph, Revision: p.Revision, Hash: p.Hash, Label: p.Label, Kind: p.Kind, Depth: p.Depth,
			Glyphs: p.Glyphs,
		}
		if p.Closure != nil {
			e.Closure = p.Closure.Closure
		}
		draft.Entries = append(draft.Entries, e)
	}
	if len(draft.Entries) == 0 {
		return nil, refuse(DraftEmpty, d.document, "the working text of "+d.document+" has no paragraph")
	}
	if n := len(draft.Entries); n > MaxParagraphs {
		return nil, refuse(DraftTooLong, d.document, fmt.Sprintf("the working text of %s has %d paragraphs; a draft may have %d", d.document, n, MaxParagraphs))
	}
	draft.Seal = SealOf(draft.Entries)
	d.head.Base, d.head.CutAt = draft.Name, d.meta.Now
	d.add(d.document, teamOnly(d.process), "draft.cut", draft.Name, c.Reason, draft, d.head)
	return draft, nil
}
