"""A score in words: what each line gave and why, what would raise it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations

from engine.indicators.counting import rounded
from engine.indicators.definition import Indicator
from engine.network.figures import INSUFFICIENT, ROUNDED
from engine.network.schemes import HUNDRED
from engine.network.scoring import NO_DATA, STATES, Score, ScoredLine
from processes.indicators.catalogue import by_key
from ui.formats import NBSP, Formats

LEAST_GAIN = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Reader:
    """In whose words it is told."""

    words: NullTranslations
    formats: Formats


@dataclass(frozen=True, slots=True)
class LineShown:
    """«25.5 de 30»: the points of an indicator, why, and how much of the bar is full (0 to 100)."""

    title: str
    value: str
    points: str
    weight: str
    reason: str
    share: float
    counts: bool
    known: bool


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """A score with its sum, line by line; `score` a dash where there is none."""

    score: str
    known: bool
    sum: str
    lines: tuple[LineShown, ...]
    raises: tuple[str, ...]


def score_shown(score: Score, reader: Reader) -> ScoreShown:
    """All of a score."""
    lines = tuple(_line(each, reader) for each in score.lines)
    return ScoreShown(
        score_words(score.tenths, reader),
        score.score is not None,
        _sum(score, reader),
        lines,
        tuple(_raises(score, reader)),
    )


def score_words(tenths: int, reader: Reader) -> str:
    """«62.4», a dash where there is none."""
    return "—" if tenths < 0 else number(Decimal(tenths).scaleb(-1), reader)


def number(value: Decimal, reader: Reader) -> str:
    """With the decimals that it needs."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return reader.formats.number(value, min(places, 2))


def amount(one: Indicator, value: Decimal, reader: Reader) -> str:
    """«82.4 %», «12 días»."""
    told = number(rounded(value, one.places), reader)
    return told if one.unit == "índice" else f"{told}{NBSP}{one.unit}"


def _sum(score: Score, reader: Reader) -> str:
    """How the lines come to the score."""
    _ = reader.words.gettext
    known = {
        "points": number(score.points, reader),
        "measured": number(score.measured, reader),
        "score": score_words(score.tenths, reader),
    }
    if score.score is None:
        return (
            _(
                "Solo se pudo medir %(measured)s de 100: es menos de lo que hace falta para un"
                " puntaje."
            )
            % known
        )
    if score.measured == HUNDRED:
        return _("La suma da %(points)s de 100: el puntaje es %(score)s.") % known
    return (
        _(
            "La suma da %(points)s de los %(measured)s que se pudieron medir; sobre 100, el puntaje"
            " es %(score)s."
        )
        % known
    )


def _line(line: ScoredLine, reader: Reader) -> LineShown:
    one = by_key()[line.indicator]
    return LineShown(
        one.title,
        "—" if line.value is None else amount(one, line.value, reader),
        number(line.points, reader),
        number(line.weight, reader),
        reason(one, line, reader),
        float(100 * line.points / line.weight),
        line.counts,
        line.value is not None,
    )


def reason(one: Indicator, line: ScoredLine, reader: Reader) -> str:
    """Why a line gives what it gives."""
    _ = reader.words.gettext
    if line.value is None:
        return _unsaid(line, reader)
    known = {
        "value": amount(one, line.value, reader),
        "floor": amount(one, line.goal.floor, reader),
        "goal": amount(one, line.goal.goal, reader),
    }
    if line.points == line.weight:
        said = _("%(value)s: llega a la meta, que es %(goal)s.")
    elif not line.points:
        said = _("%(value)s: los puntos empiezan pasando %(floor)s; la meta es %(goal)s.")
    else:
        said = _("%(value)s: está entre %(floor)s, sin puntos, y la meta, %(goal)s.")
    if line.state != STATES[ROUNDED]:
        return said % known
    rough = _("Se dice de cinco en cinco, porque hay pocas personas detrás.")
    return f"{said % known} {rough}"


def _unsaid(line: ScoredLine, reader: Reader) -> str:
    _ = reader.words.gettext
    if line.state == NO_DATA:
        if line.counts:
            return _("Nadie informó la cifra: cuenta sin puntos.")
        return _("No hay datos del trimestre: no entra en la suma.")
    if line.state == STATES[INSUFFICIENT]:
        return _("Hay muy pocos casos para decirlo: no entra en la suma.")
    return _("Se reserva porque hay menos de cinco personas detrás: no entra en la suma.")


def _raises(score: Score, reader: Reader) -> list[str]:
    """What would give most points more, the most first."""
    _ = reader.words.gettext
    gains = sorted(
        (
            (line.weight - line.points, line)
            for line in score.lines
            if line.counts and line.weight - line.points >= LEAST_GAIN
        ),
        key=lambda each: -each[0],
    )
    found = []
    for gain, line in gains:
        one = by_key()[line.indicator]
        known = {
            "title": one.title,
            "goal": amount(one, line.goal.goal, reader),
            "gain": number(gain, reader),
        }
        if line.value is not None:
            said = _("«%(title)s»: llegar a %(goal)s sumaría %(gain)s puntos más.")
        else:
            said = _(
                "«%(title)s»: informar la cifra; la meta es %(goal)s y da hasta %(gain)s puntos."
            )
        found.append(said % known)
    return found
