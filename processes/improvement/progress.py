"""How far a plan has come: progress, what was planned by now, and the schedule index. Pure.

An action is on its way through milestones with weights. Its progress is the share of weight that is
met; what was planned by a day grows evenly from its beginning to its first milestone, and from each
milestone to the next. Shares are of one hundred, with two decimals; the index (SPI) has three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

SOON = timedelta(days=15)
CENT, MIL = Decimal("0.01"), Decimal("0.001")


class Standing(StrEnum):
    """Where an action stands.

    to_begin: its first day has not come. on_time: it is under way. due: a milestone is due within
    fifteen days. late: one was due and is not met. met: all are. cancelled: it was given up."""

    TO_BEGIN = "to_begin"
    ON_TIME = "on_time"
    DUE = "due"
    LATE = "late"
    MET = "met"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is to be there by a day; `met` the day on which it was."""

    title: str
    weight: Decimal
    due: date
    met: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """An action in time, with its milestones by their days."""

    begins: date
    milestones: tuple[Milestone, ...]
    cancelled: bool = False

    @property
    def ends(self) -> date:
        """The day of its last milestone; the first day where there is none."""
        return max((each.due for each in self.milestones), default=self.begins)


def progress(course: Course) -> Decimal:
    """The share of weight that is met."""
    return _share(_met(course))


def planned(course: Course, today: date) -> Decimal:
    """The share that was to be there by the end of a day."""
    return _share(_planned(course, today))


def schedule_index(course: Course, today: date) -> Decimal | None:
    """Progress over what was planned; None while nothing was."""
    return _index(_met(course), _planned(course, today))


def standing(course: Course, today: date) -> Standing:
    """Where it stands on a day."""
    left = [each for each in course.milestones if each.met is None]
    if course.cancelled:
        return Standing.CANCELLED
    if course.milestones and not left:
        return Standing.MET
    nearest = min((each.due for each in left), default=course.begins)
    if nearest < today and left:
        return Standing.LATE
    if today < course.begins:
        return Standing.TO_BEGIN
    return Standing.DUE if nearest - today <= SOON else Standing.ON_TIME


def overall(courses: Sequence[Course], today: date) -> tuple[Decimal, Decimal, Decimal | None]:
    """Progress, what was planned and the index of a plan: the mean of its actions, without those
    that were given up."""
    kept = [each for each in courses if not each.cancelled]
    if not kept:
        return Decimal("0.00"), Decimal("0.00"), None
    done = sum((_met(each) for each in kept), Fraction(0)) / len(kept)
    plan = sum((_planned(each, today) for each in kept), Fraction(0)) / len(kept)
    return _share(done), _share(plan), _index(done, plan)


def _met(course: Course) -> Fraction:
    total = sum((Fraction(each.weight) for each in course.milestones), Fraction(0))
    met = sum((Fraction(m.weight) for m in course.milestones if m.met is not None), Fraction(0))
    return met / total if total else Fraction(0)


def _planned(course: Course, today: date) -> Fraction:
    total = sum((Fraction(each.weight) for each in course.milestones), Fraction(0))
    if not total:
        return Fraction(0)
    done, since = Fraction(0), course.begins
    for each in sorted(course.milestones, key=lambda one: one.due):
        weight = Fraction(each.weight) / total
        if today >= each.due:
            done += weight
        elif today > since:
            done += weight * Fraction((today - since).days, (each.due - since).days)
        since = max(since, each.due)
    return done


def _share(value: Fraction) -> Decimal:
    return _decimal(value * 100).quantize(CENT, ROUND_HALF_UP)


def _index(done: Fraction, plan: Fraction) -> Decimal | None:
    return _decimal(done / plan).quantize(MIL, ROUND_HALF_UP) if plan else None


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
