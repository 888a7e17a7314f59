package negotiation

import (
	"slices"
	"strconv"
)

// base is the published wording that a proposal is made on.
type base struct {
	viewer   Viewer // the delegation's
	process  string // its id
	newest   *PublishedDraft
	latest   bool // newest is the newest draft published to anybody
	draft    string
	revision int
	hash     string
	text     string
}

// baseOf finds the base among what the delegation sees, and refuses one that is
// no longer the newest that it has been shown.
func baseOf(s State, d delegation, document, paragraph, draft string, revision int, insertion bool) (base, error) {
	head, err := get[*Head](s, HeadName(document))
	if err != nil {
		return base{}, err
	}
	process := ProcessOf(document)
	b := base{viewer: d.viewer(process), process: LastID(process)}
	for i := range head.Published {
		if b.shows(head.Published[i].Level) {
			b.newest = &head.Published[i]
		}
	}
	if b.newest == nil {
		return base{}, refuse(NotPublished, document, "no draft of the document has been published")
	}
	b.draft, b.latest = b.newest.Name, b.newest.Name == head.Latest
	if paragraph != "" {
		if err := b.find(s, document, paragraph, revision, insertion); err != nil {
			return base{}, err
		}
	} else if !insertion {
		return base{}, lacking("paragraph", "it names what is to be amended")
	}
	if draft != "" && draft != b.newest.Name {
		if err := b.onDraft(s, head, paragraph, draft); err != nil {
			return base{}, err
		}
	}
	return b, nil
}

// shows tells whether the delegation sees what is published at the level.
func (b *base) shows(l Level) bool { return b.viewer.Sees(l.Audience(b.process)) }

func (b *base) find(s State, document, paragraph string, revision int, insertion bool) error {
	if err := CheckName(KindParagraph, "paragraph", paragraph); err != nil {
		return err
	}
	if DocumentOf(paragraph) != document {
		return notFound(paragraph)
	}
	p, err := get[*Paragraph](s, paragraph)
	if err == nil && !b.shows(p.Level) {
		return notFound(paragraph)
	}
	if err != nil {
		return err
	}
	standing, err := b.standing(s, paragraph)
	if err != nil {
		return err
	}
	if standing.Gone {
		return refuse(ParagraphGone, paragraph, "the newest draft no longer has the paragraph", "draft", standing.Draft)
	}
	if revision == 0 && !insertion {
		return lacking("base_revision", "it names the wording that the proposal is made on")
	}
	if revision != 0 && revision != standing.Revision {
		return refuse(StaleBase, paragraph, "a newer draft has another wording than the one worked on",
			"current_revision", strconv.Itoa(standing.Revision), "base_revision", strconv.Itoa(revision), "draft", standing.Draft)
	}
	r, err := get[*Revision](s, RevisionName(paragraph, standing.Revision))
	if err != nil {
		return err
	}
	b.revision, b.hash, b.text = r.Number, r.Hash, r.Text
	return nil
}

// standing tells how a paragraph stands in the newest draft that the delegation
// sees.
func (b *base) standing(s State, paragraph string) (Standing, error) {
	if b.latest {
		p, err := get[*Passage](s, PassageOf(paragraph))
		if err != nil {
			return Standing{}, err
		}
		return p.Standing, nil
	}
	draft, err := get[*Draft](s, b.newest.Name)
	if err != nil {
		return Standing{}, err
	}
	for _, e := range draft.Entries {
		if e.Paragraph == paragraph {
			return Standing{Draft: draft.Name, Revision: e.Revision, Hash: e.Hash}, nil
		}
	}
	return Standing{Draft: draft.Name, Gone: true}, nil
}

// onDraft checks that an earlier draft which the caller names has the base too.
// A draft that the caller does not see is not read: the answer takes the same
// work as for one that does not exist.
func (b *base) onDraft(s State, head *Head, paragraph, name string) error {
	if err := CheckName(KindDraft, "draft", name); err != nil {
		return err
	}
	seen := slices.ContainsFunc(head.Published, func(d PublishedDraft) bool { return d.Name == name && b.shows(d.Level) })
	if !seen {
		return notFound(name)
	}
	draft, err := get[*Draft](s, name)
	if err != nil {
		return err
	}
	has := slices.ContainsFunc(draft.Entries, func(e Entry) bool {
		return e.Paragraph == paragraph && e.Revision == b.revision
	})
	if paragraph != "" && !has {
		return badField("draft", "names a draft that does not have the paragraph in that wording", "Name the draft that the wording was read in, or none.")
	}
	b.draft = name
	return nil
}
