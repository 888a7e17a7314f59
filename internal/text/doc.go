// Package text holds the words of negotiated texts: their normal form, their
// tokens, the labels printed before paragraphs, the marks and the attributions
// that stand beside the words. It is pure: the same input gives the same output,
// and it imports no input or output, clock or randomness.
//
// It is made for the six languages of the United Nations: words of Latin,
// Cyrillic and Arabic script are tokens as Unicode Standard Annex 29 cuts them,
// and every Chinese sign is one. Other scripts with spaces work alike; scripts
// written without spaces, such as Thai, are cut more coarsely. Labels are known
// in Western, Arabic, Persian and full-width digits, in Latin, Cyrillic and
// Arabic letters, in roman numbers to 39 and in Chinese numerals to 99; ordinals
// in Latin to vicies, and bis also in Arabic, Russian and Chinese.
package text
