"""What an area answered, question by question, as lines of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from processes.improvement.questionnaire import Questionnaire
from processes.improvement.rounds import Answered, Round
from processes.improvement.scoring import points_of, rounded
from ui.improvement.present import score_text
from ui.tasks.filed import linked
from ui.visit import Visit


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question and its answer; `found` is what verification says of it, with its colour."""

    question: str
    answer: str
    points: str
    evidence: str
    file: Markup
    asked: str
    found: str
    state: str


def answer_lines(
    now: Round, asked: Questionnaire, area: str, here: Visit
) -> list[tuple[str, list[AnswerLine]]]:
    """By dimension, the questions of an area in their order."""
    questions = {each.code: each for each in asked.of(area)}
    groups = []
    for dimension in asked.dimensions:
        mine = [e for e in now.answered if (e.area, e.dimension) == (area, dimension)]
        lines = []
        for each in mine:
            worth = points_of(questions[each.code], each.answer) if each.answer.applies else None
            lines.append(
                _line(each, "" if worth is None else score_text(rounded(worth), here), here)
            )
        groups.append((now.titles[dimension], lines))
    return groups


def _line(told: Answered, points: str, here: Visit) -> AnswerLine:
    found, state = _found(told.row, here)
    return AnswerLine(
        told.question, _answer(told.row, here), points, _written(told.row), _file(told.row, here),
        told.evidence_asked, found, state,
    )  # fmt: skip


def _written(row: Mapping[str, Any]) -> str:
    """Where it stands, as the area wrote it."""
    told = row.get("evidencia")
    return told if isinstance(told, str) else ""


def _file(row: Mapping[str, Any], here: Visit) -> Markup:
    """The file that bears it out, as it was verified, with its hash."""
    file = row.get("archivo")
    if not isinstance(file, Mapping):
        return Markup()
    href = here.path("documents", file["documento"], "versions", file["version"])
    return linked(str(file["nombre"]), href, str(file["sha256"]))


def _answer(row: Mapping[str, Any], here: Visit) -> str:
    _ = here.words.gettext
    if row.get("no_aplica") is True:
        return _("No aplica")
    if row.get("nivel") is not None:
        return _("%(level)s de 100") % {"level": row["nivel"]}
    if row.get("cumple") is not None:
        return _("Sí") if row["cumple"] == "si" else _("No")
    if row.get("medida") is not None:
        return f"{score_text(row['medida'], here)} {row.get('unidad') or ''}".strip()
    return _("Sin responder")


def _found(row: Mapping[str, Any], here: Visit) -> tuple[str, str]:
    _ = here.words.gettext
    known = {
        "conforme": (_("Conforme"), "ok"),
        "no_acreditada": (_("No acreditada"), "late"),
        "observada": (_("Observada"), "near"),
    }
    return known.get(str(row.get("veredicto")), ("", ""))
