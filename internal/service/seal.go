package service

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/travaux/travaux/internal/store"
)

// NewSealer gives the cipher that closes tokens of one purpose: whoever holds
// such a token can neither read nor change it, and one of another store or
// purpose does not open.
func NewSealer(ctx context.Context, s store.Store, purpose string) (cipher.AEAD, error) {
	key, err := s.Secret(ctx, purpose)
	if err != nil {
		return nil, fmt.Errorf("reading the key for %s: %w", purpose, err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("key for %s: %w", purpose, err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// Seal closes v into a token bound to bind; Open gives it back. The nonce is
// random and carries nothing.
func Seal(a cipher.AEAD, v any, bind []byte) (string, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(a.Seal(nil, nil, body, bind)), nil
}

// Open reads a token that Seal made with the same key and bind into v. The error
// does not tell why it does not open.
func Open(a cipher.AEAD, token string, v any, bind []byte) error {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return err
	}
	body, err := a.Open(nil, nil, b, bind)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, v)
}

// pageKey is the place after which a page begins.
type pageKey struct{ Sort, Name string }

// bindPage is what a page token is good for: the same list with the same filters.
// The size of the page may change.
func bindPage(q ListQuery) []byte {
	q.PageSize, q.PageToken = 0, ""
	sum := sha256.Sum256(fmt.Appendf(nil, "%#v", q))
	return sum[:]
}

func (s *Service) sealPage(q ListQuery, k pageKey) (string, error) {
	return Seal(s.pages, k, bindPage(q))
}

func (s *Service) openPage(q ListQuery) (k pageKey, err error) {
	if q.PageToken == "" {
		return pageKey{}, nil
	}
	if err := Open(s.pages, q.PageToken, &k, bindPage(q)); err != nil {
		return pageKey{}, badPage()
	}
	return k, nil
}

func badPage() error {
	return invalid("PAGE_TOKEN_INVALID", "page_token", "the page token is not one of this list",
		"begin with the first page, and keep the other fields of the request as they are")
}
