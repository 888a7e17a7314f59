package spoken

const (
	longest  = 12 // words of the base quoted in full; of longer runs the ends are named
	furthest = 4  // words by which a quotation is lengthened to be the only one
)

// ordinalCost is what it costs a listener, in half words, to find the nth of
// several.
func ordinalCost(nth, count int) int {
	if nth == count {
		return 4
	}
	return 4 + 2*max(0, nth-3)
}

// quote quotes the tokens [a, b) whole and tells which of several places it is.
func (p *page) quote(a, b int) Quote {
	q := Quote{Text: p.words(a, b)}
	switch nth, count := p.occurrence(a, b); {
	case count == 1:
	case nth == count && count > 2:
		q.Occurrence = Last
	default:
		q.Occurrence = nth
	}
	return q
}

// span quotes the tokens [a, b), by their ends where they are many.
func (p *page) span(a, b int) Quote {
	if p.spoken(a, b) > 2*longest {
		if q, ok := p.ends(a, b); ok {
			return q
		}
	}
	return p.quote(a, b)
}

// spoken counts half words as they are heard; a Chinese sign is one.
func (p *page) spoken(a, b int) int {
	n := 0
	for i := a; i < b; i++ {
		switch {
		case !p.tokens[i].IsWord():
		case tight(first(p.token(i))):
			n++
		default:
			n += 2
		}
	}
	return n
}

// ends quotes a long run by its first and last words, if both are unique.
func (p *page) ends(a, b int) (Quote, bool) {
	const least, most = 2, 8
	unique := func(end func(k int) (int, int)) (string, bool) {
		for k := least; k <= most && 2*k < b-a; k++ {
			x, y := end(k)
			if p.countWords(x, y) < least {
				continue
			}
			if p.unique(x, y) {
				return p.words(x, y), true
			}
		}
		return "", false
	}
	from, ok := unique(func(k int) (int, int) { return a, a + k })
	if !ok {
		return Quote{}, false
	}
	to, ok := unique(func(k int) (int, int) { return b - k, b })
	return Quote{Text: from, To: to}, ok
}

// anchor quotes words that end before token i (After) or begin with it (Before),
// lengthened or counted so that they are found, whichever is shorter to say.
func (p *page) anchor(i int, at At) Quote {
	reach := func(k int) (int, int) { return i - k, i }
	if at == Before {
		reach = func(k int) (int, int) { return i, i + k }
	}
	outer := func(k int) int { // the token at the far end of the reach
		a, b := reach(k)
		if at == Before {
			return b - 1
		}
		return a
	}
	within := func(k int) bool { a, b := reach(k); return a >= 0 && b <= p.size() }
	least := 1
	for within(least+1) && !p.isWord(outer(least)) && p.words(i-1, i) != "\n" {
		least++
	}
	a, b := reach(least)
	nth, count := p.occurrence(a, b)
	if count == 1 {
		return p.quote(a, b)
	}
	cost := ordinalCost(nth, count)
	for k := least + 1; within(k) && k <= least+2*furthest; k++ {
		x, y := reach(k)
		if p.token(outer(k)) == "\n" || p.spoken(x, y)-p.spoken(a, b) >= cost {
			break
		}
		if !p.isWord(outer(k)) {
			continue
		}
		if p.unique(x, y) {
			return p.quote(x, y)
		}
	}
	return p.quote(a, b)
}

// longer gives by how many tokens to each side the words [a, b) must be
// lengthened to be the only ones, if that is shorter to say than to count.
func (p *page) longer(a, b int, deletes bool) (left, right int, ok bool) {
	nth, count := p.occurrence(a, b)
	if count == 1 {
		return 0, 0, false
	}
	for k := 1; k <= 2*furthest; k++ {
		for left := k; left >= 0; left-- {
			x, y := a-left, b+k-left
			if x < 0 || y > p.size() || !p.isWord(x) || !p.isWord(y-1) || p.holdsBreak(x, y) {
				continue
			}
			cost := 2 * (p.spoken(x, y) - p.spoken(a, b))
			if deletes {
				cost++
			}
			if cost >= ordinalCost(nth, count) {
				continue
			}
			if p.unique(x, y) {
				return left, k - left, true
			}
		}
	}
	return 0, 0, false
}

// holdsBreak tells whether a paragraph ends within [a, b).
func (p *page) holdsBreak(a, b int) bool {
	for i := a; i < b; i++ {
		if p.token(i) == "\n" {
			return true
		}
	}
	return false
}
