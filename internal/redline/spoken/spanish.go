package spoken

import (
	"strings"

	"github.com/travaux/travaux/internal/text"
)

// spanish gives the words of Spanish.
func spanish() *phrases {
	q := quotation{"{q}", "{q}"}
	return &phrases{
		open: "“", close: "”", inner: single,
		list: [2]string{", ", " y "}, acts: "; ", sentence: "{p}, {t}.",
		replace: "sustituir {t} por {w}", remove: "suprimir {t}", rewrite: "sustituir todo el texto por {w}",
		editorial: "corrección de forma: {t}", correct: "donde dice {t}, debe decir {w}",
		respace: "corregir los espacios en {t}, que debe decir {w}",
		insert: map[At]string{After: "después de {a}, insertar {w}", Before: "antes de {a}, insertar {w}",
			Beginning: "al principio, insertar {w}", End: "al final, añadir {w}"},
		sign:  map[At]string{After: "{s} después de {a}", Before: "{s} antes de {a}", Beginning: "{s} al principio", End: "{s} al final"},
		begin: map[At]string{After: "comenzar un nuevo párrafo después de {a}", Before: "comenzar un nuevo párrafo antes de {a}"},
		lift:  "eliminar los corchetes que encierran {t}", enclose: "poner {t} entre corchetes",
		set: map[text.MarkKind]string{text.Italic: "poner {t} en cursiva", text.Bold: "poner {t} en negrita", text.Underline: "subrayar {t}",
			text.Superscript: "poner {t} en superíndice", text.Subscript: "poner {t} en subíndice",
			text.NoteAnchor: "colocar la llamada a la nota {l} después de {a}"},
		unset: map[text.MarkKind]string{text.Italic: "quitar la cursiva a {t}", text.Bold: "quitar la negrita a {t}",
			text.Underline: "quitar el subrayado a {t}", text.Superscript: "quitar el superíndice a {t}",
			text.Subscript: "quitar el subíndice a {t}", text.NoteAnchor: "suprimir la llamada a la nota {l} después de {a}"},
		quotations: [4]quotation{q, q, q, q}, before: stands,
		long: alike("el texto que va de {q} a {r}"), nth: "la {n} aparición de {q}", last: "la última aparición de {q}",
		ordinals: strings.Fields("primera segunda tercera cuarta quinta sexta séptima octava novena décima"), figure: "{d}.ª",
		recitals: strings.Fields("primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo"), recitalFig: "{d}.º",
		square: "{q} entre corchetes", round: "{q} entre paréntesis",
		signs: named(`
			, la coma | una coma | una coma | la coma
			; el punto y coma | un punto y coma | un punto y coma | el punto y coma
			: los dos puntos | dos puntos | dos puntos | los dos puntos
			. el punto | un punto | un punto | el punto
			? el signo de interrogación | un signo de interrogación | un signo de interrogación | el signo de interrogación
			! el signo de exclamación | un signo de exclamación | un signo de exclamación | el signo de exclamación
			… los puntos suspensivos | puntos suspensivos | puntos suspensivos | los puntos suspensivos
			( el paréntesis de apertura | un paréntesis de apertura | un paréntesis de apertura | el paréntesis de apertura
			) el paréntesis de cierre | un paréntesis de cierre | un paréntesis de cierre | el paréntesis de cierre
			[ el corchete de apertura | un corchete de apertura | un corchete de apertura | el corchete de apertura
			] el corchete de cierre | un corchete de cierre | un corchete de cierre | el corchete de cierre
			“ las comillas de apertura | comillas de apertura | comillas de apertura | las comillas de apertura
			” las comillas de cierre | comillas de cierre | comillas de cierre | las comillas de cierre
			" las comillas rectas | comillas rectas | comillas rectas | las comillas rectas
			« las comillas angulares de apertura | comillas angulares de apertura | comillas angulares de apertura | las comillas angulares de apertura
			» las comillas angulares de cierre | comillas angulares de cierre | comillas angulares de cierre | las comillas angulares de cierre
			— la raya | una raya | una raya | la raya
			– el guion largo | un guion largo | un guion largo | el guion largo
			/ la barra | una barra | una barra | la barra
			、 la coma de enumeración | una coma de enumeración | una coma de enumeración | la coma de enumeración
			¶ el cambio de párrafo | un cambio de párrafo | un cambio de párrafo | el cambio de párrafo`),
		nouns: map[noun]forms{
			paragraph:  spanishNoun("párrafo {l}", "un nuevo párrafo {l}", "los párrafos {l}{j}{m}"),
			unlabelled: spanishNoun("párrafo", "un nuevo párrafo", ""),
			recital:    spanishNoun("párrafo {l} del preámbulo", "un nuevo párrafo {l} del preámbulo", "los párrafos {l}{j}{m} del preámbulo"),
			nthRecital: spanishNoun("{n} párrafo del preámbulo", "un nuevo párrafo del preámbulo", ""),
			item:       spanishNoun("apartado {l}", "un nuevo apartado {l}", "los apartados {l}{j}{m}"),
			chapeau:    spanishNoun("encabezamiento", "un nuevo encabezamiento", ""),
			tail:       spanishNoun("texto final", "un nuevo texto final", ""),
			heading:    spanishNoun("epígrafe {l}", "un nuevo epígrafe {l}", "los epígrafes {l}{j}{m}"),
			titled:     spanishNoun("epígrafe {q}", "un nuevo epígrafe", ""),
			under:      {of: "bajo el epígrafe {q}"},
			title:      spanishNoun("título", "un nuevo título", ""),
			formula:    spanishNoun("texto introductorio", "un texto introductorio", ""),
			footnote:   {bare: "la nota {l}", of: "de la nota {l}", in: "en la nota {l}", with: "la nota {l}", fresh: "una nueva nota {l}", several: "las notas {l}{j}{m}"},
			annex:      spanishNoun("anexo", "un nuevo anexo", ""),
			nthAnnex:   spanishNoun("anexo {l}", "un nuevo anexo {l}", ""),
			annexTitle: spanishNoun("título", "un nuevo anexo", ""),
			beginning:  spanishNoun("párrafo que comienza por {q}", "", ""),
			following:  spanishNoun("párrafo {q} situado después del párrafo que comienza por {r}", "", ""),
			counted:    spanishNoun("párrafo que ocupa el lugar {l} del texto", "", ""),
		},
		afterOf:     true,
		insertAfter: "después {p}, insertar {t} con el siguiente texto: {w}.", insertFirst: "al principio del texto, insertar {t} con el siguiente texto: {w}.",
		deleted: "suprimir {p}.", moveAfter: "trasladar {p} a continuación {q}.", moveFirst: "trasladar {p} al principio del texto.",
		split: "dividir {p}: {t}.", splitAt: "dividir {p} en dos {t}.",
		splitPlace: map[At]string{After: "después de {a}", Before: "antes de {a}"},
		merge:      "fusionar {p}.", merged: "en el texto fusionado",
		becomes: "{p} pasa a ser {q}.", becomeRun: "{p} pasan a ser {q}.", unnumber: "suprimir el número {p}.", number: "numerar {p} como {l}.",
		inserted: "{p} (nuevo)", justInserted: "del nuevo párrafo que se acaba de leer", insertNote: "insertar {t} con el siguiente texto: {w}.",
		through: [2]string{" a ", " y "},
	}
}

// spanishNoun gives the forms of a masculine noun.
func spanishNoun(name, fresh, several string) forms {
	return forms{bare: "el " + name, of: "del " + name, in: "en el " + name, with: "el " + name, fresh: fresh, several: several}
}
