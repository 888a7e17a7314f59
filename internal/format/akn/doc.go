// Package akn reads drafts from Akoma Ntoso, the XML in which the United
// Nations publishes its resolutions. It is pure: bytes in, draft out.
//
// The negotiated text is the title, the preamble, the body and the annexes.
// What stands round it (cover page, number line, adoption line) becomes
// findings with its words; metadata under meta is read for the language and
// otherwise left. No word of the document proper is lost: an element that the
// reader does not know keeps its words and is reported.
package akn
