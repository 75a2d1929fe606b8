"""The applicant of a case and the office write to each other.

What is written lies in the history of the case, in the part that can lawfully be erased; the other
side is told by the notices room. Neither is an act of the procedure: no term begins with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.cases.linking import works_or_operates
from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.citizens.permission import acts_as_applicant, at_the_counter
from engine.definitions.loading import Definition, program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.citizens import application_of

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Written:
    """It stands in the history, at this place."""

    case_id: int
    seq: int


def write_to_office(
    installation: Installation, actor: Actor, case_id: int, text: str
) -> Written | Refused:
    """The applicant, or the counter for them, writes to who works on the case."""
    return _write(
        installation,
        actor,
        case_id,
        text,
        EventKind.APPLICANT_WROTE,
        lambda _: acts_as_applicant(actor, case_id),
    )


def write_to_applicant(
    installation: Installation, actor: Actor, case_id: int, text: str
) -> Written | Refused:
    """Who works on the case, or the counter, writes to the applicant."""

    def may(definition: Definition) -> bool:
        inside = not actor.outside and works_or_operates(actor, definition)
        return inside or at_the_counter(actor)

    return _write(installation, actor, case_id, text, EventKind.OFFICE_WROTE, may)


def _write(
    installation: Installation,
    actor: Actor,
    case_id: int,
    text: str,
    kind: EventKind,
    may: Callable[[Definition], bool],
) -> Written | Refused:
    told = text.strip()
    if not told or len(told) > LONGEST:
        return Refused(RefusalKind.INVALID_DATA, {"field": "text"})

    def verb(connection: Connection) -> Written | Refused:
        town = actor.municipality_id
        loaded = step.load(connection, town, case_id=case_id)
        if loaded is None or application_of(connection, town, case_id) is None:
            return Refused(RefusalKind.NOT_FOUND)
        definition = program_of(installation, connection, town, loaded.instance.definition_id)
        if not may(definition):
            kind_ = RefusalKind.NOT_FOUND if actor.outside else RefusalKind.NO_ROLE
            return Refused(kind_)
        scene = scene_of(installation, actor, loaded)
        scene.ledger.add(kind, detail={"comment": told})
        write_events(connection, scene)
        return Written(case_id, scene.ledger.head.seq)

    return in_one_transaction(installation, actor, verb)
