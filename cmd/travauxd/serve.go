package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/net/netutil"

	"github.com/travaux/travaux/internal/server"
	"github.com/travaux/travaux/internal/service"
	"github.com/travaux/travaux/internal/store/sqlstore"
)

// newID gives an opaque identifier, 130 random bits. One that sorts by time would
// spare the database work, but tell from a proposal when its delegation began it in
// private.
func newID() string { return rand.Text() }

// opened is the data file with the use cases on it.
type opened struct {
	*service.Service
	store  *sqlstore.Store
	tokens *server.TokenFile
}

func open(ctx context.Context, c Config, log *slog.Logger) (opened, error) {
	st, err := sqlstore.Open(ctx, sqlstore.Config{Path: c.Data, Logger: log})
	if err != nil {
		return opened{}, fmt.Errorf("opening %s: %w", c.Data, err)
	}
	svc, err := service.New(ctx, service.Config{Store: st, Clock: time.Now, NewID: newID, Logger: log})
	if err != nil {
		return opened{}, errors.Join(err, st.Close())
	}
	tokens, err := server.OpenTokenFile(c.TokenFile, time.Now, log)
	if err != nil {
		return opened{}, errors.Join(err, st.Close())
	}
	return opened{svc, st, tokens}, nil
}

// serve runs the server until ctx ends, which is a stop as asked for and no error.
func serve(ctx context.Context, c Config, out, errOut io.Writer) error {
	log := c.logger(errOut)
	o, err := open(ctx, c, log)
	if err != nil {
		return err
	}
	err = listenAndServe(ctx, c, o, log, out)
	if err := errors.Join(err, o.store.Close()); err != nil {
		return err
	}
	log.Info("stopped")
	return nil
}

func listenAndServe(ctx context.Context, c Config, o opened, log *slog.Logger, out io.Writer) error {
	grpcL, httpL, err := listen(c)
	if err != nil {
		return err
	}
	srv, err := server.New(ctx, server.Config{Service: o.Service, Authenticator: o.tokens, Logger: log})
	if err != nil {
		return errors.Join(err, grpcL.Close(), httpL.Close())
	}
	failed := make(chan error, 2)
	var work sync.WaitGroup
	work.Go(func() { failed <- srv.ServeGRPC(grpcL) })
	work.Go(func() { failed <- srv.ServeHTTP(httpL) })
	err = announce(c, grpcL.Addr().String(), httpL.Addr().String(), out)
	if err == nil {
		log.Info("serving", "grpc", grpcL.Addr().String(), "http", httpL.Addr().String(), "data", c.Data)
		select {
		case <-ctx.Done():
			log.Info("stopping")
		case err = <-failed:
		}
	}
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.StopTime)
	defer cancel()
	stopped := srv.Stop(stopCtx)
	work.Wait()
	if errors.Is(stopped, context.DeadlineExceeded) {
		log.Warn("some calls did not end in time and were cut off", "stop-time", c.StopTime)
		stopped = nil
	}
	return errors.Join(err, stopped)
}

// listen takes both addresses, with TLS where there is a certificate.
func listen(c Config) (grpcL, httpL net.Listener, err error) {
	var cert tls.Certificate
	if c.TLSCert != "" {
		if cert, err = tls.LoadX509KeyPair(c.TLSCert, c.TLSKey); err != nil {
			return nil, nil, fmt.Errorf("reading the certificate: %w", err)
		}
	}
	take := func(address string, protocols ...string) (net.Listener, error) {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, err
		}
		l = netutil.LimitListener(l, server.MaxConnections)
		if c.TLSCert == "" {
			return l, nil
		}
		return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: protocols, MinVersion: tls.VersionTLS12}), nil
	}
	if grpcL, err = take(c.GRPC, "h2"); err != nil {
		return nil, nil, err
	}
	if httpL, err = take(c.HTTP, "http/1.1"); err != nil {
		return nil, nil, errors.Join(err, grpcL.Close())
	}
	return grpcL, httpL, nil
}

// announce prints the addresses, and writes them to the address file, whole or not
// at all: a line each, its name and the address.
func announce(c Config, grpcAddr, httpAddr string, out io.Writer) error {
	lines := fmt.Sprintf("grpc %s\nhttp %s\n", grpcAddr, httpAddr)
	if _, err := io.WriteString(out, lines); err != nil {
		return err
	}
	if c.AddrFile == "" {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(c.AddrFile), ".addr-*")
	if err != nil {
		return fmt.Errorf("writing the addresses: %w", err)
	}
	_, err = io.WriteString(f, lines)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("writing the addresses: %w", err)
	}
	return os.Rename(f.Name(), c.AddrFile)
}
