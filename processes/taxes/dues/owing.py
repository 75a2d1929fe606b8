"""What a debt comes to on a day, as it is kept beside the ledger; and how old it is.

The same numbers as the account of its taxpayer gives (`processes/taxes/account.py`), without
reading the ledger: a page or a batch asks of very many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from processes.taxes.account import PREDIAL, bears_interest
from processes.taxes.cents import to_cents
from processes.taxes.due_days import adjusted
from processes.taxes.dues.stopped import stops_of_debts
from processes.taxes.figures import Figures
from processes.taxes.interest import Suspension, interest_of
from storage.database import Connection
from storage.queries.dues import DebtRow


class Age(StrEnum):
    """Since when it is overdue, from the youngest to the oldest."""

    MONTHS_3 = "90"
    YEAR = "365"
    YEARS_2 = "730"
    YEARS_4 = "1460"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Owing:
    """A debt on a day: its tax, grown by the index, and all its interest."""

    row: DebtRow
    tax: Decimal
    interest: Decimal

    @property
    def total(self) -> Decimal:
        """Tax and interest."""
        return self.tax + self.interest


def owing_of(
    connection: Connection,
    municipality_id: int,
    rows: Sequence[DebtRow],
    day: date,
    figures: Figures,
) -> list[Owing]:
    """What debts come to on a day, without interest of the days on which it stood still."""
    stops = stops_of_debts(connection, municipality_id, [row.id for row in rows])
    return [owing_on(row, day, figures, stops.get(row.id, ())) for row in rows]


def owing_on(row: DebtRow, day: date, figures: Figures, stops: Sequence[Suspension] = ()) -> Owing:
    """What the debt comes to on that day; `stops`: when it bore no interest."""
    tax, written = to_cents(Decimal(row.tax) / 100), to_cents(Decimal(row.interest) / 100)
    if not bears_interest(row.concept):
        return Owing(row, tax, written)
    factor = _growth(row, day, figures)
    if factor != 1 and tax:
        tax, _ = adjusted(tax, factor)
    since = max(row.due_on, row.counted_on or row.due_on)
    grown = interest_of(tax, since, day, figures.rates(), stops, figures.growth).amount
    return Owing(row, tax, written + grown)


def _growth(row: DebtRow, day: date, figures: Figures) -> Decimal:
    if row.concept != PREDIAL or row.instalment < 2:
        return Decimal(1)
    until = figures.factor(row.year, min(day, row.due_on))
    if row.grown_on is None:
        return until
    return until / figures.factor(row.year, min(row.grown_on, row.due_on))


def words_of(owing: Owing) -> str:
    """A debt as a letter tells it."""
    row = owing.row
    what = f"{row.concept} {row.year}" + (f", cuota {row.instalment}" if row.instalment else "")
    return (
        f"{what} (venció el {row.due_on:%d/%m/%Y}): insoluto {owing.tax:,.2f},"
        f" interés {owing.interest:,.2f}, total {owing.total:,.2f}"
    )


def age_of(due_on: date, day: date) -> Age:
    """How old it is."""
    late = (day - due_on).days
    return next((age for age in _BOUNDED if late <= int(age)), Age.OLDER)


_BOUNDED = (Age.MONTHS_3, Age.YEAR, Age.YEARS_2, Age.YEARS_4)


def due_between(age: Age, day: date) -> tuple[date | None, date]:
    """The first last day of that age (None: there is none), and the first that is too young."""
    young = 0 if age is Age.MONTHS_3 else int(_BOUNDED[_place(age) - 1])
    before = day - timedelta(days=young)
    if age is Age.OLDER:
        return None, before
    return day - timedelta(days=int(age)), before


def _place(age: Age) -> int:
    return list(Age).index(age)
