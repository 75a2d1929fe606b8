"""What a syntax error says to the people who write the expressions: a sentence, in Spanish first.

FEEL itself speaks English (code and logs); every `expected` of the parser has its words here, and a
test sees to it that none is missing.
"""

from engine.sentences import N_, Sentence, phrase

EXPECTED = {
    "a value": N_("un valor"),
    "a name": N_("un nombre"),
    "a name after the dot": N_("un nombre después del punto"),
    "a key": N_("el nombre de una entrada"),
    "the name of a parameter": N_("el nombre de un parámetro"),
    "the end of the cell": N_("el final de la celda"),
    "an operator or the end": N_("un operador o el final"),
    "a known type": N_("un tipo conocido"),
    "list, range, context or function": N_("list, range, context o function"),
    "the end of the range: ] or )": N_("el final del intervalo: ] o )"),
    "a number of a size that can be kept": N_("un número de un tamaño que se pueda guardar"),
    "a date, time or duration in quotes after @": N_(
        "una fecha, hora o duración con comillas tras @"
    ),
    "at most 60 levels of nesting": N_("como máximo 60 niveles de anidamiento"),
    "and or or between comparisons": N_("and u or entre las comparaciones"),
    "a shorter path": N_("un camino más corto"),
    "a shorter text": N_("un texto más corto"),
    "a simpler expression": N_("una expresión más sencilla"),
    "the closing quote": N_("la comilla que cierra el texto"),
    "the end of the comment: */": N_("el final del comentario: */"),
}


def syntax_sentence(*, line: int, column: int, expected: str, found: str) -> Sentence:
    """The error as one plain sentence."""
    known = EXPECTED.get(expected)
    wanted = phrase(known) if known else f"«{expected}»"
    if found:
        return phrase(
            N_("Línea %(line)s, columna %(column)s: se esperaba %(wanted)s, pero hay «%(found)s»."),
            line=line, column=column, wanted=wanted, found=found,
        )  # fmt: skip
    return phrase(
        N_("Línea %(line)s, columna %(column)s: se esperaba %(wanted)s, pero el texto termina."),
        line=line, column=column, wanted=wanted,
    )  # fmt: skip
