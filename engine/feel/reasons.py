"""Why a value became null, in Spanish, for the people who read a decision's warnings.

FEEL itself speaks English (code and logs). Each sentence is a pattern: `{kind}` is the name of a
kind of value, `{op}` an operator, `{n}` a number, `{}` anything; the Spanish names them by place.
A test sees to it that every reason given in the code has its words here.
"""

import re
from functools import lru_cache

KINDS = {
    "null": "nulo",
    "boolean": "sí o no",
    "number": "número",
    "string": "texto",
    "date": "fecha",
    "time": "hora",
    "date and time": "fecha y hora",
    "years and months duration": "duración en años y meses",
    "days and time duration": "duración en días y horas",
    "list": "lista",
    "context": "contexto",
    "range": "intervalo",
    "function": "función",
    "Any": "cualquier valor",
    "unknown": "desconocido",
}

REASONS = {
    # operators and comparisons
    "{kind} {op} {kind} has no meaning": "la operación {1} no existe entre {0} y {2}",
    "a {kind} has no negative": "un valor de tipo {0} no tiene negativo",
    "the duration is out of range": "la duración es demasiado grande",
    "the date is out of range": "la fecha queda fuera de lo que se puede contar",
    "a date and time with an offset cannot be compared with a local one": (
        "una fecha y hora con zona no se compara con una sin zona"
    ),
    "a time with an offset cannot be compared with a local one": (
        "una hora con zona no se compara con una sin zona"
    ),
    "{} {op} {} has no result": "{0} {1} {2} no tiene resultado",
    "a {kind} cannot be ordered against a {kind}": "no se puede ordenar {0} frente a {1}",
    "the condition is a {kind}": "la condición no es sí o no, sino {0}",
    # values, lists and contexts
    "a {kind} here has no {}": "aquí hay {0}, que no tiene «{1}»",
    "a list cannot be filtered by a {kind}": "una lista no se filtra con {0}",
    "a list of {} has no item {}": "una lista de {0} no tiene el elemento {1}",
    "a list of {} has no position {}": "una lista de {0} no tiene la posición {1}",
    "the length lies outside the list": "la longitud pasa del final de la lista",
    "a list is null": "una lista es nula",
    "expected at least one list": "se esperaba al menos una lista",
    "match must give true or false": "la comparación debe dar sí o no",
    "the lists are nested too deeply": "las listas están demasiado anidadas",
    "every entry needs a key, which is a string": "cada entrada necesita una clave de texto",
    "every entry needs a value and a key of its own": (
        "cada entrada necesita un valor y una clave propia"
    ),
    "expected keys that are strings": "se esperaban claves de texto",
    "{} is a {kind} and has no entries": "{0} es {1} y no tiene entradas",
    "expected contexts only": "se esperaban solo contextos",
    "there is nothing to run over: the list is null": "no hay qué recorrer: la lista es nula",
    "a loop cannot count from or to a {kind}": "un recorrido no puede contar desde o hasta {0}",
    "a loop cannot count from {kind} to {kind}": "un recorrido no puede contar desde {0} hasta {1}",
    # texts and numbers
    "expected a string": "se esperaba un texto",
    "expected strings only": "se esperaban solo textos",
    "a separator is a space, a comma or a period": (
        "un separador es un espacio, una coma o un punto"
    ),
    "the separators must differ": "los separadores deben ser distintos",
    "the text is no number": "el texto no es un número",
    "the start position lies outside the string": "la posición inicial queda fuera del texto",
    "the length must be at least 1": "la longitud debe ser al menos 1",
    "the scale must lie between -6111 and 6176": "los decimales deben estar entre -6111 y 6176",
    "the scale is null": "falta el número de decimales",
    "the divisor is zero": "el divisor es cero",
    "the numbers are too far apart": "los números están demasiado lejos uno del otro",
    "the number is not positive": "el número no es positivo",
    "the number is no integer": "el número no es entero",
    "expected numbers only": "se esperaban solo números",
    "expected at least two numbers": "se esperaban al menos dos números",
    "the items cannot be ordered against each other": "los elementos no se pueden ordenar entre sí",
    "expected a boolean, but got {kind}": "se esperaba sí o no, y hay {0}",
    "expected booleans only": "se esperaban solo sí o no",
    # dates, clock, ranges
    "there is no such {}": "no existe ese valor de tipo {0}",
    "there is no {}": "no existe {0}",
    "the {} is no whole number": "el valor {0} no es un número entero",
    "there is no clock here": "aquí no hay reloj",
    "the text is no range": "el texto no es un intervalo",
    "the text is no range: {}": "el texto no es un intervalo",
    "the ends must be of one kind and in ascending order": (
        "los extremos deben ser del mismo tipo y en orden ascendente"
    ),
    "the ends of the range must be literals": "los extremos del intervalo deben ser valores fijos",
    "the two cannot be ordered against each other": "los dos no se pueden ordenar entre sí",
    "a point or range is null": "un punto o intervalo es nulo",
    "the range has no end on one side": "el intervalo no termina por uno de sus lados",
    "expected a range": "se esperaba un intervalo",
    # patterns
    "the pattern matches an empty text": "el patrón acepta un texto vacío",
    "the replacement has a \\ before neither \\ nor $": (
        "el reemplazo tiene una \\ que no precede a \\ ni a $"
    ),
    "the replacement has a $ without a number": "el reemplazo tiene un $ sin número",
    "the flags are s, m, i, x and q": "las opciones son s, m, i, x y q",
    "the pattern is too long": "el patrón es demasiado largo",
    "the pattern is nested too deeply": "el patrón está demasiado anidado",
    "the pattern repeats too much": "el patrón repite demasiado",
    "the pattern ends too early": "el patrón termina antes de tiempo",
    "the pattern has {}": "el patrón no se entiende",
    "the pattern counts from more to less": "el patrón cuenta de más a menos",
    # calls
    "expected {} arguments, but got {}": "se esperaban {0} argumentos y hay {1}",
    "expected the arguments {}": "se esperaban los argumentos {0}",
    "the arguments do not fit": "los argumentos no corresponden",
    "the external function {} is not registered": "la función externa {0} no está registrada",
    "there is no such function": "no existe esa función",
    # decisions
    "{} cannot be that value": "{0} no admite ese valor",
    "{} cannot be a {kind}": "{0} no puede ser {1}",
    "the condition is no boolean": "la condición no es sí o no",
    "{} is not one of the allowed values": "{0}: no es uno de los valores permitidos",
    "{} must be a {}, but it is a {kind} that does not fit": (
        "{0}: se espera {1}, y hay {2} que no corresponde"
    ),
    "the rules that match give different values, but the hit policy is any": (
        "las reglas que se cumplen dan valores distintos, y la política de la tabla es ANY"
    ),
    "{n} rules match, but the hit policy is unique": (
        "se cumplen {0} reglas, y la política de la tabla es UNIQUE: solo una puede cumplirse"
    ),
    # what the house lends: the calendar and the law
    "expected the key of a legal parameter as text, but got {}": (
        "la clave de un parámetro legal es un texto"
    ),
    "expected a date, but got {}": "se esperaba una fecha",
    "expected a whole number of days, but got {}": "se esperaba un número entero de días",
    # limits
    "A text became longer than {} characters.": "Un texto pasó de {0} caracteres.",
    "The expression takes too many steps and was stopped.": (
        "La expresión da demasiados pasos y se detuvo."
    ),
    "The functions call each other too deeply.": "Las funciones se llaman demasiadas veces.",
    "The decision is nested too deeply.": "La decisión está demasiado anidada.",
    "The expression is nested too deeply.": "La expresión está demasiado anidada.",
    "The value is too large or too deeply nested.": "El valor es demasiado grande o anidado.",
}
_PLACES = {
    "{kind}": "(" + "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True)) + ")",
    "{n}": "([0-9]+)",
    "{op}": r"([-+*/<>=!]+)",
    "{}": "(.+?)",
}


def spanish_reason(message: str) -> str:
    """The reason in Spanish; what stands before a colon (an element) stays, and so does a reason
    that nobody has put into words yet."""
    found = _translated(message)
    if found is None:
        element, colon, rest = message.partition(": ")
        inner = _translated(rest) if colon else None
        found = f"{element}: {inner}" if inner is not None else message
    return found


def _translated(message: str) -> str | None:
    for pattern, spanish in _patterns():
        match = pattern.fullmatch(message)
        if match:
            return spanish.format(*(KINDS.get(part, part) for part in map(_shown, match.groups())))
    return None


def _shown(part: str) -> str:
    """A part of a message that names a column, with our words for it."""
    for english, spanish in (("the input ", "la entrada "), ("the output ", "la salida ")):
        if part.startswith(english):
            return spanish + part.removeprefix(english)
    told = part.replace("the result of ", "el resultado de ")
    return told.replace("the value of ", "el valor de ")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The most specific patterns first: those with more fixed words."""
    ordered = sorted(REASONS.items(), key=lambda pair: -len(re.sub(r"\{\w*\}", "", pair[0])))
    return tuple((_pattern(english), spanish) for english, spanish in ordered)


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w*\})", english)
    return re.compile("".join(_PLACES.get(part) or re.escape(part) for part in parts))
