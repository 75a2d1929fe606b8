"""The dated numbers of a municipality, read once for as many taxpayers as there are."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from engine.calendar import Calendar
from engine.parameters.resolving import TEXT, number
from processes.taxes.due_days import MONTHS_OF_INSTALMENTS, instalment_days, last_business_day
from processes.taxes.interest import DAYS_OF_MONTH, DAYS_OF_YEAR, Growth, Rate
from storage.database import Connection
from storage.queries.deadlines import ParameterRow, all_parameters

TIM = "tributos.tim"
INDEX = "ipm"
DUE = "predial.vence"
MONTHS = "predial.meses"
DECLARED = "predial.declaracion.vence"
FEBRUARY = 2
DISCOUNT = "predial.pronto_pago"
YEARLY = "percent a year"
PRICES = "ipc_mensual"
DAY = timedelta(days=1)
_WITHIN = "dentro del mes: ningún IPC que aplicar"
_LACKS = "falta anotar el IPC de %s: desde entonces no se actualiza"
_SAID = "IPC de %s a %s"


class Figures:
    """Numbers by key and day, with the calendar they are counted in."""

    def __init__(self, rows: Sequence[ParameterRow], calendar: Calendar) -> None:
        self._rows = defaultdict[str, list[ParameterRow]](list)
        for row in sorted(rows, key=lambda each: each.valid_from):
            self._rows[row.key].append(row)
        self.calendar = calendar
        self.country = calendar.country
        self._known: dict[tuple[str, date], Decimal | str] = {}

    @classmethod
    def of(cls, connection: Connection, municipality_id: int, calendar: Calendar) -> Figures:
        """Those of a municipality."""
        return cls(all_parameters(connection, municipality_id), calendar)

    def in_force(self, key: str, on: date) -> Decimal | str:
        """The value on a day, the latest beginning wins; raises LookupError where there is none."""
        if (key, on) not in self._known:
            self._known[key, on] = self._found(key, on)
        return self._known[key, on]

    def key(self, name: str) -> str:
        """What a number that most countries have is called in this one: `tributos.tim` is
        `pe.tributos.tim`."""
        return f"{self.country.lower()}.{name}"

    def row(self, key: str, on: date) -> ParameterRow | None:
        """The number in force on a day, with where it comes from."""
        rows = self._rows[key]
        place = bisect_right(rows, on, key=lambda each: each.valid_from) - 1
        return None if place < 0 or (rows[place].valid_to or date.max) < on else rows[place]

    def _found(self, key: str, on: date) -> Decimal | str:
        row = self.row(key, on)
        if row is None:
            raise LookupError(f"no hay un valor de «{key}» vigente el {on:%d/%m/%Y}")
        return row.value if row.unit == TEXT else number(row.value, key)

    def rates(self) -> tuple[Rate, ...]:
        """The rates of late payment, of a month or of a year, each until the next one begins."""
        rows = self._rows[self.key(TIM)]
        found = []
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            ends = [] if row.valid_to is None else [row.valid_to]
            ends += [] if following is None else [following.valid_from - DAY]
            days = DAYS_OF_YEAR if row.unit == YEARLY else DAYS_OF_MONTH
            until = min(ends, default=None)
            found.append(Rate(number(row.value, TIM), row.valid_from, until, days))
        return tuple(found)

    def discount(self, day: date) -> Decimal:
        """How many percent whoever pays all of the year's tax on a day is let off."""
        try:
            return Decimal(self.in_force(self.key(DISCOUNT), day))
        except LookupError:
            return Decimal(0)

    def due_days(self, year: int) -> tuple[date, ...]:
        """The last days of the instalments: as the ordinance or the law's table says them, else
        counted."""
        counted = instalment_days(self.calendar, year, self.months(year))
        return tuple(
            self._day(self.key(f"{DUE}.{place}"), date(year, 1, 1)) or day
            for place, day in enumerate(counted, 1)
        )

    def declared_until(self, year: int) -> date:
        """The last day of the yearly declaration: as an ordinance put it off, else the last
        business day of February (TUO DS 156-2004-EF, art. 14)."""
        said = self._day(self.key(DECLARED), date(year, 1, 1))
        return said or last_business_day(self.calendar, year, FEBRUARY)

    def months(self, year: int) -> tuple[int, ...]:
        """The months in which instalments are due: those of the ordinance, else of Peru's law."""
        try:
            said = str(self.in_force(self.key(MONTHS), date(year, 1, 1)))
        except LookupError:
            return MONTHS_OF_INSTALMENTS
        return tuple(int(each) for each in said.split())

    def due_days_told(self, year: int) -> tuple[tuple[date, ParameterRow | None], ...]:
        """The same, each with the number that says it; none where it was counted."""
        days, on = self.due_days(year), date(year, 1, 1)
        return tuple(
            (day, self.row(key, on) if self._day(key, on) else None)
            for key, day in ((self.key(f"{DUE}.{place}"), day) for place, day in enumerate(days, 1))
        )

    def factor(self, year: int, day: date) -> Decimal:
        """What an instalment grows by when it is paid on a day: the index of the month before
        over that of February, when the first was due; 1 up to March, and where either is not
        published."""
        month_before, due = day.replace(day=1) - DAY, date(year, 3, 1) - DAY
        if month_before.year != year or month_before <= due:
            return Decimal(1)
        try:
            return self._index(month_before) / self._index(due)
        except LookupError:
            return Decimal(1)

    def since_december(self, day: date) -> Decimal:
        """What prices grew by from the end of the year before to the month before a day: the factor
        of a value of 1 January; 1 in January, and where the index is not published."""
        try:
            index = self._index(day.replace(day=1) - DAY)
            return index / self._index(date(day.year, 1, 1) - DAY)
        except LookupError:
            return Decimal(1)

    def growth(self, first: date, end: date) -> Growth:
        """What consumer prices grew by from a day to another (Código Tributario, art. 33): the
        index of the month before the one over that of the month before the other, as far as it
        was entered; from a month without one nothing is added, and it is named."""
        begins, last = _month_before(first), _month_before(end)
        base = self._month(begins)
        if begins >= last:
            return Growth(Decimal(1), _WITHIN)
        if base is None:
            return Growth(Decimal(1), _LACKS % f"{begins:%m/%Y}")
        found, known = base, begins
        for month in _months(begins, last):
            index = self._month(month)
            if index is None:
                return Growth(max(found / base, Decimal(1)), _LACKS % f"{month:%m/%Y}")
            found, known = index, month
        return Growth(max(found / base, Decimal(1)), _SAID % (f"{begins:%m/%Y}", f"{known:%m/%Y}"))

    def _month(self, month: date) -> Decimal | None:
        """The index that was entered for a month itself."""
        row = self.row(self.key(PRICES), month)
        entered = row is not None and row.valid_from >= month
        return number(row.value, PRICES) if row and entered else None

    def _index(self, on: date) -> Decimal:
        return Decimal(self.in_force(self.key(INDEX), on))

    def _day(self, key: str, on: date) -> date | None:
        try:
            return date.fromisoformat(str(self.in_force(key, on)))
        except (LookupError, ValueError):
            return None


def _month_before(day: date) -> date:
    return (day.replace(day=1) - DAY).replace(day=1)


def _months(after: date, until: date) -> Iterator[date]:
    """The first days of the months after one, up to another."""
    month = after
    while month < until:
        month = (month + 31 * DAY).replace(day=1)
        yield month
