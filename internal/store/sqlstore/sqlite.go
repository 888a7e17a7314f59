package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"strconv"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

// applicationID marks the file as ours, "TRVX".
const applicationID = 0x54525658

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

// mode is what a connection is for.
type mode int

const (
	probing  mode = iota // looks whose file it is, and changes nothing
	founding             // migrates; the schema is not there yet
	writing
	reading
	scratch // a private temporary database, for replay
)

// connector opens SQLite connections and does not hand out one on which a
// safeguard does not hold. The driver's own settings do not suffice: it opens
// with synchronous NORMAL, and ignores trusted_schema and cell_size_check.
type connector struct {
	path   string
	mode   mode
	busy   time.Duration
	schema int64 // user_version that the program is made for
	// weaken is run before the assertions; their tests set it.
	weaken string
	// wrap stands between driver and database/sql; tests inject faults with it.
	wrap func(driver.Conn) driver.Conn
}

// Driver is part of driver.Connector.
func (c *connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

// Connect is part of driver.Connector.
func (c *connector) Connect(context.Context) (driver.Conn, error) {
	d := &sqlite3.SQLiteDriver{ConnectHook: c.prepare}
	conn, err := d.Open(c.dsn())
	if err != nil {
		return nil, fmt.Errorf("connecting to the database: %w", err)
	}
	if c.wrap != nil {
		return c.wrap(conn), nil
	}
	return conn, nil
}

func (c *connector) dsn() string {
	if c.mode == scratch {
		return "" // SQLite's name for a private file that is gone when closed
	}
	q := url.Values{
		"_synchronous":   {"FULL"},
		"_foreign_keys":  {"on"},
		"_busy_timeout":  {strconv.FormatInt(c.busy.Milliseconds(), 10)},
		"_txlock":        {"immediate"},
		"_secure_delete": {"on"},
		"_journal_mode":  {"WAL"},
		"mode":           {"rw"},
	}
	if c.mode == reading || c.mode == probing {
		// The driver would try to write the journal mode; a reader finds it.
		q.Del("_journal_mode")
		q.Set("mode", "ro")
		q.Set("_query_only", "on")
	}
	u := url.URL{Scheme: "file", Path: c.path, RawQuery: q.Encode()}
	return u.String()
}

// prepare sets on a new connection what the connection string cannot, and then
// asserts all of it.
func (c *connector) prepare(conn *sqlite3.SQLiteConn) error {
	set := "pragma trusted_schema = off; pragma cell_size_check = on; pragma temp_store = memory; pragma cache_size = -8192"
	switch c.mode {
	case writing:
		// A larger log before it is brought into the database: pages that are
		// written again and again are then copied once.
		set += "; pragma cache_size = -65536; pragma wal_autocheckpoint = 8000; pragma journal_size_limit = 67108864"
	case scratch:
		set = "pragma journal_mode = off; pragma synchronous = off; pragma trusted_schema = off; pragma temp_store = file"
	}
	for _, s := range []string{set, c.weaken} {
		if _, err := conn.Exec(s, nil); err != nil {
			return fmt.Errorf("setting safeguards: %w", err)
		}
	}
	switch c.mode {
	case scratch:
		return nil
	case probing:
		return c.checkIdentity(conn)
	}
	want := []struct{ pragma, value string }{
		{"journal_mode", "wal"},
		{"synchronous", "2"},
		{"foreign_keys", "1"},
		{"busy_timeout", strconv.FormatInt(c.busy.Milliseconds(), 10)},
		{"secure_delete", "1"},
		{"trusted_schema", "0"},
		{"cell_size_check", "1"},
	}
	if c.mode == reading {
		want = append(want, struct{ pragma, value string }{"query_only", "1"})
	}
	for _, w := range want {
		got, err := pragma(conn, w.pragma)
		if err != nil {
			return err
		}
		if got != w.value {
			return fmt.Errorf("%w: %s is %q and has to be %q", ErrUnsafe, w.pragma, got, w.value)
		}
	}
	if err := c.checkIdentity(conn); err != nil {
		return err
	}
	return checkModes(c.path)
}

// checkIdentity refuses another program's file, a newer schema, and, once the
// migrations have run, any other schema than the program's.
func (c *connector) checkIdentity(conn *sqlite3.SQLiteConn) error {
	id, err := pragma(conn, "application_id")
	if err != nil {
		return err
	}
	text, err := pragma(conn, "user_version")
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return fmt.Errorf("reading the schema version: %w", err)
	}
	if id != strconv.Itoa(applicationID) {
		changes, err := pragma(conn, "schema_version")
		if err != nil {
			return err
		}
		if c.mode > founding || id != "0" || version != 0 || changes != "0" {
			return fmt.Errorf("%w: %s", ErrForeign, c.path)
		}
		if c.mode == founding {
			// Before anything else, so that a file whose making is cut short is
			// known as ours.
			if _, err := conn.Exec("pragma application_id = "+strconv.Itoa(applicationID), nil); err != nil {
				return fmt.Errorf("marking the file: %w", err)
			}
		}
	}
	if version > c.schema {
		return fmt.Errorf("%w: its schema is %d, this program knows up to %d; use the newer program", ErrNewer, version, c.schema)
	}
	if c.mode > founding && version < c.schema {
		return fmt.Errorf("%w: its schema is %d and this program's is %d; start the server once to bring it up", ErrUnsafe, version, c.schema)
	}
	return nil
}

// pragma reads one setting of a connection.
func pragma(conn *sqlite3.SQLiteConn, name string) (value string, err error) {
	rows, err := conn.Query("pragma "+name, nil)
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, len(rows.Columns()))
	if err := rows.Next(row); err != nil {
		if errors.Is(err, io.EOF) {
			return "", nil
		}
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	if b, ok := row[0].([]byte); ok {
		return string(b), nil
	}
	return fmt.Sprint(row[0]), nil
}

// schemaVersion is the newest schema that the program knows.
func schemaVersion() (int64, error) {
	names, err := fs.Glob(migrations, "migrations/sqlite/*.sql")
	if err != nil {
		return 0, fmt.Errorf("finding the migrations: %w", err)
	}
	newest := int64(0)
	for _, name := range names {
		v, err := goose.NumericComponent(name)
		if err != nil {
			return 0, fmt.Errorf("reading the migrations: %w", err)
		}
		newest = max(newest, v)
	}
	return newest, nil
}

// migrate brings the database of the connector to the program's schema.
func migrate(ctx context.Context, c *connector) error {
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(1)
	return errors.Join(up(ctx, db), db.Close())
}

// up runs the migrations that have not been run yet.
func up(ctx context.Context, db *sql.DB) error {
	dir, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return fmt.Errorf("finding the migrations: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, dir, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrating the database: %w", err)
	}
	return nil
}

// openScratch gives a session on a private, empty database of the program's
// schema, which is gone when the session is closed.
func openScratch(ctx context.Context) (*session, error) {
	c := &connector{mode: scratch}
	conn, err := c.Connect(ctx)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(lender{c, conn.(*sqlite3.SQLiteConn)})
	db.SetMaxOpenConns(1)
	if err := errors.Join(up(ctx, db), db.Close()); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return &session{conn: conn, stmts: map[string]driver.StmtQueryContext{}}, nil
}

// lender lends one connection to a pool, which the migrations want, and has it
// open still when the pool is closed: a scratch database lives no longer.
type lender struct {
	driver.Connector
	conn *sqlite3.SQLiteConn
}

func (l lender) Connect(context.Context) (driver.Conn, error) { return lent{l.conn}, nil }

type lent struct{ *sqlite3.SQLiteConn }

// Close leaves the connection open for its owner.
func (lent) Close() error { return nil }

// sqliteCode gives the result code of SQLite that lies beneath an error, or 0.
func sqliteCode(err error) sqlite3.ErrNo {
	var e sqlite3.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}
