package spoken

import "slices"

// course is the text as the instructions said so far leave it, which come in
// reading order: what is new up to a token of the base, and the base from there on.
// People apply instructions one after the other, and what a quotation means in the
// base it must mean in this text, too.
type course struct {
	base *page
	keys []string         // what is heard of the new part
	at   map[string][]int // where each key stands in it
	// where tells for each token of the base before next where it stands, -1 if
	// it is gone.
	where []int
	next  int
}

// newCourse gives the course of a page of which nothing is said yet.
func newCourse(p *page) *course {
	return &course{base: p, at: make(map[string][]int), where: make([]int, p.size())}
}

// add puts a token at the end of the new part.
func (c *course) add(key string) {
	c.at[key] = append(c.at[key], len(c.keys))
	c.keys = append(c.keys, key)
}

// keep takes the tokens of the base up to i as they are.
func (c *course) keep(i int) {
	for ; c.next < i; c.next++ {
		c.where[c.next] = len(c.keys)
		c.add(c.base.keys[c.next])
	}
}

// take does a step, of which middle are the words and signs.
func (c *course) take(s step, middle []string) {
	c.keep(s.a)
	for _, k := range middle {
		c.add(k)
	}
	for ; c.next < s.b; c.next++ {
		c.where[c.next] = -1
	}
}

// back undoes what was done beyond the first so many tokens, and from the token
// next of the base on.
func (c *course) back(size, next int) {
	for i := len(c.keys) - 1; i >= size; i-- {
		k := c.keys[i]
		c.at[k] = c.at[k][:len(c.at[k])-1]
	}
	c.keys, c.next = c.keys[:size], next
}

// size is the number of tokens.
func (c *course) size() int { return len(c.keys) + c.base.size() - c.next }

// key gives what is heard of token i.
func (c *course) key(i int) string {
	if i < len(c.keys) {
		return c.keys[i]
	}
	return c.base.keys[i-len(c.keys)+c.next]
}

// place tells where token i of the base stands, -1 if it is gone.
func (c *course) place(i int) int {
	if i < c.next {
		return c.where[i]
	}
	return len(c.keys) + i - c.next
}

// occurrence tells which of how many places with the words of [a, b) of the base
// those are in this text; false where they do not stand there any more.
func (c *course) occurrence(a, b int) (nth, count int, ok bool) {
	for i := a; i < b; i++ {
		if c.place(i) < 0 || c.place(i)-c.place(a) != i-a {
			return 0, 0, false
		}
	}
	pivot := c.base.pivot(a, b)
	key, own := c.base.keys[pivot], c.place(a)
	visit := func(i int) {
		from := i - (pivot - a)
		if from < 0 || from+b-a > c.size() {
			return
		}
		for k := a; k < b; k++ {
			if c.key(from+k-a) != c.base.keys[k] {
				return
			}
		}
		count++
		if from == own {
			nth = count
		}
	}
	for _, i := range c.at[key] {
		visit(i)
	}
	rest, _ := slices.BinarySearch(c.base.at[key], c.next)
	for _, i := range c.base.at[key][rest:] {
		visit(c.place(i))
	}
	return nth, count, true
}

// middle cuts what a step leaves between its neighbours into what is heard of it;
// false where it grows together with them.
func (p *page) middle(s step) ([]string, bool) {
	const most = 4 // tokens without a gap between them that may make one word
	a, b := s.a, s.b
	for a > 0 && s.a-a < most && (a == s.a || p.tokens[a-1].End == p.tokens[a].Start) {
		a--
	}
	for b < p.size() && b-s.b < most && (b == s.b || p.tokens[b-1].End == p.tokens[b].Start) {
		b++
	}
	left, right := p.words(a, s.a), p.words(s.b, b)
	q := newPage(left+s.middle+right, p.language)
	from, to := s.a-a, q.size()-(b-s.b)
	if to < from || from > 0 && q.tokens[from-1].End != len(left) || to < q.size() && q.tokens[to].Start != len(q.text)-len(right) {
		return nil, false
	}
	return q.keys[from:to], true
}
