"""The built-in handlers by which a case holds, draws and changes parcels.

`cauce:parcel-hold` (input `codes`: a list, or a text with commas) gives `parcels`, each with its
`code`, `area`, `use`, `address` and `holders`; it throws `predio_desconocido` (`code`) and
`predio_ocupado` (`code`, `number` of the case that has it).
`cauce:parcel-drawing` gives the `pieces` that were drawn, each with `name` and `area`, and their
`total`; it throws `sin_dibujo`.
`cauce:parcel-divide` (input `title`: what it rests on) puts them into the register and gives the
`parcels` and the day `taxed_from`; it throws `sin_dibujo`, and `predio_cambio` with `why`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from engine.cadastre.dividing import Divided, Title, Undone, Why, divide
from engine.cadastre.drawing import name_of
from engine.cadastre.holding import Unheld, hold
from engine.installation import Installation
from engine.jobs.results import BusinessError, Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from storage.queries.cadastre import HolderRow, ParcelRow, drafts_of, holders_of

HOLD = "cauce:parcel-hold"
DRAWING = "cauce:parcel-drawing"
DIVIDE = "cauce:parcel-divide"
UNKNOWN, TAKEN = "predio_desconocido", "predio_ocupado"
UNDRAWN, CHANGED = "sin_dibujo", "predio_cambio"


def parcel_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""

    def holding(work: Work) -> Result:
        codes = _codes(work.payload.get("codes"))
        if codes is None:
            return Incident(phrase(N_("«codes» debe ser el código de un predio, o varios.")))
        answer = hold(installation, work.municipality_id, work.case_id or 0, codes)
        if not isinstance(answer, Unheld):
            return Done({"parcels": _told(installation, work.municipality_id, answer)})
        if answer.taken:
            first = answer.taken[0]
            return BusinessError(TAKEN, {"code": first.code, "number": first.number})
        return BusinessError(UNKNOWN, {"code": ", ".join(answer.unknown)})

    def drawing(work: Work) -> Result:
        with installation.database.read(work.municipality_id) as connection:
            rows = drafts_of(connection, work.municipality_id, work.case_id or 0)
        if not rows:
            return BusinessError(UNDRAWN, {})
        pieces = [{"name": name_of(row.place), "area": row.area} for row in rows]
        return Done({"pieces": pieces, "total": sum((row.area for row in rows), Decimal(0))})

    def dividing(work: Work) -> Result:
        title = work.payload.get("title")
        if not isinstance(title, str) or not title.strip():
            return Incident(phrase(N_("«title» debe decir en qué se funda el cambio.")))
        answer = divide(
            installation, work.municipality_id, work.case_id or 0, Title(title.strip()[:200])
        )
        if isinstance(answer, Divided):
            parcels = _told(installation, work.municipality_id, answer.parcels)
            return Done({"parcels": parcels, "taxed_from": answer.taxed_from})
        return _undone(answer)

    return {HOLD: holding, DRAWING: drawing, DIVIDE: dividing}


def _undone(answer: Undone) -> Result:
    if answer.why is Why.NOTHING_DRAWN:
        return BusinessError(UNDRAWN, {})
    faults = "; ".join(str(each.said) for each in answer.faults)
    return BusinessError(CHANGED, {"why": faults or str(answer.why)})


def _codes(given: object) -> list[str] | None:
    if isinstance(given, str):
        given = re.split(r"[,;\s]+", given)
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        return None
    return [each for each in given if each] or None


def _told(
    installation: Installation, municipality_id: int, rows: Iterable[ParcelRow]
) -> list[dict[str, Any]]:
    with installation.database.read(municipality_id) as connection:
        return [
            {
                "code": row.code,
                "area": row.area,
                "use": row.land_use,
                "address": row.address,
                "holders": _named(holders_of(connection, municipality_id, row.ba_unit_id)),
            }
            for row in rows
        ]


def _named(rows: Iterable[HolderRow]) -> str:
    """«Quispe Mamani, Rosa (1/2); …» of those who own it today."""
    owners = [row for row in rows if row.end_on is None and row.kind == "ownership"]
    return "; ".join(
        row.name if row.num == row.den else f"{row.name} ({row.num}/{row.den})" for row in owners
    )
