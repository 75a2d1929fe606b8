"""Keeping what an editor without a canvas sent: the tables of a decision, the fields of a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from engine.refusals import Refused
from engine.workshop import keep
from storage.queries.workshop import files_of_draft
from ui.errors import not_found
from ui.posted import Posted
from ui.visit import Member, go
from ui.workshop.files import told_of
from ui.workshop.scene import drafted, refusal


@dataclass(frozen=True, slots=True)
class Desk:
    """The last part of its address, which files it edits, and how the file is made of what was
    sent: with the place on the page that a press was about."""

    name: str
    edits: Callable[[str], bool]
    written: Callable[[Member, bytes, Posted], tuple[bytes, str]]


def kept(here: Member, key: str, request: Request, posted: Posted, desk: Desk) -> Response:
    """Keep the file over the revision it was shown of; a script is answered in JSON, a form with
    the page again."""
    file, over = posted.one("file"), posted.one("over")
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
        until = int(over) if over.isdecimal() else 0
        shown = files_of_draft(connection, here.municipality.id, draft.id, until=until)
    if not scene.may_edit or not desk.edits(file) or file not in shown:
        raise not_found(here.words)
    content, place = desk.written(here, shown[file], posted)
    answer = keep(here.installation, here.actor, draft.id, file, content, over=until)
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    told = told_of(here, answer)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({**told, "place": place})
    back = here.path("processes", key, "workshop", desk.name, file=file)
    return go(here, f"{back}#{place}" if place else back, saying=told["said"])
