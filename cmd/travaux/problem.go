package main

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"google.golang.org/grpc/codes"

	client "github.com/travaux/travaux/clients/go"
)

// usageProblem, missing and fileProblem make the errors that the commands find
// out themselves: of usage, of a thing that is not there, of a file.
func usageProblem(what, why, remedy string) error {
	return &problem{code: exitUsage, reason: "WRONG_USAGE", what: what, why: why, remedy: remedy}
}

func missing(what, why, remedy string) error {
	return &problem{code: exitNotFound, reason: "NOT_FOUND", what: what, why: why, remedy: remedy}
}

// because gives a problem of the commands' own a reason that says more.
func because(reason string, err error) error {
	var p *problem
	if errors.As(err, &p) {
		p.reason = reason
	}
	return err
}

func fileProblem(what string, err error) error {
	p := &problem{code: exitFailed, reason: "FILE_UNREADABLE", what: what, why: err.Error(), remedy: "check the name of the file and your right to it", cause: err}
	if errors.Is(err, fs.ErrNotExist) {
		p.code, p.reason = exitNotFound, "FILE_NOT_FOUND"
	}
	return p
}

// closedReasons are the refusals that come of a deadline or of a text that
// takes no more, which have an exit code of their own.
func closedReasons() []string {
	return []string{"WINDOW_CLOSED", "NOT_ACCEPTED_IN_ROUND", "DOCUMENT_CLOSED", "PROCESS_CLOSED"}
}

// refusal makes a problem of what the server answered: its words, its reason code
// and the remedy that it names. Errors that do not come from the server stay as
// they are.
func refusal(err error) error {
	var own *problem
	if err == nil || errors.As(err, &own) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return &problem{code: exitFailed, what: "interrupted", why: "the command was stopped before the server answered", remedy: "run it again; with the same --request-id nothing is done twice", cause: err}
	}
	r, ok := client.RefusalOf(err)
	if !ok || r.Code == codes.OK {
		return err
	}
	p := &problem{code: exitOf(r.Code, r.Reason), reason: r.Reason, what: r.Message, why: whyOf(r.Code), remedy: lowerFirst(r.Remedy), cause: err}
	if r.Reason == "" && r.Code == codes.Unavailable {
		p.reason, p.what, p.why = "SERVER_UNREACHABLE", "the server cannot be reached", r.Message
	}
	if r.Subject != "" {
		p.why += " (" + r.Subject + ")"
	}
	if p.remedy == "" {
		p.remedy = remedyOf(r.Code)
	}
	return p
}

// asNobody adds to what is not found that nobody is signed in, where that is so: what
// is not public is not found then.
func (s *session) asNobody(err error) error {
	var p *problem
	if s.signedIn || !errors.As(err, &p) || p.code != exitNotFound || p.reason == "FILE_NOT_FOUND" {
		return err
	}
	p.why += "; nobody is signed in, so that only what is public is found"
	p.remedy = "sign in with a token, in TRAVAUX_TOKEN or with --token-file; or " + p.remedy
	return err
}

// exitOf gives the exit code for an answer.
func exitOf(code codes.Code, reason string) int {
	switch {
	case slices.Contains(closedReasons(), reason):
		return exitClosed
	case code == codes.NotFound:
		return exitNotFound
	case code == codes.Unauthenticated:
		return exitSignIn
	case code == codes.Aborted:
		return exitChanged
	case code == codes.Unavailable, code == codes.DeadlineExceeded, code == codes.ResourceExhausted && reason != "FILE_TOO_LARGE":
		return exitTryLater
	}
	return exitFailed
}

// whyOf tells in words what kind of refusal a status is.
func whyOf(code codes.Code) string {
	switch code {
	case codes.InvalidArgument:
		return "the request is wrong as it stands"
	case codes.FailedPrecondition:
		return "the present state does not allow it"
	case codes.Aborted:
		return "somebody has changed it since you read it"
	case codes.NotFound:
		return "it does not exist, or is not for you to see"
	case codes.AlreadyExists:
		return "there is one of that name already"
	case codes.PermissionDenied:
		return "you have not the right"
	case codes.Unauthenticated:
		return "the server does not know who you are"
	case codes.ResourceExhausted:
		return "a limit of size or rate was met"
	case codes.Unavailable:
		return "the server cannot be reached, or cannot answer now"
	case codes.DeadlineExceeded:
		return "the server did not answer in time"
	}
	return "the server failed"
}

// remedyOf is what to do where the server names nothing.
func remedyOf(code codes.Code) string {
	switch code {
	case codes.NotFound:
		return "check the name, and sign in as who may see it"
	case codes.Unauthenticated:
		return "put a token into TRAVAUX_TOKEN, or name its file with --token-file"
	case codes.PermissionDenied:
		return "sign in as who may do it: travaux whoami tells who you are"
	case codes.Aborted:
		return "read it again and repeat the command"
	case codes.Unavailable:
		return "check that travauxd runs there (--server, TRAVAUX_SERVER), or try again later"
	case codes.DeadlineExceeded, codes.ResourceExhausted:
		return "try again later"
	}
	return "read what is said above and change the command"
}
