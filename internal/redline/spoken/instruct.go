package spoken

import "strings"

// said is a step in the form in which it is said.
type said struct {
	step
	in Instruction
	// size and next are of the course before it, to take the step back.
	size, next int
}

// instructions tells what is said for the steps of one page, in reading order.
// A step that cannot be told to a listener exactly is widened until it can, and
// made one with a neighbour that it comes to touch. With splits, a line feed is
// where a new paragraph begins. Of a very long text with very many changes the whole
// is told anew.
func (p *page) instructions(steps []step, splits bool) []Instruction {
	const most = 1 << 19 // changes times words; nobody follows more, and telling them apart takes long
	p.index()
	p.now = newCourse(p)
	if n := len(steps); n*p.size() > most {
		for _, t := range steps[1:] {
			steps[0] = p.join(steps[0], t)
		}
		steps = []step{p.widen(steps[0], p.size(), p.size())}
	}
	var done []said
	for i := 0; i < len(steps); i++ {
		for s := steps[i]; ; {
			lo, hi := -1, p.size()+1
			if n := len(done); n > 0 {
				lo = done[n-1].b
			}
			if i+1 < len(steps) {
				hi = steps[i+1].a
			}
			k, ok := p.settle(s, lo, hi, splits)
			if ok {
				k.size, k.next = len(p.now.keys), p.now.next
				middle, _ := p.middle(k.step)
				p.now.take(k.step, middle)
				done = append(done, k)
				break
			}
			if k.a <= lo {
				before := done[len(done)-1]
				p.now.back(before.size, before.next)
				s = p.join(before.step, s)
				done = done[:len(done)-1]
			} else {
				i++
				s = p.join(s, steps[i])
			}
		}
	}
	p.now.keep(p.size())
	return p.bracketed(done)
}

// settle widens a step until it can be said. If it would touch the token lo or
// hi, it gives the step that touches, and false.
func (p *page) settle(s step, lo, hi int, splits bool) (said, bool) {
	for wide := 0; ; wide++ {
		tries := [][2]int{{wide, wide}}
		if wide > 0 {
			tries = [][2]int{{wide, wide - 1}, {wide - 1, wide}, {wide, wide}}
		}
		for n, t := range tries {
			c := p.widen(s, t[0], t[1])
			if wide > 0 && (c.a <= lo || c.b >= hi) {
				if n < len(tries)-1 {
					continue
				}
				return said{step: c}, false
			}
			if in, ok := p.instruct(c, splits); ok {
				return p.spread(p.lengthened(said{step: c, in: in}, lo, hi), lo, hi), true
			}
		}
	}
}

// lengthened says more words instead of counting the places where they stand,
// if that is shorter and the words are free.
func (p *page) lengthened(k said, lo, hi int) said {
	if k.in.At != "" || k.in.Act != Replace && k.in.Act != Delete {
		return k
	}
	left, right, ok := p.longer(k.a, k.b, k.in.Act == Delete)
	if !ok || k.a-left <= lo || k.b+right >= hi {
		return k
	}
	c := p.widen(k.step, left, right)
	if in, ok := p.instruct(c, false); ok {
		return said{step: c, in: in}
	}
	return k
}

// spread says a number with all its figures and what it counts, and at least two
// signs of Chinese, of which words are not parted, if they are free.
func (p *page) spread(k said, lo, hi int) said {
	if k.in.Act != Replace || k.in.At != "" || k.in.Quote.To != "" || k.in.Editorial {
		return k
	}
	a, b := k.a, k.b
	if figures(p.token(a)) {
		for a-1 > lo && a > 0 && figures(p.token(a-1)) && tight(first(p.token(a-1))) {
			a--
		}
	}
	if figures(p.token(b - 1)) {
		for b+1 < hi && b < p.size() && figures(p.token(b)) && tight(first(p.token(b))) {
			b++
		}
		if b+1 < hi && b < p.size() && strings.Contains("年月日届次", p.token(b)) {
			b++
		}
	}
	if short := b == a+1 || b == a+2 && strings.Contains("在和与及或为到至", p.token(b-1)); short && tight(first(p.token(a))) && p.isWord(a) && a-1 > lo && a > 0 && p.isWord(a-1) && tight(first(p.token(a-1))) {
		a--
	}
	if a == k.a && b == k.b {
		return k
	}
	c := p.widen(k.step, k.a-a, b-k.b)
	if in, ok := p.instruct(c, false); ok && in.Act == Replace && (in.Quote.Occurrence == 0 || in.Quote.Occurrence == k.in.Quote.Occurrence) {
		return said{step: c, in: in}
	}
	return k
}

// figures tells whether a token is a number.
func figures(s string) bool {
	return strings.Trim(s, "0123456789〇零一二三四五六七八九十百千") == ""
}

// instruct tells what is said for a step, and whether a listener who follows it
// comes to the new text exactly.
func (p *page) instruct(s step, splits bool) (in Instruction, ok bool) {
	words := s.words()
	if _, apart := p.middle(s); !apart {
		return in, false
	}
	switch {
	case s.a == 0 && s.b == p.size() && (s.b > 0 || words != s.middle || words == "" || p.text != ""):
		if s.middle == "" && s.b > 0 {
			in.Act = Delete
			in.Quote, ok = p.span(s.a, s.b)
			return in, ok
		}
		return Instruction{Act: Rewrite, Words: s.middle, Editorial: unspaced(p.text) == unspaced(words)}, true
	case s.a == s.b && words == "":
		return Instruction{}, false
	case s.a == s.b && splits && s.middle == "\n" && s.a > 0 && s.b < p.size():
		in.Act, in.At = Break, Before
		if !p.isWord(s.b) && p.isWord(s.a-1) {
			in.At = After
		}
		in.Anchor, ok = p.anchor(s.a, in.At)
		return in, ok
	case s.a == s.b:
		return p.insertion(s)
	}
	in = Instruction{Act: Replace, Words: words}
	if words == "" {
		in.Act = Delete
	}
	if p.replaced(s) != s.middle {
		return in, false
	}
	if p.allSigns(s.a, s.b) {
		return p.besides(s, in)
	}
	if in.Quote, ok = p.span(s.a, s.b); !ok && words == "" && p.spoken(s.a, s.b) <= 2*longest {
		return p.besides(s, in)
	}
	in.Editorial = unspaced(p.words(s.a, s.b)) == unspaced(words)
	return in, ok && (!in.Editorial || p.countWords(s.a, s.b) > 0)
}

// insertion tells where words come: beside words rather than beside signs.
func (p *page) insertion(s step) (Instruction, bool) {
	in := Instruction{Act: Insert, Words: s.words()}
	places := []At{After, Before}
	switch {
	case s.a == 0:
		places = []At{Beginning}
	case s.a == p.size():
		places = []At{End}
	case opens(last(in.Words)) || !p.isWord(s.a-1) && p.isWord(s.a):
		places = []At{Before, After}
	}
	for _, in.At = range places {
		if p.inserted(s, in.At) != s.middle {
			continue
		}
		ok := true
		if in.At == After || in.At == Before {
			in.Anchor, ok = p.anchor(s.a, in.At)
		}
		if ok {
			return in, true
		}
	}
	return in, false
}

// besides tells where signs stand that go or give way.
func (p *page) besides(s step, in Instruction) (Instruction, bool) {
	in.Quote = Quote{Text: p.words(s.a, s.b)}
	if unspaced(in.Quote.Text) == unspaced(in.Words) {
		if !isMark(in.Quote.Text) || !isMark(in.Words) {
			return in, false
		}
		in.Editorial = true // named, since a quotation would turn the marks
	}
	places := []At{After, Before}
	switch opening := p.sign(s.b - 1).opensWords(); {
	case s.b == p.size():
		in.At = End
		return in, true
	case s.a == 0:
		in.At = Beginning
		return in, true
	case p.isWord(s.b) && (opening || !p.isWord(s.a-1)):
		places = []At{Before, After}
	}
	for _, in.At = range places {
		at := s.a
		if in.At == Before {
			at = s.b
		}
		var ok bool
		if in.Anchor, ok = p.anchor(at, in.At); ok {
			return in, true
		}
	}
	return in, false
}
