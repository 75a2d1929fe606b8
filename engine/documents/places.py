"""Where a file that is on its way belongs, and what is asked for there.

A place is a task, or the draft of a case that is not begun. Only what the step asks for is taken:
its documents, and the file pickers of its form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn import Element, Snapshot, TokenGone, data_of
from engine.cases.opening import may_start
from engine.cases.sealing import takes_envelopes
from engine.cases.starting import plain_start
from engine.definitions.loading import Definition, active_program_of, form_of_task, program_of
from engine.documents.content import EXTENSIONS
from engine.forms import Form
from engine.forms.checking import most_files
from engine.forms.components import FILES, KIND_BY, Component, every_part, kind_in
from engine.forms.files import takes
from engine.forms.names import at
from engine.forms.rows import lists_in
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.permission import may_complete
from engine.values import Value
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.tasks import TaskDetail, task_by_id

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A task, or a draft of a process; exactly one of them."""

    task_id: int | None = None
    draft_id: int | None = None
    process_key: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of document that a place asks for: what it is called, which files, how many, and
    how large each may be, in bytes."""

    kind: str
    title: str
    accept: str = ""
    most: int = 1
    largest: int = 0

    def takes(self, media_type: str) -> bool:
        """Whether a content of this type is of the kinds that are asked for."""
        endings = EXTENSIONS.get(media_type, ())
        return takes(self.accept, media_type=media_type, endings=endings)

    def title_of(self, filename: str) -> str:
        """What a document is called; where several are asked for, each by its own name too."""
        return self.title if self.most == 1 else f"{self.title} ({filename})"


def asked_at(
    installation: Installation, actor: Actor, connection: Connection, place: Place
) -> dict[str, Asked] | Refused:
    """What the place asks of this person, by kind; or why it takes nothing of theirs."""
    limit = installation.limits.document_bytes
    if place.task_id is None:
        definition = active_program_of(
            installation, connection, actor.municipality_id, place.process_key
        )
        if definition is None:
            return Refused(RefusalKind.NOT_ACTIVE, {"process": place.process_key})
        if not may_start(actor, definition):
            return Refused(RefusalKind.NOT_ALLOWED_TO_START, {"process": definition.title})
        form = definition.form_of(plain_start(definition).form_key)
        return {each.kind: each for each in _pickers(form, limit)}
    task = task_by_id(connection, actor.municipality_id, place.task_id)
    if task is None:
        return Refused(RefusalKind.NOT_FOUND)
    if not may_complete(actor, task):
        return Refused(RefusalKind.NOT_HELD)
    definition = program_of(installation, connection, actor.municipality_id, task.definition_id)
    element = definition.program.elements[task.element]
    if takes_envelopes(element):
        return Refused(RefusalKind.IN_ENVELOPE)
    form = form_of_task(installation, connection, task, definition)
    rows = _rows(connection, task, definition, form)
    return asked_of(element, form, limit) | {each.kind: each for each in _in_rows(rows, limit)}


def asked_of(element: Element, form: Form | None, limit: int) -> dict[str, Asked]:
    """What a step asks for, by kind; `limit` in bytes is what no file passes."""
    asked = [Asked(rule.kind, rule.title or rule.kind, largest=limit) for rule in element.documents]
    return {each.kind: each for each in (*asked, *_pickers(form, limit))}


def _pickers(form: Form | None, limit: int) -> Iterator[Asked]:
    for part in form.fields if form else ():
        if part.kind in FILES and KIND_BY not in part.properties and part.locked is not True:
            yield _picker(part, {}, limit)


def _in_rows(rows: Iterable[tuple[Component, Mapping[str, Value]]], limit: int) -> Iterator[Asked]:
    for part, row in rows:
        if KIND_BY in part.properties and part.locked is not True:
            yield _picker(part, row, limit)


def _picker(part: Component, row: Mapping[str, Value], limit: int) -> Asked:
    own, kind = part.rules.largest_mb, kind_in(part, row)
    return Asked(
        kind=kind,
        title=part.label.plain(row) or kind,
        accept=part.accept,
        most=most_files(part),
        largest=min(limit, own * MEGABYTE) if own else limit,
    )


def _rows(
    connection: Connection, task: TaskDetail, definition: Definition, form: Form | None
) -> Iterator[tuple[Component, Mapping[str, Value]]]:
    """The fields of a form that ask for a file of each row, with the rows that the case knows."""
    lists = [
        (part, place)
        for part, place in lists_in(form.components if form else ())
        if any(KIND_BY in each.properties for each in every_part(part.children))
    ]
    stand = where_it_stands(connection, definition.municipality_id, task.case_id) if lists else None
    if stand is None:
        return
    try:
        known = data_of(definition.program, Snapshot(stand.tokens, stand.scopes), task.token)
    except TokenGone:
        return
    for part, place in lists:
        held = at(known, place)
        for row in held if isinstance(held, list) else ():
            if isinstance(row, Mapping):
                yield from ((each, row) for each in every_part(part.children))
