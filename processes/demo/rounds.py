"""The two rounds of the diagnostic of Tambo Real: what each area answered, cell by cell.

Pure. The figures are those of the strategy: X 36.00 and Y 61.67, then X 70.00 and Y 80.00. A cell
says what it comes to; its answers are spread so that the engine finds exactly that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from processes.improvement.questionnaire import Question, Scale, questionnaire

VERSION = "2026-1"
HEADS = {
    "finanzas": "hugo",
    "recaudo": "carmen",
    "compras": "rosa",
    "inversion": "ana",
    "ciudadano": "sonia",
}
"""Who answers for each area."""
STEP = 25
DIMENSIONS = ("eficiencia", "efectividad", "sostenibilidad", "transparencia", "vision")
Round = Mapping[str, tuple[int, int, int, int, int]]
"""By area, the sum of the levels of each dimension's answers, in the order above."""

FIRST: Round = {
    "finanzas": (325, 300, 200, 200, 175),
    "recaudo": (200, 275, 125, 175, 100),  # of efficiency two questions do not apply: 200 / 3
    "compras": (300, 300, 175, 225, 175),
    "inversion": (275, 300, 175, 175, 200),
    "ciudadano": (350, 325, 200, 225, 175),
}
SECOND: Round = {
    "finanzas": (425, 400, 350, 375, 350),
    "recaudo": (400, 350, 300, 325, 225),
    "compras": (400, 375, 350, 400, 350),
    "inversion": (375, 375, 350, 350, 375),
    "ciudadano": (450, 450, 400, 400, 350),
}
NOT_APPLYING = {("recaudo", "eficiencia", 200)}
"""Cells in which what may not apply does not."""


def answered(told: Round, area: str) -> list[dict[str, object]]:
    """The rows of the form of an area."""
    rows: list[dict[str, object]] = []
    asked = questionnaire(VERSION).of(area)
    for dimension, total in zip(DIMENSIONS, told[area], strict=True):
        cell = [each for each in asked if each.dimension == dimension]
        skips = (area, dimension, total) in NOT_APPLYING
        given = [each for each in cell if not (skips and each.optional)]
        levels = dict(zip((each.code for each in given), spread(given, total), strict=True))
        rows += [_row(each, levels.get(each.code), len(rows) + n) for n, each in enumerate(cell)]
    return rows


def spread(questions: Sequence[Question], total: int) -> list[int]:
    """Levels of the questions, in steps of 25, that come to a total: what is answered with yes or
    no first, the rest as evenly as it goes."""
    yes = 100 if total * 2 >= 100 * len(questions) else 0
    fixed = [yes if each.scale is Scale.YES_NO else None for each in questions]
    open_ones = fixed.count(None)
    steps = (total - sum(each or 0 for each in fixed)) // STEP
    levels = iter(STEP * (steps // open_ones + (n < steps % open_ones)) for n in range(open_ones))
    return [next(levels) if each is None else each for each in fixed]


def _row(question: Question, level: int | None, place: int) -> dict[str, object]:
    if level is None:
        return {"no_aplica": "true"}
    answer: dict[str, object] = {"evidencia": question.evidence} if place % 5 != 4 else {}
    if question.scale is Scale.YES_NO:
        return {**answer, "cumple": "si" if level else "no"}
    if question.scale is Scale.INDICATOR:
        figure = question.worst + (question.best - question.worst) * Decimal(level) / 100
        return {**answer, "medida": f"{figure:.2f}"}
    return {**answer, "nivel": str(level)}
