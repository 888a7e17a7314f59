package spoken

import (
	"slices"
	"strings"
)

// bracketed gives the instructions of steps, those on pairs of brackets joined
// where they may be applied one after the other, too.
func (p *page) bracketed(done []said) []Instruction {
	const most = 1 << 21 // tokens read in checking that
	plain := make([]Instruction, len(done))
	square := false
	for i, k := range done {
		plain[i] = k.in
		square = square || strings.ContainsAny(k.in.Words+k.in.Quote.Text+k.in.Quote.To, "[]")
	}
	if !square || len(done)*p.size() > most {
		return plain
	}
	now := p.now
	p.now = nil
	joined := p.brackets(done)
	p.now = now
	if p.inTurn(joined, p.after(done)) {
		return joined
	}
	return plain
}

// brackets joins the acts on the two brackets of a pair: they are lifted from
// words, or placed round them, as one act.
func (p *page) brackets(done []said) []Instruction {
	out := make([][]Instruction, 0, len(done))
	partner := p.squares()
	var open [][2]int                   // acts of out that place an opening bracket, and before which token
	gone := make(map[int]int)           // acts of out that delete one, by its token
	partly := make(map[int]Instruction) // what is left of those acts, if they delete more
	for _, k := range done {
		rest, closing, ok := p.closing(k)
		switch {
		case ok && k.in.Act == Insert && len(open) > 0:
			n, from := open[len(open)-1][0], open[len(open)-1][1]
			open = open[:len(open)-1]
			if from < closing && p.balanced(from, closing) {
				quote, _ := p.span(from, closing)
				out[n] = []Instruction{{Act: Enclose, Quote: quote}}
				if rest.Act != "" { // first, that it is not taken for a part of what the brackets hold
					out[n] = append([]Instruction{rest}, out[n]...)
				}
				continue
			}
		case ok && k.in.Act != Insert:
			from := partner[closing]
			if n, lifts := gone[from]; lifts && p.close(from, closing) {
				quote, _ := p.span(from+1, closing)
				lift := Instruction{Act: Lift, Quote: quote}
				if left, also := partly[n]; also {
					out[n], out = []Instruction{left}, append(out, []Instruction{lift})
				} else {
					out[n] = []Instruction{lift}
				}
				if rest.Act != "" {
					out = append(out, []Instruction{rest})
				}
				continue
			}
		}
		switch {
		case k.in.Act == Insert && k.in.Words == "[" && strings.HasSuffix(k.middle, "["):
			open = append(open, [2]int{len(out), k.a})
		case k.in.Act == Delete && k.b == k.a+1 && p.token(k.a) == "[" && k.middle == p.text[p.endBefore(k.a):p.startOf(k.a)]:
			gone[k.a] = len(out)
		case (k.in.Act == Delete || k.in.Act == Replace) && k.b > k.a+1 && p.token(k.b-1) == "[":
			if left, ok := p.reduced(k, k.a, k.b-1); ok {
				gone[k.b-1], partly[len(out)] = len(out), left
			}
		}
		out = append(out, []Instruction{k.in})
	}
	return slices.Concat(out...)
}

// closing tells whether an act begins with a closing bracket, at which token, and
// what else of it is left to say.
func (p *page) closing(k said) (rest Instruction, token int, ok bool) {
	switch {
	case (k.in.Act == Delete || k.in.Act == Replace) && p.token(k.a) == "]":
		after := p.text[p.tokens[k.a].End:p.startOf(k.a+1)]
		if k.b == k.a+1 {
			return rest, k.a, k.in.Act == Delete && k.middle == p.text[p.endBefore(k.a):p.startOf(k.a)]+after
		}
		rest, ok = p.reduced(k, k.a+1, k.b)
		return rest, k.a, ok && p.endBefore(k.a) == p.tokens[k.a].Start
	case k.in.Act == Insert && k.a > 0 && strings.HasPrefix(k.middle, "]"):
		s := step{k.a, k.b, k.middle[1:]}
		if s.words() == "" {
			return rest, k.a, s.middle == p.text[p.endBefore(k.a):p.startOf(k.a)]
		}
		at := After
		if k.a == p.size() {
			at = End
		}
		if p.inserted(s, at) != s.middle {
			return rest, 0, false
		}
		rest = Instruction{Act: Insert, At: at, Words: s.words()}
		if at == After {
			rest.Anchor, _ = p.anchor(k.a, After)
		}
		return rest, k.a, true
	}
	return rest, 0, false
}

// reduced gives what is left to say of an act on words when a bracket at one end
// of them is lifted; false where that would not give the same text.
func (p *page) reduced(k said, a, b int) (Instruction, bool) {
	s := step{a, b, k.middle}
	if k.in.At != "" || a == b || p.replaced(s) != s.middle || p.allSigns(a, b) {
		return Instruction{}, false
	}
	quote, ok := p.span(a, b)
	return Instruction{Act: k.in.Act, Quote: quote, Words: k.in.Words}, ok
}

// close tells whether the brackets a and b stand close to words between them.
func (p *page) close(a, b int) bool {
	return b > a+1 && p.tokens[a].End == p.tokens[a+1].Start && p.tokens[b-1].End == p.tokens[b].Start
}

// squares gives the partner of each square bracket, -1 where there is none.
func (p *page) squares() map[int]int {
	if !strings.Contains(p.text, "[") {
		return nil
	}
	out := make(map[int]int)
	var open []int
	for i := range p.tokens {
		switch p.token(i) {
		case "[":
			out[i] = -1
			open = append(open, i)
		case "]":
			out[i] = -1
			if n := len(open); n > 0 {
				out[i], out[open[n-1]] = open[n-1], i
				open = open[:n-1]
			}
		}
	}
	return out
}

// balanced tells whether the square brackets within [a, b) are all paired.
func (p *page) balanced(a, b int) bool {
	depth := 0
	for i := a; i < b; i++ {
		switch p.token(i) {
		case "[":
			depth++
		case "]":
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}
