"""The built-in handler `cauce:document`: a document of the case, made from a template.

How it is made is a promise (`Templates`); the plain one here writes the text that the model gives.
Headers of the task: `kind` (of the document), `template` (whose name the promise knows; none for
the plain one). Inputs: `title`, `body` and whatever the template reads. Back come `document` and
`sha256`. The document has the number of its job, so that it is filed once, however often it is
tried.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from engine.cases.lifecycle import CaseState
from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.definitions.loading import program_of
from engine.documents.filing import Filing, enter_as
from engine.documents.levels import level_of
from engine.documents.receiving import NewFile, Received, receive
from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Retry, Work
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_, phrase, why_of
from storage import step
from storage.database import Connection
from storage.queries.documents import document_version

DOCUMENT = "cauce:document"
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Made:
    """A document as a template made it; the store judges it by its content, as any other."""

    filename: str
    content: bytes


class NoTemplate(Exception):
    """The template is not known or its facts do not serve; the text says why, in Spanish."""


class Templates(Protocol):
    """Makes documents of cases."""

    def make(self, name: str, title: str, facts: Mapping[str, Any]) -> Made:
        """The document of a template; "" for the plain one. The same facts make the same bytes.

        Raises NoTemplate.
        """
        ...


class PlainText:
    """No templates: the text that the model gives, as it is."""

    def make(self, name: str, title: str, facts: Mapping[str, Any]) -> Made:
        """The title, an empty line and the body."""
        body = facts.get("body")
        if name:
            raise NoTemplate(phrase(N_("No hay una plantilla «%(name)s»."), name=name))
        if not isinstance(body, str) or not body.strip():
            raise NoTemplate(phrase(N_("«body» debe ser el texto del documento.")))
        return Made(f"{title}.txt", f"{title}\n\n{body.rstrip()}\n".encode())


def document_handlers(installation: Installation, templates: Templates) -> dict[str, Handler]:
    """The handler by its kind."""

    def documenting(work: Work) -> Result:
        kind, title = work.headers.get("kind", ""), work.payload.get("title")
        if not kind:
            said = N_("Falta la cabecera «kind»: la clase del documento.")
            return Incident(phrase(said))
        if not isinstance(title, str) or not 0 < len(title.strip()) <= LONGEST_TITLE:
            return Incident(phrase(N_("«title» debe ser el título del documento.")))
        try:
            made = templates.make(work.headers.get("template", ""), title.strip(), work.payload)
        except NoTemplate as reason:
            return Incident(why_of(reason))
        file = NewFile(kind, title.strip(), made.filename, io.BytesIO(made.content))
        received = receive(installation, system_actor(work.municipality_id), file)
        if isinstance(received, Refused):
            said = N_("El documento no se puede archivar (%(kind)s).")
            return Incident(phrase(said, kind=received.kind))
        return _file(installation, work, received)

    return {DOCUMENT: documenting}


def _file(installation: Installation, work: Work, received: Received) -> Result:
    actor = system_actor(work.municipality_id)

    def verb(connection: Connection) -> Result:
        loaded = step.load(connection, work.municipality_id, case_id=work.case_id or 0)
        if loaded is None or loaded.case.state != CaseState.OPEN:
            return Incident(phrase(N_("El expediente ya no está abierto.")))
        before = document_version(connection, work.municipality_id, work.job_id)
        if before is not None:
            return _done(work, before.sha256)
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, work.municipality_id, loaded.instance.definition_id
        )
        filing = Filing(scene.now, None, level=level_of(definition, received.kind))
        filed = enter_as(work.job_id, received, scene.ledger, filing)
        filed.write(installation, connection, work.municipality_id, loaded.case.id)
        write_events(connection, scene)
        return _done(work, received.sha256)

    answer = in_one_transaction(installation, actor, verb)
    return Retry(str(RefusalKind.CONFLICT)) if isinstance(answer, Refused) else answer


def _done(work: Work, sha256: str) -> Done:
    return Done({"document": str(work.job_id), "sha256": sha256})
