"""The term that a row holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.calendar import Unit
from engine.deadlines.reckoning import Term, pauses_in
from storage.queries.deadlines import DeadlineRow, PauseRow


def term_of(row: DeadlineRow, pauses: Sequence[PauseRow], *, today: date) -> Term:
    """The term as it stands today; `pauses` may be those of other terms too."""
    own = [(each.start_on, each.end_on) for each in pauses if each.deadline_id == row.id]
    term = Term(
        row.start_on,
        row.length,
        Unit(row.unit),
        row.extension,
        row.month_end,
        row.fires,
        pauses_in(own, today),
    )
    return term if row.anew_on is None else term.restarted(row.anew_on)
