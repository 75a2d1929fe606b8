"""What the functions of FEEL give, in a line of plain words, for the list under a formula.

The most used ones are explained; the others are offered with their signature alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from gettext import NullTranslations

from engine.definitions.variables import FUNCTIONS as LENT
from engine.feel.builtins import SIGNATURES
from engine.sentences import N_

_TYPES = re.compile(r":\s*[^,)]+")
MOST_NAMES = 600
WORDS = {
    "abs": N_("sin su signo"),
    "all": N_("si todos son verdaderos"),
    "any": N_("si alguno es verdadero"),
    "append": N_("la lista con más elementos al final"),
    "ceiling": N_("el entero igual o mayor"),
    "concatenate": N_("varias listas en una"),
    "contains": N_("si el texto contiene al otro"),
    "count": N_("cuántos elementos hay"),
    "date": N_("una fecha, de un texto o de año, mes y día"),
    "date and time": N_("una fecha con su hora"),
    "day of week": N_("el día de la semana, en inglés"),
    "decimal": N_("redondeado a esos decimales"),
    "distinct values": N_("cada valor una sola vez"),
    "duration": N_("una duración: P30D son 30 días, P1Y un año"),
    "ends with": N_("si el texto termina así"),
    "even": N_("si es par"),
    "flatten": N_("una sola lista de listas dentro de listas"),
    "floor": N_("el entero igual o menor"),
    "get value": N_("lo que hay bajo ese nombre"),
    "index of": N_("en qué lugares de la lista está"),
    "last day of month": N_("el último día del mes de esa fecha"),
    "list contains": N_("si la lista contiene el elemento"),
    "lower case": N_("en minúsculas"),
    "matches": N_("si el texto tiene esa forma"),
    "max": N_("el mayor"),
    "mean": N_("el promedio"),
    "min": N_("el menor"),
    "modulo": N_("lo que sobra al dividir"),
    "month of year": N_("el mes, en inglés"),
    "not": N_("lo contrario"),
    "now": N_("este momento"),
    "number": N_("el número que dice un texto"),
    "odd": N_("si es impar"),
    "replace": N_("el texto con una parte cambiada"),
    "reverse": N_("la lista al revés"),
    "round down": N_("redondeado hacia cero"),
    "round half up": N_("redondeado al más cercano; la mitad, hacia arriba"),
    "round up": N_("redondeado alejándose de cero"),
    "sort": N_("la lista ordenada"),
    "split": N_("las partes de un texto"),
    "starts with": N_("si el texto empieza así"),
    "string": N_("el valor como texto"),
    "string join": N_("varios textos en uno"),
    "string length": N_("cuántas letras tiene"),
    "sublist": N_("una parte de la lista"),
    "substring": N_("una parte del texto"),
    "sum": N_("la suma"),
    "time": N_("una hora"),
    "today": N_("la fecha de hoy"),
    "union": N_("varias listas en una, sin repetir"),
    "upper case": N_("en mayúsculas"),
    "years and months duration": N_("los meses enteros entre dos fechas"),
    "business days after": N_("la fecha tantos días hábiles después"),
    "business days between": N_("cuántos días hábiles hay entre dos fechas"),
    "legal parameter": N_("un número de la ley en una fecha, como la UIT"),
}


def offer(
    words: NullTranslations,
    names: Iterable[tuple[str, str]],
    law: Iterable[tuple[str, str]] = (),
) -> str:
    """What may be completed in formulas, as JSON: `names` with their words, the functions, and the
    numbers of the law by their key.

    Each is `text` (what is written), `shown` (what is read) and, for a function, `call`."""
    told: dict[str, str] = {}
    for name, about in names:
        if name and len(told) < MOST_NAMES:
            told.setdefault(name, f"{name} · {about}" if about and about != name else name)
    own = [{"text": name, "shown": shown} for name, shown in told.items()]
    found = []
    for name in sorted({*SIGNATURES, *LENT}):
        about = words.gettext(WORDS[name]) if name in WORDS else ""
        call = _call(name)
        found.append(
            {"text": f"{name}(", "shown": f"{call} · {about}" if about else call, "call": True}
        )
    keys = [{"text": key, "shown": f"{key} · {about}", "law": True} for key, about in law]
    return json.dumps([*own, *found, *keys], ensure_ascii=False)


def _call(name: str) -> str:
    """«substring(string, start position, length?)»: without the types, which only experts read."""
    if name not in SIGNATURES:
        return f"{name}(…)"
    return _TYPES.sub("", SIGNATURES[name][0].text.replace("...", ""))
