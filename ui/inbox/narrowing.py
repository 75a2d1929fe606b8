"""From what an address asks for to what the database is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from engine.calendar import Calendar
from storage.queries.inbox import BY_DUE, Narrowing, SortKey
from ui.inbox.forms import Asked
from ui.numbers import number_in
from ui.visit import Member

DUE = ("late", "today", "week", "none")
HIGH, USUAL_PRIORITY = 70, 50
"""From HIGH on a task is called urgent."""
NUMBERS = frozenset({SortKey.DUE, SortKey.PRIORITY, SortKey.CREATED, SortKey.AMOUNT})


def narrowing_of(asked: Asked, here: Member, calendar: Calendar) -> Narrowing:
    """The values that narrow the list."""
    found = Narrowing(
        processes=asked.processes,
        names=(asked.name,) if asked.name else (),
        roles=(asked.role,) if asked.role else (),
        holder=holder_of(asked, here),
        unheld=asked.holder == "nobody",
        priority_from=number_in(asked.priority),
        amount_from=asked.amount_from,
        amount_to=asked.amount_to,
        facts=asked.facts,
    )
    found = _due(found, asked, here, calendar)
    if asked.opened_from:
        found = replace(found, opened_from=calendar.start_of(asked.opened_from))
    if asked.opened_to:
        found = replace(found, opened_before=calendar.start_of(asked.opened_to + timedelta(days=1)))
    return found


def holder_of(asked: Asked, here: Member) -> int | None:
    """The person who must hold the tasks."""
    if asked.holder == "me":
        return here.actor.person_id
    return number_in(asked.holder)


def _due(found: Narrowing, asked: Asked, here: Member, calendar: Calendar) -> Narrowing:
    begins = calendar.start_of
    match asked.due:
        case "late":
            found = replace(found, due_before=here.now)
        case "today":
            tomorrow = begins(here.today + timedelta(days=1))
            found = replace(found, due_from=here.now, due_before=tomorrow)
        case "week":
            later = begins(here.today + timedelta(days=8))
            found = replace(found, due_from=here.now, due_before=later)
        case "none":
            found = replace(found, without_due=True)
    if asked.due_from:
        found = replace(found, due_from=begins(asked.due_from))
    if asked.due_to:
        found = replace(found, due_before=begins(asked.due_to + timedelta(days=1)))
    return found


def fitting(asked: Asked) -> Asked:
    """The same without a place that does not fit its order: an address that somebody changed."""
    if asked.after is None:
        return asked
    values = asked.after[0]
    fits = len(values) == len(asked.order) and all(
        isinstance(value, int) == (by.key in NUMBERS)
        for value, by in zip(values, asked.order, strict=True)
    )
    return asked if fits else replace(asked, after=None, order=asked.order or BY_DUE)
