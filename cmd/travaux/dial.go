package main

import (
	"crypto/tls"
	"errors"
	"net"
	"strings"

	client "github.com/travaux/travaux/clients/go"
)

// dial makes the client of a server; an empty token is the public. It does not
// wait for the server. An address that begins with https:// is spoken to with
// TLS. Without TLS a token is sent only to this machine, or where the address
// begins with http://, which says that the way is safe.
func dial(server, token string, attempts int) (*client.Client, error) {
	address, secure := strings.CutPrefix(server, "https://")
	address, plain := strings.CutPrefix(address, "http://")
	address = strings.TrimSuffix(address, "/")
	if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, errors.New("an address is host:port, or https://host:port with TLS")
	}
	o := client.Options{Token: token, Plaintext: plain, Attempts: attempts, UserAgent: "travaux/" + version()}
	if secure {
		o.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	return client.Dial(address, o)
}
