"""When somebody leaves: their sessions end at once, their roles too, and their tasks go on.

The door is shut first, in one transaction; the tasks follow one by one, each under the lock of its
case. Asking again does what was left over.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.granting import refusal_of_last
from engine.identity.people import administering, because, known_person
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.handing_over import HandedOver, hand_over
from engine.teams.leaving import shut_out
from storage.database import Connection
from storage.queries.people import tasks_in_hands_of
from storage.writes import identity as writes
from storage.writes.substitutions import end_substitutions_of


@dataclass(frozen=True, slots=True)
class Left:
    """The person is out; what became of the tasks in their hands. `kept`: others were at work in
    those cases just then, and the task still bears their name."""

    person_id: int
    released: int = 0
    passed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Returned:
    """The person may come in again; roles and password are given anew."""

    person_id: int


def disable_person(
    installation: Installation,
    actor: Actor,
    person_id: int,
    reason: str,
    *,
    pass_to: int | None = None,
) -> Left | Refused:
    """Shut somebody out. Their tasks go to a colleague, as far as that one has the roles, and are
    free for everybody of the role otherwise."""

    def verb(connection: Connection, history: TownHistory) -> Left | Refused:
        town = actor.municipality_id
        person = known_person(connection, town, person_id)
        if isinstance(person, Refused):
            return person
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        if person.active_until is not None and person.active_until <= history.now:
            return Left(person_id)
        refused = refusal_of_last(connection, actor, person_id, history.now)
        if refused is not None:
            return refused
        _shut(connection, history, town, person_id, reason)
        return Left(person_id)

    answer = administering(installation, actor, verb, about=person_id)
    if isinstance(answer, Refused):
        return answer
    shut_out(installation, actor.municipality_id, person_id)
    return _let_go(installation, actor, person_id, reason, pass_to)


def return_person(
    installation: Installation, actor: Actor, person_id: int, reason: str
) -> Returned | Refused:
    """Let somebody who left come back; they hold no role until one is given."""

    def verb(connection: Connection, history: TownHistory) -> Returned | Refused:
        person = known_person(connection, actor.municipality_id, person_id)
        if isinstance(person, Refused):
            return person
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        if person.active_until is not None:
            writes.deactivate_person(connection, actor.municipality_id, person_id, until=None)
            history.add(TownEventKind.PERSON_RETURNED, person_id, detail=because(reason))
        return Returned(person_id)

    return administering(installation, actor, verb)


def _shut(
    connection: Connection, history: TownHistory, town: int, person_id: int, reason: str
) -> None:
    now = history.now
    writes.deactivate_person(connection, town, person_id, until=now)
    writes.end_sessions_of(connection, town, person_id, at=now)
    end_substitutions_of(connection, town, person_id, at=now)
    roles = writes.end_memberships_of(connection, town, person_id, until=now)
    data = {"roles": list(roles)}
    history.add(TownEventKind.PERSON_DISABLED, person_id, data=data, detail=because(reason))


def _let_go(
    installation: Installation, actor: Actor, person_id: int, reason: str, pass_to: int | None
) -> Left:
    with installation.database.read(actor.municipality_id) as connection:
        held = tasks_in_hands_of(connection, actor.municipality_id, person_id)
    told = [
        hand_over(installation, actor, task.task_id, holder_id=person_id, to=pass_to, reason=reason)
        for task in held
    ]
    given = [each for each in told if isinstance(each, HandedOver)]
    passed = sum(each.to is not None for each in given)
    return Left(person_id, len(given) - passed, passed, len(told) - len(given))
