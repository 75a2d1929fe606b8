"""What the pages about the municipality itself share: the shell around them, and the way back."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from storage.database import Connection
from ui.parts import Crumb
from ui.staff import staff_page
from ui.visit import Member


def town_page(
    here: Member,
    connection: Connection,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    """A page of who administers."""
    return staff_page(here, connection, template, context, section="people", status=status)


def crumbs(here: Member, section: str, address: str, last: str = "") -> list[Crumb]:
    """The way back: the municipality, a section of it, and a page in that."""
    found = [
        Crumb(here.words.gettext("Municipalidad"), here.path("municipality")),
        Crumb(section, here.path("municipality", address) if last else ""),
    ]
    return [*found, Crumb(last)] if last else found
