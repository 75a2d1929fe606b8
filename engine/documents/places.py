"""Where a file that is on its way belongs, and what is asked for there.

A place is a task, or the draft of a case that is not begun. Only what the step asks for is taken:
its documents, and the file pickers of its form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn import Element
from engine.cases.opening import may_start
from engine.cases.sealing import takes_envelopes
from engine.cases.starting import plain_start
from engine.definitions.loading import active_program_of, form_of_task, program_of
from engine.documents.content import EXTENSIONS
from engine.forms import Form
from engine.forms.checking import most_files
from engine.forms.components import FILES
from engine.forms.files import takes
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.permission import may_complete
from storage.database import Connection
from storage.queries.tasks import task_by_id

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
    return asked_of(element, form_of_task(installation, connection, task, definition), limit)


def asked_of(element: Element, form: Form | None, limit: int) -> dict[str, Asked]:
    """What a step asks for, by kind; `limit` in bytes is what no file passes."""
    asked = [Asked(rule.kind, rule.title or rule.kind, largest=limit) for rule in element.documents]
    return {each.kind: each for each in (*asked, *_pickers(form, limit))}


def _pickers(form: Form | None, limit: int) -> Iterator[Asked]:
    for part in form.fields if form else ():
        if part.kind not in FILES:
            continue
        own = part.rules.largest_mb
        yield Asked(
            kind=part.document_kind,
            title=part.label.plain({}) or part.document_kind,
            accept=part.accept,
            most=most_files(part),
            largest=min(limit, own * MEGABYTE) if own else limit,
        )
