package server

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protojson"

	"context"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/plaintext"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/text"
)

// maxUpload is what the upload route reads: one byte more than what is taken, so
// that the refusal is that of the file.
const maxUpload = service.MaxImport + 1

// outgoing hands a request's credentials on to the in-process server, which refuses more
// than one, and nothing else of its headers.
func outgoing(r *http.Request) context.Context {
	ctx := r.Context()
	for _, a := range r.Header.Values("Authorization") {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", a)
	}
	return ctx
}

// upload imports the body of a request as a draft:
//
//	POST /api/v1/processes/{p}/documents/{d}/drafts:upload?draft_id=rev1&file_name=rev1.txt
//
// Further parameters are title, symbol, kind (as in the API, DRAFT_KIND_REVISION),
// language, reason, request_id and validate_only. Required are draft_id, and what
// tells the format: a Content-Type of service.MediaTypes, or file_name. The answer
// is an ImportDraftResponse.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	header, err := uploadHeader(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	resp, err := s.uploadTo(outgoing(r), header, r.Body)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	body, err := protojson.Marshal(resp)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

// uploadHeader reads what an upload says of itself.
func uploadHeader(r *http.Request) (*travauxv1.ImportDraftRequest, error) {
	q := r.URL.Query()
	if err := onlyParameters(q, "draft_id", "file_name", "title", "symbol", "kind", "language", "reason", "request_id", "validate_only"); err != nil {
		return nil, err
	}
	kind, ok := travauxv1.DraftKind_value[q.Get("kind")]
	if !ok && q.Get("kind") != "" {
		return nil, wrongParameter("kind", "a DraftKind, such as DRAFT_KIND_REVISION, or none")
	}
	dry, err := strconv.ParseBool(cmp.Or(q.Get("validate_only"), "false"))
	if err != nil {
		return nil, wrongParameter("validate_only", "true or false")
	}
	media, err := mediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	if q.Get("draft_id") == "" {
		return nil, refusal(negotiation.Invalid, negotiation.FieldRequired, "draft_id", "the query parameter draft_id is required",
			"give an id such as rev1; ImportDraft changes the working text without cutting a draft")
	}
	if media == "" && q.Get("file_name") == "" {
		return nil, refusal(negotiation.Invalid, negotiation.FieldRequired, "file_name", "neither the query parameter file_name nor a Content-Type tells the format",
			"give file_name with its ending, or one of "+strings.Join(service.MediaTypes(), ", ")+" as Content-Type")
	}
	return &travauxv1.ImportDraftRequest{
		Parent: negotiation.DocumentName(negotiation.ProcessName(r.PathValue("process")), r.PathValue("document")),
		Source: &travauxv1.DraftSource{
			DraftId: q.Get("draft_id"), FileName: q.Get("file_name"), Title: q.Get("title"), Symbol: q.Get("symbol"),
			Language: q.Get("language"), MediaType: media, Kind: travauxv1.DraftKind(kind),
		},
		Reason: q.Get("reason"), RequestId: q.Get("request_id"), ValidateOnly: dry,
	}, nil
}

const mediaTypeUnknown = "MEDIA_TYPE_UNKNOWN"

// mediaType gives the media type of an upload without its parameters; empty where
// browsers and curl say no more than that there is a body.
func mediaType(header string) (string, error) {
	if header == "" {
		return "", nil
	}
	media, _, err := mime.ParseMediaType(header)
	known := service.MediaTypes()
	switch {
	case err == nil && (media == "application/octet-stream" || media == "application/x-www-form-urlencoded"):
		return "", nil
	case err == nil && slices.Contains(known, media):
		return media, nil
	}
	return "", refusal(negotiation.Invalid, mediaTypeUnknown, "", "the body is of a Content-Type that is not taken here",
		"send the file itself as the body (curl --data-binary @rev1.md), as "+strings.Join(known, ", ")+
			", or as application/octet-stream with file_name")
}

// uploadTo sends a body through the same call that gRPC clients use.
func (s *Server) uploadTo(ctx context.Context, header *travauxv1.ImportDraftRequest, body io.Reader) (*travauxv1.ImportDraftResponse, error) {
	stream, err := travauxv1.NewDraftServiceClient(s.conn).UploadDraft(ctx)
	if err != nil {
		return nil, err
	}
	err = stream.Send(&travauxv1.UploadDraftRequest{Part: &travauxv1.UploadDraftRequest_Header{Header: header}})
	// Nothing of the body is read before the call has been admitted: the headers of the
	// answer come then, and none where it has been refused.
	if admitted, headerErr := stream.Header(); headerErr != nil || admitted == nil {
		return stream.CloseAndRecv()
	}
	buffer := make([]byte, MaxChunk)
	for err == nil {
		n, readErr := io.ReadFull(body, buffer)
		if n > 0 {
			err = stream.Send(&travauxv1.UploadDraftRequest{Part: &travauxv1.UploadDraftRequest_Chunk{Chunk: buffer[:n]}})
		}
		var tooLarge *http.MaxBytesError
		switch {
		case errors.Is(readErr, io.EOF) || errors.Is(readErr, io.ErrUnexpectedEOF) || errors.As(readErr, &tooLarge):
			return stream.CloseAndRecv()
		case readErr != nil:
			return nil, refusal(negotiation.Invalid, "BODY_UNREADABLE", "", "the body did not arrive whole", "send it again")
		}
	}
	return stream.CloseAndRecv() // the server has ended the stream: this says why
}

// download gives a draft as a file:
//
//	GET /api/v1/processes/{p}/documents/{d}/drafts/{draft}/file?format=text|markdown&form=TYPED|PLAIN
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	name := negotiation.DraftName(negotiation.DocumentName(negotiation.ProcessName(r.PathValue("process")), r.PathValue("document")), r.PathValue("draft"))
	write, media, ending := plaintext.Write, "text/plain; charset=utf-8", ".txt"
	q := r.URL.Query()
	if err := onlyParameters(q, "format", "form"); err != nil {
		s.refuse(w, r, err)
		return
	}
	switch q.Get("format") {
	case "", "text":
	case "markdown":
		write, media, ending = markdown.Write, "text/markdown; charset=utf-8", ".md"
	default:
		s.refuse(w, r, wrongParameter("format", "text or markdown"))
		return
	}
	form := travauxv1.TextForm_TEXT_FORM_TYPED
	switch q.Get("form") {
	case "", "TYPED":
	case "PLAIN":
		form = travauxv1.TextForm_TEXT_FORM_PLAIN
	default:
		s.refuse(w, r, wrongParameter("form", "TYPED or PLAIN"))
		return
	}
	draft, seal, err := s.wholeDraft(outgoing(r), name, form)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Security-Policy", "sandbox")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", path.Base(name)+ending))
	w.Header().Set("Travaux-Seal", seal)
	w.Write(write(draft))
}

// wholeDraft reads all pages of a draft's words.
func (s *Server) wholeDraft(ctx context.Context, name string, form travauxv1.TextForm) (*text.Draft, string, error) {
	client := travauxv1.NewDraftServiceClient(s.conn)
	d := &text.Draft{}
	req := &travauxv1.GetDraftTextRequest{Name: name, Form: form}
	for {
		page, err := client.GetDraftText(ctx, req)
		if err != nil {
			return nil, "", err
		}
		d.Title, d.Language = page.GetDraft().GetTitle(), page.GetDraft().GetLanguage()
		for _, p := range page.GetParagraphs() {
			marks, err := marksIn(p.GetText().GetContent(), p.GetText().GetMarks())
			if err != nil {
				return nil, "", err
			}
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{
				ID: p.GetParagraph(), Kind: paragraphKinds.in(p.GetKind()), Depth: int(p.GetDepth()),
				Label: p.GetLabel(), Text: p.GetText().GetContent(), Marks: marks,
			})
		}
		if page.GetNextPageToken() == "" {
			return d, page.GetDraft().GetSeal(), nil
		}
		req.PageToken = page.GetNextPageToken()
	}
}
