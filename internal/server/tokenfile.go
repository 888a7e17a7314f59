package server

import (
	"bufio"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/travaux/travaux/clients/go/tokenfile"
	"github.com/travaux/travaux/internal/negotiation"
)

// MaxTokenAge is how far ahead a token's end may lie.
const MaxTokenAge = 400 * 24 * time.Hour

// TokenFile keeps tokens in a file, whose form package tokenfile tells. The file must
// be readable by its owner only.
// It is read again whenever it has changed, at the next call; a file that can then
// not be read lets nobody in. It is safe for concurrent use, and for several
// programs as long as one of them writes at a time.
type TokenFile struct {
	path  string
	clock func() time.Time
	log   *slog.Logger

	mu     sync.RWMutex
	stamp  stamp
	tokens map[string]Session // by hash
	writes sync.Mutex
}

// stamp tells one state of a file from another.
type stamp struct {
	modified time.Time
	size     int64
	info     fs.FileInfo
}

func (s stamp) same(info fs.FileInfo) bool {
	return s.info != nil && os.SameFile(s.info, info) && s.modified.Equal(info.ModTime()) && s.size == info.Size()
}

// OpenTokenFile reads the file, and makes an empty one where there is none. It
// fails on a file that others may read, and on a line that it does not understand.
func OpenTokenFile(path string, clock func() time.Time, log *slog.Logger) (*TokenFile, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the token file: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	t := &TokenFile{path: path, clock: clock, log: log}
	return t, t.reload()
}

// reload reads the file if it is not the one read last.
func (t *TokenFile) reload() error {
	info, err := os.Stat(t.path)
	if err != nil {
		return fmt.Errorf("reading the token file: %w", err)
	}
	t.mu.RLock()
	same := t.stamp.same(info)
	t.mu.RUnlock()
	if same {
		return nil
	}
	if info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("the token file has mode %04o: others may read it; chmod 600 it", info.Mode().Perm())
	}
	tokens, err := readTokens(t.path)
	if err != nil {
		return err
	}
	t.mu.Lock()
	t.stamp, t.tokens = stamp{info.ModTime(), info.Size(), info}, tokens
	t.mu.Unlock()
	return nil
}

func readTokens(path string) (map[string]Session, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the token file: %w", err)
	}
	defer f.Close()
	tokens := map[string]Session{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		hash, session, err := parseTokenLine(line)
		if err != nil {
			return nil, fmt.Errorf("token file, line %d: %w", n, err)
		}
		tokens[hash] = session
	}
	return tokens, lines.Err()
}

func parseTokenLine(line string) (string, Session, error) {
	e, err := tokenfile.ParseLine(line)
	if err != nil {
		return "", Session{}, err
	}
	p := negotiation.Principal{User: e.User, Actor: e.Actor, Capacity: negotiation.Capacity(e.Capacity)}
	return e.SHA256, Session{Principal: p, Expires: e.Expires}, nil
}

// Authenticate is part of Authenticator.
func (t *TokenFile) Authenticate(ctx context.Context, token string) (Session, error) {
	hash, err := tokenfile.Hash(token)
	if err != nil {
		return Session{}, refusal(negotiation.Unidentified, "TOKEN_MALFORMED", "authorization",
			"that is not a whole token", "copy it again, from tvx_ to its end")
	}
	if err := t.reload(); err != nil {
		t.log.ErrorContext(ctx, "the token file cannot be read; nobody is let in", "error", err.Error())
		return Session{}, refusal(negotiation.Unavailable, "SIGN_IN_UNAVAILABLE", "",
			"the server cannot look up tokens at the moment", "try again later, or tell the administrator")
	}
	t.mu.RLock()
	session, ok := t.tokens[hash]
	t.mu.RUnlock()
	if !ok {
		return Session{}, refusal(negotiation.Unidentified, "TOKEN_UNKNOWN", "authorization",
			"the token is not in force", "ask the administrator for a new one")
	}
	if !t.clock().Before(session.Expires) {
		return Session{}, refusal(negotiation.Unidentified, "TOKEN_EXPIRED", "authorization",
			"the token has ended", "ask the administrator for a new one")
	}
	return session, nil
}

// Issue is part of TokenKeeper. The zero time is 90 days from now.
func (t *TokenFile) Issue(_ context.Context, p negotiation.Principal, expires time.Time) (TokenEntry, string, error) {
	now := t.clock()
	if expires.IsZero() {
		expires = now.Add(90 * 24 * time.Hour)
	}
	if !expires.After(now) || expires.After(now.Add(MaxTokenAge)) {
		return TokenEntry{}, "", refusal(negotiation.Invalid, "FIELD_INVALID", "expire_time",
			"a token ends in the future, at most 400 days ahead", "give a time in between")
	}
	secret, err := tokenfile.NewSecret(rand.Reader)
	if err != nil {
		return TokenEntry{}, "", err
	}
	e, err := entryOfToken(secret, p, expires)
	if err != nil {
		return TokenEntry{}, "", err
	}
	line, err := e.Line()
	if err != nil {
		return TokenEntry{}, "", refusal(negotiation.Invalid, negotiation.FieldInvalid, "token", err.Error(),
			"a delegation's token names its actor, the others none; ids are those of the register")
	}
	err = t.rewrite(func(lines []string) []string { return append(lines, line) })
	return TokenEntry{Name: tokenfile.Name(e.SHA256), Session: Session{Principal: p, Expires: e.Expires}}, secret, err
}

func entryOfToken(secret string, p negotiation.Principal, expires time.Time) (tokenfile.Entry, error) {
	hash, err := tokenfile.Hash(secret)
	return tokenfile.Entry{SHA256: hash, User: p.User, Actor: p.Actor, Capacity: string(p.Capacity),
		Expires: expires.UTC().Truncate(time.Second)}, err
}

// Tokens is part of TokenKeeper.
func (t *TokenFile) Tokens(context.Context) ([]TokenEntry, error) {
	if err := t.reload(); err != nil {
		return nil, err
	}
	now := t.clock()
	t.mu.RLock()
	defer t.mu.RUnlock()
	var out []TokenEntry
	for hash, s := range t.tokens {
		if now.Before(s.Expires) {
			out = append(out, TokenEntry{Name: tokenfile.Name(hash), Session: s})
		}
	}
	slices.SortFunc(out, func(a, b TokenEntry) int {
		return cmp.Or(cmp.Compare(a.Principal.User, b.Principal.User), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

// Revoke is part of TokenKeeper.
func (t *TokenFile) Revoke(_ context.Context, name string) error {
	found := false
	err := t.rewrite(func(lines []string) []string {
		return slices.DeleteFunc(lines, func(line string) bool {
			hash, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			hit := len(hash) == 64 && tokenfile.Name(strings.ToLower(hash)) == name
			found = found || hit
			return hit
		})
	})
	if err == nil && !found {
		return refusal(negotiation.NotFound, negotiation.NotThere, name, "there is nothing of that name that you may see", "see the list of tokens")
	}
	return err
}

// rewrite puts a changed file in the place of the old one, whole or not at all.
func (t *TokenFile) rewrite(change func(lines []string) []string) error {
	t.writes.Lock()
	defer t.writes.Unlock()
	old, err := os.ReadFile(t.path)
	if err != nil {
		return fmt.Errorf("reading the token file: %w", err)
	}
	var lines []string
	if s := strings.TrimRight(string(old), "\n"); s != "" {
		lines = strings.Split(s, "\n")
	}
	next := strings.Join(change(lines), "\n")
	if next != "" {
		next += "\n"
	}
	f, err := os.CreateTemp(filepath.Dir(t.path), ".tokens-*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("writing the token file: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = io.WriteString(f, next)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing the token file: %w", err)
	}
	if err := os.Rename(f.Name(), t.path); err != nil {
		return fmt.Errorf("writing the token file: %w", err)
	}
	return t.reload()
}
