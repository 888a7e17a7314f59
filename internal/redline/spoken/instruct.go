package spoken

// said is a step in the form in which it is said.
type said struct {
	step
	in Instruction
}

// instructions tells what is said for the steps of one page, in reading order.
// A step that cannot be told to a listener exactly is widened until it can, and
// made one with a neighbour that it comes to touch. With splits, a line feed is
// where a new paragraph begins.
func (p *page) instructions(steps []step, splits bool) []Instruction {
	p.index()
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
				done = append(done, k)
				break
			}
			if k.a <= lo {
				s = p.join(done[len(done)-1].step, s)
				done = done[:len(done)-1]
			} else {
				i++
				s = p.join(s, steps[i])
			}
		}
	}
	return p.brackets(done)
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
				return p.lengthened(said{c, in}, lo, hi), true
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
		return said{c, in}
	}
	return k
}

// instruct tells what is said for a step, and whether a listener who follows it
// comes to the new text exactly.
func (p *page) instruct(s step, splits bool) (Instruction, bool) {
	words := s.words()
	switch {
	case s.a == 0 && s.b == p.size() && (s.b > 0 || words != s.middle || words == "" || p.text != ""):
		if s.middle == "" && s.b > 0 {
			return Instruction{Act: Delete, Quote: p.span(s.a, s.b)}, true
		}
		return Instruction{Act: Rewrite, Words: s.middle, Editorial: unspaced(p.text) == unspaced(words)}, true
	case s.a == s.b && words == "":
		return Instruction{}, false
	case s.a == s.b && splits && s.middle == "\n" && s.a > 0 && s.b < p.size():
		at := Before
		if !p.isWord(s.b) && p.isWord(s.a-1) {
			at = After
		}
		return Instruction{Act: Break, At: at, Anchor: p.anchor(s.a, at)}, true
	case s.a == s.b:
		return p.insertion(s)
	}
	in := Instruction{Act: Replace, Words: words}
	if words == "" {
		in.Act = Delete
	}
	if p.replaced(s) != s.middle {
		return in, false
	}
	if p.allSigns(s.a, s.b) {
		return p.besides(s, in)
	}
	in.Quote = p.span(s.a, s.b)
	in.Editorial = unspaced(p.words(s.a, s.b)) == unspaced(words)
	return in, !in.Editorial || p.countWords(s.a, s.b) > 0
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
		if in.At == After || in.At == Before {
			in.Anchor = p.anchor(s.a, in.At)
		}
		return in, true
	}
	return in, false
}

// besides tells where signs stand that go or give way.
func (p *page) besides(s step, in Instruction) (Instruction, bool) {
	in.Quote = Quote{Text: p.words(s.a, s.b)}
	if unspaced(in.Quote.Text) == unspaced(in.Words) {
		return in, false
	}
	switch opening := signOf(p.token(s.b - 1)).opensWords(); {
	case s.b == p.size():
		in.At = End
	case s.a == 0:
		in.At = Beginning
	case p.isWord(s.b) && (opening || !p.isWord(s.a-1)):
		in.At, in.Anchor = Before, p.anchor(s.b, Before)
	case p.isWord(s.a - 1):
		in.At, in.Anchor = After, p.anchor(s.a, After)
	default:
		return in, false
	}
	return in, true
}
