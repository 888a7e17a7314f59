package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// enumWord gives the word by which people name an enum value of the API:
// ACTOR_KIND_MEMBER_STATE is "member-state". The value that means "not told"
// is empty.
func enumWord(e protoreflect.Enum) string {
	d := e.Descriptor()
	v := d.Values().ByNumber(e.Number())
	if v == nil {
		return fmt.Sprint(e.Number())
	}
	if e.Number() == 0 {
		return ""
	}
	return valueWord(d, v)
}

// valueWord drops from a value's name the prefix that all values of its enum share.
func valueWord(d protoreflect.EnumDescriptor, v protoreflect.EnumValueDescriptor) string {
	zero := string(d.Values().ByNumber(0).Name())
	name := strings.TrimPrefix(string(v.Name()), strings.TrimSuffix(zero, "UNSPECIFIED"))
	return strings.ToLower(strings.ReplaceAll(name, "_", "-"))
}

// enumWords gives the words of an enum's values, but for "not told".
func enumWords(d protoreflect.EnumDescriptor) []string {
	var words []string
	for i := range d.Values().Len() {
		if v := d.Values().Get(i); v.Number() != 0 {
			words = append(words, valueWord(d, v))
		}
	}
	return words
}

// parseEnum reads the word of a value, in any case, with "-", "_" or a space.
func parseEnum[E protoreflect.Enum](s string) (E, error) {
	var zero E
	d := zero.Descriptor()
	word := strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(s))
	for i := range d.Values().Len() {
		if v := d.Values().Get(i); v.Number() != 0 && valueWord(d, v) == word {
			return zero.Type().New(v.Number()).(E), nil
		}
	}
	return zero, fmt.Errorf("unknown value %q; known are %s", s, strings.Join(enumWords(d), ", "))
}

// wordEnum gives the value of a word of the core, which names it as people do; 0 for
// one that the API does not have.
func wordEnum[E protoreflect.Enum](word string) E {
	e, err := parseEnum[E](word)
	if err != nil {
		var zero E
		return zero
	}
	return e
}

// enumValue is a flag that takes the word of an enum value.
type enumValue[E protoreflect.Enum] struct{ to *E }

// String gives the word.
func (v enumValue[E]) String() string {
	if v.to == nil {
		return ""
	}
	return enumWord(*v.to)
}

// Set reads the word.
func (v enumValue[E]) Set(s string) error {
	e, err := parseEnum[E](s)
	if err == nil {
		*v.to = e
	}
	return err
}

// Type is what the help shows for the value.
func (v enumValue[E]) Type() string { return "word" }

// enumFlag adds a flag for an enum; its help and its completion list the words.
func enumFlag[E protoreflect.Enum](cmd *cobra.Command, to *E, name, usage string) {
	words := enumWords((*to).Descriptor())
	cmd.Flags().Var(enumValue[E]{to}, name, usage+" ("+strings.Join(words, ", ")+")")
	complete := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	}
	if err := cmd.RegisterFlagCompletionFunc(name, complete); err != nil {
		panic(err) // the flag was added two lines above
	}
}

// apiWord gives the name of an enum value without its prefix, as the redline
// package names changes and operations: "MOVED_EDITED".
func apiWord(e protoreflect.Enum) string {
	return strings.ToUpper(strings.ReplaceAll(enumWord(e), "-", "_"))
}
