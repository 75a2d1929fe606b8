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
from processes.demo.days import business_days, business_days_from, moment_of, mornings
from processes.demo.filings import filings
from processes.demo.initiatives import initiatives
from processes.demo.land import land_filings
from processes.demo.notice import fail_to_send
from processes.demo.office import APPROVAL, Matter, Office, performed
from processes.demo.participation import consultations, proposals
from processes.demo.plan import Act
from processes.demo.purchases import purchases
from processes.demo.taxed import taxed
from processes.demo.yearly import Yearly, plans
from processes.registry import handlers, paid_into, registers

Progress = Callable[[str, int, int], None]
"""Told of each act: what it is about, how many are done, how many there are."""

_CALENDAR = Calendar()


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
) -> Loaded:
    """Make the demo municipality, or what is missing of it; idempotent. `presses` print what the
    house issues by itself; plain text without them."""
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
    _tell(office, clock, left, cases, progress or _silent)
    fail_to_send(moved, clock, office.actors["julia"])
    _listen(office, clock, until=installation.clock.now())
    for purchase in purchases():
        if purchase.holder:
            office.take(cases[purchase.what], purchase.holder)
        if purchase.stopped:
            office.stop(cases[purchase.what], "luis", purchase.stopped)
    return Loaded(there.municipality_id, len(cases) - len(done), len(left), already=False)


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
        *taxed(),
        *plans(_CALENDAR, today),
    )
    for case, matter in enumerate(matters):
        if isinstance(matter, Yearly):
            days = business_days_from(_CALENDAR, matter.starts, before=today)
        else:
            days = business_days(_CALENDAR, before=today, age=matter.age)
        turns: Counter[int] = Counter()
        for place, act in enumerate((None, *matter.acts)):
            number = 0 if act is None else act.day
            turn = turns[number]
            at = moment_of(days[number], number=number, turn=turn, case=case, zone=_CALENDAR.zone)
            turns[number] += 1
            yield _Moment(at, case, place, matter, act)


def _tell(
    office: Office,
    clock: MovableClock,
    story: Sequence[_Moment],
    cases: dict[str, int],
    progress: Progress,
) -> None:
    for done, one in enumerate(story, start=1):
        _listen(office, clock, until=one.at)
        what, today = one.matter.what, _CALENDAR.local_day(one.at)
        if one.act is None:
            cases[what] = office.begin(one.matter, today=today)
        else:
            office.perform(cases[what], one.act, today=today)
        if isinstance(one.matter, Yearly) and one.act and one.act.step == APPROVAL:
            office.enter_plan(cases[what])
        office.settle()
        progress(what, done, len(story))


def _listen(office: Office, clock: MovableClock, *, until: datetime) -> None:
    """Move the clock; every morning on the way the timers are heard, and what the house issues by
    itself is issued."""
    first, last = _CALENDAR.local_day(clock.now()), _CALENDAR.local_day(until)
    for morning in mornings(first, last, zone=_CALENDAR.zone):
        clock.move(to=min(morning, until))
        while sweep(office.installation):
            office.settle()
    clock.move(to=until)


def _silent(_what: str, _done: int, _all: int) -> None:
    pass
