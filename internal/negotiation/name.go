package negotiation

import (
	"fmt"
	"strings"
)

// Names of resources follow AIP-122: collections and ids in turn. The functions
// below take the parent's whole name and the child's id.

// UserName and ActorName give names in the register.
func UserName(id string) string  { return "users/" + id }
func ActorName(id string) string { return "actors/" + id }

// ProcessName gives "processes/{p}"; the next ones name what belongs to it.
func ProcessName(id string) string              { return "processes/" + id }
func ParticipantName(process, id string) string { return process + "/participants/" + id }
func RoleName(process, id string) string        { return process + "/roles/" + id }
func RoundName(process, id string) string       { return process + "/rounds/" + id }
func MeetingName(process, id string) string     { return process + "/meetings/" + id }
func DocumentName(process, id string) string    { return process + "/documents/" + id }

// HeadName names the working text of a document; the next ones what stands in it.
func HeadName(document string) string            { return document + "/head" }
func PassageName(document, id string) string     { return document + "/passages/" + id }
func ParagraphName(document, id string) string   { return document + "/paragraphs/" + id }
func DraftName(document, id string) string       { return document + "/drafts/" + id }
func NewestName(document string, l Level) string { return document + "/newest/" + string(l) }
func AmendmentName(document, id string) string   { return document + "/amendments/" + id }
func TallyName(document, id string) string       { return document + "/tallies/" + id }
func HoldName(document, id string) string        { return document + "/holds/" + id }
func HoldLinkName(hold string) string            { return hold + "/link" }
func ClosingsName(draft string, l Level) string  { return draft + "/closings/" + string(l) }
func ActName(document string, n int) string      { return fmt.Sprintf("%s/acts/%09d", document, n) }

// WorkingBracketName names a bracket by the team's own count, BracketName by the
// number under which participants know it.
func WorkingBracketName(document string, n int) string {
	return fmt.Sprintf("%s/brackets/w%d", document, n)
}
func BracketName(document string, n int) string { return fmt.Sprintf("%s/brackets/%d", document, n) }

// LineageName names what people decided about the paragraphs of two drafts of one
// document.
func LineageName(newer, older string) string { return newer + "/lineages/" + LastID(older) }

// PassageOf names the passage of a paragraph, and back.
func PassageOf(paragraph string) string {
	return PassageName(parentOf(paragraph), LastID(paragraph))
}

// RevisionName names a published wording, WorkingRevisionName one of the working
// text by the team's own count.
func RevisionName(paragraph string, n int) string {
	return fmt.Sprintf("%s/revisions/%d", paragraph, n)
}

// WorkingRevisionName names a wording of the working text.
func WorkingRevisionName(paragraph string, n int) string {
	return fmt.Sprintf("%s/revisions/w%d", paragraph, n)
}

// EditionAttributionName names who holds what in a paragraph of a published draft.
func EditionAttributionName(draft, paragraph string) string {
	return draft + "/attributions/" + LastID(paragraph)
}

// AttributionName, SponsorshipName and HandlingName name the facets of a
// revision of the working text and of an amendment.
func AttributionName(revision string) string  { return revision + "/attribution" }
func SponsorshipName(amendment string) string { return amendment + "/sponsorship" }
func HandlingName(amendment string) string    { return amendment + "/handling" }

// DocketName names what the team alone keeps on an amendment.
func DocketName(amendment string) string { return amendment + "/docket" }

// LastID gives the last segment of a name.
func LastID(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// ProcessOf gives the name of the process that a resource belongs to, or "".
func ProcessOf(name string) string { return prefixOf(name, 2, "processes") }

// DocumentOf gives the name of the document that a resource belongs to, or "".
func DocumentOf(name string) string { return prefixOf(name, 4, "documents") }

// prefixOf gives the first n segments of a name where the last collection among
// them has that name, or "".
func prefixOf(name string, n int, collection string) string {
	parts := strings.SplitN(name, "/", n+1)
	if len(parts) < n || parts[0] != "processes" || parts[n-2] != collection || parts[n-1] == "" {
		return ""
	}
	return strings.Join(parts[:n], "/")
}

// patterns tells the form of each kind's name; "*" is an id.
var patterns = map[Kind]string{
	KindUser:        "users/*",
	KindActor:       "actors/*",
	KindProcess:     "processes/*",
	KindParticipant: "processes/*/participants/*",
	KindRole:        "processes/*/roles/*",
	KindRound:       "processes/*/rounds/*",
	KindMeeting:     "processes/*/meetings/*",
	KindDocument:    "processes/*/documents/*",
	KindHead:        "processes/*/documents/*/head",
	KindPassage:     "processes/*/documents/*/passages/*",
	KindParagraph:   "processes/*/documents/*/paragraphs/*",
	KindRevision:    "processes/*/documents/*/paragraphs/*/revisions/*",
	KindAttribution: "processes/*/documents/*/paragraphs/*/revisions/*/attribution",
	KindDraft:       "processes/*/documents/*/drafts/*",
	KindNewest:      "processes/*/documents/*/newest/*",
	KindLineage:     "processes/*/documents/*/drafts/*/lineages/*",
	KindAncestry:    "processes/*/documents/*/paragraphs/*/ancestry/*",
	KindAct:         "processes/*/documents/*/acts/*",
	KindAmendment:   "processes/*/documents/*/amendments/*",
	KindSponsorship: "processes/*/documents/*/amendments/*/sponsorship",
	KindHandling:    "processes/*/documents/*/amendments/*/handling",
	KindDocket:      "processes/*/documents/*/amendments/*/docket",
	KindTally:       "processes/*/documents/*/tallies/*",
	KindBracket:     "processes/*/documents/*/brackets/*",
	KindHold:        "processes/*/documents/*/holds/*",
	KindHoldLink:    "processes/*/documents/*/holds/*/link",
	KindClosings:    "processes/*/documents/*/drafts/*/closings/*",
}

// CheckName tells whether name has the form of that kind's names, as an *Error
// INVALID_NAME about field.
func CheckName(kind Kind, field, name string) error {
	want := strings.Split(patterns[kind], "/")
	got := strings.Split(name, "/")
	ok := len(want) == len(got)
	for i := 0; ok && i < len(want); i++ {
		ok = got[i] == want[i] || want[i] == "*" && isID(got[i])
	}
	if !ok {
		return badName(field, "is not the name of a "+string(kind)+"; the form is "+patterns[kind], "Give a name of the form "+patterns[kind]+".")
	}
	return nil
}

// badName refuses a name or id as badField refuses a value.
func badName(field, what, remedy string) *Error {
	e := refuse(InvalidName, field, "the field "+field+" "+what)
	e.Remedy = remedy
	return e
}

// KindOf gives the kind of the resource that a name names, or "" for none.
func KindOf(name string) Kind {
	for kind := range patterns {
		if CheckName(kind, "", name) == nil {
			return kind
		}
	}
	return ""
}

// isID tells whether s can be an id at all, a chosen or an opaque one.
func isID(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}

// CheckID tells whether a person may choose this id: a lower-case letter, then
// up to 62 lower-case letters, digits and hyphens. Else *Error INVALID_NAME.
func CheckID(field, id string) error {
	ok := id != "" && len(id) <= 63 && id[0] >= 'a' && id[0] <= 'z'
	for i := 1; ok && i < len(id); i++ {
		c := id[i]
		ok = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-'
	}
	if !ok {
		return badName(field, "is no id: one starts with a letter a to z and has up to 63 letters a to z, digits and hyphens",
			"Choose an id such as rev1: first a letter a to z, then letters a to z, digits and hyphens, at most 63 in all.")
	}
	return nil
}
