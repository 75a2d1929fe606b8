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
from engine.worker.timekeeper import sweep
from processes.demo import town
from processes.demo.days import business_days, moment_of, mornings
from processes.demo.notice import fail_to_send
from processes.demo.office import Office, performed
from processes.demo.plan import Act, Purchase
from processes.demo.purchases import purchases
from processes.registry import registers

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
    """One act of one purchase and when; `act` None is the beginning."""

    at: datetime
    case: int
    place: int
    purchase: Purchase
    act: Act | None


def load_demo(
    installation: Installation, *, today: date, progress: Progress | None = None
) -> Loaded:
    """Make the demo municipality, or what is missing of it; idempotent."""
    there = town.standing(installation)
    if there is not None and there.today == date.min:
        return Loaded(there.municipality_id, 0, 0, already=True)
    done = performed(installation, there.municipality_id) if there is not None else {}
    story = _story(there.today if there is not None else today)
    left = [one for one in story if one.place >= done.get(one.purchase.what, (0, 0))[1]]
    if there is not None and not left:
        return Loaded(there.municipality_id, 0, 0, already=True)
    clock = MovableClock(left[0].at)
    moved = replace(installation, clock=clock, registers=registers())
    there = there or town.found(moved, today=today)
    office = Office(moved, town.furnish(moved, there.municipality_id))
    cases = {what: case_id for what, (case_id, _) in done.items()}
    _tell(office, clock, left, cases, progress or _silent)
    fail_to_send(moved, clock, office.actors["julia"])
    _listen(moved, clock, until=installation.clock.now())
    for purchase in purchases():
        if purchase.holder:
            office.take(cases[purchase.what], purchase.holder)
        if purchase.stopped:
            office.stop(cases[purchase.what], "luis", purchase.stopped)
    return Loaded(there.municipality_id, len(cases) - len(done), len(left), already=False)


def _story(today: date) -> list[_Moment]:
    """Every act of every purchase with its moment, in the order of time."""
    return sorted(_moments(today), key=lambda one: (one.at, one.case, one.place))


def _moments(today: date) -> Iterator[_Moment]:
    for case, purchase in enumerate(purchases()):
        days = business_days(_CALENDAR, before=today, age=purchase.age)
        turns: Counter[int] = Counter()
        for place, act in enumerate((None, *purchase.acts)):
            number = 0 if act is None else act.day
            turn = turns[number]
            at = moment_of(days[number], number=number, turn=turn, case=case, zone=_CALENDAR.zone)
            turns[number] += 1
            yield _Moment(at, case, place, purchase, act)


def _tell(
    office: Office,
    clock: MovableClock,
    story: Sequence[_Moment],
    cases: dict[str, int],
    progress: Progress,
) -> None:
    for done, one in enumerate(story, start=1):
        _listen(office.installation, clock, until=one.at)
        what = one.purchase.what
        if one.act is None:
            cases[what] = office.begin(one.purchase)
        else:
            office.perform(cases[what], one.act, today=_CALENDAR.local_day(one.at))
        progress(what, done, len(story))


def _listen(installation: Installation, clock: MovableClock, *, until: datetime) -> None:
    """Move the clock; every morning on the way the timers are heard."""
    first, last = _CALENDAR.local_day(clock.now()), _CALENDAR.local_day(until)
    for morning in mornings(first, last, zone=_CALENDAR.zone):
        clock.move(to=min(morning, until))
        while sweep(installation):
            pass
    clock.move(to=until)


def _silent(_what: str, _done: int, _all: int) -> None:
    pass
