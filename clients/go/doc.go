// Package client is the Go client of Travaux: it connects, signs in, repeats what may
// be repeated, follows the record without losing its place, and tells refusals
// apart by their reasons. The messages are in package travauxv1.
package client
