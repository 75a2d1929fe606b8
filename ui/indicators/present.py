"""Indicators as pages show them: figures in words, which way they went, how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.indicators.bounds import passed
from engine.indicators.counting import Figure, rounded
from engine.indicators.definition import Better, How, Indicator
from engine.indicators.reading import Told
from ui.drawing.columns import Columns, columns, spark
from ui.formats import NBSP
from ui.visit import Visit


@dataclass(frozen=True, slots=True)
class Trend:
    """Which way a figure went: an arrow, by how much, and whether that is good."""

    arrow: str
    words: str
    good: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator of the dashboard. `state` (ok, near, late) where it has bounds; `spark` and
    `last` draw its months; `lacking`: why it says nothing, `empty`: nothing is
    there at all."""

    number: int
    title: str
    href: str
    value: str
    of: str
    trend: Trend | None
    state: str
    word: str
    goal: str
    spark: str
    last: tuple[float, float] | None
    spark_words: str
    lacking: str
    empty: bool


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month in the table beside a picture."""

    name: str
    value: str
    numerator: str
    denominator: str
    n: str
    lacking: bool


def line_of(told: Told, href: str, here: Visit) -> Line:
    """An indicator as the dashboard shows it."""
    one, now = told.indicator, told.now
    path, last = spark([_height(figure) for _, figure in told.months])
    state, word = standing(told, here)
    return Line(
        number=one.number,
        title=one.title,
        href=href,
        value=value_words(one, now, here),
        of=counted_words(one, now, here) + as_of_words(told, here),
        trend=trend(told, here),
        state=state,
        word=word,
        goal=goal_words(told, here),
        spark=path,
        last=last,
        spark_words=month_list(told, here),
        lacking=lacking_words(one, now, here),
        empty=now.n == 0 and now.denominator == 0,
    )


def value_words(one: Indicator, figure: Figure, here: Visit) -> str:
    """«87.5 %», «13 días hábiles»; a dash where nothing can be said."""
    return "—" if figure.value is None else told_in(one, figure.value, here)


def told_in(one: Indicator, value: Fraction | Decimal, here: Visit) -> str:
    """A figure in the unit of an indicator."""
    number = rounded(value, one.places)
    places = 0 if number == number.to_integral_value() else one.places
    text = here.formats.number(number, places)
    return text if one.unit == "índice" else f"{text}{NBSP}{one.unit}"


def counted_words(one: Indicator, figure: Figure, here: Visit) -> str:
    """«141 de 162», «S/ 312,480.00 de S/ 428,600.00», «de 58 casos»."""
    _, ngettext = here.words.gettext, here.words.ngettext
    if one.how is How.MEDIAN:
        return ngettext("de %(n)s caso", "de %(n)s casos", figure.n) % {
            "n": here.formats.number(figure.n)
        }
    parts = amounts(one, figure, here)
    return _("%(part)s de %(whole)s") % {"part": parts[0], "whole": parts[1]}


def amounts(one: Indicator, figure: Figure, here: Visit) -> tuple[str, str]:
    """Numerator and denominator, as money or as numbers."""
    if one.money:
        pair = (Decimal(each) / 100 for each in (figure.numerator, figure.denominator))
        numerator, denominator = (here.formats.money(each) for each in pair)
        return numerator, denominator
    both = (figure.numerator, figure.denominator)
    if one.entered or one.key in ("plan_progress", "schedule_index"):
        told = (rounded(Fraction(each, 100), 2) for each in both)
        first, second = (here.formats.number(e, 0 if e == int(e) else 2) for e in told)
        return first, second
    return here.formats.number(both[0]), here.formats.number(both[1])


def as_of_words(told: Told, here: Visit) -> str:
    """« · a octubre de 2026», of a figure that is from an earlier month than the period's last."""
    if told.as_of is None or told.as_of == told.months[-1][0]:
        return ""
    words = {"month": here.formats.month_words(told.as_of), "year": told.as_of.year}
    return " · " + here.words.gettext("a %(month)s de %(year)s") % words


def lacking_words(one: Indicator, figure: Figure, here: Visit) -> str:
    """Why an indicator says nothing; nothing where it does."""
    _ = here.words.gettext
    if not figure.insufficient:
        return ""
    if figure.n == 0 and figure.denominator == 0:
        return _("falta ingresar la cifra") if one.entered else _("sin casos en el periodo")
    return _("dato insuficiente: menos de %(least)s") % {"least": one.minimum}


def trend(told: Told, here: Visit) -> Trend | None:
    """Against the time before; None where one of the two is insufficient."""
    now, before, one = told.now, told.before, told.indicator
    if now.insufficient or before.insufficient or now.value is None or before.value is None:
        return None
    moved = rounded(now.value, one.places) - rounded(before.value, one.places)
    if not moved:
        return Trend("=", here.words.gettext("igual que antes"), good=True)
    up = moved > 0
    size = abs(moved)
    places = 0 if size == size.to_integral_value() else one.places
    unit = here.words.gettext("puntos") if one.unit == "%" else one.unit
    unit = "" if one.unit == "índice" else f"{NBSP}{unit}"
    return Trend(
        "▲" if up else "▼",
        f"{here.formats.number(size, places)}{unit}",
        good=up == (one.better is Better.MORE),
    )


def standing(told: Told, here: Visit) -> tuple[str, str]:
    """How an indicator stands against its bounds: its state and word."""
    _, value, bounds = here.words.gettext, told.now.value, told.bounds
    if told.now.insufficient or value is None:
        return "", ""
    exact = rounded(value, told.indicator.places)
    if bounds.alert is not None and passed(told.indicator, exact, bounds.alert):
        return "late", _("Fuera del umbral")
    if bounds.target is None:
        return "", ""
    if passed(told.indicator, exact, bounds.target):
        return "near", _("Bajo la meta")
    return "ok", _("Cumple la meta")


def goal_words(told: Told, here: Visit) -> str:
    """«meta 90 %»."""
    target = told.bounds.target
    if target is None:
        return ""
    return here.words.gettext("meta %(goal)s") % {"goal": told_in(told.indicator, target, here)}


def month_list(told: Told, here: Visit) -> str:
    """The months in words, for who does not see the line."""
    return ", ".join(
        f"{short_month(month, here)}: {value_words(told.indicator, figure, here)}"
        for month, figure in told.months
        if figure.value is not None
    )


def month_lines(told: Told, here: Visit) -> list[MonthLine]:
    """The table beside the picture of an indicator, newest first."""
    one, found = told.indicator, list[MonthLine]()
    for month, figure in reversed(told.months):
        numerator, denominator = amounts(one, figure, here)
        median = one.how is How.MEDIAN
        found.append(
            MonthLine(
                short_month(month, here),
                value_words(one, figure, here),
                "—" if median else numerator,
                "—" if median else denominator,
                here.formats.number(figure.n),
                figure.insufficient,
            )
        )
    return found


def months_drawn(told: Told, here: Visit) -> Columns:
    """The months of an indicator as columns, dry where they are insufficient."""
    target = told.bounds.target
    groups = [
        (
            short_month(month, here),
            [(
                _height(figure),
                "dry" if figure.insufficient else "second",
                value_words(told.indicator, figure, here),
            )],
        )
        for month, figure in told.months
    ]  # fmt: skip
    return columns(groups, target=None if target is None else float(target))


def short_month(month: date, here: Visit) -> str:
    """«mar 26»."""
    return f"{here.formats.month_words(month)[:3]}{NBSP}{month:%y}"


def counts(told: Mapping[str, Told]) -> tuple[int, int, int]:
    """How many indicators say something, have too few, have nothing."""
    figures = [each.now for each in told.values()]
    empty = sum(each.n == 0 and each.denominator == 0 for each in figures if each.insufficient)
    few = sum(each.insufficient for each in figures) - empty
    return len(figures) - few - empty, few, empty


def _height(figure: Figure) -> float | None:
    return None if figure.value is None else float(figure.value)
