package sqlstore

import (
	"path/filepath"
	"testing"

	"github.com/travaux/travaux/internal/store"
	"github.com/travaux/travaux/internal/store/storetest"
)

// fresh opens a new store that is closed with the test.
func fresh(t testing.TB) store.Store {
	return opened(t, Config{Path: filepath.Join(t.TempDir(), "store.db")})
}

func opened(t testing.TB, c Config) *Store {
	t.Helper()
	s, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestContract(t *testing.T) { storetest.Run(t, fresh) }

func TestContractControls(t *testing.T) { storetest.Controls(t, fresh) }
