package sqlstore

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// The defaults of Config.
const (
	DefaultReaders     = 4
	DefaultBatch       = 128
	DefaultQueue       = 1024
	DefaultBusyTimeout = 5 * time.Second
)

// Config is how a store is opened. Only Path must be set.
type Config struct {
	// Path is the database file; made, for its owner alone, where it is missing.
	Path string
	// ReadOnly opens a file that another process may be writing to: nothing is
	// created or migrated, no lock is taken, Update is refused.
	ReadOnly bool
	// Readers is how many Views run at once; 0 means DefaultReaders.
	Readers int
	// Batch is how many callers share one commit at most; 0 means DefaultBatch.
	Batch int
	// Queue is how many callers may wait for the writer before further ones wait
	// to be let in; 0 means DefaultQueue.
	Queue int
	// BusyTimeout is how long a connection waits for another one's lock; 0 means
	// DefaultBusyTimeout. In normal running there is nothing to wait for.
	BusyTimeout time.Duration
	// Logger is told of alarms and lost connections; nil discards them. It is
	// never given negotiated text, names or tokens.
	Logger *slog.Logger
	// Rand gives salts, keys and the identity of a new store; nil means
	// crypto/rand. It is read by one goroutine at a time.
	Rand io.Reader
}

// Validate tells what is wrong with the configuration, or nil.
func (c Config) Validate() error {
	var errs []error
	if c.Path == "" {
		errs = append(errs, errors.New("the path of the database file is not set"))
	}
	for _, n := range []struct {
		what string
		n    int
		most int
	}{
		{"readers", c.Readers, 256}, {"callers in a commit", c.Batch, 4096}, {"callers in the queue", c.Queue, 1 << 20},
	} {
		if n.n < 0 || n.n > n.most {
			errs = append(errs, fmt.Errorf("the number of %s is %d, not between 0 (default) and %d", n.what, n.n, n.most))
		}
	}
	if c.BusyTimeout < 0 || c.BusyTimeout > time.Minute {
		errs = append(errs, fmt.Errorf("the busy timeout is %s, not between 0 (default) and 1m", c.BusyTimeout))
	}
	return errors.Join(errs...)
}

// filled gives the configuration with its defaults.
func (c Config) filled() Config {
	if c.Readers == 0 {
		c.Readers = DefaultReaders
	}
	if c.Batch == 0 {
		c.Batch = DefaultBatch
	}
	if c.Queue == 0 {
		c.Queue = DefaultQueue
	}
	if c.BusyTimeout == 0 {
		c.BusyTimeout = DefaultBusyTimeout
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	return c
}
