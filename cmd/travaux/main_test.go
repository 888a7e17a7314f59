package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary stand for travaux in the scripts, and builds the
// server that they start, once.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"travaux": func() { os.Exit(run(realEnv(), os.Args[1:])) },
	})
}

// buildServer builds travauxd into a directory of its own.
func buildServer(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.Command("go", "build", "-o", filepath.Join(dir, exe("travauxd")), "../travauxd").CombinedOutput()
	if err != nil {
		t.Fatalf("building travauxd: %v\n%s", err, out)
	}
	return dir
}

func exe(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// TestScripts plays the sessions of testdata/script against a real server.
func TestScripts(t *testing.T) {
	bin := buildServer(t)
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		Deadline:      time.Now().Add(time.Minute),
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", bin+string(os.PathListSeparator)+e.Getenv("PATH"))
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
