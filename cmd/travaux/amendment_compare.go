package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/format/html"
	"github.com/travaux/travaux/internal/format/markdown"
	"github.com/travaux/travaux/internal/format/terminal"
	"github.com/travaux/travaux/internal/format/threeway"
	"github.com/travaux/travaux/internal/redline"
	"github.com/travaux/travaux/internal/text"
)

func (r *remote) amendmentCompare() *cobra.Command {
	var view look
	cmd := r.command("compare [DOCUMENT] AMENDMENT [OTHER]", "Show who changes what, and where it clashes: two amendments, or one and the newest draft", cobra.RangeArgs(1, 3), func(ctx context.Context, s *session, args []string) error {
		format, err := s.format(mergeFormats()...)
		if err != nil {
			return err
		}
		if err := view.settle(s.env, s.output.file); err != nil {
			return err
		}
		mine, theirs, err := s.compareArgs(ctx, args)
		if err != nil {
			return err
		}
		v, err := s.amendments().CompareAmendment(ctx, &travauxv1.CompareAmendmentRequest{Name: mine, Other: theirs})
		if err != nil {
			return err
		}
		c, names := threeWayOf(v), threeWayNames(v)
		var body []byte
		switch format {
		case "json":
			if body, err = threeway.Encode(c, names); err != nil {
				return err
			}
		case "html":
			body = html.WriteThreeWay(c, names)
		case "markdown":
			body = markdown.WriteThreeWay(c, names)
		default:
			body = terminal.WriteThreeWay(c, terminal.ThreeWayOptions{Names: names, Colour: view.paint, Width: view.width, All: true})
		}
		return deliver(s.env, s.output.file, body)
	})
	cmd.Long = `Show an amendment beside another on the same paragraph, or where no OTHER is named
beside the newest draft that you may see, against the wording that both began
from: who changes which words, word by word, with both names at every clash, as
far as you may be told them. Where the two were made on different wordings, one is
carried to the wording of the other if that goes without touching the same words;
the base is named. DOCUMENT may be left out where the settings tell it; of two
arguments the first is then an amendment by number or by its whole name.`
	hasFormats(cmd, mergeFormats()...)
	cmd.Flags().Lookup("output").Usage = "text, json, html or markdown (default: text, or by the ending of --out)"
	view.add(cmd)
	cmd.ValidArgsFunction = r.completes(completeDocuments, completeAmendments, completeAmendments)
	return cmd
}

// compareArgs gives the two amendments that are meant; theirs is "" for the draft.
func (s *session) compareArgs(ctx context.Context, args []string) (mine, theirs string, err error) {
	n := len(args)
	if n == 3 || n == 2 && !isAmendment(args[0]) {
		n--
	}
	document, refs, err := s.documentArgs(ctx, args, n)
	if err != nil {
		return "", "", err
	}
	if mine, err = s.amendment(ctx, document, refs[0]); err != nil || len(refs) == 1 {
		return mine, "", err
	}
	theirs, err = s.amendment(ctx, document, refs[1])
	return mine, theirs, err
}

// isAmendment tells whether a reference can only be an amendment: its number, or its
// whole name.
func isAmendment(ref string) bool {
	_, err := strconv.Atoi(ref)
	return err == nil || strings.HasPrefix(ref, "processes/") && strings.Contains(ref, "/amendments/")
}

// threeWayNames names the sides: those that are called alike are told apart by the
// number or id of the amendment.
func threeWayNames(v *travauxv1.CompareAmendmentResponse) threeway.Names {
	n := threeway.Names{BaseDraft: threeWayBase(v), MineDraft: threeWayDraft(v.Mine), TheirsDraft: threeWayDraft(v.Theirs),
		Mine: v.GetMine().GetDisplayName(), Theirs: v.GetTheirs().GetDisplayName()}
	if n.Mine == n.Theirs {
		n.Mine += " (" + sideRef(v.Mine) + ")"
		n.Theirs += " (" + sideRef(v.Theirs) + ")"
	}
	return n
}

// threeWayBase names the wording that both began from.
func threeWayBase(v *travauxv1.CompareAmendmentResponse) threeway.Draft {
	if v.Base == nil {
		return threeway.Draft{Name: "new paragraphs"}
	}
	d := threeway.Draft{Name: revisionNumber(v.Base)}
	if b := v.BaseDraft; b != nil {
		d = threeway.Draft{Name: fmt.Sprintf("%s %s, %s", lastSegment(b.Name), d.Name, minuteOf(b.Time)), Hash: sealPrefix + b.Seal}
	}
	return d
}

// threeWayDraft names what a side is.
func threeWayDraft(s *travauxv1.ThreeWaySide) threeway.Draft {
	if d := s.GetDraft(); d != nil {
		name := lastSegment(d.Name)
		if s.Revision != "" {
			name += " revision " + lastSegment(s.Revision)
		}
		return threeway.Draft{Name: name + ", " + minuteOf(d.Time), Hash: sealPrefix + d.Seal}
	}
	name := "amendment " + sideRef(s)
	if s.GetDerived() {
		name += ", carried to this base"
	}
	return threeway.Draft{Name: name}
}

// sideRef is the number of a side's amendment, else its id.
func sideRef(s *travauxv1.ThreeWaySide) string {
	return orWord(numberOf(s.GetNumber()), lastSegment(s.GetAmendment()))
}

// threeWayOf makes the core's comparison of the answer: three drafts of the one
// paragraph, or none of it where a side has no such paragraph.
func threeWayOf(v *travauxv1.CompareAmendmentResponse) *redline.ThreeWayComparison {
	var p redline.ThreeWayParagraph
	var words [3]string
	for _, s := range v.Segments {
		x := redline.ThreeWaySegment{Origin: redline.Origin(strings.ToUpper(enumWord(s.Origin))), Base: s.Base, Mine: s.Mine, Theirs: s.Theirs}
		p.Segments = append(p.Segments, x)
		words[0], words[1], words[2] = words[0]+s.Base, words[1]+s.Mine, words[2]+s.Theirs
	}
	draft := func(has bool, label, words string) (*text.Draft, []int) {
		d := &text.Draft{Title: v.GetBaseDraft().GetTitle(), Language: v.GetBase().GetText().GetLanguage()}
		if !has {
			return d, nil
		}
		d.Paragraphs = []text.Paragraph{{ID: v.Paragraph, Kind: kindOf(v.ParagraphKind), Label: label, Text: words}}
		return d, []int{0}
	}
	c := &redline.ThreeWayComparison{}
	c.Base, p.Base = draft(v.Base != nil, v.Label, words[0])
	c.Mine, p.Mine = draft(!v.GetMine().GetAbsent(), orWord(v.Label, v.GetMine().GetLabel()), words[1])
	c.Theirs, p.Theirs = draft(!v.GetTheirs().GetAbsent(), orWord(v.Label, v.GetTheirs().GetLabel()), words[2])
	p.MineChange, p.TheirsChange = becameOf(p.Base, p.Mine, words[0] == words[1]), becameOf(p.Base, p.Theirs, words[0] == words[2])
	if v.Base == nil && v.ClashCount > 0 {
		c.Paragraphs = atOnePlace(p, words[1], words[2])
		return c
	}
	p.Origin = originOf(v.ClashCount > 0, p.MineChange != redline.Unchanged, p.TheirsChange != redline.Unchanged, words[1] == words[2] && len(p.Mine) == len(p.Theirs))
	if v.ClashCount > 0 {
		p.Clash = []redline.ClashKind{redline.ClashWords}
		if len(p.Mine)+len(p.Theirs) < 2 {
			p.Clash = []redline.ClashKind{redline.ClashDeleted}
		}
	}
	c.Paragraphs = []redline.ThreeWayParagraph{p}
	return c
}

// becameOf tells what became of the paragraph on one side.
func becameOf(base, side []int, same bool) redline.Change {
	switch {
	case len(base) == 0:
		return redline.Inserted
	case len(side) == 0:
		return redline.Deleted
	case same:
		return redline.Unchanged
	}
	return redline.Edited
}

// originOf tells who changes a paragraph.
func originOf(clash, mine, theirs, alike bool) redline.Origin {
	switch {
	case clash:
		return redline.InClash
	case mine && theirs && alike:
		return redline.FromBoth
	case mine && theirs:
		return redline.FromEach
	case mine:
		return redline.FromMine
	case theirs:
		return redline.FromTheirs
	}
	return redline.Kept
}

// atOnePlace gives two new paragraphs of which nobody can tell which comes first.
func atOnePlace(p redline.ThreeWayParagraph, mine, theirs string) []redline.ThreeWayParagraph {
	place := []redline.ClashKind{redline.ClashPlace}
	return []redline.ThreeWayParagraph{
		{Origin: redline.InClash, MineChange: redline.Inserted, Mine: p.Mine, Clash: place,
			Segments: []redline.ThreeWaySegment{{Origin: redline.FromMine, Mine: mine}}},
		{Origin: redline.InClash, TheirsChange: redline.Inserted, Theirs: p.Theirs, Clash: place,
			Segments: []redline.ThreeWaySegment{{Origin: redline.FromTheirs, Theirs: theirs}}},
	}
}
