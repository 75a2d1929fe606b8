"""What the answers of a diagnostic come to. Pure, and exact: figures are rounded once, when told.

- A cell (area by dimension) is the weighted mean of its answered questions. What does not apply is
  left out; where less than the sufficient share of what applies is answered the cell is
  insufficient, and has no score.
- An area is the mean of its cells, a dimension the mean of its cells: of those that have a score,
  if these are the sufficient share; else insufficient.
- An axis is the mean of its dimensions, and insufficient where one of them is.
- The global band is that of the lower axis: bands are squares one within another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from processes.improvement.questionnaire import Axis, Band, Question, Questionnaire, Scale

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a question: `value` is a level 0 to 100, yes (100) or no (0), or the
    figure of an indicator; None where nothing was answered. `applies` false: N/A, which counts only
    where the question allows it. `rejected`: whoever verified found nothing that bears it out; it
    counts as 0."""

    value: Decimal | None = None
    applies: bool = True
    evidence: str = ""
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """An area in a dimension. `score` None is insufficient; `applicable` questions of which so many
    are `answered`, and of these so many `evidenced`."""

    area: str
    dimension: str
    score: Decimal | None
    answered: int
    applicable: int
    evidenced: int = 0


@dataclass(frozen=True, slots=True)
class Scores:
    """A round, scored: 0 to 100 with two decimals, None where it is insufficient."""

    cells: tuple[Cell, ...]
    areas: Mapping[str, Decimal | None]
    dimensions: Mapping[str, Decimal | None]
    x: Decimal | None
    y: Decimal | None
    band: str

    def cell(self, area: str, dimension: str) -> Cell:
        """The cell at a place."""
        return next(c for c in self.cells if (c.area, c.dimension) == (area, dimension))


def score(asked: Questionnaire, answers: Mapping[str, Answer]) -> Scores:
    """The scores of a round; `answers` by the code of their question."""
    exact: dict[tuple[str, str], Fraction | None] = {}
    cells = []
    for area in asked.areas:
        for dimension in asked.dimensions:
            questions = [q for q in asked.of(area) if q.dimension == dimension]
            exact[area, dimension] = _cell(questions, answers, asked.sufficient)
            cells.append(_told(area, dimension, exact[area, dimension], questions, answers))
    enough = asked.sufficient
    areas = {a: _mean([exact[a, d] for d in asked.dimensions], enough) for a in asked.areas}
    dims = {d: _mean([exact[a, d] for a in asked.areas], enough) for d in asked.dimensions}
    x, y = rounded(_axis(asked.x, dims)), rounded(_axis(asked.y, dims))
    return Scores(
        tuple(cells),
        {key: rounded(value) for key, value in areas.items()},
        {key: rounded(value) for key, value in dims.items()},
        x,
        y,
        global_band(asked.bands, x, y),
    )


def points_of(question: Question, answer: Answer) -> Fraction | None:
    """What an answer is worth, 0 to 100; None where nothing was answered."""
    if answer.value is None:
        return None
    if answer.rejected:
        return Fraction(0)
    value = Fraction(answer.value)
    if question.scale is Scale.INDICATOR:
        worst, best = Fraction(question.worst), Fraction(question.best)
        value = 100 * (value - worst) / (best - worst)
    return max(Fraction(0), min(Fraction(100), value))


def band_of(bands: Sequence[Band], value: Decimal) -> Band:
    """The band of a score; its lower bound belongs to it."""
    return next(each for each in reversed(bands) if value >= each.lower)


def global_band(bands: Sequence[Band], x: Decimal | None, y: Decimal | None) -> str:
    """The key of the band of the lower axis; empty where one is insufficient."""
    return "" if x is None or y is None else band_of(bands, min(x, y)).key


def rounded(value: Fraction | None) -> Decimal | None:
    """Two decimals, half up."""
    if value is None:
        return None
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)


def weakest(scores: Scores) -> Cell | None:
    """The cell with the lowest score, the first of several; None where no cell has one."""
    known = [each for each in scores.cells if each.score is not None]
    return min(known, key=lambda each: each.score or Decimal(0), default=None)


def _counts(question: Question, answers: Mapping[str, Answer]) -> bool:
    """Whether the question applies: only one that allows it may be said not to."""
    answer = answers.get(question.code, Answer())
    return answer.applies or not question.optional


def _cell(
    questions: Sequence[Question], answers: Mapping[str, Answer], sufficient: Decimal
) -> Fraction | None:
    applicable = [each for each in questions if _counts(each, answers)]
    worth = [(q, points_of(q, answers.get(q.code, Answer()))) for q in applicable]
    known = [(Fraction(q.weight), points) for q, points in worth if points is not None]
    if not known or len(known) * 100 < sufficient * len(applicable):
        return None
    total = sum((weight for weight, _ in known), Fraction(0))
    return sum((weight * points for weight, points in known), Fraction(0)) / total


def _told(
    area: str,
    dimension: str,
    exact: Fraction | None,
    questions: Sequence[Question],
    answers: Mapping[str, Answer],
) -> Cell:
    applicable = [each for each in questions if _counts(each, answers)]
    given = [answers[each.code] for each in applicable if each.code in answers]
    answered = [each for each in given if each.value is not None]
    evidenced = sum(bool(each.evidence.strip()) for each in answered)
    return Cell(area, dimension, rounded(exact), len(answered), len(applicable), evidenced)


def _mean(values: Iterable[Fraction | None], sufficient: Decimal) -> Fraction | None:
    listed = list(values)
    known = [each for each in listed if each is not None]
    if not known or len(known) * 100 < sufficient * len(listed):
        return None
    return sum(known, Fraction(0)) / len(known)


def _axis(axis: Axis, dimensions: Mapping[str, Fraction | None]) -> Fraction | None:
    values = [dimensions[each] for each in axis.dimensions]
    return _mean(values, Decimal(100))
