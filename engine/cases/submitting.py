"""What people enter: checked against the form of the element, then kept whole and unchangeable.

The submission is an appended row with all the data; the process itself keeps only what it reads.
The event of the act holds a salted digest of the submission, so that an edit would be found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.bpmn import Surroundings, data_of
from engine.cases.entry import Entry, Facts
from engine.cases.numerals import decimal_point
from engine.cases.scene import Scene
from engine.cases.sealing import seal_of
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import Definition, form_of_task, has_file_pickers
from engine.documents.required import missing_documents
from engine.forms import Form, validate
from engine.history.chain import digest_of_detail
from engine.installation import Installation
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.registers.knowing import unknown_keys
from engine.values import Value, dumps
from storage import step
from storage.database import Connection
from storage.queries.documents import kinds_left_by_task


@dataclass(frozen=True, slots=True)
class Submitted:
    """Checked values and their text."""

    values: Mapping[str, Value]
    text: str


def check_task_entry(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    task: step.LoadedTask,
    data: Entry,
    surroundings: Surroundings,
) -> Submitted | Refused:
    """What was entered for a task, against its form and the documents that it must leave."""
    element = definition.program.elements[task.element]
    form = form_of_task(scene.installation, connection, task, definition)
    if form is None and not element.documents:
        return check(data, None, {}, surroundings, limit=_limit(scene))
    known = data_of(definition.program, scene.snapshot, task.token)
    attached: tuple[str, ...] = ()
    if element.documents or has_file_pickers(form):
        attached = kinds_left_by_task(connection, scene.municipality_id, task.id)
    country = calendar_of(scene.installation, connection, scene.municipality_id).country
    submitted = check(
        data,
        form,
        known,
        surroundings,
        limit=_limit(scene),
        attached=attached,
        point=decimal_point(country),
    )
    if not isinstance(submitted, Refused):
        submitted = known_to_registers(
            scene.installation, connection, scene.municipality_id, form, submitted
        )
    if isinstance(submitted, Refused) or not element.documents:
        return submitted
    refused = missing_documents(
        element.documents,
        attached,
        {**known, **submitted.values},
        surroundings,
        element_id=element.id,
    )
    return refused or submitted


def check(
    data: Entry,
    form: Form | None,
    known: Mapping[str, Value],
    surroundings: Surroundings,
    *,
    limit: int,
    attached: Collection[str] = (),
    point: str = ".",
) -> Submitted | Refused:
    """Checked values; InvalidData with an error for each field otherwise."""
    if form is None:
        values: Mapping[str, Value] = data.values if isinstance(data, Facts) else {}
    else:
        raw = data.values if isinstance(data, Facts) else data
        host = surroundings.clocked_host
        result = validate(form, raw, known, host=host, point=point, attached=attached)
        if result.errors:
            return InvalidData(RefusalKind.INVALID_DATA, {}, result.errors)
        values = result.values
    text = dumps(dict(values))
    if len(text) > limit:
        return InvalidData(RefusalKind.INVALID_DATA, {"limit": str(limit)})
    return Submitted(values, text)


def known_to_registers(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    form: Form | None,
    submitted: Submitted,
) -> Submitted | Refused:
    """The same, or InvalidData for each answer that should be a key of a register and is none."""
    if form is None:
        return submitted
    faults = unknown_keys(installation, connection, municipality_id, form, submitted.values)
    return InvalidData(RefusalKind.INVALID_DATA, {}, faults) if faults else submitted


def submission_row(
    scene: Scene,
    definition: Definition,
    submitted: Submitted,
    *,
    element: int,
    task: step.LoadedTask | None,
) -> tuple[step.SubmissionRow, bytes]:
    """The row, and the digest that the event of the act keeps."""
    salt = scene.ledger.salt()
    row = step.SubmissionRow(
        id=scene.installation.ids.new(),
        task_id=None if task is None else task.id,
        element=element,
        person_id=scene.actor.person_id,
        at=scene.at,
        data=submitted.text,
        salt=salt,
        sealed=seal_of(definition.program, definition.program.elements[element]),
    )
    return row, digest_of_detail(salt, submitted.text)


def _limit(scene: Scene) -> int:
    return scene.installation.limits.submission_characters
