package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chineseReferenceWords part the labels of a Chinese list.
var chineseReferenceWords = referenceWords{tag: "zh", and: list("和|及|与|以及|或"), to: list("至|到")}

// chineseUnits are the signs after a number, with their units.
var chineseUnits = []struct {
	sign string
	unit Unit
}{
	{"段", ParagraphUnit}, {"款", ParagraphUnit}, {"分段", ItemUnit}, {"项", ItemUnit},
	{"条", ArticleUnit}, {"节", SectionUnit}, {"章", SectionUnit},
}

// chinese reads a reference in Chinese: "上文第14段", "第70/125号决议", "附件一",
// "(b)分段", "本段".
func (x *referenceScanner) chinese(i int) (Reference, bool) {
	at := x.tokens[i].Start
	x.lang = &chineseReferenceWords
	r := Reference{Start: at, Kind: OwnReference}
	for _, p := range []struct {
		words string
		side  Side
		unit  Unit
	}{{"上文", Above, ""}, {"以上", Above, ""}, {"下文", Below, ""}, {"以下", Below, ""}, {"序言部分", "", PreambularUnit}, {"执行部分", "", ParagraphUnit}} {
		if rest := x.s[at:]; strings.HasPrefix(rest, p.words) && !strings.HasPrefix(rest[len(p.words):], p.words) {
			r.Side, r.Unit = p.side, p.unit
			if at += len(p.words); p.side != "" {
				r.SideAt = Span{r.Start, at}
			}
			break
		}
	}
	switch rest := x.s[at:]; {
	case strings.HasPrefix(rest, "第"):
		return x.chineseNumbered(r, at+len("第"))
	case strings.HasPrefix(rest, "附件"):
		return x.chineseAnnex(r, at+len("附件"))
	case strings.HasPrefix(rest, "本段"), strings.HasPrefix(rest, "本款"):
		// 基本, 日本 and the like end in the same sign.
		before, _ := utf8.DecodeLastRuneInString(x.s[:at])
		r.Kind, r.Unit, r.End = PresentReference, ParagraphUnit, at+len("本段")
		return r, at == r.Start && !strings.ContainsRune("基日根资成文样版原书课剧", before)
	}
	return r, false
}

// chineseNumbered reads what follows 第: numbers and a sign for what they count.
func (x *referenceScanner) chineseNumbered(r Reference, at int) (Reference, bool) {
	if end := x.numbers(at); end > at {
		for _, act := range []string{"号决议", "号决定"} {
			if strings.HasPrefix(x.s[end:], act) {
				r.Kind, r.Side, r.SideAt = InstrumentReference, "", Span{}
				r.Instrument = Instrument{Type: act[len("号"):], Symbol: x.s[at:end]}
				r.End = end + len(act)
				return r, true
			}
		}
	}
	var end int
	if r.Targets, end = x.chineseLabels(at); len(r.Targets) == 0 {
		return r, false
	}
	for _, u := range chineseUnits {
		if strings.HasPrefix(x.s[end:], u.sign) {
			if r.Unit == "" {
				r.Unit = u.unit
			}
			r.End = end + len(u.sign)
			x.chineseItem(&r)
			x.chineseWhole(&r)
			return r, !(u.sign == "条" || u.sign == "项") || x.chineseEnds(r.End)
		}
	}
	return r, false
}

// chineseEnds tells that what was read is no count ("第一项任务", "第一条路").
func (x *referenceScanner) chineseEnds(at int) bool {
	r, _ := utf8.DecodeRuneInString(x.s[at:])
	return !unicode.Is(unicode.Han, r) || strings.ContainsRune("的第和及或所规中内下至与、款项", r)
}

// chineseLabels reads labels in figures, or one in Chinese numerals.
func (x *referenceScanner) chineseLabels(at int) ([]Target, int) {
	end := at
	for n := 0; n < 4 && strings.ContainsRune("一二三四五六七八九十", runeAt(x.s, end)); n++ {
		end += len("一")
	}
	if n, ok := chinese(x.s[at:end]); ok {
		l := Label{Raw: x.s[at:end], Numbers: []int{n}, Ordinals: []int{0}}
		return []Target{{Start: at, End: end, Label: l, Number: Span{at, end}}}, end
	}
	return x.labels(at, ParagraphUnit)
}

// runeAt gives the rune at a place, 0 at the end.
func runeAt(s string, at int) rune {
	if at >= len(s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return r
}

// chineseItem reads "(a)分段" after a paragraph.
func (x *referenceScanner) chineseItem(r *Reference) {
	if len(r.Targets) != 1 || len(r.Targets[0].Letters) > 0 {
		return
	}
	letter, end, ok := x.letter(r.End, false)
	if !ok || letter.Start == r.End {
		return
	}
	for _, sign := range []string{"分段", "项", "款"} {
		if strings.HasPrefix(x.s[end:], sign) {
			t := &r.Targets[0]
			t.Label.Sub, t.Letters = append(t.Label.Sub, x.s[letter.Start:letter.End]), append(t.Letters, letter)
			r.End = end + len(sign)
			return
		}
	}
}

// chineseWhole reads the instrument, which stands before what it has.
func (x *referenceScanner) chineseWhole(r *Reference) {
	if n := len(x.found); n > 0 && x.found[n-1].End == r.Start {
		return // what was found before may be the instrument itself
	}
	before := strings.TrimRightFunc(x.s[max(0, r.Start-longestTitle):r.Start], unicode.IsSpace)
	for _, own := range []string{"本决议", "本决定", "本文件", "本文"} {
		if strings.HasSuffix(before, own) {
			return
		}
	}
	if strings.HasSuffix(before, "》") {
		r.Kind, r.Instrument = InstrumentReference, Instrument{Name: titled(before)}
		return
	}
	for _, same := range []string{"该决议", "该决定", "该报告", "该公约", "该协定", "同一决议"} {
		if strings.HasSuffix(before, same) {
			r.Kind, r.Instrument = InstrumentReference, x.cited()
			return
		}
	}
	for _, noun := range []string{"公约", "协定", "议定书", "宣言", "宪章", "议程", "报告", "规约", "行动计划", "决议", "决定"} {
		if strings.HasSuffix(before, noun) {
			r.Kind, r.Instrument = InstrumentReference, Instrument{Name: noun}
			return
		}
	}
}

// longestTitle is how many bytes the title of an instrument may have, about two
// hundred signs.
const longestTitle = 600

// titled gives the title in the marks 《 and 》 that s ends with, in which another title
// may stand; nothing where it does not begin in s.
func titled(s string) string {
	inner := strings.TrimSuffix(s, "》")
	for end, depth := len(inner), 0; ; {
		at := max(strings.LastIndex(inner[:end], "《"), strings.LastIndex(inner[:end], "》"))
		switch {
		case at < 0:
			return ""
		case strings.HasPrefix(inner[at:], "》"):
			depth++
		case depth > 0:
			depth--
		default:
			return inner[at+len("《"):]
		}
		end = at
	}
}

// chineseAnnex reads the number of an annex.
func (x *referenceScanner) chineseAnnex(r Reference, at int) (Reference, bool) {
	r.Unit = AnnexUnit
	if end := x.roman(at); end > at {
		r.Targets = []Target{{Start: at, End: end, Label: Label{Raw: x.s[at:end], Sub: []string{x.s[at:end]}}, Letters: []Span{{at, end}}}}
		r.End = end
		return r, true
	}
	r.Targets, r.End = x.chineseLabels(at)
	return r, len(r.Targets) > 0 && r.Side == ""
}
