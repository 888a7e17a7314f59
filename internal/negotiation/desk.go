package negotiation

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/travaux/travaux/internal/text"
)

// desk is the working text of one document while a decision changes it. What is
// changed becomes one Act and one event that the team alone sees.
type desk struct {
	*sheet
	state    State
	process  string
	document string
	doc      *Document
	head     *Head
	names    *register

	touched []Touch
	made    []Entity         // new wordings and attributions
	written map[string]words // those of made, by revision
	source  string           // the hash of the file that is imported, if one is

	live      map[string]*Passage // the passages touched, by name, as the decision holds them
	explained map[int]fate        // what becomes of brackets by the act itself, by the team's number
	booked    map[string]*Bracket // the brackets that the act has changed, by name
	merged    map[string][]string // the brackets merged into one, by its name; see mergedIn
	opened    []*Bracket          // those that the act has opened, or opened again
	unsure    []Finding           // what the carrying over of brackets was not sure of
	restored  bool                // the act itself has given the passages touched the numbers of their glyphs
	undoing   bool                // the act takes another back
}

// openDesk lets the team at the working text of an open document.
func openDesk(s State, m Meta, document string, task TeamTask) (*desk, error) {
	if err := CheckName(KindDocument, "document", document); err != nil {
		return nil, err
	}
	if err := byTeam(s, m, ProcessOf(document), task); err != nil {
		return nil, err
	}
	return deskOf(s, m, document)
}

// deskOf opens the working text without asking who acts.
func deskOf(s State, m Meta, document string) (*desk, error) {
	doc, err := openDocument(s, document)
	if err != nil {
		return nil, err
	}
	head, err := get[*Head](s, HeadName(document))
	if err != nil {
		return nil, err
	}
	return &desk{
		sheet: newSheet(m), state: s, process: ProcessOf(document), document: document,
		doc: doc, head: head, names: &register{state: s},
	}, nil
}

// openDeskAt is openDesk for a command that names a paragraph.
func openDeskAt(s State, m Meta, paragraph string) (*desk, error) {
	if err := CheckName(KindParagraph, "paragraph", paragraph); err != nil {
		return nil, err
	}
	return openDesk(s, m, DocumentOf(paragraph), WriteText)
}

// passage reads a paragraph of the working text that has not been taken out and
// whose newest wording is the one that the caller worked on.
func (d *desk) passage(paragraph string, base int) (*Passage, error) {
	if err := CheckName(KindParagraph, "paragraph", paragraph); err != nil {
		return nil, err
	}
	if DocumentOf(paragraph) != d.document {
		return nil, notFound(paragraph)
	}
	p, err := get[*Passage](d.state, PassageOf(paragraph))
	if err != nil {
		return nil, err
	}
	if p.Deleted {
		return nil, refuse(ParagraphGone, paragraph, "the paragraph has been taken out of the working text")
	}
	if base != p.Revision {
		return nil, refuse(StaleBase, paragraph, "the paragraph has a newer wording than the one worked on",
			"current_revision", strconv.Itoa(p.Revision), "base_revision", strconv.Itoa(base))
	}
	return p, nil
}

// passages reads all of the working text in its order, deleted ones included.
func (d *desk) passages() ([]*Passage, error) { return list[*Passage](d.state, d.document, "") }

// read gives the newest wording of a passage, as a paragraph.
func (d *desk) read(p *Passage) (text.Paragraph, error) {
	r, err := get[*Revision](d.state, WorkingRevisionName(p.Paragraph, p.Revision))
	if err != nil {
		return text.Paragraph{}, err
	}
	return text.Paragraph{
		ID: LastID(p.Paragraph), Kind: p.Kind, Depth: p.Depth, Label: p.Label, Text: r.Text, Marks: r.Marks,
	}, nil
}

// held gives the attributions of the newest wording of a passage, or none.
func (d *desk) held(p *Passage) (*Attribution, error) {
	return attributionOf(d.state, WorkingRevisionName(p.Paragraph, p.Revision))
}

func attributionOf(s State, revision string) (*Attribution, error) {
	a, err := get[*Attribution](s, AttributionName(revision))
	if isNotFound(err) {
		return &Attribution{}, nil
	}
	return a, err
}

// fresh gives a passage for a new paragraph.
func (d *desk) fresh(w text.Paragraph, order string, origin Origin) *Passage {
	id := d.meta.NewID()
	return &Passage{
		Name: PassageName(d.document, id), Paragraph: ParagraphName(d.document, id),
		Kind: w.Kind, Depth: w.Depth, Label: w.Label, Order: order, Origin: origin,
	}
}

// words are a wording with what stands beside it.
type words struct {
	text.Paragraph
	beside Attribution // Held, Author and Amendment
}

// write gives a passage its next wording.
func (d *desk) write(p *Passage, w words, cause string, parents ...string) {
	if p.Revision > 0 && len(parents) == 0 {
		parents = []string{WorkingRevisionName(p.Paragraph, p.Revision)}
	}
	p.Revision++
	p.Hash = hashOf(w.Paragraph)
	r := &Revision{
		Name: WorkingRevisionName(p.Paragraph, p.Revision), Paragraph: p.Paragraph, Number: p.Revision,
		Language: d.doc.Language, Status: NegotiatingVersion, Text: w.Text, Marks: w.Marks, Hash: p.Hash,
		Parents: parents, Cause: cause, At: d.meta.Now,
	}
	d.made = append(d.made, r)
	now := words{Paragraph: w.Paragraph}
	if len(w.beside.Held) > 0 || w.beside.Author != "" || w.beside.Amendment != "" {
		now.beside = w.beside
		now.beside.Name, now.beside.Revision, now.beside.Level = AttributionName(r.Name), r.Name, ""
		a := now.beside
		d.made = append(d.made, &a)
	}
	if d.written == nil {
		d.written = make(map[string]words)
	}
	d.written[r.Name] = now
}

// touch notes that a passage is changed; before is nil for a new one. One that
// was touched before in the same act, when all were spread, is noted once.
func (d *desk) touch(before, after *Passage) {
	if d.live == nil {
		d.live = make(map[string]*Passage)
	}
	d.live[after.Name] = after
	for i := range d.touched {
		if t := &d.touched[i]; t.After.Name == after.Name {
			order := t.After.Order
			t.After = *after
			if before != nil && before.Order == after.Order {
				t.After.Order = order
			}
			return
		}
	}
	d.touched = append(d.touched, Touch{Before: before, After: *after})
}

// commit carries the brackets over and writes the act and its event. The passages
// stand as they were touched last.
func (d *desk) commit(kind, resource, reason string, undoes int) error {
	if err := d.carryBrackets(kind); err != nil {
		return err
	}
	d.head.LastAct++
	act := &Act{
		Name: ActName(d.document, d.head.LastAct), Number: d.head.LastAct, Type: kind,
		Touched: d.touched, Reason: reason, Undoes: undoes, SourceHash: d.source,
	}
	head := *d.head
	facts := []Entity{&head, act}
	for i := range d.touched {
		after := d.touched[i].After
		facts = append(facts, &after)
	}
	facts = append(facts, d.made...)
	d.add(d.document, teamOnly(d.process), kind, resource, reason, facts...)
	d.touched, d.made = nil, nil
	return nil
}

// outcome gives what has been collected, with the entity that answers and what the
// carrying over of brackets was not sure of.
func (d *desk) outcome(result Entity, also ...Entity) (Outcome, error) {
	out, err := d.sheet.outcome(result, also...)
	out.Unsure = d.unsure
	return out, err
}

// place gives the order key for a passage that is to follow after ("" is the
// first place), and the whole text in order. Where the keys have grown too long
// all passages are spread anew within the act.
func (d *desk) place(after string, moving *Passage) (string, error) {
	all, err := d.passages()
	if err != nil {
		return "", err
	}
	if moving != nil {
		all = slices.DeleteFunc(all, func(p *Passage) bool { return p.Name == moving.Name })
	}
	at := 0
	if after != "" {
		if err := CheckName(KindParagraph, "after", after); err != nil {
			return "", err
		}
		at = slices.IndexFunc(all, func(p *Passage) bool { return p.Paragraph == after }) + 1
		if at == 0 {
			return "", notFound(after)
		}
		if all[at-1].Deleted {
			return "", refuse(ParagraphGone, after, "the paragraph to follow has been taken out of the working text")
		}
	}
	low, high := "", ""
	if at > 0 {
		low = all[at-1].Order
	}
	if at < len(all) {
		high = all[at].Order
	}
	key := OrderBetween(low, high)
	if len(key) <= MaxOrder {
		return key, nil
	}
	return d.spread(all, at), nil
}

// spread gives all passages new keys and returns the one kept free at index at.
func (d *desk) spread(all []*Passage, at int) string {
	keys := OrderKeys(len(all) + 1)
	free := keys[at]
	keys = slices.Delete(keys, at, at+1)
	for i, p := range all {
		before := *p
		p.Order = keys[i]
		d.touch(&before, p)
	}
	return free
}

// register resolves names typed inside a text, by the register's names and
// aliases in any language, exactly as written there.
type register struct {
	state State
	ids   map[string]string
	plain map[string]bool // all names in plain form, those that two actors bear too
	err   error
}

func (r *register) resolve(name string) (string, bool) {
	if r.ids == nil && r.err == nil {
		r.load()
	}
	id, ok := r.ids[name]
	return id, ok
}

// knows tells whether a name is in the register, however it is written.
func (r *register) knows(name string) bool {
	if r.ids == nil && r.err == nil {
		r.load()
	}
	return r.plain[plainName(name)]
}

func (r *register) load() {
	actors, err := list[*Actor](r.state, "", "")
	if err != nil {
		r.err = err
		return
	}
	r.ids = make(map[string]string, 4*len(actors))
	r.plain = make(map[string]bool, 4*len(actors))
	enter := func(name, actor string) {
		r.plain[plainName(name)] = true
		if other, taken := r.ids[name]; taken && other != actor {
			actor = "" // ambiguous: two actors bear it
		}
		r.ids[name] = actor
	}
	for _, a := range actors {
		for _, name := range a.DisplayName {
			enter(name, a.Name)
		}
		for _, name := range a.Aliases {
			enter(name, a.Name)
		}
	}
	for name, actor := range r.ids {
		if actor == "" {
			delete(r.ids, name)
		}
	}
}

// typed brings words as somebody typed them into normal form and sets the names
// typed inside them beside.
func (d *desk) typed(field string, p text.Paragraph) (words, error) {
	n, err := wording(field, p)
	if err != nil {
		return words{}, err
	}
	w := words{Paragraph: n}
	w.Text, w.Marks, w.beside.Held = text.Detach(n.Text, n.Marks, d.names.resolve)
	if d.names.err != nil {
		return words{}, fmt.Errorf("reading the register of actors: %w", d.names.err)
	}
	return w, nil
}
