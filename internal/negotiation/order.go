package negotiation

import "strings"

// Order keys are strings that sort, byte by byte, as the passages stand. A key
// is five digits of base 62 (0-9 A-Z a-z) and a tail of one or more, and never
// ends in 0, so that there is always room before it.

const (
	orderDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	orderBase   = len(orderDigits)
	orderHead   = 5
	orderStep   = orderBase * orderBase * orderBase
	orderSpace  = orderStep * orderBase * orderBase
	// MaxOrder is the length past which a document's keys are spread anew.
	MaxOrder = 48
)

// OrderKeys gives n rising keys with wide gaps between them.
func OrderKeys(n int) []string {
	step := min(orderStep, max(1, orderSpace/(n+1)))
	keys := make([]string, n)
	for i := range keys {
		keys[i] = orderKey((i + 1) * step)
	}
	return keys
}

func orderKey(v int) string {
	var head [orderHead]byte
	for i := orderHead - 1; i >= 0; i-- {
		head[i] = orderDigits[v%orderBase]
		v /= orderBase
	}
	return string(head[:]) + "V"
}

// OrderBetween gives a key that sorts after a and before b; the empty a is the
// beginning and the empty b the end. a must sort before b, and both must be keys
// given by this function or by OrderKeys.
//
// Keys stay at six bytes when text is appended (3,800 times after the last of
// OrderKeys). Between two neighbours the key grows by one byte for about every
// six insertions at the same place; a key longer than MaxOrder tells the caller
// to spread the whole document anew with OrderKeys, which InsertPassage and its
// like do in the same act. So growth is bounded, and a document of ordinary
// history never meets the bound.
func OrderBetween(a, b string) string {
	if b == "" {
		if v := headOf(a) + orderStep; a != "" && v < orderSpace {
			return orderKey(v)
		}
	}
	return orderMiddle(a, b)
}

// headOf reads the number in the head of a key.
func headOf(key string) int {
	v := 0
	for i := range orderHead {
		v *= orderBase
		if i < len(key) {
			v += strings.IndexByte(orderDigits, key[i])
		}
	}
	return v
}

// orderMiddle gives the digits half way between a and b, read as fractions; the
// empty b is one whole.
func orderMiddle(a, b string) string {
	if b != "" {
		n := 0
		for n < len(b) && digitAt(a, n) == digitAt(b, n) {
			n++
		}
		if n > 0 {
			return b[:n] + orderMiddle(a[min(n, len(a)):], b[n:])
		}
	}
	low, high := digitAt(a, 0), orderBase
	if b != "" {
		high = digitAt(b, 0)
	}
	switch {
	case high-low > 1:
		return orderDigits[(low+high)/2 : (low+high)/2+1]
	case len(b) > 1:
		return b[:1]
	default:
		return orderDigits[low:low+1] + orderMiddle(a[min(1, len(a)):], "")
	}
}

func digitAt(key string, i int) int {
	if i >= len(key) {
		return 0
	}
	return strings.IndexByte(orderDigits, key[i])
}
