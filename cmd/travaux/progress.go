package main

import (
	"fmt"
	"time"
)

// progress shows on stderr how far long work is, where that is a terminal.
type progress struct {
	env   *Env
	what  string
	shown bool
	last  time.Time
}

// progress begins to show work of that name.
func (s *session) progress(what string) *progress {
	return &progress{env: s.env, what: what}
}

// at tells how much of the whole is done; it draws at most ten times a second.
func (p *progress) at(done, whole int) {
	now := p.env.Now()
	if whole <= 0 || !p.env.IsTerminal(p.env.Stderr) || p.shown && done < whole && now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.shown, p.last = true, now
	fmt.Fprintf(p.env.Stderr, "\r%s … %3d %%", p.what, int64(done)*100/int64(whole))
}

// stage tells which part of the work begins, where its length is not known.
func (p *progress) stage(what string) {
	if !p.env.IsTerminal(p.env.Stderr) {
		return
	}
	p.shown = true
	fmt.Fprintf(p.env.Stderr, "\r\033[K%s …", harmless(what))
}

// end clears the line.
func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.env.Stderr, "\r\033[K")
	}
}
