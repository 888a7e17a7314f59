package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"space", " { \"b\" : [ 1 , 2 ] ,\n\t\"a\" : null } ", `{"a":null,"b":[1,2]}`},
		{"nested order", `{"z":{"y":1,"x":{"w":true,"v":false}},"a":[{"c":1,"b":2}]}`, `{"a":[{"b":2,"c":1}],"z":{"x":{"v":false,"w":true},"y":1}}`},
		{"code points, not UTF-16", `{"𝄞":1,"":2}`, `{"":2,"𝄞":1}`},
		{"keys order as they mean", `{"\\":1,"a":2,"\u0001":3,"\"":4,"#":5}`, `{"\u0001":3,"\"":4,"#":5,"\\":1,"a":2}`},
		{"escapes", `"\u003c\/\u00e9\u2028\u0000\u001F\b\f\n\r\t\"\\\u007f"`, "\"</é\u2028\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\\u007f\""},
		{"surrogate pair", `"\uD834\udd1e"`, `"𝄞"`},
		{"numbers", `[0,-1,9223372036854775807,-9223372036854775808]`, `[0,-1,9223372036854775807,-9223372036854775808]`},
		{"empty", `{"a":{},"b":[],"":""}`, `{"":"","a":{},"b":[]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Canonical([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got.Bytes())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":             "",
		"fraction":            "1.0",
		"exponent":            "1e3",
		"minus zero":          "-0",
		"leading zero":        "01",
		"plus":                "+1",
		"minus alone":         "-",
		"too great":           "9223372036854775808",
		"repeated key":        `{"a":1,"b":2,"a":3}`,
		"repeated by escape":  `{"a":1,"\u0061":3}`,
		"wrong UTF-8":         "\"\xff\"",
		"surrogate in UTF-8":  "\"\xed\xa0\x80\"",
		"unpaired high":       `"\ud800"`,
		"unpaired low":        `"\udc00"`,
		"high twice":          `"\ud800\ud800"`,
		"control":             "\"\n\"",
		"unknown escape":      `"\x"`,
		"short escape":        `"\u12"`,
		"no end":              `"a`,
		"two values":          "1 2",
		"word":                "nil",
		"comma at the end":    "[1,]",
		"array without end":   "[1",
		"object without end":  `{"a":1`,
		"key without quotes":  `{a:1}`,
		"colon missing":       `{"a" 1}`,
		"byte order mark":     "\ufeff1",
		"too deep":            strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1),
		"escape at the end":   `"\`,
		"comma in an object":  `{"a":1,}`,
		"something in object": `{"a":1 "b":2}`,
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := Canonical([]byte(in)); !errors.Is(err, ErrNotCanonical) {
				t.Errorf("got %q, %v; want ErrNotCanonical", got.Bytes(), err)
			}
		})
	}
}

// values draws values that have a canonical form.
func values(depth int) *rapid.Generator[any] {
	text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.RuneFrom([]rune("\"\\\n\x00\x1f/<>&é𝄞\u2028a"))))
	leaves := []*rapid.Generator[any]{
		rapid.Just[any](nil), rapid.Bool().AsAny(), text.AsAny(),
		rapid.Map(rapid.Int64(), func(n int64) any { return json.Number(jsonInt(n)) }).AsAny(),
	}
	if depth == 0 {
		return rapid.OneOf(leaves...)
	}
	return rapid.OneOf(append(leaves,
		rapid.SliceOfN(values(depth-1), 0, 4).AsAny(),
		rapid.MapOfN(text, values(depth-1), 0, 5).AsAny(),
	)...)
}

func jsonInt(n int64) string {
	b, err := json.Marshal(n)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// parse reads JSON with its numbers as written.
func parse(t interface{ Fatalf(string, ...any) }, b []byte) (v any) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%q is not JSON: %v", b, err)
	}
	return v
}

func TestCanonicalLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := values(3).Draw(t, "value")
		plain, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("marshal: %v", err)
		}
		indented, err := json.MarshalIndent(v, " ", "\t")
		if err != nil {
			t.Fatalf("marshal: %v", err)
		}
		one, err := Canonical(plain)
		if err != nil {
			t.Fatalf("%s: %v", plain, err)
		}
		two, err := Canonical(indented)
		if err != nil {
			t.Fatalf("%s: %v", indented, err)
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Fatalf("one meaning, two forms: %s and %s", one.Bytes(), two.Bytes())
		}
		if !IsCanonical(one.Bytes()) {
			t.Fatalf("not canonical: %s", one.Bytes())
		}
		if diff := cmp.Diff(parse(t, plain), parse(t, one.Bytes())); diff != "" {
			t.Fatalf("the meaning changed: %s", diff)
		}
	})
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{`{"b":[1,-2,"\u00e9\ud834\udd1e"],"a":{"z":null,"y":true}}`, `"\\\""`, `[[[]]]`, "1e5", `{"":0}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := Canonical(in)
		if err != nil {
			return
		}
		if !json.Valid(in) {
			t.Fatalf("took %q, which is not JSON", in)
		}
		if !IsCanonical(got.Bytes()) {
			t.Fatalf("%q gave %q, which is not canonical", in, got.Bytes())
		}
		if diff := cmp.Diff(parse(t, in), parse(t, got.Bytes())); diff != "" {
			t.Fatalf("the meaning of %q changed: %s", in, diff)
		}
	})
}

func TestNumbersAtTheEdge(t *testing.T) {
	for _, n := range []int64{math.MinInt64, math.MaxInt64, 0, -1} {
		if in := jsonInt(n); !IsCanonical([]byte(in)) {
			t.Errorf("%s is refused", in)
		}
	}
}

func BenchmarkCanonical(b *testing.B) {
	in := []byte(`{"name":"processes/riverside/documents/compact/amendments/a1","document":"processes/riverside/documents/compact","kind":"edit","paragraph":"processes/riverside/documents/compact/paragraphs/p7","draft":"rev1","revision":3,"number":12,"wanted":"Decides to keep the river open to all who live along it.","state":"submitted","submitted_at":"2031-03-04T09:00:00Z"}`)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Canonical(in); err != nil {
			b.Fatal(err)
		}
	}
}
