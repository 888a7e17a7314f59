package board

import "time"

// Board is the numbers of a document.
type Board struct {
	Process, Title, Symbol, Language string
	// Made is the moment of making, see Input.
	Made time.Time
	// Points are the editions, oldest first; the last is the one that the board is
	// about.
	Points []Point
	// Sections are those of the last edition, in order.
	Sections []Section
	// Team is nil on the participants' board.
	Team *Team
}

// Section is a section of the last edition.
type Section struct {
	// ID is the id of the paragraph of its heading, or "preamble", "introduction",
	// "text", or "s3" for the third where paragraphs have no ids.
	ID string
	// Title is the heading with its label; Label is short, for a narrow column:
	// "II", "Pre", "Annex". No two sections have the same Label.
	Title, Label string
	// Own tells that Title is a word of the program and not of the text.
	Own bool
}

// Point is one edition on the way down.
type Point struct {
	Name, Title string
	At          time.Time // zero where it is not known
	Working     bool
	Seal        string
	// Total are the numbers of the whole text.
	Total Numbers
	// Sections has the numbers of each section of the board, as it stood in this
	// edition. Sections are known again by the identity of their heading, else by
	// its words, else, where headings have no identity, by its label.
	Sections []Part
	// Elsewhere are the numbers of what stood in sections that the last edition
	// has not. Sections and Elsewhere together are Total.
	Elsewhere Numbers
	// Opened are the brackets that the edition before has not; Reopened are those
	// of them that an earlier one has. Brackets without a number count as opened in
	// each edition, and as closed without a word in the next.
	Opened, Reopened int
	// Closed are the brackets of the edition before that this one has not.
	Closed Closed
}

// Part is the numbers of a section in one edition.
type Part struct {
	// Present tells that the edition has the section.
	Present bool
	Numbers
}

// Numbers are those of a text or a part of it.
type Numbers struct {
	// Open are the brackets; Options all options, of slots, strokes and blocks.
	Open, Options int
	// Depth is that of the deepest bracket, 1 where none stands in another.
	Depth int
	// Words are the words, Inside those in brackets.
	Words, Inside int
	// Unpaired are the glyphs without a partner, which no other number counts.
	Unpaired int
	// Paragraphs are counted by class, see the package comment.
	Paragraphs Classes
}

// Share is the share of words inside brackets, from 0 to 1; 0 where there are none.
func (n Numbers) Share() float64 {
	if n.Words == 0 {
		return 0
	}
	return float64(n.Inside) / float64(n.Words)
}

// add adds the numbers of another part; the depth is that of the deeper one.
func (n *Numbers) add(m Numbers) {
	n.Open += m.Open
	n.Options += m.Options
	n.Depth = max(n.Depth, m.Depth)
	n.Words += m.Words
	n.Inside += m.Inside
	n.Unpaired += m.Unpaired
	n.Paragraphs.Agreed += m.Paragraphs.Agreed
	n.Paragraphs.Converging += m.Paragraphs.Converging
	n.Paragraphs.Contested += m.Paragraphs.Contested
	n.Paragraphs.Parked += m.Paragraphs.Parked
}

// Classes count paragraphs by class.
type Classes struct{ Agreed, Converging, Contested, Parked int }

// All are the paragraphs counted.
func (c Classes) All() int { return c.Agreed + c.Converging + c.Contested + c.Parked }

// Closed counts how brackets ended. Lifted is by their holders; NotRetained is by the
// co-facilitators' text alone, and never called lifted.
type Closed struct {
	Lifted, NotRetained, Merged, Superseded int
	// Untold are those of which nothing says how they ended.
	Untold int
}

// All are the brackets that ended.
func (c Closed) All() int { return c.Lifted + c.NotRetained + c.Merged + c.Superseded + c.Untold }

// Last is the newest edition, nil where there is none.
func (b *Board) Last() *Point {
	if len(b.Points) == 0 {
		return nil
	}
	return &b.Points[len(b.Points)-1]
}

// Before is the edition before the newest, nil where there is none.
func (b *Board) Before() *Point {
	if len(b.Points) < 2 {
		return nil
	}
	return &b.Points[len(b.Points)-2]
}

// Of computes the board. The error is a *negotiation.Error of kind Internal where
// lists of the input do not fit each other.
func Of(in Input) (*Board, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	in.fill()
	b := &Board{Process: in.Process, Title: in.Title, Symbol: in.Symbol, Language: in.Language, Made: in.Made}
	var last []section
	if n := len(in.Editions); n > 0 {
		last = sectionsOf(in.Editions[n-1].Tree)
		for _, s := range last {
			b.Sections = append(b.Sections, s.Section)
		}
	}
	for i := range in.Editions {
		b.Points = append(b.Points, in.point(i, last))
	}
	in.burn(b.Points)
	if in.Team != nil {
		b.Team = in.team(b, last)
	}
	return b, nil
}

// point counts one edition, its sections known again as those of the last.
func (in *Input) point(i int, last []section) Point {
	e := &in.Editions[i]
	p := Point{Name: e.Name, Title: e.Title, At: e.At, Working: e.Working, Seal: e.Seal, Sections: make([]Part, len(last))}
	if p.At.IsZero() && e.Working {
		p.At = in.Made
	}
	sections := sectionsOf(e.Tree)
	same := again(sections, last)
	for k, n := range count(e, sections, in.Language) {
		p.Total.add(n)
		if same[k] < 0 {
			p.Elsewhere.add(n)
			continue
		}
		part := &p.Sections[same[k]]
		part.Present = true
		part.Numbers.add(n)
	}
	return p
}
