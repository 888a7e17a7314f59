package spoken

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// french gives the words of French.
func french() *phrases {
	ordinals := strings.Fields("deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième")
	q := quotation{"{q}", "{q}"}
	return &phrases{
		open: "«\u202f", close: "\u202f»", inner: strings.NewReplacer("«\u00a0", "“", "«\u202f", "“", "« ", "“", "«", "“", "\u00a0»", "”", "\u202f»", "”", " »", "”", "»", "”"),
		list: [2]string{", ", " et "}, acts: "\u202f; ", sentence: "{p}, {t}.",
		replace: "remplacer {t} par {w}", remove: "supprimer {t}", rewrite: "remplacer tout le texte par {w}",
		editorial: "correction de forme\u00a0: {t}", correct: "au lieu de {t}, lire {w}",
		respace: "corriger les espaces dans {t}, qui se lit {w}",
		insert: map[At]string{After: "après {a}, insérer {w}", Before: "avant {a}, insérer {w}",
			Beginning: "au début, insérer {w}", End: "à la fin, ajouter {w}"},
		sign:  map[At]string{After: "{s} après {a}", Before: "{s} avant {a}", Beginning: "{s} au début", End: "{s} à la fin"},
		begin: map[At]string{After: "aller à la ligne après {a}", Before: "aller à la ligne avant {a}"},
		lift:  "lever les crochets autour de {t}", enclose: "mettre {t} entre crochets",
		set: map[text.MarkKind]string{text.Italic: "mettre {t} en italique", text.Bold: "mettre {t} en gras", text.Underline: "souligner {t}",
			text.Superscript: "mettre {t} en exposant", text.Subscript: "mettre {t} en indice",
			text.NoteAnchor: "placer l’appel de la note {l} après {a}"},
		unset: map[text.MarkKind]string{text.Italic: "supprimer l’italique de {t}", text.Bold: "supprimer le gras de {t}",
			text.Underline: "supprimer le soulignement de {t}", text.Superscript: "supprimer la mise en exposant de {t}",
			text.Subscript: "supprimer la mise en indice de {t}", text.NoteAnchor: "supprimer l’appel de la note {l} après {a}"},
		quotations: [4]quotation{q, q, q, q}, before: stands,
		long: alike("le passage allant de {q} à {r}"), nth: "la {n} occurrence de {q}", last: "la dernière occurrence de {q}",
		ordinals: append([]string{"première"}, ordinals...), figure: "{d}e",
		recitals: append([]string{"premier"}, ordinals...), recitalFig: "{d}e",
		square: "{q} entre crochets", round: "{q} entre parenthèses",
		signs: named(`
			, la virgule | une virgule | une virgule | la virgule
			; le point-virgule | un point-virgule | un point-virgule | le point-virgule
			: les deux-points | deux-points | deux-points | les deux-points
			. le point | un point | un point | le point
			? le point d’interrogation | un point d’interrogation | un point d’interrogation | le point d’interrogation
			! le point d’exclamation | un point d’exclamation | un point d’exclamation | le point d’exclamation
			… les points de suspension | des points de suspension | des points de suspension | les points de suspension
			( la parenthèse ouvrante | une parenthèse ouvrante | une parenthèse ouvrante | la parenthèse ouvrante
			) la parenthèse fermante | une parenthèse fermante | une parenthèse fermante | la parenthèse fermante
			[ le crochet ouvrant | un crochet ouvrant | un crochet ouvrant | le crochet ouvrant
			] le crochet fermant | un crochet fermant | un crochet fermant | le crochet fermant
			“ le guillemet anglais ouvrant | un guillemet anglais ouvrant | un guillemet anglais ouvrant | le guillemet anglais ouvrant
			” le guillemet anglais fermant | un guillemet anglais fermant | un guillemet anglais fermant | le guillemet anglais fermant
			" le guillemet droit | un guillemet droit | un guillemet droit | le guillemet droit
			« le guillemet ouvrant | un guillemet ouvrant | un guillemet ouvrant | le guillemet ouvrant
			» le guillemet fermant | un guillemet fermant | un guillemet fermant | le guillemet fermant
			— le tiret long | un tiret long | un tiret long | le tiret long
			– le tiret | un tiret | un tiret | le tiret
			/ la barre oblique | une barre oblique | une barre oblique | la barre oblique
			、 la virgule d’énumération | une virgule d’énumération | une virgule d’énumération | la virgule d’énumération
			¶ le passage à la ligne | un passage à la ligne | un passage à la ligne | le passage à la ligne`),
		nouns: map[noun]forms{
			paragraph:  masculine("paragraphe {l}", "paragraphes {l}{j}{m}"),
			unlabelled: masculine("paragraphe", ""),
			recital:    masculine("paragraphe {l} du préambule", "paragraphes {l}{j}{m} du préambule"),
			nthRecital: {bare: "le {n} alinéa du préambule", of: "du {n} alinéa du préambule", in: "au {n} alinéa du préambule",
				with: "le {n} alinéa du préambule", fresh: "un nouvel alinéa du préambule"},
			item:       elided("alinéa {l}", "un nouvel alinéa {l}", "les alinéas {l}{j}{m}"),
			chapeau:    {bare: "le chapeau", of: "du chapeau", in: "dans le chapeau", with: "le chapeau", fresh: "un nouveau chapeau"},
			tail:       {bare: "le membre de phrase final", of: "du membre de phrase final", in: "dans le membre de phrase final", with: "le membre de phrase final", fresh: "un nouveau membre de phrase final"},
			heading:    elided("intertitre {l}", "un nouvel intertitre {l}", "les intertitres {l}{j}{m}"),
			titled:     elided("intertitre {q}", "un nouvel intertitre", ""),
			under:      {of: "sous l’intertitre {q}"},
			title:      {bare: "le titre", of: "du titre", in: "dans le titre", with: "le titre", fresh: "un nouveau titre"},
			formula:    {bare: "la formule introductive", of: "de la formule introductive", in: "dans la formule introductive", with: "la formule introductive", fresh: "une formule introductive"},
			footnote:   {bare: "la note {l}", of: "de la note {l}", in: "à la note {l}", with: "la note {l}", fresh: "une nouvelle note {l}", several: "les notes {l}{j}{m}"},
			annex:      {bare: "l’annexe", of: "de l’annexe", in: "à l’annexe", with: "l’annexe", fresh: "une nouvelle annexe"},
			nthAnnex:   {bare: "l’annexe {l}", of: "de l’annexe {l}", in: "à l’annexe {l}", with: "l’annexe {l}", fresh: "une nouvelle annexe {l}"},
			annexTitle: {bare: "le titre", of: "du titre", in: "dans le titre", with: "le titre", fresh: "une nouvelle annexe"},
			beginning:  {bare: "le paragraphe commençant par {q}", of: "du paragraphe commençant par {q}", in: "au paragraphe commençant par {q}"},
			following:  masculine("paragraphe {q} qui vient après le paragraphe commençant par {r}", ""),
			counted:    {bare: "le paragraphe occupant le rang {l} dans le texte", of: "du paragraphe occupant le rang {l} dans le texte", in: "au paragraphe occupant le rang {l} dans le texte"},
		},
		insertAfter: "après {p}, insérer {t} se lisant comme suit\u00a0: {w}.", insertFirst: "au début du texte, insérer {t} se lisant comme suit\u00a0: {w}.",
		deleted: "supprimer {p}.", moveAfter: "déplacer {p} après {q}.", moveFirst: "déplacer {p} au début du texte.",
		split: "scinder {p}\u00a0: {t}.", splitAt: "scinder {p} en deux {t}.",
		splitPlace: map[At]string{After: "après {a}", Before: "avant {a}"},
		merge:      "fusionner {p}.", merged: "dans le texte fusionné",
		becomes: "{p} devient {q}.", becomeRun: "{p} deviennent {q}.", unnumber: "supprimer le numéro {p}.", number: "numéroter {l} {p}.",
		insertedAs: map[noun]string{formula: "{p} (nouvelle)"},
		inserted:   "{p} (nouveau)", justInserted: "le nouveau paragraphe qui vient d’être lu", insertNote: "insérer {t} se lisant comme suit\u00a0: {w}.",
		through: [2]string{" à ", " et "},
	}
}

// masculine gives the forms of a noun that begins with a consonant.
func masculine(name, several string) forms {
	f := forms{bare: "le " + name, of: "du " + name, in: "au " + name, with: "le " + name, fresh: "un nouveau " + name}
	if several != "" {
		f.several = "les " + several
	}
	return f
}

// elided gives the forms of a noun that begins with a vowel.
func elided(name, fresh, several string) forms {
	return forms{bare: "l’" + name, of: "de l’" + name, in: "à l’" + name, with: "l’" + name, fresh: fresh, several: several}
}
