package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/travaux/travaux/internal/text"
)

// side is one side of an edit read as numbers.
type side struct {
	tokens []text.Token
	values []string // the numbers, dates and symbols, in one writing each
	rest   []string // every other word and sign, but what joins numbers
	joints []string // what joins numbers: "to", "and", a dash, a comma
}

// numbers gives Number for an edit that changes numbers, dates or symbols and
// nothing else, Editorial for one that only writes them another way, and "" for
// all others.
func (k *classifier) numbers(e *change) Class {
	if class := chineseNumber(e); class != "" {
		return class
	}
	if e.gone == "" || e.come == "" {
		return ""
	}
	k.gone.read(e.gone, k.language)
	if len(k.gone.values) == 0 {
		return ""
	}
	k.come.read(e.come, k.language)
	if len(k.come.values) == 0 || !slices.Equal(k.gone.rest, k.come.rest) {
		return ""
	}
	if !slices.Equal(k.gone.values, k.come.values) {
		if strings.Join(k.gone.values, "") == strings.Join(k.come.values, "") {
			return "" // "1 000" may be one number or two
		}
		if len(k.gone.joints) > 0 && len(k.come.joints) > 0 && ranged(k.gone.joints) != ranged(k.come.joints) {
			return "" // a list in the place of a range is more than other numbers
		}
		return Number
	}
	if slices.Equal(k.gone.joints, k.come.joints) {
		return Editorial
	}
	return ""
}

// read sorts the tokens of one side.
func (s *side) read(t, language string) {
	s.tokens = text.AppendTokens(s.tokens[:0], t, language)
	s.values, s.rest, s.joints = s.values[:0], s.rest[:0], s.joints[:0]
	for _, token := range s.tokens {
		w := t[token.Start:token.End]
		if token.Class == text.Space {
			continue
		}
		if token.Class == text.Number || token.Class == text.Word {
			if v := value(w, language); v != "" {
				s.values = append(s.values, v)
				continue
			}
		}
		if joint := text.Fold(w); joinsNumbers[joint] && len(s.values) > 0 || joint == "-" || joint == "," {
			s.joints = append(s.joints, joint)
			continue
		}
		s.rest = append(s.rest, plainSigns(w))
	}
}

// joinsNumbers are the words between the ends of a range or the members of a list,
// in the six languages. "Or" is none: it changes what the numbers mean.
var joinsNumbers = set("to and through à au et a al y e по до и إلى و")

// ranged tells whether numbers are joined as a range, not as the members of a list.
func ranged(joints []string) bool {
	return slices.ContainsFunc(joints, func(j string) bool { return j == "-" || makesRange[j] })
}

// makesRange are those of them that stand between the ends of a range.
var makesRange = set("to through à au a al по до إلى")

// value gives the one writing of a number, a month or a document symbol; ""
// for any other word. "COVID-19" and "G77" are names.
func value(w, language string) string {
	w = plainSigns(w)
	if w == "" {
		return ""
	}
	if strings.ContainsAny(w, "0123456789") {
		return digits(w, language)
	}
	if roman(w) {
		return w
	}
	if isEnglish(language) {
		if n := englishNumber(strings.ToLower(w)); n != "" {
			return n
		}
	}
	if base, _, _ := strings.Cut(language, "-"); months[base][w] {
		return w
	}
	return ""
}

// digits gives the one writing of a word with digits if it is a number, a range,
// an ordinal or a document symbol, and "" if not.
func digits(w, language string) string {
	if strings.Contains(w, "/") {
		return w // a symbol, as the tokens have it, or a fraction
	}
	rest := strings.TrimFunc(w, func(r rune) bool { return r >= '0' && r <= '9' })
	if rest == "" {
		return w
	}
	inner := strings.Trim(w, "0123456789.,- \u00a0'")
	switch {
	case inner == "" && thousands(w, language):
		return strings.NewReplacer(",", "", " ", "", "'", "").Replace(w)
	case inner == "":
		return w
	case w[0] < '0' || w[0] > '9':
		return ""
	}
	number := strings.TrimSuffix(w, inner)
	if strings.Trim(number, "0123456789") != "" || !ordinalEnds[strings.TrimPrefix(inner, "-")] {
		return ""
	}
	return number + "."
}

// ordinalEnds follow the digits of an ordinal number.
var ordinalEnds = set("st nd rd th er re ère e ème º ª o й я е го му ю")

// thousands tells whether the signs in a number part its thousands and nothing
// else. A comma does in English; elsewhere it may part the decimals.
func thousands(w, language string) bool {
	comma := isEnglish(language)
	groups := strings.FieldsFunc(w, func(r rune) bool { return r == ' ' || r == '\'' || comma && r == ',' })
	for i, g := range groups {
		if strings.Trim(g, "0123456789") != "" || i > 0 && len(g) != 3 || i == 0 && len(g) > 3 {
			return false
		}
	}
	return len(groups) > 1
}

// roman tells whether w is a Roman number of two signs or more, to 39. "XX" is
// a placeholder.
func roman(w string) bool {
	if len(w) < 2 || strings.Trim(w, "IVX") != "" || strings.Trim(w, "X") == "" {
		return false
	}
	ones := strings.TrimLeft(w, "X")
	return len(w)-len(ones) <= 3 && slices.Contains([]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}, ones)
}

// englishNumber gives the number that an English word writes out, an ordinal with
// a full stop: "twenty-third" is "23."; "" for other words.
func englishNumber(w string) string {
	if n, ok := numberWords[w]; ok {
		return n
	}
	tens, ones, ok := strings.Cut(w, "-")
	t, o := numberWords[tens], numberWords[ones]
	if !ok || len(t) != 2 || t[1] != '0' || o == "" || len(strings.TrimSuffix(o, ".")) != 1 {
		return ""
	}
	return t[:1] + o
}

// numberWords are the numbers that English writes in one word.
var numberWords = numberTable("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
	"zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
	"ten twenty thirty forty fifty sixty seventy eighty ninety",
	"tenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth")

// numberTable makes the table of numbers from cardinals and ordinals.
func numberTable(cardinals, ordinals, tens, tenths string) map[string]string {
	out := map[string]string{"hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000",
		"trillion": "1000000000000", "hundredth": "100.", "half": "1/2", "once": "1x", "twice": "2x", "thrice": "3x"}
	add := func(list, end string, each int) {
		for i, w := range strings.Fields(list) {
			if each == 10 {
				i = 10 * (i + 1)
			}
			out[w] = decimal(i) + end
		}
	}
	add(cardinals, "", 1)
	add(ordinals, ".", 1)
	add(tens, "", 10)
	add(tenths, ".", 10)
	return out
}

// decimal gives a number below 100 in digits.
func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return string(rune('0'+n/10)) + string(rune('0'+n%10))
}

// months are the names of months by language, as dates have them.
var months = map[string]map[string]bool{
	"en": set("January February March April May June July August September October November December"),
	"fr": set("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
	"es": set("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
	"ru": set("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
	"ar": set("يناير فبراير مارس أبريل نيسان مايو أيار يونيه حزيران يوليه تموز أغسطس آب سبتمبر أيلول أكتوبر تشرين نوفمبر ديسمبر كانون شباط آذار الأول الثاني"),
}

// chineseDigits are the signs of numbers that are sure to be such beside one
// another.
const chineseDigits = "〇零一二三四五六七八九十百千万亿"

// chineseNumber gives Number where numerals of Chinese change within a number:
// one side at least is numerals, and so is the other or the sign beside it. "第"
// and the signs of year, month and day may stand among them.
func chineseNumber(e *change) Class {
	if !startsHan(e.gone) && !startsHan(e.come) {
		return ""
	}
	left, _ := utf8.DecodeLastRuneInString(e.before)
	right, _ := utf8.DecodeRuneInString(e.after)
	beside := strings.ContainsRune(chineseDigits, left) || strings.ContainsRune(chineseDigits, right)
	gone, come := chineseNumerals(e.gone), chineseNumerals(e.come)
	if gone && come || beside && (gone && e.come == "" || come && e.gone == "") {
		return Number
	}
	return ""
}

// startsHan tells whether s begins with a sign of Chinese.
func startsHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

// chineseNumerals tells whether s is a number in Chinese or ASCII digits, one
// numeral at least.
func chineseNumerals(s string) bool {
	numeral := false
	for _, r := range s {
		switch {
		case strings.ContainsRune(chineseDigits, r) || r >= '0' && r <= '9':
			numeral = true
		case !strings.ContainsRune("第年月日", r):
			return false
		}
	}
	return numeral
}
