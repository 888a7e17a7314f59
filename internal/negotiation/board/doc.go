// Package board computes the numbers of a document's brackets: for each edition of
// its text, by section and in all; how they went down from edition to edition; and,
// for the co-facilitators' team alone, who holds what and what is ready to land
// (domain §3, §6). It is pure: the moment of making is given.
//
// # Two boards
//
// The participants' board is computed from the text alone, with Input.Team nil: not
// one of its numbers depends on who holds what, on records of the team or on drafts
// that are not given. The team's board has the same numbers, so that everybody in the
// room speaks of the same figures, and Board.Team beside them.
//
// # Sections
//
// A section begins at each heading of the least depth that the text uses, and at each
// heading of an annex; where the least depth has one heading only, which stands over
// the whole text, the next depth counts. A heading directly followed by another is
// read as one with it. What stands before the first heading is a section of its own,
// called Preamble where it has preambular paragraphs. A text without headings is one
// section, Text. Every paragraph is in exactly one section, and a bracket in that of
// the paragraph where it opens.
//
// # Classes of paragraphs
//
// Preambular and operative paragraphs, items, tails and plain paragraphs that have
// words are counted, each in exactly one class, by the words and the closure alone:
//
//   - Agreed: its closure is one of the three of Closure.IsAgreed, and no bracket
//     stands in it (nothing is agreed until everything is agreed);
//   - Parked: else, its closure is parked, or pending on actors or on a package;
//   - Contested: else, two brackets or more stand in it, or one with alternatives, or
//     it belongs to a block of options, or it was reopened;
//   - Converging: else. One plain bracket is left in it, or it is suggested for
//     closure, or nothing in it is disputed and nobody has closed it yet.
//
// A bracket stands in each paragraph from the one where it opens to the one where it
// closes. A glyph without a partner counts here as a bracket, and nowhere else.
package board
