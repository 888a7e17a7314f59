package spoken

import "strings"

// inTurn tells whether instructions applied one after the other, each to the text
// that the one before leaves, make the text new of that of the page.
func (p *page) inTurn(all []Instruction, new string) bool {
	now := p
	for _, in := range all {
		s, ok := now.heed(in)
		if !ok {
			return false
		}
		now = newPage(s, p.language)
		now.index()
	}
	return now.text == new
}

// heed gives the text of the page after an instruction; false where that does not
// tell exactly one place.
func (p *page) heed(in Instruction) (string, bool) {
	if in.Act == Rewrite {
		return in.Words, true
	}
	a, b, ok := p.meant(in)
	if !ok {
		return "", false
	}
	s := step{a: a, b: b, middle: in.Words}
	switch in.Act {
	case Insert:
		at := in.At
		if at == Beginning {
			at = Before
		}
		s.middle = p.inserted(s, at)
	case Break:
		s.middle = "\n"
	case Lift:
		if a == 0 || b == p.size() || p.token(a-1) != "[" || p.token(b) != "]" || !p.close(a-1, b) {
			return "", false
		}
		return p.text[:p.endBefore(a)-1] + p.words(a, b) + p.text[p.tokens[b].End:], true
	case Enclose:
		return p.text[:p.startOf(a)] + "[" + p.words(a, b) + "]" + p.text[p.endBefore(b):], true
	default:
		s.middle = p.replaced(s)
	}
	return p.text[:p.endBefore(a)] + s.middle + p.text[p.startOf(b):], true
}

// meant gives the tokens that an instruction concerns, or between which it stands.
func (p *page) meant(in Instruction) (a, b int, ok bool) {
	if in.At == "" {
		return p.find(in.Quote)
	}
	n := newPage(in.Quote.Text, p.language).size() // signs right there, if any
	switch in.At {
	case Beginning:
		a = 0
	case End:
		a = p.size() - n
	case Before:
		a, _, ok = p.find(in.Anchor)
		if !ok {
			return 0, 0, false
		}
		a -= n
	default:
		_, a, ok = p.find(in.Anchor)
		if !ok {
			return 0, 0, false
		}
	}
	b = a + n
	return a, b, a >= 0 && b <= p.size() && unspaced(p.words(a, b)) == unspaced(in.Quote.Text)
}

// find gives the tokens that a quotation means; false where it does not mean one
// place only.
func (p *page) find(q Quote) (a, b int, ok bool) {
	all := p.stand(q.Text)
	n := newPage(q.Text, p.language).size()
	switch {
	case q.To != "":
		ends := p.stand(q.To)
		if len(all) != 1 || len(ends) != 1 || ends[0] <= all[0] {
			return 0, 0, false
		}
		return all[0], ends[0] + newPage(q.To, p.language).size(), true
	case q.Occurrence == 0 && len(all) == 1:
		return all[0], all[0] + n, true
	case q.Occurrence == Last && len(all) > 1:
		return all[len(all)-1], all[len(all)-1] + n, true
	case q.Occurrence > 0 && len(all) > 1 && q.Occurrence <= len(all):
		return all[q.Occurrence-1], all[q.Occurrence-1] + n, true
	}
	return 0, 0, false
}

// stand lists the tokens where words stand.
func (p *page) stand(words string) []int {
	keys := newPage(words, p.language).keys
	if len(keys) == 0 {
		return nil
	}
	var out []int
next:
	for _, i := range p.at[keys[0]] {
		if i+len(keys) > len(p.keys) {
			break
		}
		for k := range keys {
			if p.keys[i+k] != keys[k] {
				continue next
			}
		}
		out = append(out, i)
	}
	return out
}

// after gives the text of the page after steps.
func (p *page) after(done []said) string {
	var b strings.Builder
	at := 0
	for _, k := range done {
		b.WriteString(p.text[at:p.endBefore(k.a)] + k.middle)
		at = p.startOf(k.b)
	}
	return b.String() + p.text[at:]
}
