package negotiation

import (
	"slices"
	"strings"
)

// Token is one thing that can make a reader part of an audience: "public",
// "states:PROCESS", "stakeholders:PROCESS", "team:PROCESS", "actor:ID",
// "group:ID", "user:ID", "administrators". Viewers hold tokens, audiences list them.
type Token string

// The tokens that need no argument.
const (
	PublicToken        Token = "public"
	AdministratorToken Token = "administrators"
)

// StatesToken is held by the admitted member States, observer States and
// observers of a process, StakeholdersToken by its accredited stakeholders and
// all who hold the former, TeamToken by the co-facilitators, their team and the
// secretariat. The argument is the id of the process ("riverside").
func StatesToken(process string) Token       { return Token("states:" + process) }
func StakeholdersToken(process string) Token { return Token("stakeholders:" + process) }
func TeamToken(process string) Token         { return Token("team:" + process) }

// ActorToken is held by the delegation of an actor, GroupToken by the members
// of a group at the moment of asking, UserToken by one person.
func ActorToken(actor string) Token { return Token("actor:" + actor) }
func GroupToken(group string) Token { return Token("group:" + group) }
func UserToken(user string) Token   { return Token("user:" + user) }

// Audience is a set of tokens in canonical form: sorted, unique, joined by "+".
// Whoever holds one of them may see. The empty audience is nobody.
type Audience string

// AudienceOf gives the audience of these tokens.
func AudienceOf(tokens ...Token) Audience {
	s := make([]string, len(tokens))
	for i, t := range tokens {
		s[i] = string(t)
	}
	slices.Sort(s)
	return Audience(strings.Join(slices.Compact(s), "+"))
}

// Tokens gives the tokens of the audience, sorted.
func (a Audience) Tokens() []Token {
	if a == "" {
		return nil
	}
	parts := strings.Split(string(a), "+")
	out := make([]Token, len(parts))
	for i, p := range parts {
		out[i] = Token(p)
	}
	return out
}

// Viewer is a reader with the tokens that it holds at one moment. The zero
// Viewer sees nothing; the public's is PublicViewer.
type Viewer struct {
	tokens []Token // sorted, unique
	all    bool
}

// NewViewer gives the viewer that holds these tokens, and the public's.
func NewViewer(tokens ...Token) Viewer {
	t := append([]Token{PublicToken}, tokens...)
	slices.Sort(t)
	return Viewer{tokens: slices.Compact(t)}
}

// PublicViewer is the viewer of a caller without a name.
func PublicViewer() Viewer { return NewViewer() }

// Keeper is the viewer of the record keeper, who sees everything. Decisions and
// the verification of the record read with it; no answer to a reader may.
func Keeper() Viewer { return Viewer{all: true} }

// All tells whether the viewer is the record keeper.
func (v Viewer) All() bool { return v.all }

// Tokens gives the viewer's tokens, sorted. It must not be changed.
func (v Viewer) Tokens() []Token { return v.tokens }

// Holds tells whether the viewer holds the token.
func (v Viewer) Holds(t Token) bool {
	_, ok := slices.BinarySearch(v.tokens, t)
	return ok
}

// Sees tells whether the viewer belongs to the audience.
func (v Viewer) Sees(a Audience) bool {
	if v.all {
		return true
	}
	for _, t := range a.Tokens() {
		if v.Holds(t) {
			return true
		}
	}
	return false
}
