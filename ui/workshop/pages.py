"""The workshop of a process: its draft with canvas, outline and review; begun, given up."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.refusals import Refused
from engine.workshop import begin, discard
from storage.queries.definitions import versions_of
from storage.queries.migrations import running_by_version
from storage.queries.workshop import comments_of, waiting_versions
from ui.experiences.attached import attached
from ui.staff import staff_page
from ui.visit import Form, SignedIn, go
from ui.workshop.comments import signs_of
from ui.workshop.present import Shown, workshop_context
from ui.workshop.scene import drafted, refusal, scene_of

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop")
Key = Annotated[str, Path(max_length=80)]
File = Annotated[str, Query(max_length=120)]
Element = Annotated[str, Query(max_length=200)]


@router.get("", response_model=None)
def workshop(here: SignedIn, key: Key, file: File = "", at: Element = "") -> Response:
    """One diagram of the draft: as a drawing to change on a wide screen, as a list anywhere."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        scene = scene_of(here, connection, key)
        versions = versions_of(connection, town, key)
        running = running_by_version(connection, town, key)
        waiting = waiting_versions(connection, town, key)
        context = workshop_context(here, scene, versions, running, waiting, Shown(file, at))
        said = comments_of(connection, town, scene.draft.id) if scene.draft else ()
        context["comment_signs"] = signs_of(here, said, context["file"])
        context |= attached(here, key, writes=False)
        return staff_page(here, connection, "workshop/page.html", context, section="processes")


@router.post("", response_model=None)
def begin_draft(here: SignedIn, key: Key, posted: Form) -> Response:  # noqa: ARG001  # its proof
    """A draft from the version in force; the one that is open where there is one."""
    answer = begin(here.installation, here.actor, key)
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    return go(here, here.path("processes", key, "workshop"))


@router.post("/discarding", response_model=None)
def discard_draft(here: SignedIn, key: Key, posted: Form) -> Response:
    """Nobody goes on with it; its states stay."""
    with here.installation.database.read(here.municipality.id) as connection:
        _, draft = drafted(here, connection, key)
    answer = discard(here.installation, here.actor, draft.id, reason=posted.one("reason"))
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    said = here.words.gettext("Se descartó el borrador; la versión vigente sigue igual.")
    return go(here, here.path("processes", key, "workshop"), saying=said)
