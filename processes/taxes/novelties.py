"""What the case of a change of the cadastre has done: its service tasks, by kind.

`taxes:novelty` reads what came with the signal (`predio_anterior`, `predios_nuevos`, `titulares`,
`rige_tributo`, `novedad`) and tells whether anybody declares those parcels (`declared`), whether a
person must decide (`ask`: `stands`, `values` or nothing) and what stands there (`pieces`).
`taxes:carry` writes what holds from that day on and tells it (`lines`); inputs besides: `stands`
(a list of `clave` and `predio`) and `values` (`arancel`, `pisos`, `obras`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.taxes.assessing import Floor
from processes.taxes.carrying import carry, declared_then, seen_in
from processes.taxes.from_cadastre import (
    Novelty,
    Valued,
    asks_a_person,
    notice_of,
    pieces_of,
    told_of,
)

_WRONG = (KeyError, TypeError, ValueError, ArithmeticError)


def novelty_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    return {
        "taxes:novelty": lambda work: _reading(installation, work),
        "taxes:carry": lambda work: _carrying(installation, work),
    }


def _reading(installation: Installation, work: Work) -> Result:
    try:
        notice = notice_of(work.payload)
    except _WRONG as fault:
        return _unread(fault)
    rows = declared_then(installation, work.municipality_id, notice)
    seen = seen_in(installation, work.municipality_id, notice.from_on.year)
    first = seen(rows[0]) if rows else None
    pieces = [
        {"clave": each.key, "pieza": each.label, "valor": each.value, "predio": None}
        for each in pieces_of(rows, seen)
    ]
    ask = ""
    if rows and asks_a_person(notice, rows):
        ask = "values" if notice.kind is Novelty.VALUES else "stands"
    floors = [
        {"area": floor.area, "valor_unitario": floor.unit_value, "depreciacion": floor.depreciation}
        for floor in (first.floors if first else ())
    ]
    return Done(
        {
            "declared": bool(rows),
            "ask": ask,
            "pieces": pieces,
            "floors": floors,
            "land_value": first.land_value if first else None,
            "works": first.works if first else None,
            "kind": str(notice.kind),
        }
    )


def _carrying(installation: Installation, work: Work) -> Result:
    try:
        notice = notice_of(work.payload)
        stands = {str(e["clave"]): str(e["predio"]) for e in work.payload.get("stands") or ()}
        valued = _valued(work.payload.get("values")) if notice.kind is Novelty.VALUES else None
    except _WRONG as fault:
        return _unread(fault)
    done = carry(
        installation, work.municipality_id, work.case_id or 0, notice, stands, valued
    )  # fmt: skip
    seen = seen_in(installation, work.municipality_id, notice.from_on.year)
    return Done({"lines": told_of(done, seen)})


def _valued(told: Mapping[str, Any] | None) -> Valued | None:
    if told is None:
        return None
    names = ("area", "valor_unitario", "depreciacion")
    floors = tuple(
        Floor(*(Decimal(each[name]) for name in names)) for each in told.get("pisos") or ()
    )
    return Valued(Decimal(told["arancel"]), floors, Decimal(told.get("obras") or 0))


def _unread(fault: Exception) -> Incident:
    said = N_("No se entiende lo que avisó el catastro: falta o no vale «%(what)s».")
    return Incident(phrase(said, what=str(fault).strip("'")))
