package carry

import "math/bits"

// sum stands for a run of units: equal runs have equal sums whatever units they are
// cut into, "people" and "s" like "peoples", and different runs have different ones
// but for one case in very many. Sums of runs from the beginning of a text give that
// of any run in it without reading it again.
type sum struct {
	hash, power uint64 // modulo prime; power is that of base for the bytes of the run
	bytes       int64
	weight      int64
}

// A Mersenne prime and a number below it.
const (
	prime = 1<<61 - 1
	base  = 0x1c3a5f7d92e4b683
)

var emptySum = sum{power: 1}

// times multiplies modulo prime.
func times(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	n := low&prime + (low>>61 | high<<3)
	if n >= prime {
		n -= prime
	}
	return n
}

// sumOf gives the sum of one unit.
func sumOf(s string, weight int64) sum {
	out := sum{power: 1, bytes: int64(len(s)), weight: weight}
	for i := range len(s) {
		out.hash = (times(out.hash, base) + uint64(s[i]) + 1) % prime
		out.power = times(out.power, base)
	}
	return out
}

// then gives the sum of a run followed by another.
func (a sum) then(b sum) sum {
	return sum{(times(a.hash, b.power) + b.hash) % prime, times(a.power, b.power), a.bytes + b.bytes, a.weight + b.weight}
}

// without gives the sum of what follows the run start, with which a begins.
func (a sum) without(start sum) sum {
	out := sum{bytes: a.bytes - start.bytes, weight: a.weight - start.weight, power: 1}
	for n, p := out.bytes, uint64(base); n > 0; n >>= 1 {
		if n&1 == 1 {
			out.power = times(out.power, p)
		}
		p = times(p, p)
	}
	out.hash = (a.hash + prime - times(start.hash, out.power)) % prime
	return out
}

// key is what the sums of equal runs have in common, whatever they weigh.
type key struct {
	hash  uint64
	bytes int64
}

func (a sum) key() key { return key{a.hash, a.bytes} }
