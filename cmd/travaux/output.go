package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// formatsKey is the annotation of a command that lists its formats, the usual
// one first.
const formatsKey = "formats"

// hasFormats notes which formats a command writes, so that what -o and --out ask
// for is checked before anything is done, and completed.
func hasFormats(cmd *cobra.Command, formats ...string) {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[formatsKey] = strings.Join(formats, " ")
	completeWords(cmd, "output", formatsOf(cmd))
}

// formatsOf gives the formats noted of a command.
func formatsOf(cmd *cobra.Command) func() []string {
	return func() []string { return strings.Fields(cmd.Annotations[formatsKey]) }
}

// completeWords completes a flag that takes one of a few words.
func completeWords(cmd *cobra.Command, flag string, words func() []string) {
	complete := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words(), cobra.ShellCompDirectiveNoFileComp
	}
	if _, ok := cmd.GetFlagCompletionFunc(flag); ok {
		return
	}
	if err := cmd.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err) // the flag is added by the caller just before
	}
}

// checkOutput refuses an --out that is a directory, and one whose ending tells
// none of the formats where -o does not tell it either.
func checkOutput(out, format string, formats []string) error {
	if out == "" || out == "-" {
		return nil
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		return because("OUTPUT_IS_DIRECTORY", usageProblem(out+" is a directory", "the output is one file", "name a file in it"))
	}
	ending := strings.ToLower(filepath.Ext(out))
	if format != "" || ending == "" || slices.Contains(formats, formatOf(out)) || formatOf(out) == "text" && slices.Contains(formats, "table") {
		return nil
	}
	why := "its ending tells no format; known are " + strings.Join(endingsOf(formats), ", ")
	remedy := "give the file one of these endings, or name the format with -o"
	switch ending {
	case ".doc", ".docx", ".odt", ".rtf", ".pdf":
		why = "Word and PDF are not written yet; known endings are " + strings.Join(endingsOf(formats), ", ")
		if slices.Contains(formats, "html") {
			remedy = "write .html: browsers print it to PDF, and word processors open it"
		}
	}
	return because("OUTPUT_FORMAT_UNKNOWN", usageProblem(fmt.Sprintf("%s cannot be written", out), why, remedy))
}

// endingsOf gives the usual ending of each format.
func endingsOf(formats []string) []string {
	usual := map[string][]string{
		"text": {".txt"}, "table": {".txt", ".tsv"}, "json": {".json"}, "jsonl": {".jsonl"}, "yaml": {".yaml"},
		"csv": {".csv"}, "html": {".html"}, "markdown": {".md"},
	}
	var out []string
	for _, f := range formats {
		out = append(out, usual[f]...)
	}
	return out
}

// checkNotInput refuses an output that is one of the inputs, by whatever path.
func checkNotInput(out string, inputs ...string) error {
	to, err := os.Stat(out)
	if out == "" || err != nil {
		return nil
	}
	for _, in := range inputs {
		from, err := os.Stat(in)
		if err == nil && os.SameFile(from, to) {
			return because("OUTPUT_IS_INPUT", usageProblem(out+" is one of the drafts that are read", "it would be overwritten", "give --out another name"))
		}
	}
	return nil
}

// deliver writes data to standard output, or to a file that appears whole or not
// at all. A link is followed; a device or pipe is written to as it stands.
func deliver(env *Env, path string, body []byte) error {
	if path == "" || path == "-" {
		if _, err := env.Stdout.Write(body); err != nil {
			return &problem{code: exitFailed, reason: "OUTPUT_FAILED", what: "standard output cannot be written", why: err.Error(),
				remedy: "write to a file with --out", cause: err}
		}
		return nil
	}
	if err := put(path, body); err != nil {
		return &problem{code: exitFailed, reason: "OUTPUT_FAILED", what: path + " was not written; what stood there is unchanged",
			why: err.Error(), remedy: "check the directory, your right to write there and the space left", cause: err}
	}
	return nil
}

// put replaces the file that path names, or writes into what is no file.
func put(path string, body []byte) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return replaceFile(path, body, 0o644)
	case !info.Mode().IsRegular():
		return os.WriteFile(path, body, 0)
	}
	// The file that a link names is replaced, not the link.
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return err
	}
	return replaceFile(path, body, 0o644)
}
