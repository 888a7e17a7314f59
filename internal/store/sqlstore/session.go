package sqlstore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
)

// session is one connection with the statements that were prepared on it. It
// serves one goroutine at a time. It speaks to the driver itself: database/sql
// would add a pool that is not used and half again to the cost of a statement.
type session struct {
	conn  driver.Conn
	stmts map[string]driver.StmtQueryContext
	args  []driver.NamedValue
}

func openSession(ctx context.Context, c driver.Connector) (*session, error) {
	conn, err := c.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: conn, stmts: map[string]driver.StmtQueryContext{}}, nil
}

// close ends the connection; what was not committed is gone.
func (s *session) close() error {
	var errs []error
	for _, stmt := range s.stmts {
		errs = append(errs, stmt.(driver.Stmt).Close())
	}
	clear(s.stmts)
	return errors.Join(append(errs, s.conn.Close())...)
}

func (s *session) stmt(text string) (driver.StmtQueryContext, error) {
	if stmt, ok := s.stmts[text]; ok {
		return stmt, nil
	}
	prepared, err := s.conn.Prepare(text)
	if err != nil {
		return nil, fmt.Errorf("preparing a statement: %w", err)
	}
	stmt, ok := prepared.(driver.StmtQueryContext)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the driver's statements cannot be interrupted"), prepared.Close())
	}
	s.stmts[text] = stmt
	return stmt, nil
}

// open starts a statement; its arguments are strings, byte slices, integers or nil.
func (s *session) open(ctx context.Context, text string, args []any) (*cursor, error) {
	stmt, err := s.stmt(text)
	if err != nil {
		return nil, err
	}
	s.args = s.args[:0]
	for i, a := range args {
		if n, ok := a.(int); ok {
			a = int64(n)
		}
		s.args = append(s.args, driver.NamedValue{Ordinal: i + 1, Value: a})
	}
	rows, err := stmt.QueryContext(ctx, s.args)
	clear(s.args)
	if err != nil {
		return nil, err
	}
	return &cursor{rows: rows, row: row{values: make([]driver.Value, len(rows.Columns()))}}, nil
}

// exec runs a statement that gives no rows. It runs to its end whatever becomes
// of the caller: a statement interrupted within a transaction may take the whole
// of it away. The driver executes it when it is started.
func (s *session) exec(text string, args ...any) error {
	c, err := s.open(context.Background(), text, args)
	if err != nil {
		return err
	}
	return c.rows.Close()
}

// one reads the first row of a statement; found is false where there is none.
func (s *session) one(text string, args []any, read func(r *row)) (found bool, err error) {
	c, err := s.open(context.Background(), text, args)
	if err != nil {
		return false, err
	}
	if found, err = c.next(); found {
		read(&c.row)
	}
	return found, errors.Join(err, c.close())
}

// each calls read for each row of a statement, until an error.
func (s *session) each(ctx context.Context, text string, args []any, read func(r *row) error) error {
	c, err := s.open(ctx, text, args)
	if err != nil {
		return err
	}
	for {
		found, err := c.next()
		if err == nil && found {
			err = read(&c.row)
		}
		if err != nil || !found {
			return errors.Join(err, c.close())
		}
	}
}

// cursor goes through the rows of a statement.
type cursor struct {
	rows driver.Rows
	row  row
}

// next makes row the next one, and tells whether there is one.
func (c *cursor) next() (bool, error) {
	if c.row.err != nil {
		return false, c.row.err
	}
	err := c.rows.Next(c.row.values)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, err
}

func (c *cursor) close() error { return errors.Join(c.row.err, c.rows.Close()) }

// row is one row of an answer. A value of another type than the schema has is an
// error that the cursor reports.
type row struct {
	values []driver.Value
	err    error
}

func (r *row) text(i int) string {
	s, ok := r.values[i].(string)
	r.check(i, ok)
	return s
}

func (r *row) bytes(i int) []byte {
	b, ok := r.values[i].([]byte)
	r.check(i, ok)
	return b
}

func (r *row) int(i int) int64 {
	n, ok := r.values[i].(int64)
	r.check(i, ok)
	return n
}

func (r *row) null(i int) bool { return r.values[i] == nil }

func (r *row) check(i int, ok bool) {
	if !ok && r.err == nil {
		r.err = fmt.Errorf("column %d is a %T, which the schema does not allow", i, r.values[i])
	}
}
