"""The drawing desk of a case: what it holds, what it drew, and who may draw.

One draws while a task of one's own waits that must leave the plan (a document of the kind
`plano_division`), and at no other time: what the reports looked at does not change behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.cadastre.boxes import shape_of
from engine.cadastre.drawing import Tried, Way, keep_draft, try_division
from engine.cadastre.rights import PLAN
from engine.cadastre.town import LandTown, land_town
from engine.cases.permission import may_see
from engine.deadlines.calendars import calendar_of, town_of
from engine.definitions.loading import Definition, program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.permission import may_complete
from storage.database import Connection
from storage.queries.cadastre import (
    DraftRow,
    ParcelRow,
    drafts_of,
    held_by_case,
    parcel_by_code,
)
from storage.queries.cases import CaseRow, case_by_number
from storage.queries.tasks import tasks_of_case


@dataclass(frozen=True, slots=True)
class Desk:
    """A case and the parcel that it divides; `task_id` is the task in which this person may draw,
    None: they only look."""

    case: CaseRow
    parcel: ParcelRow
    town: LandTown
    drawn: tuple[DraftRow, ...]
    task_id: int | None


def desk_of(
    installation: Installation, connection: Connection, actor: Actor, number: str
) -> Desk | Refused:
    """The desk of the case with that number, as this person may see it."""
    town_id = actor.municipality_id
    case = case_by_number(connection, town_id, number)
    if case is None:
        return Refused(RefusalKind.NOT_FOUND)
    definition = program_of(installation, connection, town_id, case.definition_id)
    if actor.outside or not may_see(actor, definition):
        return Refused(RefusalKind.NOT_FOUND)
    held = held_by_case(connection, town_id, case.id)
    parcel = parcel_by_code(connection, town_id, held[0].code) if held else None
    if parcel is None:
        return Refused(RefusalKind.NOT_FOUND)
    today = calendar_of(installation, connection, town_id).local_day(installation.clock.now())
    land = land_town(connection, town_of(installation, connection, town_id), today)
    drawn = drafts_of(connection, town_id, case.id)
    current = tuple(row for row in drawn if row.parent_id == parcel.id)
    task_id = _drawing_task(connection, actor, case.id, definition)
    return Desk(case, parcel, land, current, task_id)


def draw(
    installation: Installation, actor: Actor, number: str, way: Way, text: str
) -> Tried | Refused:
    """Try a drawing against every rule; one that stands becomes the draft of its case."""

    def verb(connection: Connection) -> Tried | Refused:
        desk = desk_of(installation, connection, actor, number)
        if isinstance(desk, Refused):
            return desk
        if desk.task_id is None:
            return Refused(RefusalKind.NOT_HELD)
        town_id, parcel = actor.municipality_id, desk.parcel
        tried = try_division(connection, town_id, desk.town, parcel, way, text)
        if tried.stands:
            now = installation.clock.now()
            keep_draft(
                connection, town_id, desk.case.id, parcel, tried,
                drawn_by=actor.person_id, drawn_at=now,
            )  # fmt: skip
        return tried

    return installation.database.run(verb, municipality=actor.municipality_id)


def as_tried(desk: Desk) -> Tried:
    """What the case drew, as if it had just been tried."""
    return Tried(tuple(shape_of(row.ground) for row in desk.drawn))


def _drawing_task(
    connection: Connection, actor: Actor, case_id: int, definition: Definition
) -> int | None:
    tasks = tasks_of_case(connection, actor.municipality_id, case_id, open_only=True)
    for task in tasks:
        rules = definition.program.element(task.element_key).documents
        if any(rule.kind == PLAN for rule in rules) and may_complete(actor, task):
            return task.id
    return None
