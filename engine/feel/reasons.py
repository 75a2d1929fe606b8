"""Why a value became null, in Spanish, for the people who read a decision's warnings.

FEEL itself speaks English (code and logs). Each sentence is a pattern: `{kind}` is the name of a
kind of value, `{op}` an operator, `{n}` a number, `{}` anything; the Spanish names them by place:
`%(a)s` is the first of them.
A test sees to it that every reason given in the code has its words here.
"""

import re
from functools import lru_cache

from engine.sentences import N_, Fact, Sentence

KINDS = {
    "null": N_("nulo"),
    "boolean": N_("sí o no"),
    "number": N_("número"),
    "string": N_("texto"),
    "date": N_("fecha"),
    "time": N_("hora"),
    "date and time": N_("fecha y hora"),
    "years and months duration": N_("duración en años y meses"),
    "days and time duration": N_("duración en días y horas"),
    "list": N_("lista"),
    "context": N_("contexto"),
    "range": N_("intervalo"),
    "function": N_("función"),
    "Any": N_("cualquier valor"),
    "unknown": N_("desconocido"),
}

REASONS = {
    # operators and comparisons
    "{kind} {op} {kind} has no meaning": N_("la operación %(b)s no existe entre %(a)s y %(c)s"),
    "a {kind} has no negative": N_("un valor de tipo %(a)s no tiene negativo"),
    "the duration is out of range": N_("la duración es demasiado grande"),
    "the date is out of range": N_("la fecha queda fuera de lo que se puede contar"),
    "a date and time with an offset cannot be compared with a local one": N_(
        "una fecha y hora con zona no se compara con una sin zona"
    ),
    "a time with an offset cannot be compared with a local one": N_(
        "una hora con zona no se compara con una sin zona"
    ),
    "{} {op} {} has no result": N_("%(a)s %(b)s %(c)s no tiene resultado"),
    "a {kind} cannot be ordered against a {kind}": N_("no se puede ordenar %(a)s frente a %(b)s"),
    "the condition is a {kind}": N_("la condición no es sí o no, sino %(a)s"),
    # values, lists and contexts
    "a {kind} here has no {}": N_("aquí hay %(a)s, que no tiene «%(b)s»"),
    "a list cannot be filtered by a {kind}": N_("una lista no se filtra con %(a)s"),
    "a list of {} has no item {}": N_("una lista de %(a)s no tiene el elemento %(b)s"),
    "a list of {} has no position {}": N_("una lista de %(a)s no tiene la posición %(b)s"),
    "the length lies outside the list": N_("la longitud pasa del final de la lista"),
    "a list is null": N_("una lista es nula"),
    "expected at least one list": N_("se esperaba al menos una lista"),
    "match must give true or false": N_("la comparación debe dar sí o no"),
    "the lists are nested too deeply": N_("las listas están demasiado anidadas"),
    "every entry needs a key, which is a string": N_("cada entrada necesita una clave de texto"),
    "every entry needs a value and a key of its own": N_(
        "cada entrada necesita un valor y una clave propia"
    ),
    "expected keys that are strings": N_("se esperaban claves de texto"),
    "{} is a {kind} and has no entries": N_("%(a)s es %(b)s y no tiene entradas"),
    "expected contexts only": N_("se esperaban solo contextos"),
    "there is nothing to run over: the list is null": N_("no hay qué recorrer: la lista es nula"),
    "a loop cannot count from or to a {kind}": N_(
        "un recorrido no puede contar desde o hasta %(a)s"
    ),
    "a loop cannot count from {kind} to {kind}": N_(
        "un recorrido no puede contar desde %(a)s hasta %(b)s"
    ),
    # texts and numbers
    "expected a string": N_("se esperaba un texto"),
    "expected strings only": N_("se esperaban solo textos"),
    "a separator is a space, a comma or a period": N_(
        "un separador es un espacio, una coma o un punto"
    ),
    "the separators must differ": N_("los separadores deben ser distintos"),
    "the text is no number": N_("el texto no es un número"),
    "the start position lies outside the string": N_("la posición inicial queda fuera del texto"),
    "the length must be at least 1": N_("la longitud debe ser al menos 1"),
    "the scale must lie between -6111 and 6176": N_("los decimales deben estar entre -6111 y 6176"),
    "the scale is null": N_("falta el número de decimales"),
    "the divisor is zero": N_("el divisor es cero"),
    "the numbers are too far apart": N_("los números están demasiado lejos uno del otro"),
    "the number is not positive": N_("el número no es positivo"),
    "the number is no integer": N_("el número no es entero"),
    "expected numbers only": N_("se esperaban solo números"),
    "expected at least two numbers": N_("se esperaban al menos dos números"),
    "the items cannot be ordered against each other": N_(
        "los elementos no se pueden ordenar entre sí"
    ),
    "expected a boolean, but got {kind}": N_("se esperaba sí o no, y hay %(a)s"),
    "expected booleans only": N_("se esperaban solo sí o no"),
    # dates, clock, ranges
    "there is no such {}": N_("no existe ese valor de tipo %(a)s"),
    "there is no {}": N_("no existe %(a)s"),
    "the {} is no whole number": N_("el valor %(a)s no es un número entero"),
    "there is no clock here": N_("aquí no hay reloj"),
    "the text is no range": N_("el texto no es un intervalo"),
    "the text is no range: {}": N_("el texto no es un intervalo"),
    "the ends must be of one kind and in ascending order": N_(
        "los extremos deben ser del mismo tipo y en orden ascendente"
    ),
    "the ends of the range must be literals": N_(
        "los extremos del intervalo deben ser valores fijos"
    ),
    "the two cannot be ordered against each other": N_("los dos no se pueden ordenar entre sí"),
    "a point or range is null": N_("un punto o intervalo es nulo"),
    "the range has no end on one side": N_("el intervalo no termina por uno de sus lados"),
    "expected a range": N_("se esperaba un intervalo"),
    # patterns
    "the pattern matches an empty text": N_("el patrón acepta un texto vacío"),
    "the replacement has a \\ before neither \\ nor $": N_(
        "el reemplazo tiene una \\ que no precede a \\ ni a $"
    ),
    "the replacement has a $ without a number": N_("el reemplazo tiene un $ sin número"),
    "the flags are s, m, i, x and q": N_("las opciones son s, m, i, x y q"),
    "the pattern is too long": N_("el patrón es demasiado largo"),
    "the pattern is nested too deeply": N_("el patrón está demasiado anidado"),
    "the pattern repeats too much": N_("el patrón repite demasiado"),
    "the pattern ends too early": N_("el patrón termina antes de tiempo"),
    "the pattern has {}": N_("el patrón no se entiende"),
    "the pattern counts from more to less": N_("el patrón cuenta de más a menos"),
    # calls
    "expected {} arguments, but got {}": N_("se esperaban %(a)s argumentos y hay %(b)s"),
    "expected the arguments {}": N_("se esperaban los argumentos %(a)s"),
    "the arguments do not fit": N_("los argumentos no corresponden"),
    "the external function {} is not registered": N_("la función externa %(a)s no está registrada"),
    "there is no such function": N_("no existe esa función"),
    # decisions
    "{} cannot be that value": N_("%(a)s no admite ese valor"),
    "{} cannot be a {kind}": N_("%(a)s no puede ser %(b)s"),
    "the condition is no boolean": N_("la condición no es sí o no"),
    "{} is not one of the allowed values": N_("%(a)s: no es uno de los valores permitidos"),
    "{} must be a {}, but it is a {kind} that does not fit": N_(
        "%(a)s: se espera %(b)s, y hay %(c)s que no corresponde"
    ),
    "the rules that match give different values, but the hit policy is any": N_(
        "las reglas que se cumplen dan valores distintos, y la política de la tabla es ANY"
    ),
    "{n} rules match, but the hit policy is unique": N_(
        "se cumplen %(a)s reglas, y la política de la tabla es UNIQUE: solo una puede cumplirse"
    ),
    # what the house lends: the calendar and the law
    "expected the key of a legal parameter as text, but got {}": N_(
        "la clave de un parámetro legal es un texto"
    ),
    "expected a date, but got {}": N_("se esperaba una fecha"),
    "expected process, fact and value as text, but got {}": N_(
        "el proceso, el dato y su valor son textos"
    ),
    "expected a whole number of days, but got {}": N_("se esperaba un número entero de días"),
    # limits
    "A text became longer than {} characters.": N_("Un texto pasó de %(a)s caracteres."),
    "The expression takes too many steps and was stopped.": N_(
        "La expresión da demasiados pasos y se detuvo."
    ),
    "The functions call each other too deeply.": N_("Las funciones se llaman demasiadas veces."),
    "The decision is nested too deeply.": N_("La decisión está demasiado anidada."),
    "The expression is nested too deeply.": N_("La expresión está demasiado anidada."),
    "The value is too large or too deeply nested.": N_("El valor es demasiado grande o anidado."),
}
_PLACES = {
    "{kind}": "(" + "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True)) + ")",
    "{n}": "([0-9]+)",
    "{op}": r"([-+*/<>=!]+)",
    "{}": "(.+?)",
}


def spanish_reason(message: str) -> str:
    """The reason in Spanish."""
    return str(reason_sentence(message))


def reason_sentence(message: str) -> Sentence:
    """The reason for people, to be told in their language; what stands before a colon (an element)
    stays, and so does a reason that nobody has put into words yet."""
    found = _worded(message)
    if found is None:
        element, colon, rest = message.partition(": ")
        inner = _worded(rest) if colon else None
        found = Sentence("%(a)s: %(b)s", {"a": element, "b": inner}) if inner is not None else None
    return found or Sentence(message)


def _worded(message: str) -> Sentence | None:
    for pattern, spanish in _patterns():
        match = pattern.fullmatch(message)
        if match:
            return Sentence(spanish, dict(zip("abcd", map(_shown, match.groups()), strict=False)))
    return None


_NAMING = {
    "the input ": N_("la entrada %(name)s"),
    "the output ": N_("la salida %(name)s"),
    "the result of ": N_("el resultado de %(name)s"),
    "the value of ": N_("el valor de %(name)s"),
}


def _shown(part: str) -> Fact:
    """A part of a message: a kind of value, or what names a column, with our words for it."""
    if part in KINDS:
        return Sentence(KINDS[part])
    for english, spanish in _NAMING.items():
        if part.startswith(english):
            return Sentence(spanish, {"name": part.removeprefix(english)})
    return part


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The most specific patterns first: those with more fixed words."""
    ordered = sorted(REASONS.items(), key=lambda pair: -len(re.sub(r"\{\w*\}", "", pair[0])))
    return tuple((_pattern(english), spanish) for english, spanish in ordered)


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w*\})", english)
    return re.compile("".join(_PLACES.get(part) or re.escape(part) for part in parts))
