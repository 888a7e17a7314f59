// Package storetest is the contract of store.Store as a suite. An implementation
// calls Run, and Controls, which runs the same checks on stores that are made
// faulty: a check that lets them pass is void.
package storetest

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/travaux/travaux/internal/store"
)

// Open gives a new, empty store; whoever gives it closes it when the test is over.
type Open func(t testing.TB) store.Store

// T is what a check needs of a test. A control has its own, which notes that the
// check failed.
type T interface {
	Helper()
	Context() context.Context
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// check is one promise of the contract.
type check struct {
	name string
	run  func(t T, open func() store.Store)
}

// checks lists the contract.
func checks() []check {
	return []check{
		{"Get", checkGet},
		{"List", checkList},
		{"Pages", checkPages},
		{"Put", checkPut},
		{"VersionOf", checkVersionOf},
		{"Refusals", checkRefusals},
		{"Sight", checkSight},
		{"TwoWorlds", checkTwoWorlds},
		{"Widening", checkWidening},
		{"Request", checkRequest},
		{"RequestAtOnce", checkRequestAtOnce},
		{"Failure", checkFailure},
		{"Panic", checkPanic},
		{"Stale", checkStale},
		{"Ended", checkEnded},
		{"Streams", checkStreams},
		{"HeavyPages", checkHeavyPages},
		{"Follow", checkFollow},
		{"Notify", checkNotify},
		{"Snapshot", checkSnapshot},
		{"Secret", checkSecret},
		{"Verify", checkVerify},
		{"History", checkHistory},
		{"Close", checkClose},
	}
}

// Run holds a store to the contract.
func Run(t *testing.T, open Open) {
	for _, c := range checks() {
		t.Run(c.name, func(t *testing.T) { c.run(t, func() store.Store { return open(t) }) })
	}
}

// Controls runs each check that guards something on a store without that
// protection, and fails where the check does not notice.
func Controls(t *testing.T, open Open) {
	byName := map[string]check{}
	for _, c := range checks() {
		byName[c.name] = c
	}
	for _, f := range faults() {
		t.Run(f.name, func(t *testing.T) {
			for _, name := range f.noticed {
				r := &recorder{ctx: t.Context()}
				r.do(func() {
					byName[name].run(r, func() store.Store { return f.wrap(open(t)) })
				})
				if !r.failed() {
					t.Errorf("check %s did not notice it", name)
				}
			}
		})
	}
}

// recorder is a T that keeps a failure to itself.
type recorder struct {
	ctx  context.Context
	mu   sync.Mutex
	what string
}

// Helper is part of T.
func (r *recorder) Helper() {}

// Context is part of T.
func (r *recorder) Context() context.Context { return r.ctx }

// Errorf is part of T.
func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.what += fmt.Sprintf(format, args...) + "\n"
}

// Fatalf is part of T; it ends the goroutine, as a test's does.
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

func (r *recorder) failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.what != ""
}

// do runs fn to its end on a goroutine that Fatalf may end.
func (r *recorder) do(fn func()) {
	var wg sync.WaitGroup
	wg.Go(fn)
	wg.Wait()
}
