package main

import "testing"

func TestNamed(t *testing.T) {
	all := []engine{{name: "ours"}, {name: "theirs"}}
	for names, want := range map[string]int{"": 2, "theirs": 1, "theirs,ours": 2} {
		got, err := named(all, names)
		if err != nil || len(got) != want {
			t.Errorf("%q gives %d engines and %v, want %d", names, len(got), err, want)
		}
	}
	if _, err := named(all, "ours,nobody's"); err == nil {
		t.Error("an engine that is not there was found")
	}
}
