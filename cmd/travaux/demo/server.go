package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	// startWithin is how long the server may take until it listens.
	startWithin = 20 * time.Second
	// graceTime is how long the server lets calls end when it is stopped, and
	// stopWithin how long it may take to end altogether.
	graceTime  = 5 * time.Second
	stopWithin = 10 * time.Second
	pollEvery  = 10 * time.Millisecond
	// tailBytes of the server's log are shown where it fails.
	tailBytes = 2000
)

// server is a travauxd that the demo has started, on a directory of its own.
type server struct {
	program, dir string
	secret       string // of the administrator's token
	cmd          *exec.Cmd
	ended        chan struct{} // closed once the process has ended
	err          error         // how it ended; to be read after ended
	// grpc and http are the addresses that it listens on.
	grpc, http string
}

func (s *server) log() string      { return filepath.Join(s.dir, "travauxd.log") }
func (s *server) data() string     { return filepath.Join(s.dir, "travaux.db") }
func (s *server) addrFile() string { return filepath.Join(s.dir, "addresses") }

// secrets is the directory of the tokens' secrets, a file a person.
func (s *server) secrets() string { return filepath.Join(s.dir, "tokens") }

// startServer makes a data file with an administrator in a directory, starts the
// program on it, and waits until it listens.
func startServer(ctx context.Context, program, dir string, administrator user) (*server, error) {
	s := &server{program: program, dir: dir, ended: make(chan struct{})}
	log, err := os.OpenFile(s.log(), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the server's log: %w", err)
	}
	defer log.Close()
	var secret bytes.Buffer
	first := s.command(log, "init", "--administrator", administrator.ID, "--name", administrator.Name)
	first.Stdout = &secret
	if err := first.Run(); err != nil {
		return nil, fmt.Errorf("making the data file with %s init: %w\n%s", program, err, s.tail())
	}
	s.secret = strings.TrimSpace(secret.String())
	s.cmd = s.command(log, "serve")
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	go func() {
		s.err = s.cmd.Wait()
		close(s.ended)
	}()
	if err := s.awaitAddresses(ctx); err != nil {
		return nil, errors.Join(err, s.stop(nil))
	}
	return s, nil
}

// command makes a call of travauxd. The person's own TRAVAUX_ variables would
// change what it does and are kept from it.
func (s *server) command(log *os.File, args ...string) *exec.Cmd {
	cmd := exec.Command(s.program, append(args,
		"--data", s.data(), "--token-file", filepath.Join(s.dir, "token-hashes"), "--addr-file", s.addrFile(),
		"--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0", "--stop-time", graceTime.String(), "--log-level", "warn")...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TRAVAUX_") })
	cmd.Stdout, cmd.Stderr = log, log
	apart(cmd)
	return cmd
}

// awaitAddresses waits until the server has written where it listens.
func (s *server) awaitAddresses(ctx context.Context) error {
	late := time.NewTimer(startWithin)
	defer late.Stop()
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		if done, err := s.readAddresses(); done || err != nil {
			return err
		}
		select {
		case <-s.ended:
			return fmt.Errorf("the server ended at once: %w\n%s", s.exit(), s.tail())
		case <-late.C:
			return fmt.Errorf("the server did not listen within %s\n%s", startWithin, s.tail())
		case <-ctx.Done():
			return ctx.Err()
		case <-poll.C:
		}
	}
}

// readAddresses reads lines of the form "grpc 127.0.0.1:7431".
func (s *server) readAddresses() (bool, error) {
	raw, err := os.ReadFile(s.addrFile())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the server's addresses: %w", err)
	}
	for line := range strings.Lines(string(raw)) {
		switch name, address, _ := strings.Cut(strings.TrimSpace(line), " "); name {
		case "grpc":
			s.grpc = address
		case "http":
			s.http = address
		}
	}
	return s.grpc != "" && s.http != "", nil
}

// stop ends the server: SIGTERM, then SIGKILL where it takes too long or hurry is
// closed. It ends the process that was started and no other.
func (s *server) stop(hurry <-chan struct{}) error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		// Where there is no such signal, the process is ended outright.
		return s.kill()
	}
	late := time.NewTimer(stopWithin)
	defer late.Stop()
	select {
	case <-s.ended:
		return nil
	case <-hurry:
		return s.kill()
	case <-late.C:
		return errors.Join(fmt.Errorf("the server did not end within %s of SIGTERM and was killed", stopWithin), s.kill())
	}
}

func (s *server) kill() error {
	if err := s.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("ending the server: %w", err)
	}
	<-s.ended
	return nil
}

// exit tells how the server ended.
func (s *server) exit() error {
	if s.err == nil {
		return errors.New("exit status 0")
	}
	return s.err
}

// tail gives the end of the server's log.
func (s *server) tail() string {
	raw, err := os.ReadFile(s.log())
	raw = bytes.TrimSpace(raw)
	if err != nil || len(raw) == 0 {
		return "its log is empty"
	}
	if len(raw) > tailBytes {
		raw = raw[len(raw)-tailBytes:]
		raw = raw[bytes.IndexByte(raw, '\n')+1:]
	}
	return "the end of its log:\n  " + strings.ReplaceAll(string(raw), "\n", "\n  ")
}
