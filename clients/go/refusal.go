package client

import (
	"maps"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Refusal is an error of the server, read.
type Refusal struct {
	// Code sorts refusals by what can be done about them.
	Code codes.Code
	// Reason is the stable code that the API's documentation names, "STALE_BASE";
	// empty where the error did not come from Travaux (no connection, a proxy).
	Reason string
	// Message says what is wrong and why, Remedy what to do, for a person.
	Message, Remedy string
	// Subject is the resource or field that it is about; may be empty.
	Subject string
	// Facts are further details, such as "current_revision".
	Facts map[string]string
}

// RefusalOf reads an error; ok is false for nil and for errors that are no gRPC
// status.
func RefusalOf(err error) (r Refusal, ok bool) {
	if err == nil {
		return Refusal{}, false
	}
	s, ok := status.FromError(err)
	if !ok {
		return Refusal{}, false
	}
	r = Refusal{Code: s.Code(), Message: s.Message()}
	for _, d := range s.Details() {
		info, ok := d.(*errdetails.ErrorInfo)
		if !ok || info.GetDomain() != "travaux" {
			continue
		}
		r.Reason, r.Facts = info.GetReason(), maps.Clone(info.GetMetadata())
		r.Subject, r.Remedy = r.Facts["subject"], r.Facts["remedy"]
		delete(r.Facts, "subject")
		delete(r.Facts, "remedy")
	}
	return r, true
}

// Reason gives the reason of a refusal, empty for any other error.
func Reason(err error) string {
	r, _ := RefusalOf(err)
	return r.Reason
}

// Remedy says what to do about an error; empty where nothing is known.
func Remedy(err error) string {
	r, _ := RefusalOf(err)
	return r.Remedy
}
