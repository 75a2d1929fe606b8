"""The states of a draft and its files as lists; an earlier state comes back with one press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.refusals import Refused
from engine.workshop import restore
from storage.tables.workshop import SaveAct
from ui.parts import Column
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.present import head_context
from ui.workshop.scene import Scene, drafted, refusal, way_of

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop")
Key = Annotated[str, Path(max_length=80)]
Revision = Annotated[int, Path(ge=1, lt=2**31)]


@dataclass(frozen=True, slots=True)
class StateLine:
    """One state: what was done to which file, by whom; where it is brought back."""

    what: str
    file: str
    who: str
    when: str
    aside: bool
    restore: str
    compare: str


@router.get("/states", response_model=None)
def states(here: SignedIn, key: Key) -> Response:
    """Every state that the draft had."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
        context = states_context(here, scene)
        return staff_page(here, connection, "workshop/states.html", context, section="processes")


@router.post("/states/{revision}/restoration", response_model=None)
def bring_back(here: SignedIn, key: Key, revision: Revision, posted: Form) -> Response:  # noqa: ARG001  # its proof
    """An earlier state, as a new one."""
    with here.installation.database.read(here.municipality.id) as connection:
        _, draft = drafted(here, connection, key)
    answer = restore(here.installation, here.actor, draft.id, revision)
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    said = here.words.gettext("Volvió ese estado; el de antes sigue en la lista.")
    return go(here, here.path("processes", key, "workshop", "states"), saying=said)


@router.get("/files", response_model=None)
def files(here: SignedIn, key: Key) -> Response:
    """The files of the draft that are no diagrams, and the diagrams as text."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
        arrive = here.path("processes", key, "workshop", "arrivals")
        context = {
            **head_context(here, scene, "files"),
            "groups": groups_of(here, scene),
            "arrive_action": arrive,
        }
        return staff_page(here, connection, "workshop/files.html", context, section="processes")


def groups_of(here: Member, scene: Scene) -> list[tuple[str, list[tuple[str, str, str]]]]:
    _ = here.words.gettext
    kinds = (
        (_("La ficha del proceso"), (".toml",)),
        (_("Decisiones"), (".dmn",)),
        (_("Formularios"), (".json",)),
        (_("Pruebas"), (".feature",)),
        (_("Diagramas, como texto"), (".bpmn",)),
    )
    base = ("processes", scene.key, "workshop")
    return [
        (
            title,
            [
                (path, here.path(*base, way_of(path), file=path), "")
                for path in sorted(scene.files)
                if path.endswith(ends)
            ],
        )
        for title, ends in kinds
    ]


def states_context(here: Member, scene: Scene) -> dict[str, Any]:
    """The context of workshop/states.html."""
    _ = here.words.gettext
    now = scene.last.revision if scene.last else 0
    at = ("processes", scene.key, "workshop", "states")
    words = act_words(here)
    if scene.founded:
        words[SaveAct.BEGUN] = _("Empezó el proceso nuevo")
    lines = [
        StateLine(
            words[SaveAct(each.act)],
            each.path,
            each.person_name or "—",
            here.formats.moment(each.at, here.today),
            each.act == SaveAct.ASIDE,
            here.path(*at, each.revision, "restoration")
            if scene.may_edit and each.revision != now
            else "",
            here.path("processes", scene.key, "workshop", "comparison", since=each.revision)
            if each.revision != now and each.act != SaveAct.ASIDE
            else "",
        )
        for each in scene.saves
    ]
    columns = [Column(_("Qué se hizo")), Column(_("Quién")), Column(_("Cuándo")), Column("")]
    return {**head_context(here, scene, "states"), "columns": columns, "lines": lines}


def act_words(here: Member) -> dict[SaveAct, str]:
    _ = here.words.gettext
    return {
        SaveAct.BEGUN: _("Empezó con la versión vigente"),
        SaveAct.KEPT: _("Cambió un archivo"),
        SaveAct.MENDED: _("Corrigió lo que decía la revisión"),
        SaveAct.RESTORED: _("Trajo de vuelta un estado"),
        SaveAct.IMPORTED: _("Importó un paquete"),
        SaveAct.MERGED: _("Trajo la versión nueva del proceso compartido"),
        SaveAct.ASIDE: _("Guardó lo suyo, que llegó después"),
    }
