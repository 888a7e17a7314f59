package redlinejson_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/travaux/travaux/internal/format/formattest"
	"github.com/travaux/travaux/internal/format/redlinejson"
	"github.com/travaux/travaux/internal/redline"
)

// TestRoundTrip gives the comparison back whole, and with it law 1.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := formattest.Comparison(t)
		data, err := redlinejson.Encode(redlinejson.Of(c, redlinejson.Names{Old: "a", New: "b"}, redlinejson.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		d, err := redlinejson.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		back, err := d.Comparison()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c, back, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("comparison (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(formattest.Law(c), law(d)); diff != "" {
			t.Fatalf("sides of the changes (-want +got):\n%s", diff)
		}
	})
}

// law reads the sides of the changes from the segments alone where there are
// any, as another program would.
func law(d *redlinejson.Document) [][2]string {
	out := [][2]string{}
	for _, c := range d.Paragraphs {
		s := [2]string{"-", "-"}
		if len(c.Old) > 0 {
			s[0] = c.Old[0].Text
		}
		if len(c.New) > 0 {
			s[1] = c.New[0].Text
		}
		if c.Segments != nil {
			s = [2]string{}
			for _, g := range c.Segments {
				if g.Op != redline.Insert {
					s[0] += g.Text
				}
				if g.Op != redline.Delete {
					s[1] += g.Text
				}
			}
		}
		out = append(out, s)
	}
	return out
}

// TestForm holds the JSON to the documented names: index always there, segments
// there but for three changes.
func TestForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data, err := redlinejson.Encode(redlinejson.Of(formattest.Comparison(t), redlinejson.Names{}, redlinejson.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasSuffix(data, []byte("}\n")) {
			t.Fatalf("the JSON does not end with a line feed: %q", data)
		}
		var d struct {
			Paragraphs []map[string]json.RawMessage
		}
		if err := json.Unmarshal(data, &d); err != nil {
			t.Fatal(err)
		}
		for _, p := range d.Paragraphs {
			change := string(p["change"])
			_, has := p["segments"]
			want := change != `"UNCHANGED"` && change != `"INSERTED"` && change != `"DELETED"`
			if has != want {
				t.Errorf("%s: segments present %v, want %v", change, has, want)
			}
			for _, side := range []string{"old", "new"} {
				var ps []map[string]any
				if err := json.Unmarshal(p[side], &ps); err != nil || ps == nil {
					t.Fatalf("%s of %s is no list: %s", side, change, p[side])
				}
				for _, x := range ps {
					for _, key := range []string{"index", "label", "text"} {
						if _, ok := x[key]; !ok {
							t.Errorf("a paragraph has no %q: %v", key, x)
						}
					}
				}
			}
		}
	})
}

// TestTotals counts, with a filter, what is there and the whole.
func TestTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := formattest.Comparison(t)
		if d := redlinejson.Of(c, redlinejson.Names{}, redlinejson.Options{}); d.Total != nil {
			t.Errorf("a total of %+v without a filter", d.Total)
		}
		only := []redline.Class{redline.Number, redline.Structure}
		d := redlinejson.Of(c, redlinejson.Names{}, redlinejson.Options{Only: only})
		if d.Total == nil || *d.Total != redlinejson.Stats(c.Stats) {
			t.Errorf("total %+v, want %+v", d.Total, c.Stats)
		}
		s := d.Stats
		if n := s.Unchanged + s.Edited + s.Inserted + s.Deleted + s.Moved + s.MovedEdited + s.Split + s.Merged + s.Renumbered; n != len(d.Paragraphs) {
			t.Errorf("stats of %d paragraphs, %d are there", n, len(d.Paragraphs))
		}
	})
}
