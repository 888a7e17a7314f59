package sqlstore

import (
	"strconv"
	"strings"

	"github.com/travaux/travaux/internal/negotiation"
)

// sight gives the condition under which a viewer sees a row with an audience
// column, and its arguments; they are numbered from n. The condition is part of
// every statement that reads for a viewer. The number of tokens is rounded up,
// so that few different statements exist. The limit keeps the engine from
// turning the condition into a join, which costs it four times as much.
func sight(v negotiation.Viewer, column string, n int) (condition string, args []any) {
	if v.All() {
		return "1 = 1", nil
	}
	tokens := v.Tokens()
	if len(tokens) == 0 {
		return "1 = 0", nil
	}
	size := 1
	for size < len(tokens) {
		size *= 2
	}
	var b strings.Builder
	b.WriteString("exists (select 1 from audience_token t where t.audience = " + column + " and t.token in (")
	for i := range size {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('?')
		b.WriteString(strconv.Itoa(n + i))
		args = append(args, string(tokens[min(i, len(tokens)-1)]))
	}
	b.WriteString(") limit 1)")
	return b.String(), args
}
