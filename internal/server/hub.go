package server

import (
	"cmp"
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/store"
)

// hub brings news to watchers. After each commit it looks which streams have moved
// and wakes the cohorts that see one of them; nothing that a watcher does or leaves
// undone reaches the writer.
type hub struct {
	service *service.Service
	tokens  cipher.AEAD
	log     *slog.Logger
	storeID string
	// check is how often callers are resolved again without an act.
	check time.Duration
	// signedIn tells whether a caller's token is still in force.
	signedIn func(context.Context, caller) error

	nudge  chan struct{}
	stop   chan struct{} // closed when the server shuts down
	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup

	limits WatchLimits
	// Who is not in a ring holds a page while it is sent; so many may at once, of
	// those with a token and of those without.
	pages, publicPages chan struct{}

	rings atomic.Int64 // bytes in all rings

	mu      sync.Mutex
	closed  bool
	cohorts map[string]*cohort
	open    map[negotiation.Principal]int // watches of each caller
	all     int                           // watches of all
	seen    map[string]position           // what the hub knows of each watched subject
}

// WatchLimits say how many watches may be open at once; 0 stands for the default.
type WatchLimits struct {
	Caller int // of one caller; default 32
	Public int // of all who call without a token together; default 1,024
	All    int // default 16,384
}

func (l WatchLimits) orDefault() WatchLimits {
	return WatchLimits{Caller: cmp.Or(l.Caller, 32), Public: cmp.Or(l.Public, 1024), All: cmp.Or(l.All, 16384)}
}

// How many pages watchers hold at once.
const (
	maxPages       = 128
	maxPublicPages = 32
)

// turns is where a caller's watchers wait for their turn to hold a page.
func (h *hub) turns(by caller) chan struct{} {
	if by.Principal == (negotiation.Principal{}) {
		return h.publicPages
	}
	return h.pages
}

// admit refuses one watch too many. h.mu is held.
func (h *hub) admit(by negotiation.Principal) error {
	most := h.limits.Caller
	if by == (negotiation.Principal{}) {
		most = h.limits.Public
	}
	if h.open[by] < most && h.all < h.limits.All {
		return nil
	}
	return refusal(negotiation.Exhausted, "TOO_MANY_WATCHES", "", "as many watches are open as one caller, or the server, may have",
		"close one, or watch more subjects with one call")
}

// count keeps the number of watches. h.mu is held.
func (h *hub) count(by negotiation.Principal, change int) {
	h.all += change
	h.open[by] += change
	if h.open[by] == 0 {
		delete(h.open, by)
	}
}

// newHub starts a hub. close ends it.
func newHub(ctx context.Context, svc *service.Service, tokens cipher.AEAD, log *slog.Logger, check time.Duration, limits WatchLimits, signedIn func(context.Context, caller) error) *hub {
	h := &hub{
		service: svc, tokens: tokens, log: log, storeID: svc.StoreID(), check: check, signedIn: signedIn,
		nudge: make(chan struct{}, 1), stop: make(chan struct{}),
		pages: make(chan struct{}, maxPages), publicPages: make(chan struct{}, maxPublicPages),
		limits: limits.orDefault(), cohorts: map[string]*cohort{}, open: map[negotiation.Principal]int{}, seen: map[string]position{},
	}
	h.ctx, h.cancel = context.WithCancel(context.WithoutCancel(ctx))
	unregister := svc.Notify(h.nudge)
	h.work.Go(func() {
		defer unregister()
		h.run()
	})
	return h
}

// run wakes cohorts until the hub is closed.
func (h *hub) run() {
	tick := time.NewTicker(h.check)
	defer tick.Stop()
	for {
		select {
		case <-h.ctx.Done():
			return
		case <-h.nudge:
			h.look(h.ctx)
		case <-tick.C:
			for _, c := range h.present() {
				c.poke()
			}
		}
	}
}

// look finds the streams that have moved and wakes those who see them. Acts in the
// register or in a process may change who sees what, so they wake everybody.
func (h *hub) look(ctx context.Context) {
	cohorts := h.present()
	if len(cohorts) == 0 {
		return
	}
	moved, err := h.moved(ctx, subjectsOf(cohorts))
	if err != nil {
		if ctx.Err() == nil {
			h.log.ErrorContext(ctx, "looking for news", "error", err.Error())
		}
		return
	}
	everybody := slices.ContainsFunc(moved, func(s store.Stream) bool { return negotiation.KindOf(s.Subject) != negotiation.KindDocument })
	for _, c := range cohorts {
		if everybody || slices.ContainsFunc(moved, func(s store.Stream) bool {
			return slices.Contains(c.resume.Subjects, s.Subject) && c.sees(s.Audience)
		}) {
			c.poke()
		}
	}
}

// subjectsOf gives what has to be looked at: what is watched, and what decides who
// sees it.
func subjectsOf(cohorts []*cohort) []string {
	subjects := []string{service.Registry}
	for _, c := range cohorts {
		for _, s := range c.resume.Subjects {
			subjects = append(subjects, s)
			if p := negotiation.ProcessOf(s); p != "" {
				subjects = append(subjects, p)
			}
		}
	}
	slices.Sort(subjects)
	return slices.Compact(subjects)
}

// moved gives the streams of the subjects that have moved since the last look.
func (h *hub) moved(ctx context.Context, subjects []string) ([]store.Stream, error) {
	now, err := h.service.Counters(ctx, subjects)
	if err != nil {
		return nil, err
	}
	var out []store.Stream
	next := map[string]position{}
	for i, subject := range subjects {
		for _, s := range now[i] {
			if h.seen[subject].of(s) < s.Counter {
				out = append(out, s)
			}
		}
		next[subject] = newPosition(now[i])
	}
	h.seen = next // run is the only one that touches it
	return out, nil
}

func (h *hub) present() []*cohort {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]*cohort, 0, len(h.cohorts))
	for _, c := range h.cohorts {
		out = append(out, c)
	}
	return out
}

// join gives the cohort of a caller and its subjects, and the position that its
// streams have now; leave must follow. NOT_FOUND for a subject that the caller may
// not see, TOO_MANY_WATCHES.
func (h *hub) join(ctx context.Context, by negotiation.Principal, subjects []string) (*cohort, position, error) {
	feed, err := h.service.FeedOf(ctx, by, subjects)
	if err != nil {
		return nil, nil, err
	}
	now := newPosition(feed.Streams)
	key := fmt.Sprintf("%q %q %q %s", by.User, by.Actor, by.Capacity, strings.Join(subjects, " "))
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, nil, shuttingDown()
	}
	if err := h.admit(by); err != nil {
		return nil, nil, err
	}
	c := h.cohorts[key]
	if c != nil && c.ended() {
		delete(h.cohorts, key)
		c = nil
	}
	if c == nil {
		c = h.start(key, by, subjects, feed.Viewer, now)
	}
	c.watchers++
	h.count(by, 1)
	c.poke()
	return c, now, nil
}

// start makes a cohort whose ring begins now. h.mu is held.
func (h *hub) start(key string, by negotiation.Principal, subjects []string, v negotiation.Viewer, now position) *cohort {
	ctx, cancel := context.WithCancel(h.ctx)
	c := &cohort{
		hub: h, resume: resume{Store: h.storeID, By: by, Subjects: subjects}, viewer: v,
		wake: make(chan struct{}, 1), done: make(chan struct{}), cancel: cancel,
		base: now, head: now, more: make(chan struct{}), asked: map[string]int64{},
	}
	h.cohorts[key] = c
	h.work.Go(func() { c.pump(ctx) })
	return c
}

// leave takes a watcher out of its cohort; the last one ends it.
func (h *hub) leave(c *cohort) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c.watchers--
	h.count(c.resume.By, -1)
	if c.watchers > 0 {
		return
	}
	c.cancel()
	h.work.Go(c.empty)
	for key, other := range h.cohorts {
		if other == c {
			delete(h.cohorts, key)
		}
	}
}

func (c *cohort) ended() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.end != nil
}

// shutdown tells all watchers that the server is going away, and takes no more.
func (h *hub) shutdown() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.closed = true
		close(h.stop)
	}
}

// close ends everything that the hub started, and waits for it.
func (h *hub) close() {
	h.shutdown()
	h.cancel()
	h.work.Wait()
}

func shuttingDown() error {
	return refusal(negotiation.Unavailable, "SHUTTING_DOWN", "", "the server is shutting down", "go on from the last token in a moment")
}

// kindOf gives the kind of a refusal; empty for another error.
func kindOf(err error) negotiation.ErrorKind {
	var e *negotiation.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}
