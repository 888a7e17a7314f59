package spoken

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// arabic gives the words of Arabic. The acts are verbal nouns, which agree with
// nothing.
func arabic() *phrases {
	ordinals := strings.Fields("الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة")
	q := quotation{"كلمة {q}", "عبارة {q}"}
	return &phrases{
		open: "”", close: "“", inner: single,
		list: [2]string{" و", " و"}, acts: "؛ ", sentence: "{p}: {t}.",
		replace: "الاستعاضة عن {t} {w}", remove: "حذف {t}", rewrite: "الاستعاضة عن النص كله {w}",
		editorial: "تعديل تحريري: {t}", correct: "تصويب {t} لتصبح {w}", respace: "تصويب المسافات في {t} لتصبح {w}",
		insert: map[At]string{After: "إضافة {w} بعد {a}", Before: "إضافة {w} قبل {a}",
			Beginning: "إضافة {w} في البداية", End: "إضافة {w} في النهاية"},
		sign:  map[At]string{After: "{s} بعد {a}", Before: "{s} قبل {a}", Beginning: "{s} في البداية", End: "{s} في النهاية"},
		begin: map[At]string{After: "بدء فقرة جديدة بعد {a}", Before: "بدء فقرة جديدة قبل {a}"},
		lift:  "رفع المعقوفتين عن {t}", enclose: "وضع {t} بين معقوفتين",
		set: map[text.MarkKind]string{text.Italic: "كتابة {t} بالخط المائل", text.Bold: "كتابة {t} بالخط العريض", text.Underline: "وضع خط تحت {t}",
			text.Superscript: "كتابة {t} فوق السطر", text.Subscript: "كتابة {t} تحت السطر",
			text.NoteAnchor: "وضع علامة الحاشية {l} بعد {a}"},
		unset: map[text.MarkKind]string{text.Italic: "إلغاء الخط المائل في {t}", text.Bold: "إلغاء الخط العريض في {t}",
			text.Underline: "إلغاء الخط تحت {t}", text.Superscript: "إعادة {t} إلى مستوى السطر",
			text.Subscript: "إعادة {t} إلى مستوى السطر", text.NoteAnchor: "حذف علامة الحاشية {l} بعد {a}"},
		quotations: [4]quotation{q, {"بكلمة {q}", "بعبارة {q}"}, q, q}, before: stands,
		long: alike("النص الممتد من {q} إلى {r}"), nth: "{q} الواردة للمرة {n}", last: "{q} الواردة للمرة الأخيرة",
		ordinals: ordinals, figure: "{d}", recitals: ordinals, recitalFig: "{d}",
		square: "{q} بين معقوفتين", round: "{q} بين قوسين",
		signs: named(`
			, الفاصلة | بفاصلة | فاصلة | الفاصلة
			; الفاصلة المنقوطة | بفاصلة منقوطة | فاصلة منقوطة | الفاصلة المنقوطة
			: النقطتين | بنقطتين | نقطتين | النقطتين
			. النقطة | بنقطة | نقطة | النقطة
			? علامة الاستفهام | بعلامة استفهام | علامة استفهام | علامة الاستفهام
			! علامة التعجب | بعلامة تعجب | علامة تعجب | علامة التعجب
			… نقاط الحذف | بنقاط حذف | نقاط حذف | نقاط الحذف
			( القوس الافتتاحي | بقوس افتتاحي | قوس افتتاحي | القوس الافتتاحي
			) القوس الختامي | بقوس ختامي | قوس ختامي | القوس الختامي
			[ المعقوفة الافتتاحية | بمعقوفة افتتاحية | معقوفة افتتاحية | المعقوفة الافتتاحية
			] المعقوفة الختامية | بمعقوفة ختامية | معقوفة ختامية | المعقوفة الختامية
			” علامة التنصيص الافتتاحية | بعلامة تنصيص افتتاحية | علامة تنصيص افتتاحية | علامة التنصيص الافتتاحية
			“ علامة التنصيص الختامية | بعلامة تنصيص ختامية | علامة تنصيص ختامية | علامة التنصيص الختامية
			" علامة التنصيص المستقيمة | بعلامة تنصيص مستقيمة | علامة تنصيص مستقيمة | علامة التنصيص المستقيمة
			« علامة التنصيص الزاوية الافتتاحية | بعلامة تنصيص زاوية افتتاحية | علامة تنصيص زاوية افتتاحية | علامة التنصيص الزاوية الافتتاحية
			» علامة التنصيص الزاوية الختامية | بعلامة تنصيص زاوية ختامية | علامة تنصيص زاوية ختامية | علامة التنصيص الزاوية الختامية
			— الشرطة الطويلة | بشرطة طويلة | شرطة طويلة | الشرطة الطويلة
			– الشرطة | بشرطة | شرطة | الشرطة
			/ الشرطة المائلة | بشرطة مائلة | شرطة مائلة | الشرطة المائلة
			、 فاصلة التعداد | بفاصلة تعداد | فاصلة تعداد | فاصلة التعداد
			¶ فاصل الفقرتين | بفاصل فقرات | فاصل فقرات | فاصل الفقرتين`),
		nouns: map[noun]forms{
			paragraph:  arabicNoun("الفقرة {l}", "فقرة جديدة {l}", "الفقرات {l}{j}{m}"),
			unlabelled: arabicNoun("الفقرة", "فقرة جديدة", ""),
			recital:    arabicNoun("الفقرة {l} من الديباجة", "فقرة جديدة {l} من فقرات الديباجة", "الفقرات {l}{j}{m} من الديباجة"),
			nthRecital: arabicNoun("الفقرة {n} من الديباجة", "فقرة جديدة من فقرات الديباجة", ""),
			item:       arabicNoun("الفقرة الفرعية {l}", "فقرة فرعية جديدة {l}", "الفقرات الفرعية {l}{j}{m}"),
			chapeau:    arabicNoun("الجزء الاستهلالي", "جزء استهلالي جديد", ""),
			tail:       arabicNoun("الجزء الختامي", "جزء ختامي جديد", ""),
			heading:    arabicNoun("العنوان {l}", "عنوان جديد {l}", "العناوين {l}{j}{m}"),
			titled:     arabicNoun("العنوان {q}", "عنوان جديد", ""),
			under:      {of: "تحت العنوان {q}"},
			title:      arabicNoun("عنوان الوثيقة", "عنوان جديد للوثيقة", ""),
			formula:    arabicNoun("العبارة الافتتاحية", "عبارة افتتاحية جديدة", ""),
			footnote:   arabicNoun("الحاشية {l}", "حاشية جديدة {l}", "الحواشي {l}{j}{m}"),
			annex:      arabicNoun("المرفق", "مرفق جديد", ""),
			nthAnnex:   arabicNoun("المرفق {l}", "مرفق جديد {l}", ""),
			annexTitle: arabicNoun("العنوان", "مرفق جديد", ""),
			beginning:  arabicNoun("الفقرة التي تبدأ بعبارة {q}", "", ""),
			following:  arabicNoun("الفقرة {q} الواردة بعد الفقرة التي تبدأ بعبارة {r}", "", ""),
			counted:    arabicNoun("الفقرة ذات الترتيب {l} في النص", "", ""),
		},
		insertAfter: "إضافة {t} بعد {p}، بالنص التالي: {w}.", insertFirst: "إضافة {t} في بداية النص، بالنص التالي: {w}.",
		deleted: "حذف {p}.", moveAfter: "نقل {p} إلى ما بعد {q}.", moveFirst: "نقل {p} إلى بداية النص.",
		split: "تقسيم {p}: {t}.", splitAt: "تقسيم {p} إلى فقرتين {t}.",
		splitPlace: map[At]string{After: "بعد {a}", Before: "قبل {a}"},
		merge:      "دمج {p}.", merged: "في النص المدمج",
		becomes: "إعادة ترقيم {p} لتصبح {q}.", becomeRun: "إعادة ترقيم {p} لتصبح {q}.",
		unnumber: "حذف الرقم {p}.", number: "ترقيم {p} بالرقم {l}.",
		insertedAs: map[noun]string{heading: "{p} الجديد", titled: "{p} الجديد", title: "{p} الجديد", annexTitle: "{p} الجديد", tail: "{p} الجديد"},
		inserted:   "{p} الجديدة", justInserted: "الفقرة الجديدة التي تليت للتو", insertNote: "إضافة {t} بالنص التالي: {w}.",
		through: [2]string{" إلى ", ""},
	}
}

// arabicNoun gives the forms of a noun.
func arabicNoun(name, fresh, several string) forms {
	return forms{bare: name, of: "من " + name, in: "في " + name, with: name, fresh: fresh, several: several}
}
