package server

import (
	"fmt"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"github.com/grpc-ecosystem/grpc-gateway/v2/utilities"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/travaux/travaux/internal/negotiation"
)

// What is wrong with a JSON request is told in words of this file, which name a
// field or a place and quote no value. The gateway hands them on as text only, so
// they bear a sign by which they are known again.
const wellPut = "\x00"

// malformed is what cannot be read in a request.
type malformed string

// Error is the text as the gateway hands it on.
func (m malformed) Error() string { return wellPut + string(m) }

// malformedRequest gives the refusal of what the gateway could not read: in the
// words of this file, or in none but these.
func malformedRequest(err error) error {
	message, put := strings.CutPrefix(status.Convert(err).Message(), wellPut)
	if !put {
		message = "the request could not be read"
	}
	return refusal(negotiation.Invalid, brokenMessage, "", message, "see /api/openapi.json for the fields and their forms")
}

// strictJSON reads bodies whole and says what it does not understand.
type strictJSON struct{ *runtime.HTTPBodyMarshaler }

// NewDecoder is part of runtime.Marshaler.
func (strictJSON) NewDecoder(r io.Reader) runtime.Decoder {
	return runtime.DecoderFunc(func(v any) error {
		body, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if len(strings.TrimSpace(string(body))) == 0 {
			return io.EOF // no body is an empty message
		}
		m, ok := v.(proto.Message)
		if !ok {
			return fmt.Errorf("a %T is no message", v)
		}
		if err := protojson.Unmarshal(body, m); err != nil {
			return malformed(whatIsWrong(err))
		}
		return nil
	})
}

// How protojson speaks; a test holds each of these.
var (
	atPlace      = regexp.MustCompile(`\(line (\d+):(\d+)\)`)
	unknownField = regexp.MustCompile(`unknown field "([A-Za-z0-9_.]{1,64})"`)
	doubleField  = regexp.MustCompile(`duplicate field "([A-Za-z0-9_.]{1,64})"`)
	wrongValue   = regexp.MustCompile(`invalid value for (\w+) (?:type|field ([A-Za-z0-9_.]{1,64})):`)
)

// whatIsWrong says what protojson found, without the words that it quotes.
func whatIsWrong(err error) string {
	words, place := err.Error(), ""
	if at := atPlace.FindStringSubmatch(words); at != nil {
		place = ", at line " + at[1] + ", column " + at[2]
	}
	if f := unknownField.FindStringSubmatch(words); f != nil {
		return fmt.Sprintf("the message has no field %q%s", f[1], place)
	}
	if f := doubleField.FindStringSubmatch(words); f != nil {
		return fmt.Sprintf("the field %q is given twice%s", f[1], place)
	}
	if f := wrongValue.FindStringSubmatch(words); f != nil && f[2] != "" {
		return fmt.Sprintf("the field %q has a value that is no %s%s", f[2], f[1], place)
	}
	if strings.Contains(words, "unexpected EOF") {
		return "the body ends before its JSON does"
	}
	if strings.Contains(words, "syntax error") {
		return "the body is not JSON" + place
	}
	return "the body has a value of another form than the message has there" + place
}

// strictQuery reads query parameters and refuses those that the message has not.
type strictQuery struct{ runtime.DefaultQueryParser }

// Parse is part of runtime.QueryParameterParser.
func (p *strictQuery) Parse(m proto.Message, values url.Values, filter *utilities.DoubleArray) error {
	seen := map[string]bool{}
	// In order, so that the same mistakes get the same answer.
	for _, key := range slices.Sorted(maps.Keys(values)) {
		path, field := fieldAt(m.ProtoReflect().Descriptor(), key)
		if field == nil || filter.HasCommonPrefix(path) {
			return malformed(fmt.Sprintf("the call has no query parameter %q", shortName(key)))
		}
		name := strings.Join(path, ".")
		if seen[name] {
			return malformed(fmt.Sprintf("the query parameter %q is given twice", name))
		}
		seen[name] = true
		if err := p.DefaultQueryParser.Parse(m, url.Values{key: values[key]}, filter); err != nil {
			return malformed(fmt.Sprintf("the query parameter %q has a value that is no %s", shortName(key), valueOf(field)))
		}
	}
	return nil
}

// fieldAt gives the field that a dotted name leads to, and the names on the way as
// the definition has them; nil where there is none.
func fieldAt(d protoreflect.MessageDescriptor, key string) (path []string, field protoreflect.FieldDescriptor) {
	for _, name := range strings.Split(key, ".") {
		if d == nil {
			return nil, nil
		}
		if field = d.Fields().ByTextName(name); field == nil {
			field = d.Fields().ByJSONName(name)
		}
		if field == nil {
			return nil, nil
		}
		path, d = append(path, string(field.Name())), field.Message()
	}
	return path, field
}

func valueOf(f protoreflect.FieldDescriptor) string {
	switch f.Kind() {
	case protoreflect.EnumKind:
		return string(f.Enum().Name())
	case protoreflect.MessageKind:
		return string(f.Message().Name())
	}
	return f.Kind().String()
}

// shortName gives the name of a parameter as it may be told: no longer than names
// are, and nothing that is no name.
func shortName(key string) string {
	if len(key) > 64 || strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r > '~' }) {
		return "…"
	}
	return key
}

// onlyParameters refuses a query with parameters other than those.
func onlyParameters(q url.Values, known ...string) error {
	for _, key := range slices.Sorted(maps.Keys(q)) {
		switch {
		case !slices.Contains(known, key):
			remedy := "the parameters are " + strings.Join(known, ", ")
			if len(known) == 0 {
				remedy = "give the fields in the body, as JSON"
			}
			return refusal(negotiation.Invalid, brokenMessage, shortName(key), fmt.Sprintf("the call has no query parameter %q", shortName(key)), remedy)
		case len(q[key]) > 1:
			return refusal(negotiation.Invalid, brokenMessage, key, fmt.Sprintf("the query parameter %q is given twice", key), "give it once")
		}
	}
	return nil
}

// wrongParameter refuses the value of a query parameter.
func wrongParameter(name, allowed string) error {
	return refusal(negotiation.Invalid, brokenMessage, name, fmt.Sprintf("the query parameter %q has a value that it cannot have", name), "give "+allowed)
}
