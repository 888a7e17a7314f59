// Package text holds the words of negotiated texts: their normal form, their
// tokens, the labels printed before paragraphs and the marks that stand beside
// the words. It is pure: the same input gives the same output, and it imports
// no input or output, clock or randomness.
package text
