"""How municipalities are scored, as a file says it: dated, with weights and goals; read and
checked. Pure.

A file holds `[[schemes]]`; a fault names the file, the scheme and what is wrong. Two of one key
hold for different days. What it is computed with is published beside every score.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

HUNDRED = Decimal(100)


class Missing(StrEnum):
    """What becomes of the weight of an indicator that says nothing. out: the score is of the
    others, because it is nobody's fault to have few cases; zero: no points, because telling it is
    what the incentive is for."""

    OUT = "out"
    ZERO = "zero"


class BadScheme(ValueError):
    """A file of schemes says something that cannot be."""


@dataclass(frozen=True, slots=True)
class Goal:
    """No points up to `floor`, all of them from `goal` on, evenly between; the other way round
    where less is better. `below`: for bands that begin below so many people; None: for all."""

    floor: Decimal
    goal: Decimal
    below: int | None = None


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """An indicator with its weight; `goals` of small bands first, the last one holds for all."""

    indicator: str
    weight: Decimal
    goals: tuple[Goal, ...]
    missing: Missing

    def goal_of(self, band: int) -> Goal:
        """What holds for a band; for those of unknown size what holds for all."""
        if band < 0:
            return self.goals[-1]
        return next(each for each in self.goals if each.below is None or band < each.below)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a country's municipalities are scored from a day on, in quarters. `least`: percent of the
    weights that must be measured for a score. `status` V, S or K, as of the numbers of the law."""

    key: str
    title: str
    purpose: str
    country: str
    valid_from: date
    valid_to: date | None
    source: str
    status: str
    least: Decimal
    lines: tuple[SchemeLine, ...]

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def read_schemes(
    files: Iterable[tuple[str, str]], indicators: Collection[str]
) -> tuple[Scheme, ...]:
    """The schemes of files (name and text), by key and day; `indicators` are those that there are.
    Raises BadScheme."""
    found: list[Scheme] = []
    for name, text in files:
        for told in tomllib.loads(text).get("schemes", ()):
            where = f"{name}, «{told.get('key', '?')}»"
            try:
                one = _read(told)
            except (KeyError, TypeError, ValueError, ArithmeticError) as fault:
                raise BadScheme(f"{where}: {fault}") from fault
            _check(where, one, indicators)
            if any(each.key == one.key and _overlap(each, one) for each in found):
                raise BadScheme(f"{where}: two hold on the same day")
            found.append(one)
    return tuple(sorted(found, key=lambda each: (each.key, each.valid_from)))


def _read(told: Mapping[str, Any]) -> Scheme:
    words = {name: " ".join(told[name].split()) for name in ("key", "title", "purpose", "source")}
    return Scheme(
        **words,
        country=told["country"],
        valid_from=told["valid_from"],
        valid_to=told.get("valid_to"),
        status=told["status"],
        least=Decimal(str(told["least"])),
        lines=tuple(_line(each) for each in told["lines"]),
    )


def _line(told: Mapping[str, Any]) -> SchemeLine:
    bands = sorted((_goal(each) for each in told.get("bands", ())), key=lambda one: one.below or 0)
    return SchemeLine(
        told["indicator"],
        Decimal(str(told["weight"])),
        (*bands, _goal({name: told[name] for name in ("floor", "goal")})),
        Missing(told["missing"]),
    )


def _goal(told: Mapping[str, Any]) -> Goal:
    return Goal(Decimal(str(told["floor"])), Decimal(str(told["goal"])), told.get("below"))


def _check(where: str, one: Scheme, indicators: Collection[str]) -> None:
    weights = sum((each.weight for each in one.lines), Decimal(0))
    if weights != HUNDRED or any(each.weight <= 0 for each in one.lines):
        raise BadScheme(f"{where}: the weights come to {weights}, not to 100")
    if not Decimal(0) < one.least <= HUNDRED or one.status not in ("V", "S", "K"):
        raise BadScheme(f"{where}: least or status")
    keys = [each.indicator for each in one.lines]
    if len(set(keys)) != len(keys) or not set(keys) <= set(indicators):
        raise BadScheme(f"{where}: indicators that are twice or nowhere")
    for line in one.lines:
        rises = {each.goal > each.floor for each in line.goals}
        if len(rises) != 1 or any(each.goal == each.floor for each in line.goals):
            raise BadScheme(f"{where}: «{line.indicator}» has no scale")
        if any(each.below is None for each in line.goals[:-1]):
            raise BadScheme(f"{where}: a band of «{line.indicator}» does not say below what")


def _overlap(one: Scheme, other: Scheme) -> bool:
    ends = (one.valid_to or date.max, other.valid_to or date.max)
    return max(one.valid_from, other.valid_from) <= min(ends)
