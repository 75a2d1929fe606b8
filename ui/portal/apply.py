"""Asking for a service at the citizen's window: with an account or without, on any device."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.citizens.filing import Filed
from engine.citizens.sessions import SessionKind, leave_as_guest
from engine.citizens.unlocking import Unlocked, unlock
from storage.database import Connection
from ui.portal.around import citizen_page
from ui.portal.citizen import (
    CASE,
    CITIZEN,
    Citizen,
    FromOutside,
    forget,
    keep,
    kept,
    somebody,
)
from ui.portal.receipt import hold_pin
from ui.portal.steps import Window, open_step, posted_step
from ui.portal.together import MOST
from ui.visit import Form, Member, go

router = APIRouter(prefix="/{municipality}/services")
Key = Annotated[str, Path(max_length=80)]
Wanted = Annotated[Sequence[str], Query(alias="with", max_length=MOST)]


@router.get("/{key}/apply", response_model=None)
def apply_page(
    here: FromOutside, key: Key, draft: str = "", page: str = "", along: Wanted = ()
) -> Response:
    """One page of the application, also for several services at once."""
    return open_step(here, window_of(here, key), key, draft, page, along)


@router.post("/{key}/apply", response_model=None)
def apply_step(here: FromOutside, key: Key, form: Form) -> Response:
    """What was typed on it; whoever has no session gets one, so that it can be kept."""
    known = somebody(here)
    return kept(known, posted_step(known, window_of(known, key), key, form))


def window_of(here: Citizen, key: str) -> Window:
    return Window(
        base=("services", key, "apply"),
        show=show,
        kind=here.kind or SessionKind.GUEST,
        filed=filed,
        may_share=True,
    )


def show(
    here: Member, _connection: Connection, context: Mapping[str, Any], status: int
) -> Response:
    """Inside the citizen's shell. What somebody typed about themselves is kept by no browser."""
    response = citizen_page(here, "portal/apply.html", context, section="services", status=status)
    response.headers["cache-control"] = "private, no-store"
    return response


def filed(here: Member, done: Filed) -> Response:
    """To the receipt. A guest's browser forgets who filed: the next one may be somebody else."""
    assert isinstance(here, Citizen)  # noqa: S101  of this window
    response = go(here, here.path("tracking", done.code, "receipt"))
    hold_pin(here, response, done.code, done.pin)
    opened = unlock(here.installation, here.municipality.id, done.code, done.pin)
    if isinstance(opened, Unlocked):
        keep(here, response, CASE, opened.token, None)
    if here.kind is SessionKind.GUEST:
        token = leave_as_guest(here.installation, here.municipality.id, here.actor)
        if token:
            seconds = int(here.installation.limits.draft_keeping.total_seconds())
            keep(here, response, CITIZEN, token, seconds)
        else:
            forget(here, response, CITIZEN)
    return response
