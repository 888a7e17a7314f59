package text

import "strings"

// referenceWords are the words by which one language refers. All are in lower
// case; a space stands for any white space.
type referenceWords struct {
	tag string
	// units are the words for what can be numbered.
	units map[string]Unit
	// before are words that stand before a unit and change it: "preambular".
	before map[string]Unit
	// and part the labels of a list, to the ends of a range.
	and, to []string
	// above and below stand after the labels.
	above, below []string
	// of leads from a part to the whole; genitive tells that the whole may also
	// follow at once.
	of       []string
	genitive bool
	// the are the words that may stand between of and a noun.
	the []string
	// this are those that name the document or part itself, same those that name the
	// instrument cited last.
	this, same []string
	// there are the words for "of that instrument".
	there []string
	// its are those before a part of the instrument cited last, where the part is
	// its: "its paragraph 62".
	its []string
	// acts are the words for instruments that bear a number.
	acts []string
	// nouns are the other words for instruments.
	nouns []string
	// bodies adopt instruments; their names stand before or after the act.
	bodies []string
	// links stand inside names in lower case.
	links []string
}

// wordsFor gives the words of a language, or of all those known for "".
func wordsFor(language string) []*referenceWords {
	primary, _, _ := strings.Cut(strings.ToLower(language), "-")
	var out []*referenceWords
	for i := range alphabeticReferenceWords {
		if w := &alphabeticReferenceWords[i]; primary == "" || primary == w.tag {
			out = append(out, w)
		}
	}
	return out
}

// unitMap makes a map of lines "unit: word word".
func unitMap(lines ...string) map[string]Unit {
	m := map[string]Unit{}
	for _, l := range lines {
		unit, words, _ := strings.Cut(l, ":")
		for _, w := range strings.Fields(words) {
			m[w] = Unit(unit)
		}
	}
	return m
}

// list parts a line at its bars.
func list(line string) []string { return strings.Split(line, "|") }

var alphabeticReferenceWords = []referenceWords{
	{
		tag: "en",
		units: unitMap("paragraph: paragraph paragraphs para paras", "sub-paragraph: subparagraph subparagraphs sub-paragraph sub-paragraphs subpara sub-para",
			"section: section sections chapter chapters chap", "article: article articles", "annex: annex annexes appendix appendices"),
		before: map[string]Unit{"preambular": PreambularUnit, "operative": ParagraphUnit},
		and:    list("and|or|and/or"), to: list("to|through"),
		above: list("above|supra"), below: list("below|infra"),
		of: list("of|in|to|from|under|contained in|set out in|annexed to"), the: list("the|its|their|his|her|a"),
		this: list("this|the present|present"), same: list("that|the same|the said|said|such"), there: list("thereof|therein"), its: list("its"),
		acts: list("resolutions|resolution|decisions|decision"),
		nouns: list("resolution|decision|report|note|document|outcome document|letter|declaration|political declaration|ministerial declaration|" +
			"convention|agreement|charter|statute|protocol|compact|agenda|plan|programme|programme of action|plan of action|rules of procedure|rules|treaty|covenant|" +
			"statement|conclusions|recommendations|recommendation|guidelines|pact|framework|strategy|memorandum|terms of reference|commitment|consensus|instrument"),
		bodies: list("general assembly|assembly|security council|economic and social council|human rights council|council|conference of the parties|commission on human rights"),
		links:  list("of|the|for|on|and|to|in|against|with|between|concerning"),
	},
	{
		tag: "fr",
		units: unitMap("paragraph: paragraphe paragraphes par", "sub-paragraph: alinéa alinéas",
			"section: section sections chapitre chapitres chap", "article: article articles", "annex: annexe annexes appendice appendices"),
		and: list("et|ou|ainsi que"), to: list("à|jusqu’à|au"),
		above: list("ci-dessus|supra|plus haut"), below: list("ci-dessous|ci-après|infra|plus bas"),
		of: list("de|du|des|d'|à|figurant dans|dans|contenu dans"), the: list("la|le|les|l'|sa|son|leur|ses"),
		this: list("la présente|le présent|présent|présente|cet|cette|ce"), same: list("ladite|ledit|la même|le même"), its: list("son|ses"),
		acts: list("résolutions|résolution|décisions|décision"),
		nouns: list("rapport|note|document|document final|lettre|déclaration|convention|accord|charte|statut|protocole|pacte|programme|" +
			"programme d'action|plan d'action|plan|règlement|règlement intérieur|traité|résolution|décision|cadre|stratégie"),
		bodies: list("de l'assemblée générale|de l'assemblée|du conseil de sécurité|du conseil économique et social|du conseil des droits de l'homme|du conseil|de la conférence des parties"),
		links:  list("de|la|le|les|du|des|sur|pour|et|à|aux|au|en|relative|relatif|universelle|internationale"),
	},
	{
		tag: "es",
		units: unitMap("paragraph: párrafo párrafos párr párrs", "sub-paragraph: apartado apartados inciso incisos subpárrafo subpárrafos",
			"section: sección secciones capítulo capítulos cap", "article: artículo artículos", "annex: anexo anexos apéndice"),
		and: list("y|e|o|u"), to: list("a|al"),
		above: list("supra|anterior|anteriores|precedente|más arriba"), below: list("infra|siguiente|siguientes|más abajo"),
		of: list("de|del|que figura en|en"), the: list("la|el|los|las|su|sus"),
		this: list("la presente|el presente|presente|este|esta"), same: list("dicha|dicho|esa|ese|la misma|el mismo"), its: list("su|sus"),
		acts: list("resoluciones|resolución|decisiones|decisión"),
		nouns: list("informe|nota|documento|documento final|carta|declaración|convención|convenio|acuerdo|estatuto|protocolo|pacto|programa|" +
			"programa de acción|plan de acción|plan|reglamento|tratado|resolución|decisión|marco|estrategia"),
		bodies: list("de la asamblea general|de la asamblea|del consejo de seguridad|del consejo económico y social|del consejo de derechos humanos|del consejo|de la conferencia de las partes"),
		links:  list("de|la|el|los|las|del|sobre|para|y|en|a|al"),
	},
	{
		tag: "ru",
		units: unitMap("paragraph: пункт пункта пункту пунктом пункте пункты пунктов пунктам пунктами пунктах пп",
			"sub-paragraph: подпункт подпункта подпункту подпунктом подпункте подпункты подпунктов подпунктам подпунктами подпунктах",
			"section: раздел раздела разделу разделом разделе разделы разделов разделам разделах глава главы главе главу",
			"article: статья статьи статье статью статьей статей статьям статьями статьях",
			"annex: приложение приложения приложению приложением приложении приложениях"),
		and: list("и|или"), to: list("по|до"),
		above: list("выше"), below: list("ниже"),
		of: list("из|в|к"), genitive: true, the: list("ее|её|своей|своего|его|их"),
		this: list("настоящей|настоящего|настоящему|настоящем|настоящий|настоящее|этого|этой|этот|данного"), same: list("указанной|той же|того же"), its: list("ее|её|их"),
		acts:  list("резолюция|резолюции|резолюцию|резолюцией|резолюций|резолюциях|резолюциям|резолюциями|решение|решения|решению|решением|решении|решений|решениях"),
		nouns: list("доклада|доклад|записки|документа|письма|декларации|конвенции|соглашения|устава|статута|протокола|пакта|программы|плана|правил|договора|резолюции|решения|стратегии"),
		bodies: list("генеральной ассамблеи|ассамблеи|совета безопасности|экономического и социального совета|совета по правам человека|совета|" +
			"конференции сторон"),
		links: list("по|о|об|и|в|для|на|действий|развития"),
	},
	{
		tag: "ar",
		units: unitMap("paragraph: فقرة الفقرة فقرات الفقرات الفقرتين الفقرتان فقرتي",
			"section: القسم قسم الفرع الباب الفصل", "article: المادة مادة المواد المادتين المادتان", "annex: المرفق مرفق المرفقات المرفقين"),
		before: map[string]Unit{},
		and:    list("و|أو"), to: list("إلى|حتى"),
		above: list("أعلاه"), below: list("أدناه"),
		of: list("من|في|الواردة في"), the: nil,
		this: list("هذا|هذه"), same: list("ذلك|تلك|نفس"), there: list("منه|منها"),
		acts: list("قرار|القرار|قرارها|قراره|قراراتها|قرارات|القرارات|قراري|القرارين|قراريها|المقرر|مقرر|مقررها|مقررات|المقررات"),
		nouns: list("تقرير|مذكرة|وثيقة|الوثيقة|رسالة|إعلان|الإعلان|اتفاقية|الاتفاقية|اتفاق|الاتفاق|ميثاق|الميثاق|بروتوكول|البروتوكول|" +
			"برنامج|خطة|النظام|معاهدة|المعاهدة|العهد|قرار|القرار|قرارها|استراتيجية"),
		bodies: list("الجمعية العامة|الجمعية|مجلس الأمن|المجلس الاقتصادي والاجتماعي|مجلس حقوق الإنسان|المجلس|مؤتمر الأطراف"),
	},
}
