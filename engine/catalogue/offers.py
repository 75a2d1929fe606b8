"""One service as it is offered on a day: terms, prices and appeals as numbers with their source.

What no parameter says is None, never a guess: the page then says whom to ask. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from engine.calendar import Calendar, Unit
from engine.catalogue.numbers import Numbers
from engine.definitions.service import Appeal, Length, Qualification, Service, ServiceFee
from engine.parameters import NoParameter
from engine.parameters.resolving import PERCENT_OF_UIT, number
from storage.queries.deadlines import ParameterRow

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Span:
    """How long: `length` in `unit`, None where no number is known; `title` says in which case."""

    length: int | None
    unit: Unit = Unit.BUSINESS
    title: str = ""
    source: str = ""

    def end(self, calendar: Calendar, start: date) -> date | None:
        """Its last day, when it begins with a fact on `start`."""
        return None if self.length is None else calendar.add(start, self.length, self.unit)


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs in the municipality's currency, None where nobody set it; `percent` of the UIT,
    where it is told so."""

    parameter: str
    amount: Decimal | None
    percent: Decimal | None = None
    title: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """An appeal: before whom, in how long, and when that one answers."""

    title: str
    body: str
    term: Span
    resolve: Span | None
    basis: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A service in force on the day `on`; `open` where it can be asked for at the window, `hours`
    when its office attends, where those are its own; `series` counts its cases; `found_by`: the
    words that it is looked for by, with their weight."""

    key: str
    definition_id: int
    version: int
    icon: str
    service: Service
    on: date
    open: bool
    hours: str
    terms: tuple[Span, ...]
    margin: Span | None
    prices: tuple[Price, ...]
    remedies: tuple[Remedy, ...]
    series: str = ""
    found_by: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def title(self) -> str:
        return self.service.title

    @property
    def free(self) -> bool:
        """It costs nothing, whatever the case."""
        return not self.prices or all(price.amount == 0 for price in self.prices)

    @property
    def longest(self) -> Span | None:
        """The term after which silence counts, whatever the case; None where one is unknown."""
        known = [term for term in self.terms if term.length is not None]
        if not known or len(known) < len(self.terms):
            return None
        return max(known, key=lambda term: (_weight(term), term.length or 0))

    def silence_after(self, calendar: Calendar, filed: date) -> tuple[date, date] | None:
        """For a request of that day: the last day of the answer, and the day from which its
        silence counts (TUO LPAG, art. 199.1). None where nothing is evaluated or unknown."""
        if self.service.qualification is Qualification.AUTOMATIC or self.longest is None:
            return None
        due = self.longest.end(calendar, filed)
        if due is None:
            return None
        last = due if self.margin is None else self.margin.end(calendar, due)
        return None if last is None else (due, last)


def hours_key(key: str) -> str:
    """The name of the parameter, of unit `text`, that says when the office of a service attends."""
    return f"service.{key}.hours"


def spans_of(service: Service, numbers: Numbers, on: date) -> tuple[Span, ...]:
    """Until when it is answered, in each case."""
    return tuple(
        span_of(each.length, numbers, on, title=each.title, source=each.source)
        for each in service.terms
    )


def span_of(
    length: Length, numbers: Numbers, on: date, *, title: str = "", source: str = ""
) -> Span:
    """A length as it is on a day."""
    if not length.parameter:
        return Span(length.days, Unit(length.unit), title, source)
    row = numbers.on(length.parameter, on)
    unit = length.unit or (row.unit if row else "")
    if row is None or unit not in list(Unit):
        return Span(None, Unit.BUSINESS, title, source)
    days = _value(row)
    source = source or row.source
    return Span(None if days is None else int(days), Unit(unit), title, source)


def price_of(fee: ServiceFee, numbers: Numbers, on: date, *, uit: str) -> Price:
    """A fee as it is on a day, with the UIT of that day where it is a part of it."""
    row = numbers.on(fee.parameter, on)
    value = _value(row)
    percent = value if row is not None and row.unit == PERCENT_OF_UIT else None
    if percent is not None:
        whole = _value(numbers.on(uit, on))
        value = None if whole is None else whole * percent / 100
    return Price(
        fee.parameter,
        None if value is None else value.quantize(_CENT, ROUND_HALF_UP),
        percent,
        fee.title,
        fee.note,
        fee.source or (row.source if row else ""),
    )


def _value(row: ParameterRow | None) -> Decimal | None:
    """The number of a row; None where it holds none."""
    try:
        return None if row is None else number(row.value, row.key)
    except NoParameter:
        return None


def remedy_of(appeal: Appeal, numbers: Numbers, on: date) -> Remedy:
    """An appeal as it is on a day."""
    return Remedy(
        appeal.title,
        appeal.body,
        span_of(appeal.term, numbers, on),
        span_of(appeal.resolve, numbers, on) if appeal.resolve else None,
        appeal.basis,
    )


def _weight(span: Span) -> int:
    """Years before months before days."""
    return {Unit.YEAR: 2, Unit.MONTH: 1}.get(span.unit, 0)
