"""The scenarios of a draft: the list, one as text with what came of it, and changing one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.refusals import Refused
from engine.workshop import Kept, keep
from engine.workshop.keeping import is_path
from engine.workshop.scenarios import Faulty, read
from engine.workshop.trials import SOON
from processes.registry import scenarios_of
from ui.errors import PageError, not_found
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go, page
from ui.workshop.files import as_text, told_of
from ui.workshop.rehearsing import Busy, ran
from ui.workshop.scenario_shown import one_context
from ui.workshop.scenarios_shown import list_context, text_context
from ui.workshop.scene import Scene, drafted, refusal

T = TypeVar("T")
router = APIRouter(prefix="/{municipality}/processes/{key}/workshop/scenarios")
Key = Annotated[str, Path(max_length=80)]
File = Annotated[str, Query(max_length=120)]
Line = Annotated[int, Query(ge=0, lt=100_000)]


@router.get("", response_model=None)
def scenarios(here: SignedIn, key: Key) -> Response:
    """Every scenario of the draft with what came of it over the files as they are now."""
    context, template = listed(here, key), "workshop/scenarios.html"
    with here.installation.database.read(here.municipality.id) as connection:
        return staff_page(here, connection, template, context, section="processes")


@router.get("/progress", response_model=None)
def progress(here: SignedIn, key: Key) -> Response:
    """The part of the list that changes while the worker runs scenarios."""
    return page(here, "workshop/scenario_groups.html", listed(here, key))


@router.post("/trying", response_model=None)
def try_all(here: SignedIn, key: Key, posted: Form) -> Response:  # noqa: ARG001  # its proof
    """Run all scenarios: what fits into a few seconds at once, the rest in the worker."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
    until = monotonic() + SOON
    for path in scene.ending(".feature"):
        seconds = until - monotonic()
        told_or(here, scene, partial(ran, here, scene, path, seconds=seconds))
    return go(here, here.path("processes", key, "workshop", "scenarios"))


@router.get("/one", response_model=None)
def scenario(here: SignedIn, key: Key, file: File, at: Line = 0, step: Line = 0) -> Response:
    """One scenario as it is read, each step with what came of it, and the diagram at a step; the
    list where the worker is still to run it."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
    if file not in scene.files or not file.endswith(".feature"):
        raise not_found(here.words)
    found = told_or(here, scene, lambda: ran(here, scene, file))
    chosen = next((each for each in found.found if each.scenario.line == at), None)
    if chosen is None and any(each.line == at for each in found.scenarios):
        return go(here, here.path("processes", key, "workshop", "scenarios"))
    if chosen is None:
        raise not_found(here.words)
    with here.installation.database.read(here.municipality.id) as connection:
        context = one_context(here, scene, file, chosen, step)
        template = "workshop/scenario.html"
        return staff_page(here, connection, template, context, section="processes")


@router.get("/text", response_model=None)
def scenario_text(here: SignedIn, key: Key, file: File = "scenarios/ensayo.feature") -> Response:
    """A file of scenarios to be changed, with the sentences that it may use."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
        if not is_path(file) or not file.endswith(".feature"):
            raise not_found(here.words)
        context = text_context(here, scene, file, as_text(scene.files.get(file, b"")))
        template = "workshop/scenario_text.html"
        return staff_page(here, connection, template, context, section="processes")


@router.post("", response_model=None)
def keep_scenarios(here: SignedIn, key: Key, posted: Form) -> Response:
    """Keep a file of scenarios; a sentence that was chosen is added at its end."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    file, over = posted.one("file"), posted.one("over")
    if not file.endswith(".feature"):
        raise not_found(here.words)
    text = posted.fields.get("content", [""])[-1].replace("\r\n", "\n")
    sentence = " ".join(posted.one("sentence").split())
    if sentence:
        text = f"{text.rstrip()}\n    {posted.one('keyword') or 'Y'} {sentence}\n"
    number = int(over) if over.isdecimal() else scene.revisions.get(file, 0)
    answer = keep(here.installation, here.actor, draft.id, file, text.encode(), over=number)
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    at = here.path("processes", key, "workshop", "scenarios")
    if sentence or not isinstance(answer, Kept) or read(text.encode()).broken:
        at = here.path("processes", key, "workshop", "scenarios", "text", file=file)
    return go(here, at, saying=told_of(here, answer)["said"])


@router.post("/bringing", response_model=None)
def bring(here: SignedIn, key: Key, posted: Form) -> Response:
    """The scenarios that came with the process enter the draft; none of its own is written over."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    for path, content in scenarios_of(key).items():
        if path not in scene.files:
            answer = keep(here.installation, here.actor, draft.id, path, content, over=0)
            if isinstance(answer, Refused):
                raise refusal(here, answer)
    return try_all(here, key, posted)


def listed(here: Member, key: str) -> dict[str, Any]:
    """What the list of scenarios shows."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
        return list_context(here, connection, scene, len(scenarios_of(key)))


def told_or(here: Member, scene: Scene, trying: Callable[[], T]) -> T:
    """What a try gives; an error page where there could be none."""
    _ = here.words.gettext
    ways = ((_("Volver al taller"), here.path("processes", scene.key, "workshop")),)
    try:
        return trying()
    except Faulty:
        said = _("La revisión encuentra errores en el borrador. Corríjalos y vuelva a ensayar.")
        raise PageError(409, _("Todavía no se puede ensayar"), said, ways_on=ways) from None
    except Busy:
        said = _("Hay otros ensayos en marcha. Vuelva a intentarlo en un momento.")
        raise PageError(503, _("Todavía no se puede ensayar"), said, ways_on=ways) from None
