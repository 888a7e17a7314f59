package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

	"github.com/travaux/travaux/internal/format"
	"github.com/travaux/travaux/internal/negotiation"
)

// MaxImport is the largest file that becomes a draft, 16 MiB.
const MaxImport = format.MaxBytes

// File is a file that is to become a draft.
type File struct {
	// Name and MediaType tell the format; MediaType counts where it is known.
	Name, MediaType string
	// Language is used where the file names none.
	Language string
	Data     []byte
}

// mediaTypes gives a file name that tells the same as a media type.
var mediaTypes = map[string]string{
	"text/plain":          "draft.txt",
	"text/markdown":       "draft.md",
	"application/akn+xml": "draft.xml",
	"application/xml":     "draft.xml",
	"text/xml":            "draft.xml",
}

// MediaTypes gives the media types of files that become drafts, sorted.
func MediaTypes() []string { return slices.Sorted(maps.Keys(mediaTypes)) }

// Import reads a file and has cmd make the working text say what it says; Content
// and SourceHash of cmd are filled in here. The findings of the reader stand
// before those of the mapping in the answer. Who may not import is told so before
// the file is read. Errors are those of the command and of format.Read, and
// DRAFT_EMPTY.
func (s *Service) Import(ctx context.Context, p negotiation.Principal, o RequestOptions, cmd negotiation.ImportDraft, f File) (Answer, error) {
	if err := s.MayImport(ctx, p, cmd); err != nil {
		return Answer{}, err
	}
	name := f.Name
	if n := mediaTypes[f.MediaType]; n != "" {
		name = n
	}
	draft, findings, err := format.Read(name, f.Data, format.Options{Language: f.Language})
	if err != nil {
		return Answer{}, err
	}
	cmd.Content = *draft
	sum := sha256.Sum256(f.Data)
	cmd.SourceHash = hex.EncodeToString(sum[:])
	a, err := s.Execute(ctx, p, o, cmd)
	if err != nil {
		return Answer{}, err
	}
	a.Unsure = append(findings, a.Unsure...)
	return a, nil
}

// MayImport refuses those who do not see the working text, as the command would; cmd
// needs no Content for it. Import asks by itself; who takes a large file in asks before.
func (s *Service) MayImport(ctx context.Context, p negotiation.Principal, cmd negotiation.ImportDraft) error {
	err := s.snapshot(ctx, p, nil, func(r reader) error {
		_, sees, err := r.find(negotiation.HeadName(cmd.Document))
		if err != nil || sees {
			return err
		}
		_, err = cmd.Decide(state{r.ctx, r.tx, nil}, negotiation.Meta{Now: s.Now(), By: p, NewID: s.newID})
		if err == nil {
			err = missing(cmd.Document)
		}
		return err
	})
	return border(err)
}
