package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestOffline plays the sessions of testdata/offline, which need no server.
func TestOffline(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/offline",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", programs+string(os.PathListSeparator)+e.Getenv("PATH"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// largefile NAME makes a file of 100 MB that takes no room.
			"largefile": func(ts *testscript.TestScript, _ bool, args []string) {
				f, err := os.Create(ts.MkAbs(args[0]))
				ts.Check(err)
				ts.Check(f.Truncate(100 << 20))
				ts.Check(f.Close())
			},
		},
	})
}
