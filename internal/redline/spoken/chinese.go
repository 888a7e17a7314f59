package spoken

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// chinese gives the words of Chinese.
func chinese() *phrases {
	ordinals := strings.Split("一二三四五六七八九十", "")
	q := quotation{"{q}", "{q}"}
	return &phrases{
		open: "“", close: "”", inner: single,
		list: [2]string{"、", "和"}, acts: "；", sentence: "{p}，{t}。",
		replace: "将{t}改为{w}", remove: "删除{t}", rewrite: "将全部文字改为{w}",
		editorial: "编辑性改动：{t}", correct: "将{t}更正为{w}", respace: "将{t}的空格更正为{w}",
		insert: map[At]string{After: "在{a}之后插入{w}", Before: "在{a}之前插入{w}", Beginning: "在开头插入{w}", End: "在末尾加上{w}"},
		sign:   map[At]string{After: "{a}之后的{s}", Before: "{a}之前的{s}", Beginning: "开头的{s}", End: "末尾的{s}"},
		begin:  map[At]string{After: "在{a}之后另起一段", Before: "在{a}之前另起一段"},
		lift:   "取消{t}的方括号", enclose: "将{t}置于方括号内",
		set: map[text.MarkKind]string{text.Italic: "将{t}改为斜体", text.Bold: "将{t}改为粗体", text.Underline: "在{t}下加下划线",
			text.Superscript: "将{t}改为上标", text.Subscript: "将{t}改为下标", text.NoteAnchor: "在{a}之后加上脚注{l}的注号"},
		unset: map[text.MarkKind]string{text.Italic: "取消{t}的斜体", text.Bold: "取消{t}的粗体", text.Underline: "取消{t}的下划线",
			text.Superscript: "取消{t}的上标", text.Subscript: "取消{t}的下标", text.NoteAnchor: "删除{a}之后脚注{l}的注号"},
		quotations: [4]quotation{q, q, q, q}, before: stands,
		long: alike("从{q}到{r}的文字"), nth: "第{n}个{q}", last: "最后一个{q}",
		ordinals: ordinals, figure: "{d}", recitals: ordinals, recitalFig: "{d}",
		square: "方括号内的{q}", round: "圆括号内的{q}",
		signs: named(`
			, 逗号
			; 分号
			: 冒号
			. 句号
			? 问号
			! 叹号
			… 省略号
			( 左圆括号
			) 右圆括号
			[ 左方括号
			] 右方括号
			“ 左引号
			” 右引号
			" 直引号
			« 左双角引号
			» 右双角引号
			— 破折号
			– 连接号
			/ 斜线
			、 顿号
			¶ 分段`),
		nouns: map[noun]forms{
			paragraph:  {bare: "第{l}段", fresh: "新的第{l}段", several: "第{l}{j}{m}段"},
			unlabelled: {bare: "段落", fresh: "一个新段落"},
			recital:    {bare: "序言部分第{l}段", fresh: "新的序言部分第{l}段", several: "序言部分第{l}{j}{m}段"},
			nthRecital: {bare: "序言部分第{n}段", fresh: "序言部分的一个新段落"},
			item:       {bare: "{l}分段", fresh: "新的{l}分段", several: "{l}{j}{m}分段"},
			chapeau:    {bare: "起首部分", fresh: "新的起首部分"},
			tail:       {bare: "末尾部分", fresh: "新的末尾部分"},
			heading:    {bare: "标题{l}", fresh: "新的标题{l}", several: "标题{l}{j}{m}"},
			titled:     {bare: "标题{q}", fresh: "一个新标题"},
			under:      {bare: "标题{q}之下的"},
			title:      {bare: "文件标题", fresh: "新的文件标题"},
			formula:    {bare: "引导语", fresh: "新的引导语"},
			footnote:   {bare: "脚注{l}", fresh: "新的脚注{l}", several: "脚注{l}{j}{m}"},
			annex:      {bare: "附件", fresh: "一个新附件"},
			nthAnnex:   {bare: "附件{l}", fresh: "新的附件{l}"},
			annexTitle: {bare: "标题", fresh: "一个新附件"},
			beginning:  {bare: "以{q}开头的段落"},
			following:  {bare: "以{r}开头的段落之后的段落{q}"},
			counted:    {bare: "全文从头数起的第{l}个段落"},
		},
		inward: true, within: "在{p}中",
		insertAfter: "在{p}之后插入{t}，内容如下：{w}。", insertFirst: "在全文开头插入{t}，内容如下：{w}。",
		deleted: "删除{p}。", moveAfter: "将{p}移至{q}之后。", moveFirst: "将{p}移至全文开头。",
		split: "拆分{p}：{t}。", splitAt: "将{p}分为两段，分段处{t}。",
		splitPlace: map[At]string{After: "在{a}之后", Before: "在{a}之前"},
		merge:      "将{p}合并。", merged: "在合并后的案文中",
		becomes: "{p}改为{q}。", becomeRun: "{p}改为{q}。", unnumber: "删除{p}的编号。", number: "将{p}编为第{l}段。",
		inserted: "新的{p}", justInserted: "刚刚宣读的新段落", insertNote: "插入{t}，内容如下：{w}。",
		through: [2]string{"至", "和"},
	}
}
