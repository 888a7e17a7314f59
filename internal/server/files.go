package server

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strconv"

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

// outgoing hands a request's credentials on to the in-process server, and nothing
// else of its headers.
func outgoing(r *http.Request) context.Context {
	if a := r.Header.Get("Authorization"); a != "" {
		return metadata.AppendToOutgoingContext(r.Context(), "authorization", a)
	}
	return r.Context()
}

// upload imports the body of a request as a draft:
//
//	POST /api/v1/processes/{p}/documents/{d}/drafts:upload?draft_id=rev1&file_name=rev1.txt
//
// Further parameters are title, symbol, kind (as in the API, DRAFT_KIND_REVISION),
// language, reason, request_id and validate_only. Content-Type counts as
// DraftSource.media_type. The answer is an ImportDraftResponse.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	dry, _ := strconv.ParseBool(q.Get("validate_only"))
	header := &travauxv1.ImportDraftRequest{
		Parent: negotiation.DocumentName(negotiation.ProcessName(r.PathValue("process")), r.PathValue("document")),
		Source: &travauxv1.DraftSource{
			DraftId: q.Get("draft_id"), FileName: q.Get("file_name"), Title: q.Get("title"), Symbol: q.Get("symbol"),
			Language: q.Get("language"), MediaType: mediaType(r), Kind: travauxv1.DraftKind(travauxv1.DraftKind_value[q.Get("kind")]),
		},
		Reason: q.Get("reason"), RequestId: q.Get("request_id"), ValidateOnly: dry,
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

// mediaType leaves out what browsers and curl send when they do not know.
func mediaType(r *http.Request) string {
	switch t := r.Header.Get("Content-Type"); t {
	case "application/octet-stream", "application/x-www-form-urlencoded":
		return ""
	default:
		return t
	}
}

// uploadTo sends a body through the same call that gRPC clients use.
func (s *Server) uploadTo(ctx context.Context, header *travauxv1.ImportDraftRequest, body io.Reader) (*travauxv1.ImportDraftResponse, error) {
	stream, err := travauxv1.NewDraftServiceClient(s.conn).UploadDraft(ctx)
	if err != nil {
		return nil, err
	}
	err = stream.Send(&travauxv1.UploadDraftRequest{Part: &travauxv1.UploadDraftRequest_Header{Header: header}})
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
	switch r.URL.Query().Get("format") {
	case "", "text":
	case "markdown":
		write, media, ending = markdown.Write, "text/markdown; charset=utf-8", ".md"
	default:
		s.refuse(w, r, refusal(negotiation.Invalid, negotiation.FieldInvalid, "format", "the format is not text or markdown", "give one of these"))
		return
	}
	form := travauxv1.TextForm_TEXT_FORM_TYPED
	if r.URL.Query().Get("form") == "PLAIN" {
		form = travauxv1.TextForm_TEXT_FORM_PLAIN
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
