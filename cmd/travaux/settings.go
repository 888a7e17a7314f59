package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// defaultServer is where a server started without configuration listens.
const defaultServer = "127.0.0.1:7431"

// settings say which server the commands speak to and what they mean where a
// process or document is not named. Each comes from the first of these that
// has it: the flag, the TRAVAUX_ variable, the configuration file, the default.
type settings struct {
	// Server is host:port.
	Server string `yaml:"server,omitempty"`
	// TokenFile is a file whose first line is the bearer token.
	TokenFile string `yaml:"token-file,omitempty"`
	// Process and Document are meant where none is named.
	Process  string `yaml:"process,omitempty"`
	Document string `yaml:"document,omitempty"`
}

// settingKeys are the names that "config set" knows, as they stand in the file.
func settingKeys() []string { return []string{"server", "token-file", "process", "document"} }

// field gives the setting of that name, nil for none.
func (s *settings) field(key string) *string {
	switch key {
	case "server":
		return &s.Server
	case "token-file":
		return &s.TokenFile
	case "process":
		return &s.Process
	case "document":
		return &s.Document
	}
	return nil
}

// over gives s with what is empty in it taken from below.
func (s settings) over(below settings) settings {
	for _, key := range settingKeys() {
		if p := s.field(key); *p == "" {
			*p = *below.field(key)
		}
	}
	return s
}

// settingsFromEnv reads the TRAVAUX_ variables. The token file has none, since
// travauxd takes TRAVAUX_TOKEN_FILE for its own; TRAVAUX_TOKEN has the token.
func settingsFromEnv(getenv func(string) string) settings {
	return settings{
		Server:   getenv("TRAVAUX_SERVER"),
		Process:  getenv("TRAVAUX_PROCESS"),
		Document: getenv("TRAVAUX_DOCUMENT"),
	}
}

// homeDir gives a directory of the XDG base directory rules: the variable where
// it is an absolute path, else the usual place below HOME; "" where neither is set.
func homeDir(getenv func(string) string, variable, below string) string {
	if dir := getenv(variable); filepath.IsAbs(dir) {
		return filepath.Join(dir, "travaux")
	}
	if home := getenv("HOME"); home != "" {
		return filepath.Join(home, below, "travaux")
	}
	return ""
}

// configPath is the configuration file, "" where there is no home directory.
func configPath(getenv func(string) string) string {
	dir := homeDir(getenv, "XDG_CONFIG_HOME", ".config")
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "config.yaml")
}

// readSettings reads the configuration file; one that does not exist is empty. A
// key that is not known is an error, so that a misspelt one is not ignored.
func readSettings(path string) (settings, error) {
	var s settings
	if path == "" {
		return s, nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("opening the configuration: %w", err)
	}
	defer f.Close()
	raw := map[string]string{}
	if err := yaml.NewDecoder(f).Decode(&raw); err != nil && err.Error() != "EOF" {
		return s, fmt.Errorf("reading %s: %w", path, err)
	}
	for key, value := range raw {
		p := s.field(key)
		if p == nil {
			return s, fmt.Errorf("reading %s: unknown key %q; known are %s", path, key, strings.Join(settingKeys(), ", "))
		}
		*p = value
	}
	return s, nil
}

// writeSettings puts the configuration file in place of the one before, whole.
func writeSettings(path string, s settings) error {
	body, err := yaml.Marshal(s)
	if err != nil {
		return fmt.Errorf("encoding the configuration: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the configuration directory: %w", err)
	}
	return replaceFile(path, body, 0o600)
}

// replaceFile writes body beside path and renames it there, so that a reader
// finds the old file or the new one and nothing between.
func replaceFile(path string, body []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(body)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}
