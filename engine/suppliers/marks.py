"""What keeps a supplier from contracting: sanctions and impediments, entered and lifted by acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.suppliers.rights import refusal_to_keep
from storage.database import Connection, TooManyRaces
from storage.queries.suppliers import marks_of, supplier_by_id
from storage.tables.suppliers import MarkKind
from storage.writes.suppliers import insert_mark
from storage.writes.suppliers import lift_mark as write_lifted

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Marked:
    """The mark stands, or holds no more."""

    mark_id: int


def mark_supplier(
    installation: Installation,
    actor: Actor,
    supplier_id: int,
    *,
    kind: str,
    from_on: date | None,
    until_on: date | None,
    source: str,
) -> Marked | Refused:
    """Enter a sanction or an impediment, with where it was found."""
    source = " ".join(source.split())
    wrong = _wrong(kind, from_on, until_on, source)
    refused = refusal_to_keep(actor)
    if refused is not None or wrong or from_on is None:
        return refused or Refused(RefusalKind.INVALID_DATA, {"field": wrong})

    def verb(connection: Connection) -> Marked | Refused:
        town = actor.municipality_id
        row = supplier_by_id(connection, town, supplier_id)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        history, mark_id = TownHistory(installation, connection, actor), installation.ids.new()
        insert_mark(
            connection,
            town,
            mark_id=mark_id,
            supplier_id=supplier_id,
            kind=kind,
            from_on=from_on,
            until_on=until_on,
            source=source,
            at=history.now,
            by=actor.person_id,
        )
        history.add(
            TownEventKind.SUPPLIER_MARKED,
            data={"supplier": str(supplier_id), "mark": str(mark_id), "kind": kind},
            detail={"title": row.name, "reason": source},
        )
        history.write()
        return Marked(mark_id)

    try:
        return installation.database.run(verb, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def lift_mark(
    installation: Installation, actor: Actor, supplier_id: int, mark_id: int, reason: str
) -> Marked | Refused:
    """It holds no more, and why; what was looked at before stays as it was."""
    reason = " ".join(reason.split())
    refused = refusal_to_keep(actor)
    if refused is not None:
        return refused
    if not 0 < len(reason) <= LONGEST:
        return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})

    def verb(connection: Connection) -> Marked | Refused:
        town = actor.municipality_id
        row = supplier_by_id(connection, town, supplier_id)
        known = marks_of(connection, town, supplier_id) if row else ()
        if row is None or mark_id not in {each.id for each in known}:
            return Refused(RefusalKind.NOT_FOUND)
        history = TownHistory(installation, connection, actor)
        if not write_lifted(connection, town, mark_id, at=history.now, by=actor.person_id):
            return Refused(RefusalKind.ANSWERED)
        history.add(
            TownEventKind.SUPPLIER_UNMARKED,
            data={"supplier": str(supplier_id), "mark": str(mark_id)},
            detail={"title": row.name, "reason": reason},
        )
        history.write()
        return Marked(mark_id)

    try:
        return installation.database.run(verb, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def _wrong(kind: str, from_on: date | None, until_on: date | None, source: str) -> str:
    if kind not in tuple(MarkKind):
        return "kind"
    if from_on is None:
        return "from_on"
    if until_on is not None and until_on < from_on:
        return "until_on"
    return "" if 3 <= len(source) <= LONGEST else "source"
