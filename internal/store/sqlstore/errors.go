package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"github.com/travaux/travaux/internal/negotiation"
)

// notFound is the answer for what is not there and for what is not the viewer's
// to see; the two must not differ in a byte.
func notFound(name string) error {
	return &negotiation.Error{
		Kind: negotiation.NotFound, Reason: "NOT_FOUND", Subject: name,
		Message: "there is nothing of that name that you may see",
		Remedy:  "check the name, or ask whoever gave it to you for access",
	}
}

func closed() error {
	return &negotiation.Error{
		Kind: negotiation.Unavailable, Reason: "STORE_CLOSED",
		Message: "the server is shutting down",
		Remedy:  "try again in a moment, with the same request id",
	}
}

func outcomeUnknown(cause error) error {
	return &negotiation.Error{
		Kind: negotiation.Unavailable, Reason: "OUTCOME_UNKNOWN",
		Message: "the disk did not confirm the write; it may or may not have happened",
		Remedy:  "repeat it with the same request id: it is done once",
		Cause:   cause,
	}
}

func requestReused(id string) error {
	return &negotiation.Error{
		Kind: negotiation.Invalid, Reason: "REQUEST_ID_REUSED", Subject: id,
		Message: "you have used this request id before, for another request",
		Remedy:  "take a new request id for each new request; keep it only to repeat the same one",
	}
}

func concurrentChange(name string) error {
	return &negotiation.Error{
		Kind: negotiation.Stale, Reason: "CONCURRENT_CHANGE", Subject: name,
		Message: "it was changed while the request was being worked out",
		Remedy:  "read it again and repeat the request",
	}
}

// fault names what was being done when an error came from below, and gives those
// that a caller can do something about their own form.
func fault(doing string, err error) error {
	var refusal *negotiation.Error
	if errors.As(err, &refusal) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	switch sqliteCode(err) {
	case sqlite3.ErrFull:
		return &negotiation.Error{
			Kind: negotiation.Unavailable, Reason: "STORAGE_FULL",
			Message: "the server's disk is full; nothing was written, reading goes on",
			Remedy:  "try again later, with the same request id; the administrator has to make room",
			Cause:   fmt.Errorf("%s: %w", doing, err),
		}
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return &negotiation.Error{
			Kind: negotiation.Unavailable, Reason: "STORE_BUSY",
			Message: "the database is held by something else, a backup perhaps",
			Remedy:  "try again in a moment, with the same request id",
			Cause:   fmt.Errorf("%s: %w", doing, err),
		}
	}
	return fmt.Errorf("%s: %w", doing, err)
}
