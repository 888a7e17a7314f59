package sqlstore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// The refusals of Open that a caller may want to tell apart.
var (
	// ErrInUse says that another process (or Store) writes to the file.
	ErrInUse = errors.New("the database is in use by another process")
	// ErrForeign says that the file is not a store of Travaux.
	ErrForeign = errors.New("the file is not a database of Travaux")
	// ErrNewer says that a newer program made the schema of the file.
	ErrNewer = errors.New("the database was made by a newer version of Travaux")
	// ErrUnsafe says that a safeguard of the file or a connection does not hold.
	ErrUnsafe = errors.New("a safeguard of the database does not hold")
)

// fileMode is that of the database and of what SQLite puts beside it.
const fileMode = 0o600

// prepareFile makes the database file where it is missing, before SQLite would
// make it readable for others, and gives its path with links resolved, so that
// two names of one file have one lock.
func prepareFile(path string, create bool) (string, error) {
	if create {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
		if err == nil {
			err = f.Close()
		}
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("making the database file: %w", err)
		}
	}
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("finding the database file: %w", err)
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", fmt.Errorf("finding the database file: %w", err)
	}
	return path, checkMode(path)
}

// checkMode refuses a file that others than its owner can open.
func checkMode(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("looking at the database file: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: %s is not a regular file", ErrForeign, path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("%w: %s has mode %04o; nobody but its owner may open it: chmod 600", ErrUnsafe, path, info.Mode().Perm())
	}
	return nil
}

// checkModes is checkMode for the database and the files that SQLite keeps beside it.
func checkModes(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := checkMode(path + suffix)
		if suffix != "" && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lockFile takes the lock that only one writing process may have. The operating
// system releases it however the process ends.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, fmt.Errorf("opening the lock file: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		err = errors.Join(err, f.Close())
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("%w: %s is locked; stop the other one, or open the file read-only", ErrInUse, path)
		}
		return nil, fmt.Errorf("locking the database: %w", err)
	}
	return f, nil
}

// foreign tells that what SQLite could not read is not ours.
func foreign(err error, path string) error {
	if sqliteCode(err) == sqlite3.ErrNotADB {
		return fmt.Errorf("%w: %s: %w", ErrForeign, path, err)
	}
	return err
}
