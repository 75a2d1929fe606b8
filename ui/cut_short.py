"""What is said where a search found more than is looked at."""

from __future__ import annotations

from storage.queries.inbox_text import MOST_CASES, MOST_ROWS, Bound, Finding
from ui.visit import Member


def cut_short(here: Member, found: Finding) -> str:
    """One sentence; empty when nothing was cut off."""
    _, number = here.words.gettext, here.formats.number
    match found.bound:
        case Bound.CASES:
            said = _("Se miraron los %(n)s expedientes más recientes; precise la búsqueda.")
            return said % {"n": number(MOST_CASES)}
        case Bound.ROWS:
            said = _("Se miraron solo %(n)s nombres o documentos; precise la búsqueda.")
            return said % {"n": number(MOST_ROWS)}
    return ""
