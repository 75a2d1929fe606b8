"""Where a process comes from: what is the municipality's own in it, each with its way back, and a
later shared version with what it brings and what is to be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.refusals import Refused
from engine.workshop.merging import Conflict, Side
from engine.workshop.origins import Decided, put_back, take_in
from processes.registry import scenarios_of
from ui.errors import not_found
from ui.parts import FieldError
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.files import drawn_response
from ui.workshop.origin_shown import HAND, Look, look_at, origin_context, said_later
from ui.workshop.scene import refusal, scene_of

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop/origin")
Key = Annotated[str, Path(max_length=80)]
File = Annotated[str, Query(max_length=120)]


@router.get("", response_model=None)
def origin(here: SignedIn, key: Key) -> Response:
    """What is ours, and what a later shared version brings."""
    return shown(here, key, {})


@router.post("", response_model=None)
def bring_in(here: SignedIn, key: Key, posted: Form) -> Response:
    """Take the later shared version into the draft, as it was decided."""
    look = _look(here, key)
    typed = {each.id: posted.one(f"c-{each.id}") for each in look.conflicts}
    missing = [each for each in look.conflicts if typed[each.id] not in (*Side, HAND)]
    if look.shared is None:
        raise not_found(here.words)
    if missing:
        return shown(here, key, typed, missing=missing)
    decided = Decided(
        {own: Side(side) for own, side in typed.items() if side != HAND},
        {each.id: said_later(here, each) for each in look.conflicts if typed[each.id] == HAND},
    )
    answer = take_in(
        here.installation, here.actor, key, look.shared, decided=decided,
        scenarios=scenarios_of(key),
    )  # fmt: skip
    if isinstance(answer, Refused):
        if answer.details.get("field") == "conflicts":  # a side changed meanwhile
            return shown(here, key, typed, missing=_look(here, key).conflicts)
        raise refusal(here, answer)
    said = here.words.gettext(
        "La versión nueva está en su borrador. Corra los escenarios y pida la aprobación."
    )
    return go(here, here.path("processes", key, "workshop", "comparison"), saying=said)


@router.post("/return", response_model=None)
def give_back(here: SignedIn, key: Key, posted: Form) -> Response:
    """One thing goes back to the shared one, in the draft."""
    answer = put_back(
        here.installation, here.actor, key, path=posted.one("file"), element=posted.one("element")
    )
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    said = here.words.gettext("En su borrador volvió a ser como el compartido.")
    return go(here, here.path("processes", key, "workshop", "origin"), saying=said)


@router.get("/drawings", response_model=None)
def drawing(here: SignedIn, key: Key, file: File, newer: bool = False) -> Response:
    """A diagram of the shared process, as it was taken or as it is now."""
    look = _look(here, key)
    files: Mapping[str, bytes] = look.origin.files if look.origin else {}
    if newer:
        files = look.shared.files if look.shared else {}
    if file not in files:
        raise not_found(here.words)
    return drawn_response(files[file])


def shown(
    here: Member, key: str, typed: Mapping[str, str], *, missing: Sequence[Conflict] = ()
) -> Response:
    """The page, with what was chosen where something is still to be decided."""
    errors = [
        FieldError(f"c-{each.id}", here.words.gettext("Elija qué queda.")) for each in missing
    ]
    with here.installation.database.read(here.municipality.id) as connection:
        scene = scene_of(here, connection, key)
        look = look_at(here, connection, scene)
        context = {**origin_context(here, scene, look, typed), "errors": errors}
        return staff_page(
            here, connection, "workshop/origin.html", context, section="processes",
            status=422 if errors else 200,
        )  # fmt: skip


def _look(here: Member, key: str) -> Look:
    with here.installation.database.read(here.municipality.id) as connection:
        return look_at(here, connection, scene_of(here, connection, key))
