package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	client "github.com/travaux/travaux/clients/go"
	"github.com/travaux/travaux/clients/go/travauxv1"
	"github.com/travaux/travaux/internal/store"
	"github.com/travaux/travaux/internal/store/sqlstore"
)

// program is travauxd as TestMain has built it.
var program string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "travauxd")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "travauxd")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building travauxd: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// daemon is a running travauxd.
type daemon struct {
	*exec.Cmd
	grpc, http string
	stderr     bytes.Buffer
}

// call runs travauxd to its end.
func call(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = environment()
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errOut.String(), cmd.ProcessState.ExitCode()
}

// environment is the test's own without settings of travauxd.
func environment(more ...string) []string {
	var out []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "TRAVAUX_") {
			out = append(out, v)
		}
	}
	return append(out, more...)
}

// start runs the server on free ports and waits until it tells them.
func start(t *testing.T, dir string, args ...string) *daemon {
	t.Helper()
	d := &daemon{Cmd: exec.Command(program, append([]string{"--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0", "--addr-file", "addresses"}, args...)...)}
	d.Dir, d.Env = dir, environment()
	d.Stderr = &d.stderr
	stdout, err := d.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Process.Kill(); d.Wait() })
	lines := bufio.NewScanner(stdout)
	for d.http == "" {
		if !lines.Scan() {
			t.Fatalf("the server ended before it listened: %s", d.stderr.String())
		}
		if address, ok := strings.CutPrefix(lines.Text(), "grpc "); ok {
			d.grpc = address
		}
		if address, ok := strings.CutPrefix(lines.Text(), "http "); ok {
			d.http = address
		}
	}
	return d
}

// stop sends a signal and gives the exit code.
func (d *daemon) stop(t *testing.T, sig os.Signal) int {
	t.Helper()
	if err := d.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	d.Wait()
	return d.ProcessState.ExitCode()
}

func dial(t *testing.T, d *daemon, token string) *client.Client {
	t.Helper()
	c, err := client.Dial(d.grpc, client.Options{Token: token, Attempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func initialise(t *testing.T, dir string) (token string) {
	t.Helper()
	out, errOut, code := call(t, dir, "init", "--administrator", "ada", "--name", "Ada Brook")
	if code != exitDone {
		t.Fatalf("init: %d %s", code, errOut)
	}
	return strings.TrimSpace(out)
}

func TestStartStopAndStartAgain(t *testing.T) {
	dir := t.TempDir()
	token := initialise(t, dir)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for round := range 2 {
		d := start(t, dir)
		c := dial(t, d, token)
		me, err := c.Identity.WhoAmI(ctx, &travauxv1.WhoAmIRequest{})
		if err != nil || me.GetUser() != "users/ada" {
			t.Fatalf("who am I: %v %v", me, err)
		}
		_, err = c.Identity.CreateUser(ctx, &travauxv1.CreateUserRequest{UserId: fmt.Sprintf("user-%d", round), User: &travauxv1.User{DisplayName: "Ines Moor"}})
		if err != nil {
			t.Fatal(err)
		}
		users, err := c.Identity.ListUsers(ctx, &travauxv1.ListUsersRequest{})
		if err != nil || len(users.GetUsers()) != round+2 {
			t.Errorf("users in round %d: %v %v", round, users, err)
		}
		addresses, err := os.ReadFile(filepath.Join(dir, "addresses"))
		if want := fmt.Sprintf("grpc %s\nhttp %s\n", d.grpc, d.http); err != nil || string(addresses) != want {
			t.Errorf("the address file says %q, %v; want %q", addresses, err, want)
		}
		if code := d.stop(t, syscall.SIGTERM); code != exitDone {
			t.Errorf("stopped with %d: %s", code, d.stderr.String())
		}
	}
	if v := verify(t, dir); v.Events != 3 {
		t.Errorf("the record has %d events, want 3", v.Events)
	}
}

// verify replays the record, which must agree with the state.
func verify(t *testing.T, dir string) store.Verification {
	t.Helper()
	data, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(dir, "travaux.db"), ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	v, err := data.Verify(t.Context(), func(int, int) {})
	if err != nil || len(v.Faults) > 0 {
		t.Errorf("the record does not verify: %v %v", err, v.Faults)
	}
	return v
}

// TestKilledUnderLoad kills the server while several callers write, and starts it
// again on the same data: every write that was acknowledged is there, the record
// verifies, and a repetition with the same request id is done once.
func TestKilledUnderLoad(t *testing.T) {
	dir := t.TempDir()
	token := initialise(t, dir)
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	acknowledged := map[string]bool{}
	var mu sync.Mutex
	for round := range 10 {
		d := start(t, dir)
		c := dial(t, d, token)
		var work sync.WaitGroup
		enough, before := make(chan struct{}), len(acknowledged)
		for w := range 8 {
			work.Go(func() {
				for i := 0; ; i++ {
					id := fmt.Sprintf("u%d-%d-%d", round, w, i)
					if createUser(ctx, c, id) != nil {
						return
					}
					mu.Lock()
					acknowledged[id] = true
					if len(acknowledged) == before+60 {
						close(enough)
					}
					mu.Unlock()
				}
			})
		}
		<-enough
		d.Process.Kill()
		work.Wait()
		d.Wait()
	}
	d := start(t, dir)
	c := dial(t, d, token)
	there := map[string]bool{}
	for page := ""; ; {
		users, err := c.Identity.ListUsers(ctx, &travauxv1.ListUsersRequest{PageSize: 1000, PageToken: page})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range users.GetUsers() {
			there[strings.TrimPrefix(u.GetName(), "users/")] = true
		}
		if page = users.GetNextPageToken(); page == "" {
			break
		}
	}
	for id := range acknowledged {
		if !there[id] {
			t.Errorf("%s was acknowledged and is lost", id)
		}
	}
	for id := range acknowledged { // any of them
		if err := createUser(ctx, c, id); err != nil {
			t.Errorf("a repetition with the same request id: %v", err)
		}
		break
	}
	d.stop(t, os.Interrupt)
	verify(t, dir)
}

func createUser(ctx context.Context, c *client.Client, id string) error {
	_, err := c.Identity.CreateUser(ctx, &travauxv1.CreateUserRequest{UserId: id, User: &travauxv1.User{DisplayName: "Ines Moor"}, RequestId: id})
	return err
}

func TestUsage(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no such command", []string{"sing"}, exitUsage, `no command "sing"`},
		{"no such flag", []string{"--sing"}, exitUsage, "unknown flag"},
		{"no port", []string{"--grpc", "localhost"}, exitUsage, "not host:port"},
		{"open to the network in clear", []string{"--grpc", "0.0.0.0:0"}, exitUsage, "not on this machine alone"},
		{"half a certificate", []string{"--tls-cert", "a.pem"}, exitUsage, "both or neither"},
		{"no such format", []string{"--log-format", "xml"}, exitUsage, "text or json"},
		{"nobody to begin with", []string{"init"}, exitUsage, "--administrator"},
		{"address taken twice", []string{"--grpc", "127.0.0.1:1", "--http", "127.0.0.1:1"}, exitFailed, "listen"},
		{"no such directory", []string{"--data", "none/travaux.db"}, exitFailed, "none/travaux.db"},
		{"version", []string{"--version"}, exitDone, ""},
	} {
		_, errOut, code := call(t, dir, c.args...)
		if code != c.code || !strings.Contains(errOut, c.says) {
			t.Errorf("%s: %d %q, want %d and %q", c.name, code, errOut, c.code, c.says)
		}
	}
}

func TestConfigLayers(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "travaux.yaml")
	if err := os.WriteFile(file, []byte("grpc: 127.0.0.1:1\nhttp: 127.0.0.1:2\ndata: from-file.db\nstop-time: 3s\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "config", "print", "--origin", "--config", file, "--grpc", "127.0.0.1:3")
	cmd.Env = environment("TRAVAUX_GRPC=127.0.0.1:4", "TRAVAUX_HTTP=127.0.0.1:5", "TRAVAUX_TOKEN_FILE=from-env")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"grpc: 127.0.0.1:3 # flag", "http: 127.0.0.1:5 # environment", "token-file: from-env # environment",
		"data: from-file.db # " + file, "stop-time: 3s # " + file, "log-format: text # default",
	} {
		if !strings.Contains(strings.Join(strings.Fields(string(out)), " "), want) {
			t.Errorf("the configuration lacks %q:\n%s", want, out)
		}
	}
	if err := os.WriteFile(file, []byte("grcp: 127.0.0.1:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errOut, code := call(t, dir, "--config", file); code != exitUsage || !strings.Contains(errOut, `no setting "grcp"`) {
		t.Errorf("a setting that does not exist: %d %s", code, errOut)
	}
}

func TestTokenFileMode(t *testing.T) {
	dir := t.TempDir()
	initialise(t, dir)
	if err := os.Chmod(filepath.Join(dir, "travaux.tokens"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, errOut, code := call(t, dir, "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0"); code != exitFailed || !strings.Contains(errOut, "chmod 600") {
		t.Errorf("a token file that others may read: %d %s", code, errOut)
	}
}
