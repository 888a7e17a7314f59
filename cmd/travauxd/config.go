package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/providers/posflag"
	"github.com/knadh/koanf/providers/structs"
	"github.com/knadh/koanf/v2"
	"github.com/spf13/pflag"
)

// Config is everything that can be set, by flag, by environment (TRAVAUX_ and the
// name in capitals, "-" as "_") or in a YAML file, the first counting most.
type Config struct {
	// Data is the database file; made where it is missing.
	Data string `koanf:"data"`
	// TokenFile holds the tokens that people sign in with; made where it is missing.
	TokenFile string `koanf:"token-file"`
	// GRPC and HTTP are where the server listens, host:port; port 0 takes a free one.
	GRPC string `koanf:"grpc"`
	HTTP string `koanf:"http"`
	// AddrFile, where it is set, is written with the addresses once they are taken.
	AddrFile string `koanf:"addr-file"`
	// TLSCert and TLSKey are files in PEM form; both or neither.
	TLSCert string `koanf:"tls-cert"`
	TLSKey  string `koanf:"tls-key"`
	// Plaintext allows listening beyond this machine without TLS, for servers
	// behind a proxy that has it.
	Plaintext bool `koanf:"plaintext"`
	// LogFormat is text or json, LogLevel debug, info, warn or error.
	LogFormat string `koanf:"log-format"`
	LogLevel  string `koanf:"log-level"`
	// StopTime is how long calls have to end when the server is stopped.
	StopTime time.Duration `koanf:"stop-time"`
}

// defaults is the configuration where nothing is set.
func defaults() Config {
	return Config{
		Data: "travaux.db", TokenFile: "travaux.tokens", GRPC: "127.0.0.1:7431", HTTP: "127.0.0.1:7432",
		LogFormat: "text", LogLevel: "info", StopTime: 20 * time.Second,
	}
}

// flagsOf gives a flag for each setting.
func flagsOf(f *pflag.FlagSet) {
	d := defaults()
	f.String("config", "", "YAML file with settings, named as the flags")
	f.String("data", d.Data, "database file")
	f.String("token-file", d.TokenFile, "file with the tokens that people sign in with")
	f.String("grpc", d.GRPC, "host:port for gRPC; port 0 takes a free one")
	f.String("http", d.HTTP, "host:port for JSON and files; port 0 takes a free one")
	f.String("addr-file", "", "write the addresses to this file once the server listens")
	f.String("tls-cert", "", "certificate, PEM")
	f.String("tls-key", "", "its private key, PEM")
	f.Bool("plaintext", false, "listen beyond this machine without TLS, behind a proxy that has it")
	f.String("log-format", d.LogFormat, "text or json")
	f.String("log-level", d.LogLevel, "debug, info, warn or error")
	f.Duration("stop-time", d.StopTime, "how long calls have to end when the server is stopped")
}

// Validate tells everything that is wrong with the configuration, or nil.
func (c Config) Validate() error {
	var errs []error
	if c.Data == "" {
		errs = append(errs, errors.New("data: the database file is not named"))
	}
	if c.TokenFile == "" {
		errs = append(errs, errors.New("token-file: the file with tokens is not named"))
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		errs = append(errs, errors.New("tls-cert and tls-key: give both or neither"))
	}
	errs = append(errs, c.listens("grpc", c.GRPC), c.listens("http", c.HTTP))
	if !slices.Contains([]string{"text", "json"}, c.LogFormat) {
		errs = append(errs, fmt.Errorf("log-format: %q is not text or json", c.LogFormat))
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		errs = append(errs, fmt.Errorf("log-level: %q is not debug, info, warn or error", c.LogLevel))
	}
	if c.StopTime <= 0 || c.StopTime > 10*time.Minute {
		errs = append(errs, fmt.Errorf("stop-time: %s is not between 0 and 10m", c.StopTime))
	}
	return errors.Join(errs...)
}

// listens checks an address: tokens must not cross a network in clear.
func (c Config) listens(name, address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%s: %q is not host:port", name, address)
	}
	ip := net.ParseIP(host)
	if host == "localhost" || ip != nil && ip.IsLoopback() || c.TLSCert != "" || c.Plaintext {
		return nil
	}
	return fmt.Errorf("%s: %s is not on this machine alone; give tls-cert and tls-key, or plaintext behind a proxy that has TLS", name, address)
}

// logger makes the log that the configuration asks for.
func (c Config) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// layer is one place that settings come from.
type layer struct {
	name   string
	values *koanf.Koanf
}

// load reads all layers, the weakest first, and what they come to.
func load(flags *pflag.FlagSet) (Config, []layer, error) {
	path, err := flags.GetString("config")
	if err != nil {
		return Config{}, nil, err
	}
	if path == "" {
		path = os.Getenv("TRAVAUX_CONFIG")
	}
	layers := []layer{{name: "default"}, {name: "file"}, {name: "environment"}, {name: "flag"}}
	for i := range layers {
		layers[i].values = koanf.New(".")
	}
	errs := []error{layers[0].values.Load(structs.Provider(defaults(), "koanf"), nil)}
	if path != "" {
		layers[1].name = path
		errs = append(errs, layers[1].values.Load(file.Provider(path), yaml.Parser()))
	}
	errs = append(errs, layers[2].values.Load(env.Provider(".", env.Opt{Prefix: "TRAVAUX_", TransformFunc: func(k, v string) (string, any) {
		return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(k, "TRAVAUX_")), "_", "-"), v
	}}), nil))
	changed := pflag.NewFlagSet("changed", pflag.ContinueOnError)
	flags.Visit(func(f *pflag.Flag) { changed.AddFlag(f) })
	errs = append(errs, layers[3].values.Load(posflag.Provider(changed, ".", nil), nil))
	all := koanf.New(".")
	for _, l := range layers {
		errs = append(errs, all.Merge(l.values))
	}
	for key := range layers[1].values.All() {
		if !layers[0].values.Exists(key) {
			errs = append(errs, fmt.Errorf("%s: there is no setting %q", layers[1].name, key))
		}
	}
	var c Config
	errs = append(errs, all.Unmarshal("", &c))
	return c, layers, errors.Join(errs...)
}

// printConfig writes each setting, and with origin where it comes from.
func printConfig(w io.Writer, layers []layer, origin bool) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	keys := layers[0].values.Keys()
	slices.Sort(keys)
	for _, key := range keys {
		from := layers[0]
		for _, l := range layers {
			if l.values.Exists(key) {
				from = l
			}
		}
		if origin {
			fmt.Fprintf(t, "%s:\t%v\t# %s\n", key, from.values.Get(key), from.name)
		} else {
			fmt.Fprintf(t, "%s:\t%v\n", key, from.values.Get(key))
		}
	}
	return t.Flush()
}
