"""What the pages of the cadastre share: who may look, the plane of the town, the shell, words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from starlette.responses import Response

from engine.cadastre.rights import may_look
from engine.cadastre.town import LandTown, land_town
from storage.database import Connection
from ui.errors import forbidden
from ui.parts import Crumb
from ui.staff import staff_page
from ui.visit import Member, Visit

SECTION = "cadastre"


def allow(here: Member) -> None:
    """Whose work needs the register; raises the page of who may not."""
    if not may_look(here.actor):
        raise forbidden(here.words, here.words.gettext("Catastro"))


def land_here(here: Member, connection: Connection) -> LandTown:
    """The plane and the rules of the municipality, today."""
    return land_town(connection, here.municipality, here.today)


def cadastre_page(
    here: Member,
    connection: Connection,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> Response:
    """A page with the shell of the staff."""
    name = f"cadastre/{template}"
    return staff_page(here, connection, name, context, section=SECTION, status=status)


def crumbs(here: Visit) -> list[Crumb]:
    """The way back to the list."""
    return [Crumb(here.words.gettext("Catastro"), here.path(SECTION))]


def square_metres(area: Decimal, here: Visit) -> str:
    """«240.00 m²»."""
    return f"{here.formats.number(area, 2)} m²"
