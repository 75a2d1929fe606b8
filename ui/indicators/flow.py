"""What came in and what went out, week by week, and how tax collection stands against its goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.indicators.reading import Told
from storage.database import Connection
from storage.queries.indicator_facts import denominators_by_day
from ui.drawing.columns import Columns, columns
from ui.indicators.present import counted_words, value_words
from ui.visit import Member, Visit

WEEKS = 8
LODGED, ENDED = "observation_rate", "first_contact"
"""The indicators whose denominators are what came in and what went out."""
COLLECTED = ("collection_effectiveness", "arrears_recovery")


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday: how many came in, how many went out."""

    monday: date
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """A share that was collected, with the goal where there is one, both of 0 to 100."""

    title: str
    href: str
    share: float
    goal: float | None
    words: str
    of: str


def weeks_until(connection: Connection, municipality_id: int, last: date) -> list[Week]:
    """The weeks up to the one of a day, oldest first; of that one what is known until the day."""
    monday = last - timedelta(days=last.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    counted: dict[str, Counter[date]] = {LODGED: Counter(), ENDED: Counter()}
    for key, day, many in denominators_by_day(
        connection, municipality_id, counted, since=first, until=last
    ):
        counted[key][day - timedelta(days=day.weekday())] += many
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    return [Week(each, counted[LODGED][each], counted[ENDED][each]) for each in mondays]


def drawn_weeks(weeks: list[Week], here: Visit) -> Columns:
    """Their picture: two columns a week."""
    number = here.formats.number
    return columns(
        [
            (
                week_words(each.monday, here),
                [
                    (float(each.came), "first", number(each.came)),
                    (float(each.went), "second", number(each.went)),
                ],
            )
            for each in weeks
        ]
    )


def week_rows(weeks: list[Week], here: Visit) -> list[tuple[str, str, str]]:
    """The same as rows of a table."""
    number = here.formats.number
    return [(week_words(e.monday, here), number(e.came), number(e.went)) for e in weeks]


def week_words(monday: date, here: Visit) -> str:
    """«2 nov»."""
    return f"{monday.day}\N{NO-BREAK SPACE}{here.formats.month_words(monday)[:3]}"


def flow_words(weeks: list[Week], here: Visit) -> str:
    """What the picture says in a sentence."""
    _ = here.words.gettext
    came, went = sum(each.came for each in weeks), sum(each.went for each in weeks)
    said = {"came": here.formats.number(came), "went": here.formats.number(went)}
    if came > went:
        told = _(
            "En ocho semanas entraron %(came)s y terminaron %(went)s: entra más de lo que sale."
        )
    elif came < went:
        told = _(
            "En ocho semanas entraron %(came)s y terminaron %(went)s: sale más de lo que entra."
        )
    else:
        told = _("En ocho semanas entraron %(came)s y terminaron %(went)s.")
    return told % said


def gathered(told: Mapping[str, Told], path: Mapping[str, str], here: Member) -> list[Gathered]:
    """Tax collection against its goals, where it is of enough taxpayers to say a share; `path` is
    where each indicator is told."""
    found = []
    for key in COLLECTED:
        each = told[key]
        if each.now.insufficient or each.now.value is None:
            continue
        target = each.bounds.target
        found.append(
            Gathered(
                each.indicator.title,
                path[key],
                min(100.0, float(each.now.value)),
                None if target is None else min(100.0, float(target)),
                value_words(each.indicator, each.now, here),
                counted_words(each.indicator, each.now, here),
            )
        )
    return found
