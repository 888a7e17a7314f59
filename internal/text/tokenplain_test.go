package text

import (
	"testing"

	"github.com/clipperhouse/uax29/v2/words"
	"pgregory.net/rapid"
)

// TestPlainEnd holds the short way through plain words to Annex 29 as a whole: at
// the start of each word it gives the same end, or leaves it to the annex.
func TestPlainEnd(t *testing.T) {
	sign := rapid.OneOf(
		rapid.SampledFrom([]rune("aZ019 _.,:;'\"/-[]\r\n\t\v\u00a0\u0301\u200d\u00ad’é水カ한א")),
		rapid.Rune(), rapid.Map(rapid.IntRange(0, 127), func(n int) rune { return rune(n) }))
	plain := 0
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(sign, 0, 30).Draw(t, "signs"))
		for it := words.FromString(s); it.Next(); {
			switch end := plainEnd(s, it.Start()); end {
			case it.Start():
			case it.End():
				plain++
			default:
				t.Fatalf("in %q the word at %d ends at %d, not at %d", s, it.Start(), it.End(), end)
			}
		}
	})
	if plain == 0 {
		t.Error("no word was plain")
	}
}
