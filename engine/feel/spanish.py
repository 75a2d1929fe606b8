"""What a syntax error says in Spanish, for the people who write the expressions.

FEEL itself speaks English (code and logs); every `expected` of the parser has its words here, and a
test sees to it that none is missing.
"""

EXPECTED = {
    "a value": "un valor",
    "a name": "un nombre",
    "a name after the dot": "un nombre después del punto",
    "a key": "el nombre de una entrada",
    "the name of a parameter": "el nombre de un parámetro",
    "the end of the cell": "el final de la celda",
    "an operator or the end": "un operador o el final",
    "a known type": "un tipo conocido",
    "list, range, context or function": "list, range, context o function",
    "the end of the range: ] or )": "el final del intervalo: ] o )",
    "a number of a size that can be kept": "un número de un tamaño que se pueda guardar",
    "a date, time or duration in quotes after @": "una fecha, hora o duración con comillas tras @",
    "at most 60 levels of nesting": "como máximo 60 niveles de anidamiento",
    "and or or between comparisons": "and u or entre las comparaciones",
    "a shorter path": "un camino más corto",
    "a shorter text": "un texto más corto",
    "a simpler expression": "una expresión más sencilla",
    "the closing quote": "la comilla que cierra el texto",
    "the end of the comment: */": "el final del comentario: */",
}


def spanish_sentence(*, line: int, column: int, expected: str, found: str) -> str:
    """The error as one plain sentence."""
    wanted = EXPECTED.get(expected, f"«{expected}»")
    but = f"hay «{found}»" if found else "el texto termina"
    return f"Línea {line}, columna {column}: se esperaba {wanted}, pero {but}."
