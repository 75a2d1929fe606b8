"""When the right to demand a debt is lost, and what made its term begin anew (Código Tributario,
art. 43 to 46). Pure.

Four years, from 1 January of the year after the one in which it was due. A payment of a part, an
agreement that was asked for, and what was notified of a valor or of the executor begin it anew on
the day after; while it is contested or paid by an agreement it does not run: the days are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from storage.queries.dues import ActRow

YEARS = "tributos.prescripcion"
NORM = "Código Tributario, arts. 43 a 46"
NORM_CO = "Estatuto Tributario, arts. 817 y 818"
_DAY = timedelta(days=1)


def norm_of(country: str) -> str:
    """The norm of prescription of a country."""
    return NORM_CO if country == "CO" else NORM


class Act(StrEnum):
    """What is done about a debt. reminded, valued, coerced, written_off: it entered that;
    valor_notified, rec_notified, measure_notified: the debtor knows; agreement_asked;
    agreement, claim: from a day to another; lost: the agreement was; third_party: somebody
    says that what was seized is theirs; interest_stopped: its claim is decided late, from a day to
    another."""

    REMINDED = "reminded"
    VALUED = "valued"
    VALOR_NOTIFIED = "valor_notified"
    COERCED = "coerced"
    REC_NOTIFIED = "rec_notified"
    MEASURE_NOTIFIED = "measure_notified"
    AGREEMENT_ASKED = "agreement_asked"
    AGREEMENT = "agreement"
    CLAIM = "claim"
    INTEREST_STOPPED = "interest_stopped"
    RELEASED = "released"
    WRITTEN_OFF = "written_off"


INTERRUPTS = frozenset(
    {Act.VALOR_NOTIFIED, Act.REC_NOTIFIED, Act.MEASURE_NOTIFIED, Act.AGREEMENT_ASKED}
)
SUSPENDS = frozenset({Act.AGREEMENT, Act.CLAIM})
PAID = "paid"


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that moved the term: what, on which day, and from when it runs since."""

    kind: str
    on: date
    runs_from: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """From when it runs, the first day on which it may be declared prescribed (None: it stands
    still), and what moved it."""

    runs_from: date
    prescribes_on: date | None
    turns: tuple[Turn, ...]


def prescription(
    due_on: date, acts: Iterable[ActRow], payments: Iterable[date], day: date, years: int
) -> Term:
    """The term of a debt as it stands on a day."""
    runs = date(due_on.year + 1, 1, 1)
    turns = [Turn("due", due_on, runs)]
    stands = False
    for kind, on, until, note in _in_order(acts, payments, day):
        if kind in SUSPENDS:
            stands = stands or until is None
            passed = ((until or day) - max(on, runs)).days
            runs += max(passed, 0) * _DAY
        else:
            runs = max(runs, on + _DAY)
        turns.append(Turn(kind, on, runs, note))
    return Term(runs, None if stands else years_after(runs, years), tuple(turns))


def _in_order(
    acts: Iterable[ActRow], payments: Iterable[date], day: date
) -> Sequence[tuple[str, date, date | None, str]]:
    moving = [
        (each.kind, each.on_day, each.until_on, each.note)
        for each in acts
        if each.kind in INTERRUPTS | SUSPENDS and each.on_day <= day
    ]
    moving += [(PAID, each, None, "") for each in payments if each <= day]
    return sorted(moving, key=lambda each: (each[1], each[0]))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def lost_before(day: date, years: int) -> date:
    """Debts whose term runs from before this day may be declared prescribed before `day`."""
    return years_after(day, -years)
