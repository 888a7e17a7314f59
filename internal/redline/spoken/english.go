package spoken

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// english gives the words of English.
func english() *phrases {
	ordinals := strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
		thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`)
	q := quotation{"{q}", "{q}"}
	return &phrases{
		open: "“", close: "”", inner: single,
		list: [2]string{", ", " and "}, acts: "; ", sentence: "{p}, {t}.",
		replace: "replace {t} with {w}", remove: "delete {t}", rewrite: "replace the whole text with {w}",
		editorial: "editorial: {t}", correct: "correct {t} to read {w}", respace: "correct the spacing of {t} to read {w}",
		insert: map[At]string{After: "after {a}, insert {w}", Before: "before {a}, insert {w}",
			Beginning: "at the beginning, insert {w}", End: "at the end, insert {w}"},
		sign:  map[At]string{After: "{s} after {a}", Before: "{s} before {a}", Beginning: "{s} at the beginning", End: "{s} at the end"},
		begin: map[At]string{After: "begin a new paragraph after {a}", Before: "begin a new paragraph before {a}"},
		lift:  "lift the brackets round {t}", enclose: "place {t} in square brackets",
		set: map[text.MarkKind]string{text.Italic: "set {t} in italics", text.Bold: "set {t} in bold", text.Underline: "underline {t}",
			text.Superscript: "set {t} in superscript", text.Subscript: "set {t} in subscript",
			text.NoteAnchor: "place the reference to footnote {l} after {a}"},
		unset: map[text.MarkKind]string{text.Italic: "remove the italics from {t}", text.Bold: "remove the bold from {t}",
			text.Underline: "remove the underline from {t}", text.Superscript: "remove the superscript from {t}",
			text.Subscript: "remove the subscript from {t}", text.NoteAnchor: "remove the reference to footnote {l} after {a}"},
		quotations: [4]quotation{q, q, q, q}, before: stands,
		long: alike("the words from {q} to {r}"), nth: "the {n} {q}", last: "the last {q}",
		ordinals: ordinals, figure: "{d}{s}", recitals: ordinals, recitalFig: "{d}{s}",
		square: "{q} in square brackets", round: "{q} in parentheses",
		signs: named(`
			, the comma | a comma | a comma | the comma
			; the semicolon | a semicolon | a semicolon | the semicolon
			: the colon | a colon | a colon | the colon
			. the full stop | a full stop | a full stop | the full stop
			? the question mark | a question mark | a question mark | the question mark
			! the exclamation mark | an exclamation mark | an exclamation mark | the exclamation mark
			… the ellipsis | an ellipsis | an ellipsis | the ellipsis
			( the opening parenthesis | an opening parenthesis | an opening parenthesis | the opening parenthesis
			) the closing parenthesis | a closing parenthesis | a closing parenthesis | the closing parenthesis
			[ the opening square bracket | an opening square bracket | an opening square bracket | the opening square bracket
			] the closing square bracket | a closing square bracket | a closing square bracket | the closing square bracket
			“ the opening quotation mark | an opening quotation mark | an opening quotation mark | the opening quotation mark
			” the closing quotation mark | a closing quotation mark | a closing quotation mark | the closing quotation mark
			" the straight quotation mark | a straight quotation mark | a straight quotation mark | the straight quotation mark
			« the opening angle quotation mark | an opening angle quotation mark | an opening angle quotation mark | the opening angle quotation mark
			» the closing angle quotation mark | a closing angle quotation mark | a closing angle quotation mark | the closing angle quotation mark
			— the long dash | a long dash | a long dash | the long dash
			– the dash | a dash | a dash | the dash
			/ the stroke | a stroke | a stroke | the stroke
			、 the enumeration comma | an enumeration comma | an enumeration comma | the enumeration comma
			¶ the paragraph break | a paragraph break | a paragraph break | the paragraph break`),
		nouns: map[noun]forms{
			paragraph:  englishNoun("paragraph {l}", "a new paragraph {l}", "paragraphs {l}{j}{m}"),
			unlabelled: englishNoun("paragraph", "a new paragraph", ""),
			recital:    englishNoun("preambular paragraph {l}", "a new preambular paragraph {l}", "preambular paragraphs {l}{j}{m}"),
			nthRecital: englishNoun("the {n} preambular paragraph", "a new preambular paragraph", ""),
			item:       englishNoun("sub-paragraph {l}", "a new sub-paragraph {l}", "sub-paragraphs {l}{j}{m}"),
			chapeau:    englishNoun("the chapeau", "a new chapeau", ""),
			tail:       englishNoun("the closing words", "new closing words", ""),
			heading:    englishNoun("heading {l}", "a new heading {l}", "headings {l}{j}{m}"),
			titled:     englishNoun("the heading {q}", "a new heading", ""),
			under:      {of: "under the heading {q}"},
			title:      englishNoun("the title", "a new title", ""),
			formula:    englishNoun("the introductory words", "new introductory words", ""),
			footnote:   englishNoun("footnote {l}", "a new footnote {l}", "footnotes {l}{j}{m}"),
			annex:      englishNoun("the annex", "a new annex", ""),
			nthAnnex:   englishNoun("annex {l}", "a new annex {l}", ""),
			annexTitle: englishNoun("the heading", "a new annex", ""),
			beginning:  englishNoun("the paragraph beginning {q}", "", ""),
			following:  englishNoun("the paragraph {q} after the paragraph beginning {r}", "", ""),
			counted:    englishNoun("the paragraph at place {l} in the text", "", ""),
		},
		insertAfter: "insert {t} after {p}, reading: {w}.", insertFirst: "insert {t} at the beginning of the text, reading: {w}.",
		deleted: "delete {p}.", moveAfter: "move {p} to follow {q}.", moveFirst: "move {p} to the beginning of the text.",
		split: "split {p}: {t}.", splitAt: "split {p} in two {t}.",
		splitPlace: map[At]string{After: "after {a}", Before: "before {a}"},
		merge:      "merge {p} into one.", merged: "in the merged text",
		becomes: "{p} becomes {q}.", becomeRun: "{p} become {q}.", unnumber: "remove the number {p}.", number: "number {p} as {l}.",
		article: "the ", inserted: "the new {p}", justInserted: "the new paragraph just read", insertNote: "insert {t}, reading: {w}.",
		through: [2]string{" to ", " and "},
	}
}

// englishNoun gives the forms of a noun.
func englishNoun(bare, fresh, several string) forms {
	return forms{bare: bare, of: "of " + bare, in: "in " + bare, with: bare, fresh: fresh, several: several}
}
