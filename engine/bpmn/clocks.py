"""Conditions that read the clock: which do, and when they are looked at again.

A condition is looked at when a variable changes (BPMN 2.0.2, 10.5.5); one that asks for today() or
now() may become true with no act of anybody. It asks to be woken like a timer: one that reads the
day at the next local midnight, one that reads the moment every minute.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from engine.bpmn.formula import Formula
from engine.feel.nodes import Name, Node
from engine.feel.walk import children

LOOK = timedelta(minutes=1)
"""How often a condition that reads the moment is looked at."""


class Clock(StrEnum):
    """nothing: it reads no clock; day: today() alone; moment: now()."""

    NOTHING = ""
    DAY = "day"
    MOMENT = "moment"


def clock_of(formula: Formula) -> Clock:
    """What a formula reads of the clock."""
    if formula.expression is None:
        return Clock.NOTHING
    called = set(_names(formula.expression.node))
    if "now" in called:
        return Clock.MOMENT
    return Clock.DAY if "today" in called else Clock.NOTHING


def next_look(clock: Clock, now: datetime, zone: ZoneInfo) -> datetime:
    """When it is looked at again."""
    if clock is Clock.MOMENT:
        return now + LOOK
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), tzinfo=zone).astimezone(UTC)


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    for child in children(node):
        yield from _names(child)
