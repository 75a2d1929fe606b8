"""Whether a supplier may contract on a day, and why not. Pure.

Peru: registration in the Registro Nacional de Proveedores in force and for what is bought, and no
disqualification or impediment that day (Ley 32069, art. 30 and its regulation; status K). What the
register does not hold is said to be unknown, which is neither yes nor no.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.queries.suppliers import MarkRow, SupplierRow
from storage.tables.suppliers import MarkKind, SupplierKind


class Ground(StrEnum):
    """Why a supplier may not contract. unknown: the register does not hold them; unregistered: no
    registration is known; not_yet, lapsed: it begins later, or ended before; chapter: it is for
    something else; sanction, impediment: as the register says."""

    UNKNOWN = "unknown"
    UNREGISTERED = "unregistered"
    NOT_YET = "not_yet"
    LAPSED = "lapsed"
    CHAPTER = "chapter"
    SANCTION = "sanction"
    IMPEDIMENT = "impediment"


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground, with its day and where it was found."""

    ground: Ground
    day: date | None = None
    source: str = ""

    def told(self) -> dict[str, str]:
        """As it is kept."""
        day = self.day.isoformat() if self.day else ""
        return {"ground": str(self.ground), "day": day, "source": self.source}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a supplier stands on a day; `eligible` None: the register does not say."""

    number: str
    name: str
    on: date
    eligible: bool | None
    reasons: tuple[Reason, ...]


def standing(
    supplier: SupplierRow | None,
    marks: Iterable[MarkRow],
    on: date,
    *,
    number: str = "",
    chapter: str = "",
) -> Standing:
    """On a day, for what is bought (`chapter`; empty: whatever it is)."""
    if supplier is None:
        return Standing(number, "", on, None, (Reason(Ground.UNKNOWN),))
    reasons = (*_registration(supplier, on, chapter), *_marks(marks, on))
    eligible: bool | None = not reasons
    if reasons and all(each.ground is Ground.UNREGISTERED for each in reasons):
        eligible = None
    return Standing(supplier.number, supplier.name, on, eligible, reasons)


def holds(mark: MarkRow, on: date) -> bool:
    """The sanction or impediment keeps them from contracting that day."""
    begun = mark.from_on <= on and (mark.until_on is None or on <= mark.until_on)
    return begun and mark.lifted_at is None


def reasons_text(reasons: Iterable[Reason]) -> str:
    """As JSON."""
    return json.dumps([each.told() for each in reasons], ensure_ascii=False)


def reasons_in(text: str) -> tuple[Reason, ...]:
    """What was kept so."""
    return tuple(
        Reason(
            Ground(each["ground"]),
            date.fromisoformat(each["day"]) if each["day"] else None,
            each["source"],
        )
        for each in json.loads(text)
    )


def facts_of(supplier: SupplierRow | None, marks: Iterable[MarkRow]) -> Mapping[str, object]:
    """What the register held, as it is kept beside a judgement: no contact and no account."""
    if supplier is None:
        return {}
    days = (supplier.registered_from, supplier.registered_until)
    return {
        "kind": supplier.kind,
        "small": bool(supplier.small),
        "registered": [day.isoformat() if day else "" for day in days],
        "chapters": supplier.chapters.split(),
        "marks": [
            {
                "kind": each.kind,
                "from": each.from_on.isoformat(),
                "until": each.until_on.isoformat() if each.until_on else "",
                "source": each.source,
                "lifted": each.lifted_at is not None,
            }
            for each in marks
        ],
    }


def _registration(supplier: SupplierRow, on: date, chapter: str) -> list[Reason]:
    if supplier.kind == SupplierKind.JOINT:
        return []  # its members are registered, not the joint venture
    begins, ends = supplier.registered_from, supplier.registered_until
    if begins is None:
        return [Reason(Ground.UNREGISTERED)]
    found = []
    if on < begins:
        found.append(Reason(Ground.NOT_YET, begins))
    if ends is not None and ends < on:
        found.append(Reason(Ground.LAPSED, ends))
    if chapter and chapter not in supplier.chapters.split():
        found.append(Reason(Ground.CHAPTER, source=chapter))
    return found


def _marks(marks: Iterable[MarkRow], on: date) -> list[Reason]:
    grounds = {MarkKind.SANCTION: Ground.SANCTION, MarkKind.IMPEDIMENT: Ground.IMPEDIMENT}
    return [
        Reason(grounds[MarkKind(each.kind)], each.from_on, each.source)
        for each in marks
        if holds(each, on)
    ]
