"""Loading the demo: Tambo Real as it would stand today, made by running the real engine.

The clock is moved from act to act through the months before `today`; timers are heard every
morning on the way. A town that is there already is left as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.calendar import Calendar
from engine.clock import MovableClock
from engine.installation import Installation
from engine.worker.timekeeper import sweep
from processes.demo import town
from processes.demo.days import business_days, moment_of, mornings
from processes.demo.office import Office
from processes.demo.plan import Act, Purchase
from processes.demo.purchases import purchases
from processes.demo.tambo_real import SLUG
from storage.database import WHOLE_INSTALLATION
from storage.queries.municipalities import municipality_by_slug

Progress = Callable[[str, int, int], None]
"""Told of each act: what happens, how many are done, how many there are."""

_CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo made; `already` when the town was there and nothing was done."""

    municipality_id: int
    cases: int
    acts: int
    already: bool


@dataclass(frozen=True, slots=True, order=True)
class _Moment:
    at: datetime
    case: int
    place: int


def load_demo(
    installation: Installation, *, today: date, progress: Progress | None = None
) -> Loaded:
    """Make the demo municipality, unless it is there; idempotent."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = municipality_by_slug(connection, SLUG)
    if found is not None:
        return Loaded(found.id, 0, 0, already=True)
    story = sorted(_story(today), key=lambda one: one[0])
    clock = MovableClock(story[0][0].at)
    moved = replace(installation, clock=clock)
    actors = town.found(moved)
    told = _tell(Office(moved, actors), clock, story, progress or _silent)
    _listen(moved, clock, until=installation.clock.now())
    municipality_id = next(iter(actors.values())).municipality_id
    return Loaded(municipality_id, told, len(story), already=False)


def _story(today: date) -> Iterator[tuple[_Moment, Purchase, Act | None]]:
    """Every act of every purchase with its moment; None stands for the beginning."""
    for case, purchase in enumerate(purchases()):
        days = business_days(_CALENDAR, before=today, age=purchase.age)
        turns: Counter[int] = Counter()
        for place, act in enumerate((None, *purchase.acts)):
            number = 0 if act is None else act.day
            at = moment_of(days[number], turn=turns[number], case=case, zone=_CALENDAR.zone)
            turns[number] += 1
            yield _Moment(at, case, place), purchase, act


def _tell(
    office: Office,
    clock: MovableClock,
    story: list[tuple[_Moment, Purchase, Act | None]],
    progress: Progress,
) -> int:
    cases: dict[int, int] = {}
    for done, (moment, purchase, act) in enumerate(story):
        _listen(office.installation, clock, until=moment.at)
        if act is None:
            cases[moment.case] = office.begin(purchase)
        else:
            office.perform(cases[moment.case], act, today=_CALENDAR.local_day(moment.at))
        progress(purchase.what, done + 1, len(story))
    return len(cases)


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
