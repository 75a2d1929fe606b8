"""What the figures of a round say, in sentences that whoever concludes it may change. Pure.

A case speaks Spanish. Nothing is said here that the figures do not: the global band, the strongest
and the weakest area, the weakest cells, what was not answered enough, and what stands without
evidence or was not borne out. Each of the weakest cells is proposed as a next step.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from processes.improvement.answers import INSUFFICIENT
from processes.improvement.questionnaire import Questionnaire
from processes.improvement.scoring import Answer, Cell, Scores

MOST = 3
"""Cells that are named."""


def conclusions_of(asked: Questionnaire, found: Scores, answers: Mapping[str, Answer]) -> str:
    """The conclusions to begin with."""
    parts = [_globally(asked, found), _areas(asked, found), _cells(asked, found)]
    parts += [_gaps(found), _evidence(found, answers)]
    return " ".join(each for each in parts if each)


def steps_of(asked: Questionnaire, found: Scores) -> list[dict[str, object]]:
    """A next step for each of the weakest cells; who does it and until when is not known yet."""
    return [
        {"paso": f"Subir {_named(asked, each)}, hoy con {each.score} puntos"}
        for each in _weakest(found)
    ]


def _globally(asked: Questionnaire, found: Scores) -> str:
    if found.x is None or found.y is None:
        return "Faltan respuestas para un resultado global."
    titles = {each.key: each.title for each in asked.bands}
    band = titles.get(found.band, INSUFFICIENT)
    return (
        f"La municipalidad está en la banda {band}: {found.y} puntos en {asked.y.title} y"
        f" {found.x} en {asked.x.title}."
    )


def _areas(asked: Questionnaire, found: Scores) -> str:
    known = [(score, key) for key, score in found.areas.items() if score is not None]
    if len(known) < 2:
        return ""
    best, worst = max(known, key=_score), min(known, key=_score)
    if best[0] == worst[0]:
        return ""
    return (
        f"El área más fuerte es {asked.areas[best[1]]} ({best[0]}); la más débil,"
        f" {asked.areas[worst[1]]} ({worst[0]})."
    )


def _cells(asked: Questionnaire, found: Scores) -> str:
    told = [f"{_named(asked, each)} ({each.score})" for each in _weakest(found)]
    return f"Lo más bajo: {'; '.join(told)}." if told else ""


def _gaps(found: Scores) -> str:
    gaps = sum(each.score is None for each in found.cells)
    return f"Sin respuestas suficientes: {gaps} de {len(found.cells)} celdas." if gaps else ""


def _evidence(found: Scores, answers: Mapping[str, Answer]) -> str:
    given = sum(each.answered for each in found.cells)
    bare = given - sum(each.evidenced for each in found.cells)
    rejected = sum(each.rejected for each in answers.values())
    parts = []
    if bare:
        parts.append(f"Sin evidencia: {bare} de {given} respuestas.")
    if rejected:
        parts.append(f"No acreditadas, y por eso en 0: {rejected}.")
    return " ".join(parts)


def _weakest(found: Scores) -> list[Cell]:
    known = [each for each in found.cells if each.score is not None]
    return sorted(known, key=lambda each: each.score or Decimal(0))[:MOST]


def _named(asked: Questionnaire, cell: Cell) -> str:
    return f"{asked.dimensions[cell.dimension]} de {asked.areas[cell.area]}"


def _score(told: tuple[Decimal, str]) -> Decimal:
    return told[0]
