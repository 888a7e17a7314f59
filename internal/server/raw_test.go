package server_test

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/mem"
)

// rawMessage is bytes sent as they are.
type rawMessage string

type raw struct{}

func rawCodec() grpc.CallOption { return grpc.ForceCodecV2(raw{}) }

func (raw) Marshal(v any) (mem.BufferSlice, error) {
	return mem.BufferSlice{mem.SliceBuffer(v.(rawMessage))}, nil
}

func (raw) Unmarshal(mem.BufferSlice, any) error { return nil }

func (raw) Name() string { return "proto" }
