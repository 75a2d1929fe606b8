"""What a draft changes in the version in force, or one state in another: in words, and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.bpmn.migration import differences
from engine.bpmn.tree import Unreadable
from engine.workshop.changes import Change, ChangeKind
from engine.workshop.comparing import compare
from storage.database import Connection
from storage.queries.definitions import definition_by_id, files_of
from storage.queries.workshop import files_of_draft
from ui.errors import not_found
from ui.parts import Column, Stage
from ui.staff import staff_page
from ui.visit import Member, SignedIn
from ui.workshop.files import drawn_response
from ui.workshop.present import head_context, stages_in
from ui.workshop.scene import Scene, drafted

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop")
Key = Annotated[str, Path(max_length=80)]
Revision = Annotated[int, Query(ge=0, lt=2**31)]
File = Annotated[str, Query(max_length=120)]
LONGEST = 300


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference in words: which thing, what of it, from what to what."""

    kind: str
    word: str
    subject: str
    sort: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file with its differences, and the drawings of both sides where it is a diagram."""

    title: str
    path: str
    lines: tuple[ChangeLine, ...]
    old: str = ""
    new: str = ""
    stages: Mapping[str, list[Stage]] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@router.get("/comparison", response_model=None)
def comparison(here: SignedIn, key: Key, since: Revision = 0, until: Revision = 0) -> Response:
    """What changed since the version in force, or since a state; until now, or until a state."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
        old = files_at(here, connection, scene, since, base=True)
        new = files_at(here, connection, scene, until)
        context = comparison_context(here, scene, old, new, (since, until))
        return staff_page(
            here, connection, "workshop/comparison.html", context, section="processes"
        )


@router.get("/drawings", response_model=None)
def drawing(here: SignedIn, key: Key, file: File, at: Revision = 0, base: bool = False) -> Response:
    """A diagram as it is now, was in a state, or is in the version that the draft began from."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
        files = files_at(here, connection, scene, at, base=base)
    if file not in files:
        raise not_found(here.words)
    return drawn_response(files[file])


def files_at(
    here: Member, connection: Connection, scene: Scene, revision: int, *, base: bool = False
) -> Mapping[str, bytes]:
    """The files of a state of the draft; of 0: those of now, or of the version it began from."""
    town, draft = here.municipality.id, scene.draft
    if draft is None or (revision == 0 and not base):
        return scene.files
    if revision == 0:
        row = definition_by_id(connection, town, draft.base_id)
        return files_of(connection, town, row.id) if row else {}
    if all(each.revision != revision for each in scene.saves):
        raise not_found(here.words)
    return files_of_draft(connection, town, draft.id, until=revision)


def comparison_context(
    here: Member,
    scene: Scene,
    old: Mapping[str, bytes],
    new: Mapping[str, bytes],
    sides: tuple[int, int],
) -> dict[str, Any]:
    """The context of workshop/comparison.html."""
    _ = here.words.gettext
    changes = compare(old, new)
    files = [
        changed_file(here, scene, path, list(group), old, new, sides)
        for path, group in groupby(changes, key=lambda change: change.file)
    ]
    return {
        **head_context(here, scene, "comparison"),
        "sentence": sentence_of(here, changes),
        "columns": [Column(_("Qué")), Column(_("Cambio")), Column(_("Antes")), Column(_("Ahora"))],
        "files": files,
    }


def sentence_of(here: Member, changes: Sequence[Change]) -> str:
    """How much changes, in one sentence."""
    if not changes:
        return here.words.gettext("No cambia nada.")
    found = here.words.ngettext("Cambia %(n)s cosa.", "Cambian %(n)s cosas.", len(changes))
    return found % {"n": len(changes)}


def changed_file(
    here: Member,
    scene: Scene,
    path: str,
    changes: Iterable[Change],
    old: Mapping[str, bytes],
    new: Mapping[str, bytes],
    sides: tuple[int, int],
) -> ChangedFile:
    lines = tuple(line_of(here, change) for change in changes)
    title = path.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
    if not path.endswith(".bpmn"):
        return ChangedFile(title, path, lines)
    try:
        differ = differences(_only(old, path), _only(new, path))
    except Unreadable:
        return ChangedFile(title, path, lines)
    at = ("processes", scene.key, "workshop", "drawings")
    before = here.path(*at, file=path, at=sides[0], base="true") if path in old else ""
    after = here.path(*at, file=path, at=sides[1]) if path in new else ""
    return ChangedFile(
        title, path, lines, before, after,
        {"old": stages_in(old.get(path, b"")), "new": stages_in(new.get(path, b""))},
        tuple(differ.added), tuple(differ.changed), tuple(differ.removed),
    )  # fmt: skip


def _only(files: Mapping[str, bytes], path: str) -> dict[str, bytes]:
    return {path: files[path]} if path in files else {}


def line_of(here: Member, change: Change) -> ChangeLine:
    """A difference in the reader's language."""
    _ = here.words.gettext
    words = {
        ChangeKind.ADDED: _("se agrega"),
        ChangeKind.REMOVED: _("se quita"),
        ChangeKind.CHANGED: _("cambia"),
    }
    label = _(change.label) if change.label else ""
    about = f"«{change.about}»" if change.about and label else change.about
    return ChangeLine(
        kind=str(change.kind),
        word=words[change.kind],
        subject=change.subject,
        sort=_(change.sort),
        what=" ".join(part for part in (label, about) if part),
        before=change.before[:LONGEST],
        after=change.after[:LONGEST],
    )
