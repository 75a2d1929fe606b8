"""The rounds of the diagnostic of a municipality, as their cases know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.bpmn import Snapshot, data_of
from engine.definitions.loading import program_of
from engine.installation import Installation
from processes.improvement.answers import answer_of, scores_from
from processes.improvement.scoring import Answer, Scores
from storage.database import Connection
from storage.queries.standing_data import ProcessStandRow, stands_of_process

PROCESS = "diagnostico"
MOST = 12
"""The newest rounds that are compared."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was asked in a round, and what was answered: `row` is what the case holds of
    it."""

    code: str
    area: str
    dimension: str
    question: str
    evidence_asked: str
    row: Mapping[str, Any]

    @property
    def answer(self) -> Answer:
        """What it was answered."""
        return answer_of(self.row)


@dataclass(frozen=True, slots=True)
class Step:
    """A next step that was agreed."""

    what: str
    who: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Round:
    """A round that has its scores; conclusions and steps come once planning wrote them."""

    number: str
    period: str
    cutoff: date | None
    version: str
    scores: Scores
    titles: Mapping[str, str]
    answered: tuple[Answered, ...]
    conclusions: str
    steps: tuple[Step, ...]
    pefa: tuple[Mapping[str, Any], ...]

    @property
    def asked(self) -> int:
        """How many questions apply."""
        return sum(each.applicable for each in self.scores.cells)

    @property
    def given(self) -> int:
        """How many of these are answered."""
        return sum(each.answered for each in self.scores.cells)

    @property
    def evidenced(self) -> int:
        """How many answers say where they are borne out."""
        return sum(each.evidenced for each in self.scores.cells)


def rounds_of(
    installation: Installation, connection: Connection, municipality_id: int
) -> tuple[Round, ...]:
    """Those with scores, by the day that they speak of."""
    rows = stands_of_process(connection, municipality_id, PROCESS, limit=MOST)
    read = [_round(row, known_by(installation, connection, municipality_id, row)) for row in rows]
    found = [each for each in read[::-1] if each is not None]
    return tuple(sorted(found, key=lambda each: each.cutoff or date.min))


def known_by(
    installation: Installation, connection: Connection, municipality_id: int, row: ProcessStandRow
) -> Mapping[str, Any]:
    """What a case knows."""
    definition = program_of(installation, connection, municipality_id, row.definition_id)
    return data_of(definition.program, Snapshot(row.tokens, row.scopes))


def _round(row: ProcessStandRow, known: Mapping[str, Any]) -> Round | None:
    told = known.get("resultado")
    if not isinstance(told, Mapping):
        return None
    titles = {each["clave"]: each["titulo"] for each in (*told["areas"], *told["dimensiones"])}
    return Round(
        number=row.number,
        period=str(known.get("periodo") or ""),
        cutoff=day_in(known.get("corte")),
        version=str(known.get("cuestionario") or ""),
        scores=scores_from(told),
        titles=titles,
        answered=tuple(_answered(each) for each in listed(known.get("respuestas"), "filas")),
        conclusions=str(known.get("conclusiones") or ""),
        steps=tuple(_step(each) for each in mappings(known.get("proximos_pasos"))),
        pefa=tuple(mappings(known.get("pefa"))),
    )


def _answered(row: Mapping[str, Any]) -> Answered:
    code = str(row["codigo"])
    area, dimension, _number = code.split(".")
    return Answered(code, area, dimension, str(row["pregunta"]), str(row["pide"]), row)


def _step(told: Mapping[str, Any]) -> Step:
    return Step(str(told.get("paso") or ""), str(told.get("quien") or ""), day_in(told["cuando"]))


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The rows of a list of the case; none where it is no list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def listed(value: object, inner: str) -> list[Mapping[str, Any]]:
    """The rows of the lists in the rows of a list."""
    return [row for each in mappings(value) for row in mappings(each.get(inner))]


def day_in(value: object) -> date | None:
    """A day of the case."""
    return value if isinstance(value, date) else None
