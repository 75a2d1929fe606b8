"""A round of the diagnostic as its page tells it: the sentence, the figures, the table of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from processes.improvement.questionnaire import Band, Questionnaire
from processes.improvement.rounds import Round
from processes.improvement.scoring import band_of, weakest
from ui.visit import Visit

LONG = 9
"""Letters of a word that may be broken."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A score of the table; `kind` is the key of its band, `none` or `mean`."""

    text: str
    kind: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """An area, or the means of the dimensions, with its scores."""

    title: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the global figures: what it is made of, how much it is, and how much it gained."""

    title: str
    of: str
    value: str
    gain: str
    up: bool


def sentence(now: Round, before: Round | None, asked: Questionnaire, here: Visit) -> str:
    """From which band to which, what was gained, and the weakest cell."""
    _, x, y = here.words.gettext, now.scores.x, now.scores.y
    if x is None or y is None:
        return _(
            "Faltan respuestas para un resultado global: una dimensión necesita el %(share)s de"
            " lo que aplica."
        ) % {"share": here.formats.percent(asked.sufficient / 100)}
    said = {"now": now.scores.band, "x": _plain(x, here), "y": _plain(y, here)}
    if before is None or before.scores.x is None or before.scores.y is None:
        told = _(
            "La municipalidad está en la banda %(now)s: %(x)s puntos en visión y transparencia, y"
            " %(y)s en desempeño."
        )
    else:
        said |= {
            "x": signed(x - before.scores.x, here),
            "y": signed(y - before.scores.y, here),
            "before": before.scores.band,
        }
        told = (
            _(
                "La municipalidad sigue en %(now)s: %(x)s puntos en visión y transparencia, y"
                " %(y)s en desempeño."
            )
            if before.scores.band == now.scores.band
            else _(
                "La municipalidad pasó de %(before)s a %(now)s: %(x)s puntos en visión y"
                " transparencia, y %(y)s en desempeño."
            )
        )
    return f"{told % said} {_weakest(now, here)}".strip()


def _weakest(now: Round, here: Visit) -> str:
    cell = weakest(now.scores)
    if cell is None:
        return ""
    return here.words.gettext("Lo más débil: %(dimension)s de %(area)s, con %(points)s puntos.") % {
        "dimension": now.titles[cell.dimension],
        "area": now.titles[cell.area],
        "points": score_text(cell.score, here),
    }


def figures(now: Round, before: Round | None, asked: Questionnaire, here: Visit) -> list[Figure]:
    """Operational performance, long-term vision and transparency, transparent management."""
    was = before.scores if before else None
    transparent = now.titles.get("transparencia", "")
    told = [
        (asked.y.title, asked.y.dimensions, now.scores.y, was.y if was else None),
        (asked.x.title, asked.x.dimensions, now.scores.x, was.x if was else None),
        (
            here.words.gettext("Gestión Transparente"),
            ("transparencia",) if transparent else (),
            now.scores.dimensions.get("transparencia"),
            was.dimensions.get("transparencia") if was else None,
        ),
    ]
    return [
        Figure(
            title,
            ", ".join(now.titles[each] for each in of),
            _plain(value, here),
            "" if value is None or earlier is None else signed(value - earlier, here),
            value is not None and earlier is not None and value >= earlier,
        )
        for title, of, value, earlier in told
        if of
    ]


def heat(now: Round, asked: Questionnaire, here: Visit) -> list[HeatRow]:
    """A row an area, its mean at the end; last the means of the dimensions."""
    lowest = weakest(now.scores)
    rows = []
    for area in asked.areas:
        cells = [now.scores.cell(area, each) for each in asked.dimensions]
        shown = [_cell(c.score, asked.bands, here, named=c == lowest) for c in cells]
        mean = HeatCell(score_text(now.scores.areas[area], here), "mean")
        rows.append(HeatRow(now.titles[area], (*shown, mean)))
    means = [HeatCell(score_text(now.scores.dimensions[d], here), "mean") for d in asked.dimensions]
    rows.append(HeatRow(here.words.gettext("Dimensión"), (*means, HeatCell("", "mean"))))
    return rows


def compared(
    keys: Sequence[str], rounds: Sequence[Round], which: str, here: Visit
) -> list[tuple[str, list[tuple[Decimal | None, str]]]]:
    """The scores of areas or dimensions in some rounds, newest first."""
    found = []
    for key in keys:
        scores = [getattr(each.scores, which).get(key) for each in reversed(rounds)]
        found.append((rounds[-1].titles[key], [(s, _plain(s, here)) for s in scores]))
    return found


def named(told: Round, here: Visit) -> str:
    """What a round is called: the month of its day, else its period."""
    if told.cutoff is None:
        return told.period
    month = here.formats.month_words(told.cutoff)
    return f"{month[:1].upper()}{month[1:]} {told.cutoff.year}"


def score_text(value: Decimal | None, here: Visit) -> str:
    """A score of a cell: whole where it is, else with two decimals."""
    if value is None:
        return here.words.gettext("insuficiente")
    return here.formats.number(value, 0 if value == value.to_integral_value() else 2)


def signed(value: Decimal, here: Visit) -> str:
    """«+34.00», «−2.50»."""
    return ("−" if value < 0 else "+") + here.formats.number(abs(value), 2)


def hyphenated(title: str) -> str:
    """A title that may be broken in the middle of its long words (soft hyphens): heads of narrow
    columns."""
    return " ".join(_broken(word) for word in title.split(" "))


def _broken(word: str) -> str:
    vowels = "aeiouáéíóúâêôãõ"
    places = [
        n
        for n in range(4, len(word) - 3)
        if word[n] not in vowels and word[n - 1] in vowels and word[n + 1] in vowels
    ]
    if len(word) < LONG or not places:
        return word
    middle = min(places, key=lambda n: abs(2 * n - len(word)))
    return f"{word[:middle]}\u00ad{word[middle:]}"


def _plain(value: Decimal | None, here: Visit) -> str:
    return here.words.gettext("insuficiente") if value is None else here.formats.number(value, 2)


def _cell(value: Decimal | None, bands: Sequence[Band], here: Visit, *, named: bool) -> HeatCell:
    if value is None:
        return HeatCell(score_text(value, here), "none")
    band = band_of(bands, value)
    return HeatCell(score_text(value, here), band.key, band.title if named else "")
