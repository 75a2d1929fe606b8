"""Asking a register by a key of a form: what it has for the fields that are still empty."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from engine.access import Scope
from engine.cases.numerals import decimal_point
from engine.cases.starting import plain_start
from engine.cases.surroundings import surroundings_of
from engine.definitions import program_of
from engine.documents.places import Place
from engine.feel import Host, Value
from engine.forms import Form
from engine.forms.registers import FROM, filled_in, wanted_by
from engine.refusals import Refused
from engine.registers.looking_up import NOBODY, look_up
from ui.api.answers import answer, id_of
from ui.api.definitions import seen
from ui.api.describing import writes
from ui.api.door import Here, Program
from ui.api.problems import of_refusal
from ui.api.rooms import Identifier, room
from ui.api.shapes.look_ups import LookedUp, LookUp
from ui.api.tasks import scene_of

router = room("tasks")


@router.post("/tasks/{task_id}/look-ups", **writes(Scope.TASKS_WRITE, LookedUp, 429))
def look_up_for_task(here: Here, task_id: Identifier, asked: LookUp) -> Response:
    """What a register has for a task that the token may complete. Of people it is written down."""
    number = id_of(task_id)
    scene = scene_of(here, task_id)
    host = scene.case.surroundings.clocked_host
    return found_for(here, Place(number), scene.form, asked, scene.known, host)


@router.post("/definitions/{definition_id}/look-ups", **writes(Scope.CASES_WRITE, LookedUp, 429))
def look_up_for_start(here: Here, definition_id: Identifier, asked: LookUp) -> Response:
    """The same for a case that the token may open. Of people it is written down."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = seen(here, connection, definition_id)
        program = program_of(here.installation, connection, town, row.id)
        host = surroundings_of(here.installation, connection, town, here.now).clocked_host
    form = program.form_of(plain_start(program).form_key)
    return found_for(here, Place(process_key=row.key), form, asked, {}, host)


def found_for(
    here: Program,
    place: Place,
    form: Form | None,
    asked: LookUp,
    known: Mapping[str, Value],
    host: Host,
) -> Response:
    """What was found, by the names of the fields that it fills."""
    point = decimal_point(here.municipality.country)
    typed, name = dict(asked.data), asked.field
    wanted = wanted_by(form, typed, known, name, host=host, point=point) if form else None
    found = NOBODY
    if wanted is None or wanted.takes:
        register, key = (wanted.register, wanted.key) if wanted else ("", "")
        came = look_up(here.installation, here.actor, place, register, key)
        if isinstance(came, Refused):
            raise of_refusal(came)
        found = came
    if form is None or wanted is None:
        return answer(here, LookedUp(values={}, case_number=None))
    filled = filled_in(form, typed, wanted, found.values, found.case, host=host)
    values = {
        name: value
        for name, value in filled.items()
        if name not in typed and not name.startswith(f"{FROM}.")
    }
    return answer(here, LookedUp(values=values, case_number=found.case or None))
