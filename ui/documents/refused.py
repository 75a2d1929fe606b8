"""Why a document is not handed out, as a page."""

from __future__ import annotations

from engine.refusals import RefusalKind, Refused
from ui.errors import PageError, not_found
from ui.refusals import told
from ui.visit import Member


def refusal(here: Member, refused: Refused) -> PageError:
    """Not there, not for this role, or still sealed."""
    if refused.kind is not RefusalKind.SEALED:
        return not_found(here.words)
    said = told(refused, here.words)
    return PageError(said.status, here.words.gettext("Está sellado"), said.sentence)
