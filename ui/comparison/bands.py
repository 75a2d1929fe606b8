"""Bands of size in words, and figures as they are kept in the unit of their indicator."""

from __future__ import annotations

from gettext import NullTranslations

from engine.indicators.counting import rounded
from engine.indicators.definition import Indicator
from engine.network.figures import of_millionths
from ui.comparison.scored import Reader, amount
from ui.formats import Formats


def band_words(
    band: int, words: NullTranslations, formats: Formats, *, below: int | None = None
) -> str:
    """«de 5,000 a 9,999 habitantes», «menos de 2,000 habitantes», «100,000 habitantes o más»."""
    _ = words.gettext
    if band < 0:
        return _("población no indicada")
    known = {"least": formats.number(band), "most": formats.number((below or 1) - 1)}
    if below is None:
        return _("%(least)s habitantes o más") % known
    if band == 0:
        return _("menos de %(below)s habitantes") % {"below": formats.number(below)}
    return _("de %(least)s a %(most)s habitantes") % known


def value_words(one: Indicator, value: int, reader: Reader) -> str:
    """A figure that is kept in millionths: «82.4 %»."""
    return amount(one, rounded(of_millionths(value), one.places), reader)
