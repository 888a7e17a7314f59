package server

import (
	"context"
	"slices"
	"sync"

	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/store"
)

// The bounds of a ring, and of what a watcher takes from it at once.
const (
	ringFrames  = 512
	ringBytes   = 4 << 20
	batchFrames = 64
	// allRings is what all rings may hold together; beyond it each keeps but the newest
	// act, and slower watchers read the store.
	allRings = 256 << 20
)

// news is one act, encoded once for all who are told of it.
type news struct {
	stream store.Stream // with the act's own counter
	after  position     // of a watcher who has been told everything up to here
	event  []byte
	token  []byte // the resume token at after
}

func (n news) size() int { return len(n.event) + len(n.token) }

// cohort is all watchers of one caller on the same subjects. They see the same, so
// it reads the store once for all of them and keeps the newest acts in a ring. A
// watcher is a place in the ring; who falls out of it reads the store by itself.
type cohort struct {
	hub      *hub
	resume   resume // without its position
	wake     chan struct{}
	done     chan struct{} // closed when the pump has ended
	cancel   context.CancelFunc
	watchers int // guarded by hub.mu

	mu     sync.Mutex
	viewer negotiation.Viewer
	ring   []news
	base   position // before ring[0]
	first  int64    // the number of ring[0]
	bytes  int
	head   position
	more   chan struct{} // closed and replaced when there is news, or the end
	end    error
	asked  map[string]int64 // up to which number each token was found in force
}

// signedIn tells, for all watchers with the same token at once, whether it is still in
// force, and was not taken back before the acts below the number upTo were committed:
// the token is asked about after the ring had them.
func (c *cohort) signedIn(ctx context.Context, who caller, upTo int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asked[who.token] >= upTo {
		return nil
	}
	if err := c.hub.signedIn(ctx, who); err != nil {
		return err
	}
	c.asked[who.token] = c.first + int64(len(c.ring))
	return nil
}

// pump follows the store until the context ends.
func (c *cohort) pump(ctx context.Context) {
	defer close(c.done)
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.wake:
		}
		if err := c.advance(ctx); err != nil {
			if ctx.Err() == nil {
				c.finish(err)
			}
			return
		}
	}
}

// advance reads all that is new. Who the caller is by now is read in the same
// breath: one who sees less than before is not told more.
func (c *cohort) advance(ctx context.Context) error {
	for {
		c.mu.Lock()
		head := c.head // which only add changes
		c.mu.Unlock()
		feed, events, err := c.news(ctx, head)
		if err != nil {
			return revokedBy(err)
		}
		c.mu.Lock()
		lost := shrunk(c.viewer, feed.Viewer)
		c.viewer = feed.Viewer
		c.mu.Unlock()
		if lost {
			return accessRevoked()
		}
		if len(events) == 0 {
			return nil
		}
		if err := c.add(events); err != nil {
			return err
		}
	}
}

// news reads who the caller is by now and what is new to one at a position.
func (c *cohort) news(ctx context.Context, at position) (service.Feed, []store.StreamEvent, error) {
	return c.hub.service.News(ctx, c.resume.By, c.resume.Subjects,
		func(streams []store.Stream) []store.Stream {
			if at.covers(streams) {
				return nil
			}
			return at.at(streams)
		}, pageOfEvents)
}

// revokedBy gives what it means to a watcher that its subjects cannot be resolved
// any more.
func revokedBy(err error) error {
	switch kindOf(err) {
	case negotiation.NotFound, negotiation.Unidentified, negotiation.Forbidden:
		return accessRevoked()
	}
	return err
}

// shrunk tells whether a viewer has lost a token.
func shrunk(before, now negotiation.Viewer) bool {
	for _, t := range before.Tokens() {
		if !now.Holds(t) {
			return true
		}
	}
	return false
}

// add puts acts at the end of the ring and wakes the watchers.
func (c *cohort) add(events []store.StreamEvent) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range events {
		n, err := c.encode(e, c.head)
		if err != nil {
			return err
		}
		c.head = n.after
		c.ring = append(c.ring, n)
		c.hold(n.size())
	}
	for len(c.ring) > ringFrames || len(c.ring) > 1 && (c.bytes > ringBytes || c.hub.rings.Load() > allRings) {
		c.drop()
	}
	c.broadcast()
	return nil
}

// drop takes the oldest act out of the ring. c.mu is held.
func (c *cohort) drop() {
	c.base = c.ring[0].after
	c.hold(-c.ring[0].size())
	c.ring[0] = news{}
	c.ring = c.ring[1:]
	c.first++
}

// hold counts what the ring holds. c.mu is held.
func (c *cohort) hold(bytes int) {
	c.bytes += bytes
	c.hub.rings.Add(int64(bytes))
}

// empty gives the ring back when the pump has ended.
func (c *cohort) empty() {
	<-c.done
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.ring) > 0 {
		c.drop()
	}
}

// encode makes the news of an act for one who stands at before.
func (c *cohort) encode(e store.StreamEvent, before position) (news, error) {
	n := news{stream: e.Stream, after: before.with(e.Stream)}
	var err error
	if n.event, err = encodeEvent(e.Event); err != nil {
		return news{}, err
	}
	token, err := c.tokenAt(n.after)
	n.token = encodeToken(token)
	return n, err
}

func (c *cohort) tokenAt(p position) (string, error) {
	r := c.resume
	r.At = p
	return r.seal(c.hub.tokens)
}

func (c *cohort) broadcast() {
	close(c.more)
	c.more = make(chan struct{})
}

// finish ends all watchers of the cohort with err.
func (c *cohort) finish(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.end == nil {
		c.end = err
		c.broadcast()
	}
}

// poke has the pump look, without waiting for it.
func (c *cohort) poke() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// sees tells whether the caller, as last resolved, may see an audience.
func (c *cohort) sees(a negotiation.Audience) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.viewer.Sees(a)
}

// place is where a watcher stands: at the number of the next news in the ring, or
// outside the ring at its own position.
type place struct {
	in   bool
	next int64
	at   position
}

// from gives up to batchFrames news after a place. lost tells that the place is not in the ring:
// the watcher has to read the store. more is closed when there is further news.
func (c *cohort) from(p place) (batch []news, now place, lost bool, more <-chan struct{}, end error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.end != nil {
		return nil, p, false, nil, c.end
	}
	if p.in && p.next < c.first {
		p.in = false
	}
	if !p.in {
		if !p.at.covers(c.base) {
			return nil, p, true, c.more, nil
		}
		p.in, p.next = true, c.first
	}
	// A copy: add clears what drops out of the ring while the watcher still sends it.
	after := c.ring[p.next-c.first:]
	batch = slices.Clone(after[:min(len(after), batchFrames)])
	p.next += int64(len(batch))
	return batch, p, false, c.more, nil
}

// page reads the acts after a position from the store, for a watcher that is not in
// the ring: at most store.PageBytes of them, or one. An empty page means that there are
// none.
func (c *cohort) page(ctx context.Context, at position) ([]news, error) {
	_, events, err := c.news(ctx, at)
	if err != nil {
		return nil, revokedBy(err)
	}
	out := make([]news, len(events))
	for i, e := range events {
		if out[i], err = c.encode(e, at); err != nil {
			return nil, err
		}
		at = out[i].after
	}
	return out, nil
}

// pageOfEvents is how many acts are read at once.
const pageOfEvents = min(200, service.MaxEvents)
