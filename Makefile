# Travaux: what a person types. See README.md.
SHELL := /bin/bash
.DELETE_ON_ERROR:

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION)
TOOL    := $(GO) tool -modfile=internal/tools/go.mod

.PHONY: build
build: ## bin/travaux and bin/travauxd
	@mkdir -p bin
	$(GO) build -buildvcs=false -trimpath -ldflags '$(LDFLAGS)' -o bin/ ./cmd/travaux ./cmd/travauxd

.PHONY: demo
demo: build ## play the invented negotiation and show its redline
	@bin/travaux demo

.PHONY: test
test: ## all tests that run in under five minutes
	$(GO) test ./...

.PHONY: race
race: ## the same tests under the race detector
	$(GO) test -race ./...

.PHONY: fuzz
fuzz: ## every fuzz target, FUZZTIME each (default 10m)
	@.ci/fuzz $(or $(FUZZTIME),10m)

.PHONY: bench
bench: ## the goals of docs/architecture.md beside their baselines
	@.ci/bench

.PHONY: bench-redline
bench-redline: ## the comparer beside other people's; writes docs/benchmarks.md
	$(GO) run ./internal/redlinebench --out docs/benchmarks.md

.PHONY: generate
generate: ## protobuf, gateway and OpenAPI code from proto/
	$(TOOL) buf generate

.PHONY: lint
lint: ## gofmt, vet, staticcheck, buf lint, freshness of generated code
	@.ci/lint

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile
