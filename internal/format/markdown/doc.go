// Package markdown reads drafts from Markdown, writes them so, and writes the
// redline of a comparison in Markdown. It is pure: bytes in, draft out.
//
// Negotiating brackets come first. [text], [a][b] and [ ] are words of the
// draft; a link is only what has an address: [words](https://…), or a pair of
// brackets whose second names an address that the file defines. A line such as
// "[Delta]: yes" defines nothing and is text.
package markdown
