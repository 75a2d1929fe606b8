"""The archive, for its archivist; an auditor reads it. Others find its lists empty."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.refusals import RefusalKind, Refused
from engine.retention.disposing import Act, dispose
from engine.retention.disposing import Disposed as WasDisposed
from engine.retention.holding import Held, hold, release
from engine.retention.rules import ARCHIVIST, Series, series_of
from storage.queries.casefile import disposals_of
from storage.queries.cases import case_by_number
from ui.api.answers import address, answer, id_of
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.invalid import late_day
from ui.api.problems import not_found, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, room
from ui.api.shapes.archive import (
    Disposals,
    DisposalShape,
    Disposed,
    DueCase,
    DueCases,
    HoldShape,
    Lifted,
    NewDisposal,
    NewHold,
    SeriesList,
    SeriesShape,
)
from ui.api.shapes.around import Made

router = room("archive")
Why = Annotated[str, Query(min_length=1, max_length=2_000, description="Why it is lifted.")]


@router.get("/archive/series", **reads(Scope.ARCHIVE_READ, SeriesList))
def series(here: Here) -> Response:
    """Every series with its rule, the holds upon it, and how much of it is due."""
    return answer(here, SeriesList(items=[series_shape(each) for each in kept(here)]))


@router.get("/archive/due", **reads(Scope.ARCHIVE_READ, DueCases))
def due(here: Here) -> Response:
    """The cases that may be disposed of today: closed long enough ago, and not held."""
    items = [
        DueCase(number=row.number, title=row.title, process=each.key, closed_at=row.closed_at)
        for each in kept(here)
        for row in each.due
    ]
    return answer(here, DueCases(items=items))


@router.post("/archive/holds", **writes(Scope.ARCHIVE_WRITE, Made, status=201))
def held(here: Here, asked: NewHold, key: Key = None) -> Response:
    """Hold a series: by order of a court or an audit nothing of it is disposed of."""

    def work() -> Response:
        outcome = hold(here.installation, here.actor, asked.process, asked.reason, asked.basis)
        if not isinstance(outcome, Held):
            raise of_refusal(outcome)
        where = {"location": address(here, "archive", "series")}
        return answer(here, Made(id=str(outcome.hold_id)), status=201, headers=where)

    return once(here, key, work)


@router.delete("/archive/holds/{hold_id}", **writes(Scope.ARCHIVE_WRITE, Lifted))
def lifted(here: Here, hold_id: Identifier, reason: Why) -> Response:
    """Lift a hold."""
    outcome = release(here.installation, here.actor, id_of(hold_id), reason)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Lifted(id=hold_id))


@router.get("/archive/disposals", **reads(Scope.ARCHIVE_READ, Disposals))
def disposals(here: Here) -> Response:
    """The acts of disposal so far."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = disposals_of(connection, town) if kept(here) else ()
    items = [
        DisposalShape(
            id=str(row.id),
            act=row.act,
            act_on=row.act_on,
            basis=row.basis,
            cases=row.cases,
            list_sha256=row.list_sha256,
            made_at=row.made_at,
        )
        for row in rows
    ]
    return answer(here, Disposals(items=items))


@router.post("/archive/disposals", **writes(Scope.ARCHIVE_WRITE, Disposed, status=201))
def disposed(here: Here, asked: NewDisposal, key: Key = None) -> Response:
    """Dispose of cases that are due, by an act and in no other way."""
    if ARCHIVIST not in here.actor.roles:
        raise of_refusal(Refused(RefusalKind.NO_ROLE))

    def work() -> Response:
        act = Act(asked.act, asked.act_on, asked.basis)
        outcome = dispose(here.installation, here.actor, ids_of(here, asked.cases), act)
        if not isinstance(outcome, WasDisposed):
            raise late_day(outcome, "act_on") or of_refusal(outcome)
        shape = Disposed(
            id=str(outcome.disposal_id), cases=outcome.cases, contents=outcome.contents
        )
        where = {"location": address(here, "archive", "disposals")}
        return answer(here, shape, status=201, headers=where)

    return once(here, key, work)


def kept(here: Program) -> tuple[Series, ...]:
    """The series that the token may know of: all, or none."""
    found = series_of(here.installation, here.actor)
    return () if isinstance(found, Refused) else found


def ids_of(here: Program, numbers: list[str]) -> set[int]:
    """The cases with these numbers."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        found = {number: case_by_number(connection, town, number) for number in numbers}
    if None in found.values():
        raise not_found()
    return {case.id for case in found.values() if case is not None}


def series_shape(each: Series) -> SeriesShape:
    """A series as it travels."""
    holds = [
        HoldShape(id=str(row.id), reason=row.reason, basis=row.basis, placed_at=row.placed_at)
        for row in each.holds
    ]
    return SeriesShape(
        process=each.key,
        title=each.title,
        years=each.years,
        source=each.source,
        disposition=each.disposition,
        holds=holds,
        due=len(each.due),
    )
