"""How suppliers stand today, for models and forms: `supplier standing(number)` in FEEL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.calendar.feel_functions import Standings
from engine.suppliers.eligibility import Ground, Reason, standing
from storage.database import Connection
from storage.queries.suppliers import marks_of, supplier_by_number

WORDS = {
    Ground.UNKNOWN: "no está en el registro de proveedores",
    Ground.UNREGISTERED: "no consta su inscripción en el RNP",
    Ground.NOT_YET: "su inscripción en el RNP todavía no empieza",
    Ground.LAPSED: "su inscripción en el RNP venció",
    Ground.CHAPTER: "su inscripción en el RNP es para otra cosa",
    Ground.SANCTION: "está sancionado",
    Ground.IMPEDIMENT: "está impedido de contratar",
}
"""What a process reads; pages say it in the language of the reader (`ui.suppliers`)."""


def standings_in(connection: Connection, municipality_id: int, today: date) -> Standings:
    """Those of a municipality on a day: `elegible` (null where the register does not say), and
    `motivos` in words."""

    def _found(number: str) -> Mapping[str, object]:
        row = supplier_by_number(connection, municipality_id, number.strip())
        marks = marks_of(connection, municipality_id, row.id) if row else ()
        found = standing(row, marks, today, number=number)
        return {
            "elegible": found.eligible,
            "motivos": [_words(each) for each in found.reasons],
            "fecha": today,
        }

    return _found


def _words(reason: Reason) -> str:
    parts = [WORDS[reason.ground]]
    if reason.day is not None:
        parts.append(f"({reason.day:%d/%m/%Y})")
    if reason.source and reason.ground is not Ground.CHAPTER:
        parts.append(f"– {reason.source}")
    return " ".join(parts)
