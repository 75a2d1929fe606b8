"""What answers come to, and how far plans have come: scenarios that need no town."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then

import processes
from processes.improvement import pefa, progress
from processes.improvement.progress import Course, Milestone
from processes.improvement.questionnaire import Question, Questionnaire, questionnaire
from processes.improvement.scoring import Answer, Scores, band_of, score
from tests.features.sentences import day, say

scenarios(str(Path(processes.__file__).parent / "improvement/scenarios/puntajes.feature"))
ASKED = questionnaire("2026-1")
SAID = {
    "no aplica": Answer(applies=False),
    "sin responder": Answer(),
    "no acreditada": Answer(Decimal(100), rejected=True),
}


@pytest.fixture
def rounds() -> dict[str, Scores]:
    """The rounds of the scenario by their number."""
    return {}


@pytest.fixture
def known() -> dict[str, object]:
    """What else the scenario holds."""
    return {}


def of_dimensions(points: Mapping[str, Fraction]) -> Scores:
    """A round in which each question of a dimension is worth so much: yes in part of the weight."""
    asked, answers = [], {}
    for area in ASKED.areas:
        for dimension, worth in points.items():
            for number, value in ((1, 100), (2, 0)):
                share = worth if value else 100 - worth
                code = f"{area}.{dimension}.{number}"
                weight = Decimal(share.numerator) * (3 // share.denominator)
                asked.append(_asked(code, area, dimension, weight))
                answers[code] = Answer(Decimal(value))
    return score(_with(tuple(asked)), answers)


def _asked(code: str, area: str, dimension: str, weight: Decimal = Decimal(1)) -> Question:
    return Question(code, area, dimension, "¿…?", "…", weight=weight, optional=True)


def _with(questions: tuple[Question, ...]) -> Questionnaire:
    return replace(ASKED, questions=questions)


def _items(text: str) -> list[str]:
    return [each.strip().strip('"') for each in re.split(r", | y ", text)]


@given(parsers.parse("que la ronda {number} tiene por dimensión {points} puntos"))
def _(rounds: dict[str, Scores], number: str, points: str) -> None:
    worth = dict(zip(ASKED.dimensions, map(Fraction, _items(points)), strict=True))
    rounds[number] = of_dimensions(worth)


@then(parsers.parse('la ronda {number} queda en X {x} e Y {y}, banda "{band}"'))
def _(rounds: dict[str, Scores], number: str, x: str, y: str, band: str) -> None:
    found, titles = rounds[number], {each.key: each.title for each in ASKED.bands}
    assert (found.x, found.y, titles[found.band]) == (Decimal(x), Decimal(y), band)


@then(parsers.parse("entre ambas se ganan {x} y {y} puntos"))
def _(rounds: dict[str, Scores], x: str, y: str) -> None:
    one, two = rounds["1"], rounds["2"]
    pairs = ((one.x, two.x), (one.y, two.y))
    gained = [after - before for before, after in pairs if before is not None and after is not None]
    assert gained == [Decimal(x), Decimal(y)]


@then(parsers.parse('{points} puntos son "{band}"'))
def _(points: str, band: str) -> None:
    assert band_of(ASKED.bands, Decimal(points)).title == band


@given(parsers.parse("una celda con las respuestas {answers}"))
def _(rounds: dict[str, Scores], answers: str) -> None:
    area, dimension = "finanzas", "vision"
    said = [SAID.get(each) or Answer(Decimal(each)) for each in _items(answers)]
    codes = [f"{area}.{dimension}.{number}" for number in range(len(said))]
    asked = _with(tuple(_asked(code, area, dimension) for code in codes))
    rounds["1"] = score(asked, dict(zip(codes, said, strict=True)))


@then(parsers.parse("la celda vale {points} con {done} de {all_} respondidas"))
def _(rounds: dict[str, Scores], points: str, done: str, all_: str) -> None:
    cell = rounds["1"].cell("finanzas", "vision")
    assert (cell.score, cell.answered, cell.applicable) == (Decimal(points), int(done), int(all_))


@then(parsers.parse("la celda es insuficiente con {done} de {all_} respondidas"))
def _(rounds: dict[str, Scores], done: str, all_: str) -> None:
    cell = rounds["1"].cell("finanzas", "vision")
    assert (cell.score, cell.answered, cell.applicable) == (None, int(done), int(all_))


@given(parsers.parse("una acción desde el {begins} con hitos de {milestones}"))
def _(known: dict[str, object], begins: str, milestones: str) -> None:
    told = [each.split(" al ") for each in _items(milestones)]
    known["milestones"] = [Milestone(f"Hito {w}", Decimal(w), day(due)) for w, due in told]
    known["begins"] = day(begins)


@given("sus dos primeros hitos cumplidos")
def _(known: dict[str, object]) -> None:
    listed = known["milestones"]
    assert isinstance(listed, list)
    done = [Milestone(m.title, m.weight, m.due, met=m.due) for m in listed[:2]]
    known["milestones"] = [*done, *listed[2:]]


@then(
    say(
        "el <day:today> su avance es <money:done> % de <money:plan> % planeado,"
        " y su ritmo <money:index>"
    )
)
def _(known: dict[str, object], today: date, done: str, plan: str, index: str) -> None:
    begins, listed = known["begins"], known["milestones"]
    assert isinstance(begins, date)
    assert isinstance(listed, list)
    course = Course(begins, tuple(listed))
    assert progress.progress(course) == Decimal(done)
    assert progress.planned(course, today) == Decimal(plan)
    assert progress.schedule_index(course, today) == Decimal(index)


@then(parsers.parse('en PEFA por M1, "{letters}" son "{found}"'))
def _(letters: str, found: str) -> None:
    assert pefa.weakest_link(_items(letters)) == found


@then(parsers.parse('en PEFA por M2, "{letters}" son "{found}"'))
def _(letters: str, found: str) -> None:
    assert pefa.averaged(_items(letters)) == found
