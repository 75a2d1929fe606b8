"""The providers that open one's account: since when, and parting with one. The same page for who
came as a citizen and for who works here, each in their own shell."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.refusals import RefusalKind, Refused
from engine.vouching.parting import part, ways_in
from engine.vouching.providers import Door, providers_in
from ui.errors import not_found
from ui.portal.around import citizen_page
from ui.portal.citizen import FromOutside
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}")
IdentityId = Annotated[int, Path(ge=1, lt=2**63)]
BASE = {Door.CITIZEN: ("citizen", "joined"), Door.STAFF: ("joined",)}


@router.get("/citizen/joined", response_model=None)
def of_citizen(here: FromOutside) -> Response:
    """Those of an account of the window."""
    if not here.has_account:
        return go(here, here.path("citizen"))
    return citizen_joined(here, "")


@router.post("/citizen/joined/{identity_id}", response_model=None)
def part_as_citizen(here: FromOutside, identity_id: IdentityId, form: Form) -> Response:
    """One of them opens it no more: `_method=DELETE` is how a form says so."""
    if not here.has_account:
        return go(here, here.path("citizen"))
    said = parted(here, Door.CITIZEN, identity_id, form.one("_method"))
    return said if isinstance(said, Response) else citizen_joined(here, said, status=409)


@router.get("/joined", response_model=None)
def of_staff(here: SignedIn) -> Response:
    """Those of somebody who works here."""
    return staff_joined(here, "")


@router.post("/joined/{identity_id}", response_model=None)
def part_as_staff(here: SignedIn, identity_id: IdentityId, form: Form) -> Response:
    """The same for them."""
    said = parted(here, Door.STAFF, identity_id, form.one("_method"))
    return said if isinstance(said, Response) else staff_joined(here, said, status=409)


def parted(here: Member, door: Door, identity_id: int, method: str) -> Response | str:
    """Back to the list; or why not."""
    if method.upper() != "DELETE":
        raise not_found(here.words)
    answer = part(here.installation, here.actor, door, identity_id)
    if not isinstance(answer, Refused):
        saying = here.words.gettext("Ya no se ingresa a su cuenta por ahí.")
        return go(here, here.path(*BASE[door]), saying=saying)
    if answer.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    return told(answer, here.words).sentence


def citizen_joined(here: Member, said: str, *, status: int = 200) -> Response:
    context = {**joined_context(here, Door.CITIZEN), "said": said, "back": here.path("citizen")}
    response = citizen_page(
        here, "vouching/joined_citizen.html", context, section="citizen", status=status
    )
    response.headers["cache-control"] = "private, no-store"
    return response


def staff_joined(here: Member, said: str, *, status: int = 200) -> Response:
    context = {**joined_context(here, Door.STAFF), "said": said}
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here,
            connection,
            "vouching/joined_staff.html",
            context,
            section="",
            calendar=calendar,
            status=status,
        )


def joined_context(here: Member, door: Door) -> dict[str, Any]:
    """Each with its name, since when, whether it lets in today, and how to part with it."""
    _ = here.words.gettext
    town, me = here.municipality, here.actor.person_id or 0
    with here.installation.database.read(town.id) as connection:
        ways = ways_in(connection, town.id, door, me, town.settings)
    titles = {each.issuer: each.title for each in providers_in(town.settings)}
    lines = [
        {
            "title": titles.get(each.issuer, each.issuer),
            "since": _("Desde el %(day)s")
            % {"day": here.formats.day_words(each.linked_at, here.today)},
            "live": each.id in ways.live,
            "part": "" if ways.last(each.id) else here.path(*BASE[door], each.id),
        }
        for each in ways.joined
    ]
    return {"lines": lines, "password": ways.password}
