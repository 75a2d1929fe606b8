"""Looking up a key in a register, for a form that one fills in.

Only who may work on the task, or may start the procedure, and only what its form takes. Somebody
from outside finds nobody but themselves. Of people each look-up is written into the history of the
municipality, whether it found somebody or not, and there are so many an hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from engine.cases.opening import may_start
from engine.cases.starting import plain_start
from engine.definitions.loading import Definition, active_program_of, form_of_task, program_of
from engine.documents.permission import is_outsider
from engine.documents.places import Place
from engine.forms import Form
from engine.forms.registers import asks_register
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.registers.offering import Found, Register
from engine.tasks.permission import may_complete
from engine.values import Value
from storage.database import Connection
from storage.queries.identity import person_by_id
from storage.queries.tasks import task_by_id
from storage.queries.town_history import lately_about
from storage.words import plain_number

AN_HOUR = timedelta(hours=1)
MOST = 60
"""Look-ups of people by one person in an hour."""
NOBODY = Found()


def look_up(
    installation: Installation, actor: Actor, place: Place, register: str, key: str
) -> Found | Refused:
    """What the register has under the key, for this person at this place; without values where it
    has nothing that they may know."""

    def verb(connection: Connection) -> Found | Refused:
        asked = _asked(installation, connection, actor, place)
        if isinstance(asked, Refused):
            return asked
        definition, form, told = asked
        offered = installation.registers.get(register)
        if offered is None or not asks_register(form, register):
            return Refused(RefusalKind.NOT_FOUND)
        if offered.of_people:
            refused = _noted(installation, connection, actor, {**told, "register": register}, key)
            if refused is not None:
                return refused
        if not _may_know(connection, actor, definition, offered, key):
            return NOBODY
        return offered.lookup(installation, connection, actor, key) or NOBODY

    return installation.database.run(verb, municipality=actor.municipality_id)


def _asked(
    installation: Installation, connection: Connection, actor: Actor, place: Place
) -> tuple[Definition, Form | None, dict[str, Value]] | Refused:
    """The form that is filled in there, if this person may."""
    town = actor.municipality_id
    if place.task_id is None:
        started = active_program_of(installation, connection, town, place.process_key)
        if started is None or not may_start(actor, started):
            return Refused(RefusalKind.NOT_ALLOWED_TO_START)
        form = started.form_of(plain_start(started).form_key)
        return started, form, {"title": started.title}
    task = task_by_id(connection, town, place.task_id)
    if task is None:
        return Refused(RefusalKind.NOT_FOUND)
    if not may_complete(actor, task):
        return Refused(RefusalKind.NOT_HELD)
    definition = program_of(installation, connection, town, task.definition_id)
    form = form_of_task(installation, connection, task, definition)
    return definition, form, {"title": definition.title, "number": task.number}


def _noted(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    told: Mapping[str, Value],
    key: str,
) -> Refused | None:
    """Write down who looked somebody up and for what; refuse who does so too often."""
    history = TownHistory(installation, connection, actor)
    done = lately_about(
        connection,
        actor.municipality_id,
        kind=TownEventKind.PERSON_LOOKED_UP,
        subject_id=actor.person_id,
        since=history.now - AN_HOUR,
        limit=MOST,
    )
    if done >= MOST:
        return Refused(RefusalKind.TOO_MANY_LOOK_UPS, {"limit": str(MOST)})
    kind, seeker = TownEventKind.PERSON_LOOKED_UP, actor.person_id
    history.add(kind, seeker, data=told, detail={"document": key})
    history.write()
    return None


def _may_know(
    connection: Connection, actor: Actor, definition: Definition, register: Register, key: str
) -> bool:
    """People from outside know themselves; who holds no role at all is from outside too."""
    inside = bool(actor.roles) and not (actor.outside or is_outsider(actor, definition))
    if inside or not register.of_people:
        return True
    if actor.outside:  # the register itself gives them what is theirs, and nothing else
        return bool(actor.applicant_of) and not actor.confined
    own = person_by_id(connection, actor.municipality_id, actor.person_id or 0)
    number = plain_number(own.national_id or "") if own else ""
    return bool(number) and number == plain_number(key)
