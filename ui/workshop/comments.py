"""What people say about the elements of a draft: the list, saying something, settling it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.refusals import Refused
from engine.workshop.commenting import may_say, say, settle
from engine.workshop.differing_diagrams import subject_of
from engine.workshop.drawn import drawn_in
from engine.workshop.working import Bench
from storage.database import Connection
from storage.queries.workshop import CommentRow, comments_of
from ui.parts import Choice
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.present import head_context
from ui.workshop.scene import Scene, drafted, refusal

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop")
Key = Annotated[str, Path(max_length=80)]
Number = Annotated[int, Path(ge=1, lt=2**63)]
File = Annotated[str, Query(max_length=120)]
Element = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment: about what, by whom, what they said; where it is settled, and whether it was."""

    subject: str
    href: str
    who: str
    when: str
    said: str
    settled: bool
    settle: str


@router.get("/comments", response_model=None)
def comments(here: SignedIn, key: Key, file: File = "", element: Element = "") -> Response:
    """Everything that was said, open comments first."""
    return shown(here, key, file, element)


@router.post("/comments", response_model=None)
def comment(here: SignedIn, key: Key, posted: Form) -> Response:
    """Say something about an element."""
    with here.installation.database.read(here.municipality.id) as connection:
        _, draft = drafted(here, connection, key)
    file, element, text = posted.one("file"), posted.one("element"), posted.one("text")
    answer = say(here.installation, here.actor, draft.id, path=file, element=element, text=text)
    if isinstance(answer, Refused):
        if answer.details.get("field") == "text":
            wrong = here.words.gettext("Escriba el comentario, de hasta 2,000 letras.")
            return shown(here, key, file, element, text=text, wrong=wrong)
        raise refusal(here, answer)
    return go(here, here.path("processes", key, "workshop", "comments", file=file))


@router.post("/comments/{comment_id}/settling", response_model=None)
def settle_it(here: SignedIn, key: Key, comment_id: Number, posted: Form) -> Response:  # noqa: ARG001  # its proof
    """It was dealt with."""
    with here.installation.database.read(here.municipality.id) as connection:
        _, draft = drafted(here, connection, key)
    answer = settle(here.installation, here.actor, draft.id, comment_id)
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    return go(here, here.path("processes", key, "workshop", "comments"))


def shown(
    here: Member, key: str, file: str, element: str, *, text: str = "", wrong: str = ""
) -> Response:
    """The page, with what was typed where it is wrong."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
        rows = comments_of(connection, here.municipality.id, draft.id)
        context = {
            **head_context(here, scene, "comments"),
            **comments_context(here, connection, scene, about(rows, file, element), file),
            "element": element,
            "all_href": here.path("processes", key, "workshop", "comments") if element else "",
            "text": text,
            "wrong": wrong,
        }
        return staff_page(
            here, connection, "workshop/comments.html", context, section="processes",
            status=422 if wrong else 200,
        )  # fmt: skip


def about(rows: tuple[CommentRow, ...], file: str, element: str) -> tuple[CommentRow, ...]:
    """Those about an element when one is named, else all."""
    if not element:
        return rows
    return tuple(row for row in rows if row.element_id == element and row.path in (file, ""))


def comments_context(
    here: Member, connection: Connection, scene: Scene, rows: tuple[CommentRow, ...], file: str
) -> dict[str, Any]:
    """The context of workshop/comments.html."""
    diagrams = scene.ending(".bpmn")
    chosen = file if file in scene.files else (diagrams[0] if diagrams else "")
    names = {path: names_in(scene.files[path]) for path in diagrams}
    may = scene.draft is not None and may_say(
        here.actor, Bench(connection, scene.draft, scene.manifest)
    )
    ordered = sorted(rows, key=lambda row: (row.settled_at is not None, row.id))
    at = here.path("processes", scene.key, "workshop", "comments")
    return {
        "lines": [line_of(here, scene, row, names.get(row.path, {}), may=may) for row in ordered],
        "may_say": may,
        "file": chosen,
        "elements": [
            Choice("", here.words.gettext("el diagrama entero")),
            *(Choice(own, name) for own, name in names.get(chosen, {}).items()),
        ],
        "say_action": at,
    }


def line_of(
    here: Member, scene: Scene, row: CommentRow, names: dict[str, str], *, may: bool
) -> CommentLine:
    base = ("processes", scene.key, "workshop")
    settled = row.settled_at is not None
    return CommentLine(
        subject=names.get(row.element_id, row.element_id) or row.path,
        href=here.path(*base, file=row.path, at=row.element_id),
        who=row.person_name or "—",
        when=here.formats.moment(row.at, here.today),
        said=row.said,
        settled=settled,
        settle="" if settled or not may else here.path(*base, "comments", row.id, "settling"),
    )


def signs_of(here: Member, rows: Sequence[CommentRow], file: str) -> str:
    """How many open comments each element of a diagram has, as its script reads it (JSON)."""
    open_ = [row for row in rows if row.settled_at is None and row.path == file and row.element_id]
    counted = Counter(row.element_id for row in open_)
    told = [
        {
            "element": element,
            "count": many,
            "told": here.words.ngettext(
                "%(n)s comentario sin resolver", "%(n)s comentarios sin resolver", many
            )
            % {"n": many},
        }
        for element, many in counted.items()
    ]
    return json.dumps(told, ensure_ascii=False)


def names_in(content: bytes) -> dict[str, str]:
    """What can be commented on in a diagram: the elements that have a name, and flows."""
    drawn = {each.id: each for each in drawn_in(content)}
    return {own: subject_of(each, drawn) for own, each in drawn.items() if each.name}
