package demo

import (
	"context"
	"fmt"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// write does a step that changes the working text.
func (p *player) write(ctx context.Context, s step) error {
	by, err := p.as(s.By)
	if err != nil {
		return err
	}
	text, err := p.workingText(ctx, by)
	if err != nil {
		return err
	}
	w := pen{by: by.documents, document: p.document(), text: text}
	switch s.Do {
	case "edit":
		err = w.edit(ctx, s)
	case "insert":
		err = w.insert(ctx, s)
	case "delete":
		err = w.delete(ctx, s)
	case "move":
		err = w.move(ctx, s)
	case "split":
		err = w.split(ctx, s)
	case "merge":
		err = w.merge(ctx, s)
	case "relabel":
		err = w.relabel(ctx, s)
	case "undo":
		_, err = by.documents.UndoAct(ctx, &travauxv1.UndoActRequest{Parent: p.document(), Reason: s.Reason})
	default:
		err = fmt.Errorf("%q is nothing that the demo knows to do", s.Do)
	}
	p.did("act")
	return err
}

// workingText reads the paragraphs of the working text.
func (p *player) workingText(ctx context.Context, by api) ([]found, error) {
	all, err := pages(func(token string) ([]*travauxv1.Passage, string, error) {
		r, err := by.documents.ListPassages(ctx, &travauxv1.ListPassagesRequest{Parent: p.document(), PageSize: 1000, PageToken: token})
		return r.GetPassages(), r.GetNextPageToken(), err
	})
	var text []found
	for _, passage := range all {
		text = append(text, foundInWorkingText(passage))
	}
	return text, err
}

// pen changes the working text as one person.
type pen struct {
	by       travauxv1.DocumentServiceClient
	document string
	text     []found
}

func (w pen) edit(ctx context.Context, s step) error {
	at, err := s.At.in(w.text)
	if err != nil {
		return err
	}
	words, marks := italics(s.Text)
	_, err = w.by.EditParagraph(ctx, &travauxv1.EditParagraphRequest{
		Name: at.name, BaseRevision: at.revision, Text: words, Marks: marks, Typed: true, Reason: s.Reason,
	})
	return err
}

func (w pen) insert(ctx context.Context, s step) error {
	after, err := s.After.in(w.text)
	if err != nil {
		return err
	}
	kind, err := value[travauxv1.ParagraphKind](s.Kind)
	if err != nil {
		return err
	}
	words, marks := italics(s.Text)
	_, err = w.by.InsertParagraph(ctx, &travauxv1.InsertParagraphRequest{
		Parent: w.document, After: after.name, Kind: kind, Depth: s.Depth, Label: s.Label, Text: words, Marks: marks, Reason: s.Reason,
	})
	return err
}

func (w pen) delete(ctx context.Context, s step) error {
	at, err := s.At.in(w.text)
	if err != nil {
		return err
	}
	_, err = w.by.DeleteParagraph(ctx, &travauxv1.DeleteParagraphRequest{Name: at.name, BaseRevision: at.revision, Reason: s.Reason})
	return err
}

func (w pen) move(ctx context.Context, s step) error {
	at, err := s.At.in(w.text)
	if err != nil {
		return err
	}
	after, err := s.After.in(w.text)
	if err != nil {
		return err
	}
	_, err = w.by.MoveParagraph(ctx, &travauxv1.MoveParagraphRequest{Name: at.name, BaseRevision: at.revision, After: after.name, Reason: s.Reason})
	return err
}

func (w pen) split(ctx context.Context, s step) error {
	at, err := s.At.in(w.text)
	if err != nil {
		return err
	}
	cut, err := at.offset(s.Before)
	if err != nil {
		return err
	}
	_, err = w.by.SplitParagraph(ctx, &travauxv1.SplitParagraphRequest{
		Name: at.name, BaseRevision: at.revision, At: []int32{cut}, Parts: []*travauxv1.Part{{}, {Label: s.Label}}, Reason: s.Reason,
	})
	return err
}

func (w pen) merge(ctx context.Context, s step) error {
	at, err := s.At.in(w.text)
	if err != nil {
		return err
	}
	with, err := s.With.in(w.text)
	if err != nil {
		return err
	}
	_, err = w.by.MergeParagraphs(ctx, &travauxv1.MergeParagraphsRequest{
		Parent: w.document, Paragraphs: []string{at.name, with.name}, BaseRevisions: []int32{at.revision, with.revision}, Reason: s.Reason,
	})
	return err
}

func (w pen) relabel(ctx context.Context, s step) error {
	at, err := s.At.in(w.text)
	if err != nil {
		return err
	}
	_, err = w.by.RelabelParagraph(ctx, &travauxv1.RelabelParagraphRequest{
		Name: at.name, BaseRevision: at.revision, Label: &s.Label, Reason: s.Reason,
	})
	return err
}
