//go:build unix

package demo

import (
	"os/exec"
	"syscall"
)

// apart puts the server into a process group of its own, so that Ctrl-C at the
// terminal reaches the demo alone, which then stops the server in order.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
