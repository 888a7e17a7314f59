package bracket

import "fmt"

// Code names what is wrong with a bracket, or to be known of it (domain §3).
type Code string

// The codes of diagnostics.
const (
	NotClosed      Code = "BR001" // opened and never closed
	StrayClose     Code = "BR002" // closed and never opened
	CrossesText    Code = "BR003" // opened in one paragraph, closed in another
	CrossesOptions Code = "BR004" // opened in one option, closed in another or outside
	IsEmpty        Code = "BR005" // nothing stands in it
	TooDeep        Code = "BR006" // deeper than MaxDepth
	Ambiguous      Code = "BR007" // what the alternatives are cannot be told
	UnknownActor   Code = "BR008" // a name that the register does not know
)

// MaxDepth is the depth beyond which nobody can follow: brackets deeper than it
// are told, and read like all others.
const MaxDepth = 12

// Diagnostic is one thing to know about a bracket.
type Diagnostic struct {
	Code Code
	// Place is where to look.
	Place Place
	// Bracket is the index of the bracket concerned, -1 where there is none.
	Bracket int
	// Message is one sentence for a person, without place.
	Message string
}

// tell adds a diagnostic.
func (p *parser) tell(code Code, at Place, bracket int, format string, args ...any) {
	if len(args) > 0 { // a text of nothing but brackets has millions without
		format = fmt.Sprintf(format, args...)
	}
	p.t.Diagnostics = append(p.t.Diagnostics, Diagnostic{code, at, bracket, format})
}

// tellShape tells of brackets without a partner, of those that cross paragraphs
// and of the first in each nest that lies too deep.
func (p *parser) tellShape() {
	for _, x := range p.t.Pieces {
		switch x.Kind {
		case Unclosed:
			p.tell(NotClosed, x.Place(), -1, "This bracket is opened and never closed.")
		case Stray:
			p.tell(StrayClose, x.Place(), -1, "This closing bracket has no opening one.")
		}
	}
	for i, b := range p.t.Brackets {
		if b.Open.Paragraph != b.Close.Paragraph {
			p.tell(CrossesText, b.Open, i, "Bracket %d is opened here and closed %s.", b.Number, p.paragraphsOn(b.Close.Paragraph-b.Open.Paragraph))
		}
		if b.Depth == MaxDepth+1 {
			p.tell(TooDeep, b.Open, i, "Bracket %d lies inside %d others, more than a reader can follow.", b.Number, MaxDepth)
		}
		if b.Kind == Empty {
			p.tell(IsEmpty, b.Open, i, "Nothing stands in bracket %d.", b.Number)
		}
	}
}

// paragraphsOn says how far on.
func (p *parser) paragraphsOn(n int) string {
	if n == 1 {
		return "in the next paragraph"
	}
	return fmt.Sprintf("%d paragraphs further on", n)
}
