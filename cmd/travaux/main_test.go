package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// programs is the directory of the programs under test, built once by TestMain.
var programs string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

// testMain builds travaux and travauxd as a user does, so that the scripts run the
// real programs also under the race detector, whose exit in a program that is
// started hundreds of times is known to hang.
func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "travaux-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-buildvcs=false", "-o", dir+string(filepath.Separator), ".", "../travauxd")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the programs: %v\n%s", err, out)
		return 1
	}
	programs = dir
	return m.Run()
}

func exe(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// TestScripts plays the sessions of testdata/script against a real server.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		Deadline:      time.Now().Add(3 * time.Minute),
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", programs+string(os.PathListSeparator)+e.Getenv("PATH"))
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"serve": serve, "secret": secret, "exits": exits, "only": only,
		},
	})
}

// serve starts a server on free ports and sets TRAVAUX_SERVER: "serve". Its data
// is data.db, its token file tokens, both in the working directory of the script.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: serve")
	}
	addr := ts.MkAbs("addr")
	_ = os.Remove(addr)
	cmd := exec.Command("travauxd", "--data", ts.MkAbs("data.db"), "--token-file", ts.MkAbs("tokens"),
		"--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0", "--addr-file", addr, "--log-level", "warn")
	cmd.Path = lookIn(ts.Getenv("PATH"), exe("travauxd"))
	cmd.Err = nil
	log, err := os.Create(ts.MkAbs("server.log"))
	ts.Check(err)
	cmd.Stdout, cmd.Stderr = log, log
	ts.Check(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	ts.Defer(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		<-ended
		_ = log.Close()
	})
	ts.Setenv("TRAVAUX_SERVER", grpcAddress(ts, addr, ended))
}
