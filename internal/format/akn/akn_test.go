package akn_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/travaux/travaux/internal/format/akn"
	"github.com/travaux/travaux/internal/negotiation"
	"github.com/travaux/travaux/internal/text"
)

// invented is a document in the form that the United Nations gives its files,
// with their quirks: two preambles and two bodies, leading tabs, headings in
// bold, raised brackets round the marker of a note, a number among the words.
const invented = `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <statement name="resolution">
    <meta><identification source="#x"><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
    <coverPage eId="cover"><p><docNumber refersTo="#symbol">RC/RES/31/4</docNumber></p><p>Assembly of the Banks</p></coverPage>
    <preface><p><docNumber>31/4.</docNumber><docTitle><span class="bold">	Shared waters</span></docTitle></p></preface>
    <preamble>
      <formula name="enactingFormula"><p xml:space="preserve">
          <span class="italic">The Assembly of the Banks</span>,</p></formula>
      <container name="Recalling"><p xml:space="preserve">	<span class="italic">Recalling</span> its resolution <a href="https://example.org/30/2">30/2</a><sup>(</sup><authorialNote marker="1"><p>	()	Of the  first
           meeting.</p></authorialNote><sup>)</sup>,</p></container>
    </preamble>
    <mainBody>
      <paragraph eId="p1" class="SingleTxt"><content><p>	<span class="italic">Adopts</span> the following:</p></content></paragraph>
      <paragraph eId="p2"><content><p>We, the riparian States,</p></content></paragraph>
    </mainBody>
    <preamble><container name="Noting"><p>	<i>Noting</i> the flood,</p></container></preamble>
    <mainBody>
      <paragraph eId="p3"><content><p><span class="bold">Readings</span></p></content></paragraph>
      <paragraph eId="p4"><subheading>		Warning</subheading></paragraph>
      <paragraph eId="p5"><num>1.</num><list><intro><p>	Decides:<sup>1</sup></p></intro>
        <point eId="p5a"><num>(a)</num><content><p>to read;</p></content></point>
        <point eId="p5b"><num>(b)</num><list><intro><p>to publish:</p></intro><point><num>(i)</num><content><p>at noon;</p></content></point></list></point>
        <wrapUp><p>and to listen.</p></wrapUp></list></paragraph>
      <paragraph eId="p6"><content><p>	2 –<span class="bold italic">	Asks</span> 1 500 m<sup>2</sup> of Coravia;</p></content></paragraph>
      <paragraph eId="p7"><num>3.</num></paragraph>
      <paragraph eId="p8"><content><p>1999 was <blink>dry</blink>.</p></content></paragraph>
    </mainBody>
    <attachments><attachment><doc name="annex"><mainBody>
      <paragraph><heading>Annex I</heading></paragraph>
      <paragraph><num>1.</num><content><p>Gauges</p></content></paragraph>
    </mainBody></doc></attachment></attachments>
    <conclusions><p>4th meeting<eol/>14 March</p></conclusions>
  </statement>
</akomaNtoso>`

func TestRead(t *testing.T) {
	d, found, err := akn.Read([]byte(invented))
	if err != nil {
		t.Fatal(err)
	}
	italic := func(end int) text.Mark { return text.Mark{Kind: text.Italic, Start: 0, End: end} }
	want := []text.Paragraph{
		{Kind: text.Title, Text: "Shared waters"},
		{Kind: text.Formula, Text: "The Assembly of the Banks,", Marks: []text.Mark{italic(25)}},
		{Kind: text.Preambular, Text: "Recalling its resolution 30/2,", Marks: []text.Mark{italic(9),
			{Kind: text.Link, Start: 25, End: 29, Ref: "https://example.org/30/2"}, {Kind: text.NoteAnchor, Start: 29, End: 29, Ref: "¹"}}},
		{Kind: text.Footnote, Depth: 1, Label: "¹", Text: "Of the  first meeting."},
		{Kind: text.Operative, Text: "Adopts the following:", Marks: []text.Mark{italic(6)}},
		{Kind: text.Preambular, Text: "We, the riparian States,"},
		{Kind: text.Preambular, Text: "Noting the flood,", Marks: []text.Mark{italic(6)}},
		{Kind: text.Heading, Text: "Readings"},
		{Kind: text.Heading, Text: "Warning"},
		{Kind: text.Operative, Label: "1.", Text: "Decides:", Marks: []text.Mark{{Kind: text.NoteAnchor, Start: 8, End: 8, Ref: "¹"}}},
		{Kind: text.Item, Depth: 1, Label: "(a)", Text: "to read;"},
		{Kind: text.Item, Depth: 1, Label: "(b)", Text: "to publish:"},
		{Kind: text.Item, Depth: 2, Label: "(i)", Text: "at noon;"},
		{Kind: text.Tail, Text: "and to listen."},
		{Kind: text.Operative, Label: "2 –", Text: "Asks 1 500 m2 of Coravia;", Marks: []text.Mark{
			{Kind: text.Bold, Start: 0, End: 4}, italic(4), {Kind: text.Superscript, Start: 12, End: 13}}},
		{Kind: text.Operative, Label: "3."},
		{Kind: text.Plain, Text: "1999 was dry."},
		{Kind: text.AnnexHeading, Text: "Annex I"},
		{Kind: text.Operative, Label: "1.", Text: "Gauges"},
	}
	if diff := cmp.Diff(want, d.Paragraphs, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
	head := text.Draft{Title: d.Title, Symbol: d.Symbol, Language: d.Language}
	if diff := cmp.Diff(text.Draft{Title: "Shared waters", Symbol: "RC/RES/31/4", Language: "en"}, head); diff != "" {
		t.Errorf("head (-want +got):\n%s", diff)
	}
	var told []string
	for _, f := range found {
		told = append(told, f.Code+" "+f.Place)
	}
	wantTold := []string{"AKN_COVER_PAGE cover, line 5", "AKN_COVER_PAGE cover, line 5", "AKN_PREFACE line 6", "AKN_NOTE_REPEATED p5, line 21",
		"AKN_NUMBER_IN_WORDS p6, line 25", "AKN_CONCLUSIONS line 33", "AKN_UNKNOWN_ELEMENT p8, line 27", "AKN_NOTE_DRESS document"}
	if diff := cmp.Diff(wantTold, told); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	doc := func(body string) string { return "<akomaNtoso>" + body + "</akomaNtoso>" }
	tests := []struct{ name, in, reason string }{
		{"deep", doc(strings.Repeat("<a>", 300)), "XML_TOO_DEEP"},
		{"five million elements", doc(strings.Repeat("<a/>", 600_000)), "XML_TOO_MANY_ELEMENTS"},
		{"attributes", doc("<p " + strings.Repeat(`a="b" `, 65) + "/>"), "XML_TOO_MANY_ATTRIBUTES"},
		{"document type", "<!DOCTYPE x>" + doc(""), "XML_DTD"},
		{"entity bomb", `<!DOCTYPE x [<!ENTITY a "&b;&b;">]>` + doc("<p>&a;</p>"), "XML_DTD"},
		{"named entity", doc("<p>&nbsp;</p>"), "XML_ENTITY"},
		{"cut off", "<akomaNtoso><statement>", "XML_SYNTAX"},
		{"other root", "<html/>", "XML_NOT_AKOMA_NTOSO"},
		{"other encoding", `<?xml version="1.0" encoding="latin1"?>` + doc(""), "XML_SYNTAX"},
		{"control character", doc("<statement><mainBody><p>a&#x85;b</p></mainBody></statement>"), "CONTROL_CHARACTER"},
		{"direction control", doc("<statement><mainBody><p>a&#x202E;b</p></mainBody></statement>"), "UNPAIRED_BIDI"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := akn.Read([]byte(tt.in))
			var e *negotiation.Error
			if !errors.As(err, &e) {
				t.Fatalf("error = %v, want a *negotiation.Error", err)
			}
			if e.Reason != tt.reason || e.Message == "" || e.Remedy == "" {
				t.Errorf("got %+v, want reason %s with message and remedy", e, tt.reason)
			}
		})
	}
}

// FuzzRead looks for input that breaks the reader, and holds every draft to the
// contract of its marks.
func FuzzRead(f *testing.F) {
	f.Add([]byte(invented))
	f.Add([]byte("<akomaNtoso><p>a</p></akomaNtoso>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, _, err := akn.Read(data)
		if err != nil {
			return
		}
		for i, p := range d.Paragraphs {
			for _, m := range p.Marks {
				if m.Start < 0 || m.End > len(p.Text) || m.Start > m.End || (m.Start == m.End) != (m.Kind == text.NoteAnchor) {
					t.Errorf("paragraph %d: mark %+v does not fit %d bytes", i, m, len(p.Text))
				}
			}
		}
	})
}
