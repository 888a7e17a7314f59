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

// quote quotes the tokens [a, b) whole and tells which of several places it is;
// false where the same words would mean another place, or none, in the text as the
// instructions before leave it.
func (p *page) quote(a, b int) (Quote, bool) {
	q := Quote{Text: p.words(a, b)}
	nth, count := p.occurrence(a, b)
	now, counted := nth, count
	if p.now != nil {
		var ok bool
		if now, counted, ok = p.now.occurrence(a, b); !ok {
			return q, false
		}
	}
	switch {
	case count == 1 && counted == 1:
	case count == 1 || counted == 1:
		return q, false
	case nth == count && now == counted && (count > 2 || nth != now):
		q.Occurrence = Last
	case nth == now:
		q.Occurrence = nth
	default:
		return q, false
	}
	return q, true
}

// span quotes the tokens [a, b), by their ends where they are many.
func (p *page) span(a, b int) (Quote, bool) {
	if p.spoken(a, b) > 2*longest {
		if q, ok := p.ends(a, b); ok {
			return q, true
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
func (p *page) anchor(i int, at At) (Quote, bool) {
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
	if a < 0 || b > p.size() {
		return Quote{}, false
	}
	if k := p.signs(least, outer, within); k > least {
		if q, ok := p.quote(reach(k)); ok && q.Occurrence == 0 {
			return q, true
		}
	}
	q, ok := p.quote(a, b)
	if ok && q.Occurrence == 0 {
		return q, true
	}
	cost := ordinalCost(p.occurrence(a, b))
	for k := least + 1; within(k) && k <= least+2*furthest; k++ {
		x, y := reach(k)
		if p.token(outer(k)) == "\n" || ok && p.spoken(x, y)-p.spoken(a, b) >= cost {
			break
		}
		if !p.isWord(outer(k)) {
			continue
		}
		if p.unique(x, y) {
			return p.quote(x, y)
		}
	}
	return q, ok
}

// signs gives how many tokens an anchor of Chinese takes, of which words are not
// parted: all up to the next punctuation if that is near, else two.
func (p *page) signs(least int, outer func(k int) int, within func(k int) bool) int {
	const near = 4
	for k := least; k <= near && tight(first(p.token(outer(k)))) && p.isWord(outer(k)); k++ {
		if !within(k+1) || !p.isWord(outer(k+1)) {
			return k
		}
	}
	if k := least + 1; least == 1 && within(k) && tight(first(p.token(outer(1)))) && tight(first(p.token(outer(2)))) && p.isWord(outer(2)) {
		return k
	}
	return least
}

// longer gives by how many tokens to each side the words [a, b) must be
// lengthened to be the only ones, if that is shorter to say than to count.
func (p *page) longer(a, b int, deletes bool) (left, right int, ok bool) {
	q, found := p.quote(a, b)
	if found && q.Occurrence == 0 {
		return 0, 0, false
	}
	nth, count := p.occurrence(a, b)
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
