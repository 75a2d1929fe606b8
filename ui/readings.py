"""Writing down who looks at what: called by the pages that show something about somebody."""

from __future__ import annotations

from engine.auditing.accesses import Looked
from ui.visit import Member


def looked(here: Member, kind: Looked, *, case_id: int | None = None, subject: str = "") -> None:
    """The reader looked at it; written down soon, and no page waits for it."""
    here.surroundings.readings.note(
        here.municipality.id,
        here.actor.person_id,
        kind,
        at=here.now,
        case_id=case_id,
        subject=subject,
        address=here.address,
    )
