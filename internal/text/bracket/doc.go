// Package bracket reads the brackets of a draft: text that is not agreed, with
// its options, its candidates and those who hold it (domain §3). It never fails
// on a text: what is wrong with the brackets is told in diagnostics, and the
// tree prints back byte for byte (law 2). Time and memory grow linearly with the
// text, whatever the depth. Any text is read; acts are for texts in normal form. It
// is pure and imports internal/text only.
//
// Brackets are the square brackets "[" and "]", in every language. What lies
// between two brackets that touch, a stroke inside a bracket, and where a block
// of options ends are guesses until a person confirms them.
package bracket
