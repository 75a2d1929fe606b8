"""Loading the demo: Tambo Real as it would stand today, made by running the real engine.

The clock is moved from act to act through the months before `today`; timers are heard every
morning on the way. What was told is not told again: a loading that was cut off goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.calendar import Calendar
from engine.clock import MovableClock
from engine.installation import Installation
from engine.jobs.letters import PlainPress, Presses, letter_handlers
from engine.jobs.linking import link_handlers
from engine.jobs.parcels import parcel_handlers
from engine.jobs.payments import payment_handlers
from engine.jobs.results import Handler
from engine.worker.timekeeper import sweep
from processes.demo import parcels, town, valued
from processes.demo.books import Books
from processes.demo.days import business_days, business_days_from, moment_of, mornings
from processes.demo.filings import filings
from processes.demo.initiatives import Initiative, initiatives
from processes.demo.land import land_filings
from processes.demo.neighbours import let_in
from processes.demo.notice import fail_to_send
from processes.demo.office import APPROVAL, Matter, Office, performed
from processes.demo.padron import padron
from processes.demo.participation import consultations, proposals
from processes.demo.plan import Act
from processes.demo.purchases import purchases
from processes.demo.taxed import DECLARED, tax_years, taxed
from processes.demo.yearly import Yearly, plans
from processes.registry import handlers, paid_into, registers

Progress = Callable[[str, int, int], None]
"""Told of each act: what it is about, how many are done, how many there are."""

_CALENDAR = Calendar()
FEW = 60
"""Lots whose owners pay taxes where nobody asks for more: those of whom the story tells, and their
neighbours. `parcels.lots` are two thousand."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo made this time; `already` when there was nothing left to do."""

    municipality_id: int
    cases: int
    acts: int
    already: bool


@dataclass(frozen=True, slots=True)
class _Moment:
    """One act of one purchase or filing and when; `act` None is the beginning."""

    at: datetime
    case: int
    place: int
    matter: Matter
    act: Act | None


def load_demo(
    installation: Installation,
    *,
    today: date,
    progress: Progress | None = None,
    presses: Presses | None = None,
    taxed_lots: int = FEW,
) -> Loaded:
    """Make the demo municipality, or what is missing of it; idempotent. `presses` print what the
    house issues by itself; plain text without them. The owners of the first so many lots pay
    taxes."""
    there = town.standing(installation)
    if there is not None and there.today == date.min:
        return Loaded(there.municipality_id, 0, 0, already=True)
    done = performed(installation, there.municipality_id) if there is not None else {}
    story = _story(there.today if there is not None else today)
    left = [one for one in story if one.place >= done.get(one.matter.what, (0, 0))[1]]
    if there is not None and not left:
        return Loaded(there.municipality_id, 0, 0, already=True)
    clock = MovableClock(left[0].at)
    moved = replace(installation, clock=clock, registers=registers(), paid_into=paid_into())
    there = there or town.found(moved, today=today)
    actors = town.furnish(moved, there.municipality_id)
    parcels.bring(moved, actors["luis"])
    valued.bring(moved, actors["raul"])
    office = Office(moved, actors, _handlers(moved, presses))
    cases = {what: case_id for what, (case_id, _) in done.items()}
    books = _books(moved, there, taxed_lots)
    _tell(office, clock, left, cases, progress or _silent, books)
    fail_to_send(moved, clock, office.actors["julia"])
    _listen(office, clock, books, until=installation.clock.now())
    let_in(moved, there.municipality_id)
    for purchase in purchases():
        if purchase.holder:
            office.take(cases[purchase.what], purchase.holder)
        if purchase.stopped:
            office.stop(cases[purchase.what], "luis", purchase.stopped)
    return Loaded(there.municipality_id, len(cases) - len(done), len(left), already=False)


def _books(installation: Installation, there: town.Standing, taxed_lots: int) -> Books:
    years = tax_years(there.today)
    people = padron(parcels.lots()[:taxed_lots], DECLARED, years[0])
    return Books(installation, there.municipality_id, people, years)


def _handlers(installation: Installation, presses: Presses | None) -> dict[str, Handler]:
    press = presses or (lambda _town: PlainPress())
    return {
        **link_handlers(installation),
        **payment_handlers(installation),
        **letter_handlers(installation, press),
        **parcel_handlers(installation),
        **handlers(installation),
    }


def _story(today: date) -> list[_Moment]:
    """Every act of every purchase and filing with its moment, in the order of time."""
    return sorted(_moments(today), key=lambda one: (one.at, one.case, one.place))


def _moments(today: date) -> Iterator[_Moment]:
    matters: tuple[Matter, ...] = (
        *purchases(),
        *filings(),
        *land_filings(),
        *initiatives(),
        *proposals(),
        *consultations(),
        *taxed(_CALENDAR, today),
        *plans(_CALENDAR, today),
    )
    for case, matter in enumerate(matters):
        days = _days_of(matter, today)
        turns: Counter[int] = Counter()
        for place, act in enumerate((None, *matter.acts)):
            number = 0 if act is None else act.day
            if number >= len(days):  # what is told from a day on may not have come that far
                break
            turn = turns[number]
            at = moment_of(days[number], number=number, turn=turn, case=case, zone=_CALENDAR.zone)
            turns[number] += 1
            yield _Moment(at, case, place, matter, act)


def _days_of(matter: Matter, today: date) -> list[date]:
    """The business days of a matter, from its first one."""
    starts = matter.starts if isinstance(matter, Initiative | Yearly) else None
    if starts is not None:
        return business_days_from(_CALENDAR, starts, before=today)
    age = 0 if isinstance(matter, Yearly) else matter.age
    return business_days(_CALENDAR, before=today, age=age)


def _tell(
    office: Office,
    clock: MovableClock,
    story: Sequence[_Moment],
    cases: dict[str, int],
    progress: Progress,
    books: Books,
) -> None:
    for done, one in enumerate(story, start=1):
        _listen(office, clock, books, until=one.at)
        what, today = one.matter.what, _CALENDAR.local_day(one.at)
        if one.act is None:
            cases[what] = office.begin(one.matter, today=today)
        else:
            office.perform(cases[what], one.act, today=today)
        if isinstance(one.matter, Yearly) and one.act and one.act.step == APPROVAL:
            office.enter_plan(cases[what])
        office.settle()
        progress(what, done, len(story))


def _listen(office: Office, clock: MovableClock, books: Books, *, until: datetime) -> None:
    """Move the clock; every morning on the way the timers are heard, what the house issues by
    itself is issued, and the bank tells who paid taxes."""
    first, last = _CALENDAR.local_day(clock.now()), _CALENDAR.local_day(until)
    for morning in mornings(first, last, zone=_CALENDAR.zone):
        clock.move(to=min(morning, until))
        while sweep(office.installation):
            office.settle()
        books.catch_up(_CALENDAR.local_day(clock.now()))
    clock.move(to=until)


def _silent(_what: str, _done: int, _all: int) -> None:
    pass
