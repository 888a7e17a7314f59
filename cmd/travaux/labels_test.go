package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFindPlaces(t *testing.T) {
	const doc = "processes/riverside/documents/compact/paragraphs/"
	places := []place{
		{Name: doc + "title"},
		{Name: doc + "p1", Label: "1."},
		{Name: doc + "p12", Label: "12."},
		{Name: doc + "p12bis", Label: "12 bis."},
		{Name: doc + "p17", Label: "17."},
		{Name: doc + "p17a", Label: "(a)", Depth: 1},
		{Name: doc + "p17ai", Label: "(i)", Depth: 2},
		{Name: doc + "p18", Label: "OP 18"},
		{Name: doc + "p18a", Label: "(a)", Depth: 1},
		{Name: doc + "annex", Annex: true, Words: "Annex"},
		{Name: doc + "annex1", Label: "1."},
		{Name: doc + "annex1a", Label: "(a)", Depth: 1},
	}
	for _, tc := range []struct {
		ref  string
		want []string
	}{
		{"17", []string{"p17"}},
		{"17.", []string{"p17"}},
		{"12", []string{"p12"}},
		{"12 bis", []string{"p12bis"}},
		{"12bis", []string{"p12bis"}},
		{"OP18", []string{"p18"}},
		{"17 (a)", []string{"p17a"}},
		{"17(a)(i)", []string{"p17ai"}},
		{"(a)", []string{"p17a", "p18a", "annex1a"}},
		{"annex 1", []string{"annex1"}},
		{"Annex 1 (a)", []string{"annex1a"}},
		{"annex 17", nil},
		{"body 1", []string{"p1"}},
		{"Body 17(a)", []string{"p17a"}},
		{"body annex 1", nil},
		{"1", []string{"p1", "annex1"}},
		{"annex1", []string{"annex1"}},
		{doc + "title", []string{"title"}},
		{"99", nil},
		{"", nil},
	} {
		t.Run(tc.ref, func(t *testing.T) {
			var got []string
			for _, p := range findPlaces(places, tc.ref) {
				got = append(got, p.ID())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("findPlaces(%q) (-want +got):\n%s", tc.ref, diff)
			}
		})
	}
}
