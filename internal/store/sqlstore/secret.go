package sqlstore

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/travaux/travaux/internal/store"
)

// secretSize is the length of a key in bytes.
const secretSize = 32

// Secret is part of store.Store. It must not be called from within Update's fn.
func (s *Store) Secret(ctx context.Context, purpose string) ([]byte, error) {
	s.secretsMu.Lock()
	defer s.secretsMu.Unlock()
	if key, ok := s.secrets[purpose]; ok {
		return slices.Clone(key), nil
	}
	name := "secret:" + purpose
	key, err := s.readSecret(ctx, name)
	if err != nil {
		return nil, err
	}
	if key == nil {
		_, err := s.Update(ctx, store.Request{}, func(t store.Tx) (store.Write, error) {
			fresh := make([]byte, secretSize)
			if _, err := io.ReadFull(s.config.Rand, fresh); err != nil {
				return store.Write{}, fmt.Errorf("making a key: %w", err)
			}
			return store.Write{}, t.(*writerTx).s.exec(`insert into meta (key, value) values (?1, ?2) on conflict (key) do nothing`, name, fresh)
		})
		if err != nil {
			return nil, err
		}
		if key, err = s.readSecret(ctx, name); err != nil {
			return nil, err
		}
	}
	if len(key) != secretSize {
		return nil, fmt.Errorf("the key for %q has %d bytes instead of %d", purpose, len(key), secretSize)
	}
	s.secrets[purpose] = key
	return slices.Clone(key), nil
}

func (s *Store) readSecret(ctx context.Context, name string) (key []byte, err error) {
	err = s.snapshot(ctx, func(r *session) error {
		_, err := r.one(`select value from meta where key = ?1`, []any{name}, func(r *row) { key = r.bytes(0) })
		return err
	})
	if err != nil {
		return nil, fault("reading a key", err)
	}
	return key, nil
}
