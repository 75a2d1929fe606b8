"""The sentences that a scenario of the workshop may use: few, and what each of them takes.

The vocabulary is closed on purpose: whoever runs a process reads and writes it, and nothing that is
written is ever run as code. Steps that are not of it belong to the house's own tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

DAY = r"(?P<day>\S.*?)"
QUOTED = {
    name: rf'["“«](?P<{name}>[^"”»]+)["”»]'
    for name in ("task", "term", "end", "name", "value", "reason", "kind", "letter", "role")
}
WHO = r"(?P<who>[^\s\"“«][^\"“«]{0,60}?)"
CASE = r"el (?:trámite|caso|expediente)"


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence: `key` tells what it does, `kind` where it may stand, `shown` how people see
    it, `table` what its table holds (`fields` by their names), if it has one."""

    key: str
    kind: str
    shown: str
    pattern: str
    table: str = ""
    compiled: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.pattern, re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with what was filled in."""

    wording: Wording
    parts: Mapping[str, str]


_Q = QUOTED
SENTENCES: tuple[Wording, ...] = (
    Wording(
        "today", "given", "que hoy es lunes 2 de marzo de 2026", rf"(?:que )?hoy es (?:el )?{DAY}"
    ),
    Wording(
        "person", "given", 'que Rosa es de "Mesa de partes"',
        rf'(?:que )?{WHO} es (?:de(?:l)? )?(?:la |el )?{_Q["role"]}',
    ),
    Wording(
        "person", "given", "que Rosa es del área usuaria",
        rf"(?:que )?{WHO} es de(?:l)? (?:la |el )?(?P<role>[^\"“«]{{2,80}})",
    ),
    Wording(
        "start", "when", "Rosa inicia el trámite con:",
        rf"{WHO} inicia {CASE}(?: con:?)?", "fields",
    ),
    Wording(
        "complete", "when", 'Rosa completa "Revisar" con:',
        rf"{WHO} completa {_Q['task']}(?: con:?)?", "fields",
    ),
    Wording(
        "try", "when", 'Rosa intenta completar "Revisar" con:',
        rf"{WHO} intenta completar {_Q['task']}(?: con:?)?", "fields",
    ),
    Wording("pay", "when", "se paga la tasa", r"se paga la tasa"),
    Wording(
        "business", "when", "pasan 5 días hábiles", r"pasan? (?P<days>\d{1,4}) días? hábil(?:es)?"
    ),
    Wording("days", "when", "pasan 5 días", r"pasan? (?P<days>\d{1,4}) días?(?: calendario)?"),
    Wording("until", "when", "llega el 9 de marzo de 2026", rf"llega el (?:día )?{DAY}"),
    Wording(
        "message", "when", 'llega el mensaje "respuesta" con:',
        rf"llega el mensaje {_Q['name']}(?: con:?)?", "values",
    ),
    Wording(
        "service", "when", 'el servicio "cauce:http" responde con:',
        rf"el servicio {_Q['kind']} responde(?: con:?)?", "values",
    ),
    Wording(
        "waits", "then", 'espera la tarea "Revisar"',
        rf"(?:que )?espera (?:la tarea )?{_Q['task']}",
    ),
    Wording(
        "waits", "then", 'espera la tarea "Revisar" a Rosa',
        rf"espera (?:la tarea )?{_Q['task']} (?:a|al|para) (?:la |el )?"
        r"[\"“«]?(?P<who>[^\"”»]{2,80}?)[\"”»]?",
    ),
    Wording(
        "waits_not", "then", 'no espera la tarea "Revisar"',
        rf"(?:ya )?no espera (?:la tarea )?{_Q['task']}",
    ),
    Wording(
        "term", "then", 'el plazo "Plazo para resolver" vence el 9 de marzo de 2026',
        rf"el plazo (?:de |para )?{_Q['term']} vence el (?:día )?{DAY}",
    ),
    Wording(
        "due", "then", 'la tarea "Revisar" vence el 9 de marzo de 2026',
        rf"la tarea {_Q['task']} vence el (?:día )?{DAY}",
    ),
    Wording(
        "ends", "then", 'el trámite termina en "Pagado"',
        rf"{CASE} (?:termina|terminó) en {_Q['end']}",
    ),
    Wording("open", "then", "el trámite sigue abierto", rf"{CASE} sigue abierto"),
    Wording(
        "fact", "then", '"Riesgo" es "Alto"', rf"{_Q['name']} es {_Q['value']}"
    ),
    Wording(
        "letter", "then", 'se emitió "Constancia"', rf"se emitió {_Q['letter']}"
    ),
    Wording(
        "cannot", "then", 'no se puede porque "es obligatorio"',
        rf"no se puede,? porque {_Q['reason']}",
    ),
)  # fmt: skip
"""In the order in which they are offered; of two that fit a step the first one counts."""


def said_in(text: str) -> Said | None:
    """Which sentence a step is, and what was filled in; None where it is not of the vocabulary."""
    told = " ".join(text.split()).removesuffix(":")
    for each in SENTENCES:
        found = each.compiled.fullmatch(told)
        if found is not None:
            parts = {name: part.strip() for name, part in found.groupdict().items() if part}
            return Said(each, parts)
    return None
