package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
	spb "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/dynamicpb"
)

var update = flag.Bool("update", false, "write golden files")

// step is one call of a story.
type step struct {
	name   string
	as     string
	method string // "ProcessService.CreateProcess"
	req    proto.Message
}

// transports are the ways in which each story is told.
var transports = []string{"in process", "grpc", "json"}

// invoke makes the call; the answer of a stream is all its messages.
func (w *world) invoke(transport string, s step) ([]proto.Message, error) {
	w.t.Helper()
	m := methodOf(w, s.method)
	switch transport {
	case "in process":
		return w.invokeGRPC(w.server.InProcess(), m, s)
	case "grpc":
		return w.invokeGRPC(w.conn(), m, s)
	}
	return w.invokeJSON(m, s)
}

func methodOf(w *world, name string) protoreflect.MethodDescriptor {
	w.t.Helper()
	service, method, _ := strings.Cut(name, ".")
	d, err := protoregistry.GlobalFiles.FindDescriptorByName(protoreflect.FullName("travaux.v1." + service))
	w.must(err)
	m := d.(protoreflect.ServiceDescriptor).Methods().ByName(protoreflect.Name(method))
	if m == nil {
		w.t.Fatalf("there is no %s", name)
	}
	return m
}

func (w *world) invokeGRPC(conn *grpc.ClientConn, m protoreflect.MethodDescriptor, s step) ([]proto.Message, error) {
	path := fmt.Sprintf("/%s/%s", m.Parent().FullName(), m.Name())
	if !m.IsStreamingServer() {
		reply := dynamicpb.NewMessage(m.Output())
		err := conn.Invoke(w.as(s.as), path, s.req, reply)
		return []proto.Message{reply}, err
	}
	ctx, cancel := context.WithCancel(w.as(s.as))
	defer cancel()
	stream, err := conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true}, path)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(stream.SendMsg(s.req), stream.CloseSend()); err != nil {
		return nil, err
	}
	var out []proto.Message
	for {
		reply := dynamicpb.NewMessage(m.Output())
		if err := stream.RecvMsg(reply); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return out, err
		}
		out = append(out, reply)
	}
}

// route is a rule of http.yaml.
type route struct {
	Selector, Get, Post, Patch, Delete, Body string
	AdditionalBindings                       []route `yaml:"additional_bindings"`
}

// to gives the verb and path of a route.
func (r route) to() (verb, path string) {
	switch {
	case r.Get != "":
		return http.MethodGet, r.Get
	case r.Post != "":
		return http.MethodPost, r.Post
	case r.Patch != "":
		return http.MethodPatch, r.Patch
	}
	return http.MethodDelete, r.Delete
}

// rules are the routes of http.yaml, by selector.
var rules = sync.OnceValue(func() map[string]route {
	body, err := os.ReadFile(filepath.Join("..", "..", "proto", "travaux", "v1", "http.yaml"))
	if err != nil {
		panic(err)
	}
	var file struct {
		HTTP struct{ Rules []route }
	}
	if err := yaml.Unmarshal(body, &file); err != nil {
		panic(err)
	}
	out := map[string]route{}
	for _, r := range file.HTTP.Rules {
		out[r.Selector] = r
	}
	return out
})

var pathField = regexp.MustCompile(`\{([a-z_.]+)=[^}]*\}`)

func (w *world) invokeJSON(m protoreflect.MethodDescriptor, s step) ([]proto.Message, error) {
	rule := rules()[string(m.FullName())]
	body, err := protojson.MarshalOptions{UseProtoNames: true}.Marshal(s.req)
	w.must(err)
	var fields map[string]any
	w.must(json.Unmarshal(body, &fields))
	verb, pattern := rule.to()
	for _, other := range rule.AdditionalBindings {
		if lookUp(fields, pathField.FindStringSubmatch(pattern)[1]) == "" {
			verb, pattern = other.to()
		}
	}
	path := pathField.ReplaceAllStringFunc(pattern, func(f string) string { return lookUp(fields, pathField.FindStringSubmatch(f)[1]) })
	if rule.Body == "" {
		query := url.Values{}
		for k, v := range fields {
			if !strings.Contains(pattern, "{"+k+"=") {
				several, ok := v.([]any)
				if !ok {
					several = []any{v}
				}
				for _, one := range several {
					query.Add(k, fmt.Sprint(one))
				}
			}
		}
		path, body = path+"?"+query.Encode(), nil
	}
	req, err := http.NewRequest(verb, "http://"+w.httpAddr+path, bytes.NewReader(body))
	w.must(err)
	code, answer := w.do(s.as, req)
	w.httpCode = code
	if m.IsStreamingServer() { // a refusal stands within "error" there, with its status code
		return w.readStream(m, answer)
	}
	if code != http.StatusOK {
		return nil, statusFromJSON(w, answer)
	}
	reply := dynamicpb.NewMessage(m.Output())
	w.must(protojson.Unmarshal([]byte(answer), reply))
	return []proto.Message{reply}, nil
}

func (w *world) readStream(m protoreflect.MethodDescriptor, answer string) ([]proto.Message, error) {
	var out []proto.Message
	for line := range strings.Lines(answer) {
		var part struct{ Result, Error json.RawMessage }
		w.must(json.Unmarshal([]byte(line), &part))
		if part.Error != nil {
			return out, statusFromJSON(w, string(part.Error))
		}
		reply := dynamicpb.NewMessage(m.Output())
		w.must(protojson.Unmarshal(part.Result, reply))
		out = append(out, reply)
	}
	return out, nil
}

func statusFromJSON(w *world, body string) error {
	w.t.Helper()
	var s spb.Status
	if err := protojson.Unmarshal([]byte(body), &s); err != nil {
		w.t.Fatalf("the answer is no status: %v\n%s", err, body)
	}
	return status.ErrorProto(&s)
}

// lookUp finds "round.name" in the fields of a message.
func lookUp(fields map[string]any, path string) string {
	first, rest, more := strings.Cut(path, ".")
	if more {
		inner, _ := fields[first].(map[string]any)
		return lookUp(inner, rest)
	}
	s, _ := fields[first].(string)
	return s
}

// pageToken finds what is made with a random nonce.
var pageToken = regexp.MustCompile(`"nextPageToken":"[^"]*"`)

// transcript writes an answer as text that two runs can be compared by.
func transcript(s step, replies []proto.Message, err error) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s as %s\n", s.name, s.method, s.as)
	for _, r := range replies {
		if err == nil || len(replies) > 1 {
			text, _ := protojson.MarshalOptions{EmitUnpopulated: false}.Marshal(r)
			var compact bytes.Buffer
			_ = json.Compact(&compact, text)
			fmt.Fprintf(&b, "%s\n", pageToken.ReplaceAllString(compact.String(), `"nextPageToken":"…"`))
		}
	}
	if err != nil {
		b.WriteString(refusalLine(err))
	}
	return b.String()
}
