// Package negotiation is the domain: the entities of a negotiation, who may
// see and do what, and the decisions that turn a command into events. It is
// pure: a decision reads a State, takes the moment and new identifiers from its
// Meta, and returns events or an *Error. Nothing here calls a clock, a random
// source or a store.
//
// # Audiences
//
// An entity has one audience, that of the event that put it last. In the order
// from wide to narrow a process p has public, stakeholders:p, states:p and team:p;
// who holds a narrower token holds the wider ones too (ViewerOf). What is put by
// the commands is seen by:
//
//	users                        administrators and the person
//	actors, processes,
//	participants, roles          public
//	rounds, meetings             states:p
//	documents                    the widest level at which a draft was published, else states:p
//	drafts                       team:p while sealed, then the level of publication
//	lineages                     team:p, then the level at which both their drafts are shown
//	paragraphs, revisions {n}    the widest level at which they were published
//	…/ancestry/{level}           that level
//	…/attribution                the same, in attributed editions only
//	head, passages, acts,
//	revisions w{n}               team:p
//	amendments                   the proponent's actor; handed in, also team:p; circulated, states:p
//	…/sponsorship                the same, but states:p only if circulated with names
//	…/handling                   the proponent's actor and team:p
//	…/docket                     team:p
//	brackets w{n}                team:p; a published draft tells the numbers of its own
//	holds                        the actor that holds and team:p
//	…/link                       team:p
//	tallies                      the actor and team:p
//
// No event puts an entity for fewer people than have been shown it, and nothing
// in an event names what its audience does not see. Numbers that would count
// hidden things are given late: a wording gets its published number, a draft and
// an amendment theirs, when first shown to participants. The reason given with a
// command stands in the event for the narrowest audience concerned, except that
// those of registers, processes, rounds, meetings, documents and publications are
// shown to all who see the act.
//
// What an actor has of its own (its proposals, what was said to it about them) it
// keeps when its admission ends, and the team's decisions on them still reach it. Of
// drafts it learns only what it sees: a handling speaks of a draft from the moment at
// which its proponent, admitted and of a kind that sees it, is shown the draft; until
// then the docket does.
package negotiation
