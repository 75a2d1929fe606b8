"""The questionnaire of a diagnostic, as a version of it lies in `questionnaires/`. Pure.

A version that was used is never changed: another one is another file. What is wrong in a file is
told at once, by the place where it stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    """A version: areas and dimensions by key with their titles, in their order; the questions; the
    axes; the bands, lowest first; and which percentage of a cell must be answered."""

    version: str
    title: str
    areas: Mapping[str, str]
    dimensions: Mapping[str, str]
    questions: tuple[Question, ...]
    x: Axis
    y: Axis
    bands: tuple[Band, ...]
    sufficient: Decimal

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
    return read_questionnaire(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def versions() -> tuple[str, ...]:
    """The versions of the house, oldest first."""
    found = (files("processes.improvement") / _FOLDER).iterdir()
    return tuple(sorted(each.name[:-5] for each in found if each.name.endswith(".toml")))


def read_questionnaire(text: str) -> Questionnaire:
    """A questionnaire from its TOML. Raises BadQuestionnaire."""
    data = tomllib.loads(text, parse_float=Decimal)
    areas, dimensions = dict(data["areas"]), dict(data["dimensions"])
    read = Questionnaire(
        version=data["version"],
        title=data["title"],
        areas=areas,
        dimensions=dimensions,
        questions=tuple(_questions(data["questions"], areas, dimensions)),
        x=_axis(data, "x", dimensions),
        y=_axis(data, "y", dimensions),
        bands=tuple(_bands(data["bands"])),
        sufficient=Decimal(data["sufficient"]),
    )
    if not 0 < read.sufficient <= 100:
        raise BadQuestionnaire("sufficient: a percentage above 0, up to 100")
    return read


def _questions(
    data: Mapping[str, Any], areas: Mapping[str, str], dimensions: Mapping[str, str]
) -> Iterator[Question]:
    if set(data) != set(areas):
        raise BadQuestionnaire(f"questions: areas are {sorted(areas)}, not {sorted(data)}")
    for area in areas:
        if set(data[area]) != set(dimensions):
            raise BadQuestionnaire(f"questions.{area}: dimensions are {sorted(dimensions)}")
        for dimension in dimensions:
            for number, told in enumerate(data[area][dimension], start=1):
                yield _question(told, f"{area}.{dimension}.{number}", area, dimension)


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
