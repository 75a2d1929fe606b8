"""The questionnaire of a diagnostic, as a version of it lies in `questionnaires/`. Pure.

A version that was used is never changed: another one is another file, in force from a day on.
What is wrong in a file is told at once, by the place where it stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

_FOLDER = "questionnaires"


class Scale(StrEnum):
    """How a question is answered.

    escala: one of five levels, 0 to 100. si_no: 100 or 0. indicador: a measured figure, mapped
    from the worst value (0) to the best (100), linearly."""

    LEVEL = "escala"
    YES_NO = "si_no"
    INDICATOR = "indicador"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `code` is `finanzas.vision.3`; `weight` counts in the mean of its cell;
    `optional`: it may not apply. Of an indicator: the `unit` of the figure, the values that are
    worth 0 and 100, and the name of the `indicator` that may bring it."""

    code: str
    area: str
    dimension: str
    ask: str
    evidence: str
    scale: Scale = Scale.LEVEL
    weight: Decimal = Decimal(1)
    optional: bool = False
    unit: str = ""
    worst: Decimal = Decimal(0)
    best: Decimal = Decimal(100)
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """A figure of the global result: the mean of some dimensions."""

    title: str
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A band of scores, from its lower bound on."""

    key: str
    title: str
    lower: Decimal


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A version, for rounds that speak of a day from `since` on: areas and dimensions by key with
    their titles, in their order; the questions; the axes; the bands, lowest first; and which
    percentage of a cell must be answered. `notes` say why it is another one."""

    version: str
    since: date
    title: str
    areas: Mapping[str, str]
    dimensions: Mapping[str, str]
    questions: tuple[Question, ...]
    x: Axis
    y: Axis
    bands: tuple[Band, ...]
    sufficient: Decimal
    notes: str = ""

    def of(self, area: str) -> tuple[Question, ...]:
        """The questions of an area, in their order."""
        return tuple(each for each in self.questions if each.area == area)


class BadQuestionnaire(ValueError):
    """A file that is no questionnaire; str() says what is wrong and where."""


@lru_cache(maxsize=16)
def questionnaire(version: str) -> Questionnaire:
    """The version of the house; KeyError where there is none."""
    file = files("processes.improvement") / _FOLDER / f"{version}.toml"
    if version not in versions():
        raise KeyError(f"there is no questionnaire {version!r}")
    return read_questionnaire(file.read_text(encoding="utf-8"), questionnaire)


@lru_cache(maxsize=1)
def versions() -> tuple[str, ...]:
    """The versions of the house, oldest first."""
    found = (files("processes.improvement") / _FOLDER).iterdir()
    return tuple(sorted(each.name[:-5] for each in found if each.name.endswith(".toml")))


def version_on(day: date | None) -> str:
    """The version whose turn it is for a round that speaks of a day: the newest that holds by then,
    the first one before all; without a day the newest of all."""
    known = sorted(versions(), key=lambda each: questionnaire(each).since)
    held = [each for each in known if day is None or questionnaire(each).since <= day]
    return held[-1] if held else known[0]


def read_questionnaire(
    text: str, known: Callable[[str], Questionnaire] | None = None
) -> Questionnaire:
    """A questionnaire from its TOML; one that names another (`based_on`, found by `known`) says
    only which cells ask something else. Raises BadQuestionnaire."""
    data = tomllib.loads(text, parse_float=Decimal)
    base = data.get("based_on")
    if base is not None and known is not None:
        return _over(known(base), data)
    areas, dimensions = dict(data["areas"]), dict(data["dimensions"])
    read = Questionnaire(
        version=data["version"],
        since=_since(data),
        title=data["title"],
        areas=areas,
        dimensions=dimensions,
        questions=tuple(_questions(data["questions"], areas, dimensions)),
        x=_axis(data, "x", dimensions),
        y=_axis(data, "y", dimensions),
        bands=tuple(_bands(data["bands"])),
        sufficient=Decimal(data["sufficient"]),
        notes=data.get("notes", ""),
    )
    if not 0 < read.sufficient <= 100:
        raise BadQuestionnaire("sufficient: a percentage above 0, up to 100")
    return read


def _over(base: Questionnaire, data: Mapping[str, Any]) -> Questionnaire:
    """The other version with the cells that ask something else, each whole."""
    unknown = set(data) - {"version", "from", "based_on", "notes", "questions"}
    if unknown:
        raise BadQuestionnaire(f"of another version only cells change, not {sorted(unknown)}")
    changed: dict[tuple[str, str], list[Question]] = {}
    for area, cells in data["questions"].items():
        for dimension, told in cells.items():
            if area not in base.areas or dimension not in base.dimensions:
                raise BadQuestionnaire(f"questions.{area}.{dimension}: there is no such cell")
            changed[area, dimension] = list(_cell(told, area, dimension))
    questions: list[Question] = []
    for area in base.areas:
        for dimension in base.dimensions:
            kept = [each for each in base.of(area) if each.dimension == dimension]
            questions += changed.get((area, dimension), kept)
    since, notes = _since(data), data.get("notes", "")
    if since <= base.since:
        raise BadQuestionnaire(f"from: later than that of {base.version}")
    return replace(
        base, version=data["version"], since=since, notes=notes, questions=tuple(questions)
    )


def _since(data: Mapping[str, Any]) -> date:
    since = data.get("from")
    if type(since) is not date:
        raise BadQuestionnaire("from: the day from which on it is asked, as 2026-01-01")
    return since


def _questions(
    data: Mapping[str, Any], areas: Mapping[str, str], dimensions: Mapping[str, str]
) -> Iterator[Question]:
    if set(data) != set(areas):
        raise BadQuestionnaire(f"questions: areas are {sorted(areas)}, not {sorted(data)}")
    for area in areas:
        if set(data[area]) != set(dimensions):
            raise BadQuestionnaire(f"questions.{area}: dimensions are {sorted(dimensions)}")
        for dimension in dimensions:
            yield from _cell(data[area][dimension], area, dimension)


def _cell(told: list[Mapping[str, Any]], area: str, dimension: str) -> Iterator[Question]:
    for number, each in enumerate(told, start=1):
        yield _question(each, f"{area}.{dimension}.{number}", area, dimension)


_KEYS = {"ask", "evidence", "kind", "weight", "na", "unit", "worst", "best", "indicator"}


def _question(told: Mapping[str, Any], code: str, area: str, dimension: str) -> Question:
    unknown = set(told) - _KEYS
    if unknown or not told.get("ask") or not told.get("evidence"):
        raise BadQuestionnaire(f"{code}: 'ask' and 'evidence' are needed; not {sorted(unknown)}")
    read = Question(
        code=code,
        area=area,
        dimension=dimension,
        ask=told["ask"],
        evidence=told["evidence"],
        scale=Scale(told.get("kind", Scale.LEVEL)),
        weight=Decimal(told.get("weight", 1)),
        optional=bool(told.get("na", False)),
        unit=told.get("unit", ""),
        worst=Decimal(told.get("worst", 0)),
        best=Decimal(told.get("best", 100)),
        indicator=told.get("indicator", ""),
    )
    if read.weight <= 0 or read.worst == read.best:
        raise BadQuestionnaire(f"{code}: weights are above 0, and worst is not best")
    return read


def _axis(data: Mapping[str, Any], name: str, dimensions: Mapping[str, str]) -> Axis:
    told = data["axes"][name]
    if not told["of"] or not set(told["of"]) <= set(dimensions):
        raise BadQuestionnaire(f"axes.{name}: dimensions are {sorted(dimensions)}")
    return Axis(told["title"], tuple(told["of"]))


def _bands(data: list[Mapping[str, Any]]) -> list[Band]:
    read = [Band(each["key"], each["title"], Decimal(each["from"])) for each in data]
    bounds = [each.lower for each in read]
    if not bounds or bounds[0] != 0 or bounds != sorted(set(bounds)):
        raise BadQuestionnaire("bands: the first begins at 0, each one above the one before")
    return read
