"""Where the pages of experiences are, and the way back to the bank."""

from __future__ import annotations

from ui.parts import Crumb
from ui.visit import Member

AT = ("improvement", "experiences")


def crumbs(here: Member, last: str) -> list[Crumb]:
    """The way back to the bank."""
    return [Crumb(here.words.gettext("Banco de experiencias"), here.path(*AT)), Crumb(last)]
