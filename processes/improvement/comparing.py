"""Which cells of two versions of the questionnaire can be compared: what asks the same. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from processes.improvement.questionnaire import Axis, Question, Questionnaire

Place = tuple[str, str]
"""Area and dimension of a cell."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that asks something else: what is asked no more, and what is new."""

    area: str
    dimension: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changed_between(before: Questionnaire, now: Questionnaire) -> tuple[Changed, ...]:
    """The cells of `now` that do not ask what `before` did, in their order. The evidence that is
    asked for may be another, and so may the indicator that brings a figure; what counts is the
    question, how it is answered and how much it weighs."""
    found = []
    for area in now.areas:
        for dimension in now.dimensions:
            old, new = _cell(before, area, dimension), _cell(now, area, dimension)
            if old != new:
                found.append(
                    Changed(
                        area,
                        dimension,
                        tuple(each.ask for each in old if each not in new),
                        tuple(each.ask for each in new if each not in old),
                    )
                )
    return tuple(found)


def axis_compares(axis: Axis, before: Questionnaire, now: Questionnaire) -> bool:
    """Whether a figure is made of the same questions in both."""
    if axis not in (before.x, before.y):
        return False
    return not any(each.dimension in axis.dimensions for each in changed_between(before, now))


def _cell(asked: Questionnaire, area: str, dimension: str) -> list[Question]:
    cell = [each for each in asked.questions if (each.area, each.dimension) == (area, dimension)]
    return [replace(each, code="", evidence="", indicator="") for each in cell]
