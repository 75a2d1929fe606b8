"""«Mis sesiones»: where one is in, from which device and place, and ending one or all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from engine.deadlines.calendars import calendar_of
from engine.identity.sessions import end_others, end_own, hash_of
from storage.queries.second_factors import SessionRow, open_sessions
from ui.parts import Column
from ui.session import session_token
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/sessions")
SessionId = Annotated[int, Path(ge=1, lt=2**63)]


@dataclass(frozen=True, slots=True)
class Line:
    """A session; `ending` is the address that ends it, empty for the one of this browser."""

    device: str
    place: str
    since: str
    seen: str
    ending: str


@router.get("", response_model=None)
def sessions(here: SignedIn) -> Response:
    """The list."""
    town, own = here.municipality.id, hash_of(session_token(here.request))
    _ = here.words.gettext
    with here.installation.database.read(town) as connection:
        rows = open_sessions(connection, town, here.actor.person_id or 0, at=here.now)
        context = {
            "lines": [_line(here, row, own) for row in rows],
            "columns": [
                Column(_("Equipo")),
                Column(_("Lugar")),
                Column(_("Desde")),
                Column(_("Último uso")),
                Column(_("Terminar"), hidden=True),
            ],
            "all_others": here.path("sessions", "others") if len(rows) > 1 else "",
        }
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here, connection, "account/sessions.html", context, section="", calendar=calendar
        )


@router.post("/others", response_model=None)
def end_all_others(here: SignedIn, form: Form) -> Response:  # noqa: ARG001  # the form proves its origin
    """Only this browser stays in."""
    end_others(here.installation, here.actor, session_token(here.request))
    return go(here, here.path("sessions"), saying=here.words.gettext("Solo queda esta sesión."))


@router.post("/{session_id}/end", response_model=None)
def end_one(here: SignedIn, session_id: SessionId, form: Form) -> Response:  # noqa: ARG001
    """End one; harmless when it is over, and another person's is not touched."""
    if end_own(here.installation, here.actor, session_id):
        return go(here, here.path("sessions"), saying=here.words.gettext("La sesión terminó."))
    return RedirectResponse(here.path("sessions"), 303)


def _line(here: Member, row: SessionRow, own: str) -> Line:
    _ = here.words.gettext
    mine = row.token_hash == own
    return Line(
        row.device or _("Equipo desconocido"),
        row.address or "–",
        here.formats.moment(row.created_at, here.today),
        _("Ahora, aquí") if mine else here.formats.moment(row.seen_at, here.today),
        "" if mine else here.path("sessions", row.id, "end"),
    )
