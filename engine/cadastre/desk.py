"""The drawing desk of a case: what it holds, what it drew, and who may draw.

One draws while a task of one's own waits that must leave the plan (a document of the kind
`plano_catastral`), and at no other time: what the reports looked at does not change behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.cadastre.drawing import keep_draft, kept_pieces, try_drawing
from engine.cadastre.faults import rounded
from engine.cadastre.ground import WAYS, Ground, Piece, Tried, Way
from engine.cadastre.holding import ground_of
from engine.cadastre.rights import PLAN
from engine.cases.permission import may_see
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import Definition, program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.permission import may_complete
from storage.database import Connection
from storage.queries.cadastre import drafts_of
from storage.queries.cases import CaseRow, case_by_id, case_by_number
from storage.queries.tasks import tasks_of_case
from storage.tables.cadastre import LandOperation


@dataclass(frozen=True, slots=True)
class Desk:
    """A case, its ground and what it drew so far; `task_id` is the task in which this person may
    draw, None: they only look."""

    case: CaseRow
    ground: Ground
    pieces: tuple[Piece, ...]
    task_id: int | None

    @property
    def ways(self) -> tuple[Way, ...]:
        """How it is drawn, the usual way first."""
        return WAYS[self.ground.operation]


def desk_of(
    installation: Installation, connection: Connection, actor: Actor, number: str
) -> Desk | Refused:
    """The desk of the case with that number, as this person may see it."""
    town_id = actor.municipality_id
    case = case_by_number(connection, town_id, number)
    if case is None:
        return Refused(RefusalKind.NOT_FOUND)
    definition = program_of(installation, connection, town_id, case.definition_id)
    operation = operation_of(definition)
    if actor.outside or not may_see(actor, definition) or operation is None:
        return Refused(RefusalKind.NOT_FOUND)
    ground = _ground(installation, connection, town_id, case.id, operation)
    if not ground.parcels and operation is not LandOperation.REGISTRATION:
        return Refused(RefusalKind.NOT_FOUND)
    pieces = kept_pieces(ground, drafts_of(connection, town_id, case.id))
    task_id = _drawing_task(connection, actor, case.id, definition)
    return Desk(case, ground, pieces, task_id)


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
        town_id = actor.municipality_id
        tried = try_drawing(connection, town_id, desk.ground, way, text)
        if tried.stands:
            drawn = {"drawn_by": actor.person_id, "drawn_at": installation.clock.now()}
            keep_draft(connection, town_id, desk.case.id, tried, **drawn)
        return tried

    return installation.database.run(verb, municipality=actor.municipality_id)


def pieces_drawn(
    installation: Installation, connection: Connection, municipality_id: int, case_id: int
) -> list[dict[str, Any]]:
    """What a case drew, as its reports read it: `name`, `area`, and the area `before` of a parcel
    that stays one."""
    case = case_by_id(connection, municipality_id, case_id)
    assert case is not None  # noqa: S101  # whoever asks works for it
    definition = program_of(installation, connection, municipality_id, case.definition_id)
    operation = operation_of(definition)
    if operation is None:
        return []
    ground = _ground(installation, connection, municipality_id, case_id, operation)
    pieces = kept_pieces(ground, drafts_of(connection, municipality_id, case_id))
    stays = operation is LandOperation.RECTIFICATION
    return [
        {
            "name": each.name,
            "area": rounded(each.shape.area),
            "before": each.of.area if stays and each.of else None,
        }
        for each in pieces
    ]


def operation_of(definition: Definition) -> LandOperation | None:
    """What the cases of a process do to ground; None where they change none."""
    changes = (LandOperation(rule.change) for rule in definition.manifest.enacts)
    return next((each for each in changes if each in WAYS), None)


def _ground(
    installation: Installation, connection: Connection, municipality_id: int, case_id: int,
    operation: LandOperation,
) -> Ground:  # fmt: skip
    calendar = calendar_of(installation, connection, municipality_id)
    today = calendar.local_day(installation.clock.now())
    return ground_of(installation, connection, municipality_id, case_id, operation, today)


def _drawing_task(
    connection: Connection, actor: Actor, case_id: int, definition: Definition
) -> int | None:
    tasks = tasks_of_case(connection, actor.municipality_id, case_id, open_only=True)
    for task in tasks:
        rules = definition.program.element(task.element_key).documents
        if any(rule.kind == PLAN for rule in rules) and may_complete(actor, task):
            return task.id
    return None
