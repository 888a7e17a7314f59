package main

import (
	"errors"
	"testing"
)

// TestLikeDiff keeps 1 for a difference where --exit-code is set, and makes every failure
// more than that.
func TestLikeDiff(t *testing.T) {
	for _, tc := range []struct {
		name     string
		exitCode bool
		err      error
		want     int
	}{
		{"alike", true, nil, exitDone},
		{"different", true, errDiffers, exitFailed},
		{"refused", true, &problem{code: exitFailed, what: "refused"}, exitUsage},
		{"not found", true, &problem{code: exitNotFound, what: "not there"}, exitNotFound},
		{"failed without more words", true, errors.New("failed"), exitUsage},
		{"refused, without the flag", false, &problem{code: exitFailed, what: "refused"}, exitFailed},
		{"failed without more words, without the flag", false, errors.New("failed"), exitFailed},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tell(t.Output(), likeDiff(tc.exitCode, tc.err)); got != tc.want {
				t.Errorf("exit code %d, want %d", got, tc.want)
			}
		})
	}
}
