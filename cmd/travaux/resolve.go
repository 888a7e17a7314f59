package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/travaux/travaux/clients/go/travauxv1"
)

// document gives the document that a person means: a whole name,
// PROCESS/DOCUMENT, a process that has one document, or with a process in the
// settings a document of it; nothing typed: that of the settings.
func (s *session) document(ctx context.Context, ref string) (string, error) {
	if ref == "" {
		return s.usualDocument(ctx)
	}
	parts := strings.Split(strings.Trim(ref, "/"), "/")
	switch {
	case parts[0] == "processes" && len(parts) == 4 && parts[2] == "documents":
		return strings.Join(parts, "/"), nil
	case parts[0] == "processes" && len(parts) == 2:
		return s.onlyDocument(ctx, strings.Join(parts, "/"))
	case len(parts) == 2:
		return "processes/" + parts[0] + "/documents/" + parts[1], nil
	case len(parts) == 1:
		d, err := s.onlyDocument(ctx, "processes/"+ref)
		if status.Code(err) == codes.NotFound && s.settings.Process != "" {
			return full("processes/", s.settings.Process) + "/documents/" + ref, nil
		}
		return d, err
	}
	return "", usageProblem(fmt.Sprintf("%q names no document", ref), "a document is PROCESS, PROCESS/DOCUMENT or a whole resource name",
		"type for example riverside/compact")
}

// usualDocument is the one that the settings tell.
func (s *session) usualDocument(ctx context.Context) (string, error) {
	d := s.settings.Document
	switch {
	case strings.Contains(d, "/"):
		return s.document(ctx, d)
	case s.settings.Process == "":
		return "", usageProblem("no document is named", "the command needs to know which text is meant",
			"name it as the first argument (PROCESS or PROCESS/DOCUMENT), with --process and --document, or once for all: travaux config set document PROCESS/DOCUMENT")
	case d != "":
		return full("processes/", s.settings.Process) + "/documents/" + d, nil
	}
	return s.onlyDocument(ctx, full("processes/", s.settings.Process))
}

// onlyDocument gives the document of a process that has just one, or the one of
// several that the settings tell.
func (s *session) onlyDocument(ctx context.Context, process string) (string, error) {
	all, err := s.listDocuments(ctx, process)
	if err != nil {
		return "", err
	}
	if len(all) == 1 {
		return all[0].Name, nil
	}
	if len(all) == 0 {
		return "", missing(fmt.Sprintf("%s has no document", process), "none has been opened that you may see",
			"open one: travaux document create "+lastSegment(process)+" ID --title TITLE")
	}
	ids := joined(all, func(d *travauxv1.Document) string { return lastSegment(process) + "/" + lastSegment(d.Name) })
	for _, d := range all {
		if lastSegment(d.Name) == s.settings.Document {
			return d.Name, nil
		}
	}
	return "", usageProblem(fmt.Sprintf("%s has several documents", process), "they are "+ids, "name one of them")
}

// listDocuments gives all documents of a process.
func (s *session) listDocuments(ctx context.Context, process string) ([]*travauxv1.Document, error) {
	return pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Document, string, error) {
		r, err := s.documents().ListDocuments(ctx, &travauxv1.ListDocumentsRequest{Parent: process, PageSize: pageSize, PageToken: token})
		return r.GetDocuments(), r.GetNextPageToken(), err
	})
}

// draftName takes the id of a draft of the document, or a whole name.
func draftName(document, ref string) string {
	if strings.HasPrefix(ref, "processes/") {
		return ref
	}
	return document + "/drafts/" + ref
}

// published gives the paragraph of the last published draft that a person means.
func (s *session) published(ctx context.Context, document, ref string) (place, error) {
	all, err := s.listParagraphs(ctx, document, false)
	if err != nil {
		return place{}, err
	}
	places := make([]place, len(all))
	for i, p := range all {
		places[i] = place{p.Name, p.Label, int(p.Depth), p.Revision, typedText(p.Text, p.Attributions), opensAnnex(p.Kind)}
	}
	return onePlace(places, ref, document, "as last published")
}

// working gives the paragraph of the working text that a person means.
func (s *session) working(ctx context.Context, document, ref string) (place, error) {
	all, err := s.listPassages(ctx, document, false)
	if status.Code(err) == codes.NotFound {
		return place{}, missing("there is no working text of "+shortName(document)+" that you may see", "it is the co-facilitators' team's, or the document does not exist",
			"a delegation acts on a draft: travaux hold words, travaux amendment propose")
	}
	if err != nil {
		return place{}, err
	}
	places := make([]place, len(all))
	for i, p := range all {
		places[i] = place{p.Paragraph, p.Label, int(p.Depth), p.Revision, typedText(p.Text, p.Attributions), opensAnnex(p.Kind)}
	}
	return onePlace(places, ref, document, "in its working text")
}

func opensAnnex(k travauxv1.ParagraphKind) bool {
	return k == travauxv1.ParagraphKind_PARAGRAPH_KIND_ANNEX_HEADING
}

// onePlace refuses a label that no paragraph has, or several have.
func onePlace(places []place, ref, document, where string) (place, error) {
	found := findPlaces(places, ref)
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return place{}, because("UNKNOWN_PARAGRAPH", missing(fmt.Sprintf("no paragraph %q", ref), fmt.Sprintf("%s has none with that label or id %s", shortName(document), where),
			"see what there is: travaux paragraph list "+shortName(document)))
	}
	candidates := make([]string, len(found))
	for i, p := range found {
		candidates[i] = fmt.Sprintf("%s (%s %s)", p.ID(), p.Label, clip(oneLine(p.Words), 40))
	}
	return place{}, because("AMBIGUOUS_LABEL", usageProblem(fmt.Sprintf("%q is the label of %d paragraphs", ref, len(found)),
		"they are "+strings.Join(candidates, "; "), "name one by its id, an item with its chapeau: \"17 (a)\", one of an annex: \"annex 1\", or one before it: \"body 1\""))
}

// shortName is a document as people type it, PROCESS/DOCUMENT.
func shortName(document string) string {
	parts := strings.Split(document, "/")
	if len(parts) < 4 {
		return lastSegment(document)
	}
	return parts[1] + "/" + parts[3]
}

func (s *session) listParagraphs(ctx context.Context, document string, deleted bool) ([]*travauxv1.Paragraph, error) {
	return pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Paragraph, string, error) {
		r, err := s.documents().ListParagraphs(ctx, &travauxv1.ListParagraphsRequest{Parent: document, PageSize: pageSize, PageToken: token, ShowDeleted: deleted})
		return r.GetParagraphs(), r.GetNextPageToken(), err
	})
}

func (s *session) listPassages(ctx context.Context, document string, deleted bool) ([]*travauxv1.Passage, error) {
	return pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Passage, string, error) {
		r, err := s.documents().ListPassages(ctx, &travauxv1.ListPassagesRequest{Parent: document, PageSize: pageSize, PageToken: token, ShowDeleted: deleted})
		return r.GetPassages(), r.GetNextPageToken(), err
	})
}

// actor gives the name of the actor that a person means: by its id, or as the register
// names it in any language, aliases and case included; empty stays empty.
func (s *session) actor(ctx context.Context, ref string) (string, error) {
	ref = strings.TrimSpace(ref)
	if !strings.ContainsFunc(ref, notInID) {
		return actorName(ref), nil
	}
	all, err := s.listActors(ctx)
	if err != nil {
		return "", err
	}
	for _, a := range all {
		names := slices.AppendSeq(slices.Clone(a.Aliases), maps.Values(a.DisplayNames))
		if a.Name == ref || slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, ref) }) {
			return a.Name, nil
		}
	}
	return "", because("UNKNOWN_ACTOR", missing(fmt.Sprintf("no actor %q", ref), "the register has none with that id, name or alias", "see what there is: travaux actor list"))
}

// actors is actor for several.
func (s *session) actors(ctx context.Context, refs []string) ([]string, error) {
	var out []string
	for _, ref := range refs {
		name, err := s.actor(ctx, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}

// notInID tells whether a character can be in no id.
func notInID(r rune) bool {
	return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
}

// amendment gives the whole name of the amendment that a person means: a name,
// an id, or its number in the document.
func (s *session) amendment(ctx context.Context, document, ref string) (string, error) {
	if strings.HasPrefix(ref, "processes/") {
		return ref, nil
	}
	number, err := strconv.Atoi(ref)
	if err != nil {
		return document + "/amendments/" + ref, nil
	}
	all, err := s.listAmendments(ctx, &travauxv1.ListAmendmentsRequest{Parent: document})
	if err != nil {
		return "", err
	}
	for _, a := range all {
		if int(a.Number) == number {
			return a.Name, nil
		}
	}
	return "", missing(fmt.Sprintf("no amendment %d", number), fmt.Sprintf("%s has none with that number that you may see", shortName(document)),
		"see what there is, with ids: travaux amendment list "+shortName(document))
}

func (s *session) listAmendments(ctx context.Context, req *travauxv1.ListAmendmentsRequest) ([]*travauxv1.Amendment, error) {
	req.PageSize = pageSize
	return pages(ctx, func(ctx context.Context, token string) ([]*travauxv1.Amendment, string, error) {
		req.PageToken = token
		r, err := s.amendments().ListAmendments(ctx, req)
		return r.GetAmendments(), r.GetNextPageToken(), err
	})
}
