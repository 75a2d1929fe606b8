"""The risks of a plan in a matrix: how likely against how much damage, three by three."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from processes.improvement.plans import Action
from ui.visit import Visit

LEVELS = (1, 2, 3)
HIGH, MIDDLE = 6, 3
"""From which product of both on a risk is high, or middling."""
_LIKELY: dict[int, Callable[[NullTranslations], str]] = {
    1: lambda w: w.gettext("Baja"),
    2: lambda w: w.gettext("Media"),
    3: lambda w: w.gettext("Alta"),
}
_DAMAGE: dict[int, Callable[[NullTranslations], str]] = {
    1: lambda w: w.gettext("Poco"),
    2: lambda w: w.gettext("Regular"),
    3: lambda w: w.gettext("Mucho"),
}


@dataclass(frozen=True, slots=True)
class RiskCell:
    """A place of the matrix: its level in a word and as a tint, and the actions there with what
    could happen to each."""

    word: str
    kind: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A likelihood, with its cells from little damage to much."""

    title: str
    cells: tuple[RiskCell, ...]


def risk_rows(actions: Sequence[Action], here: Visit) -> list[RiskRow]:
    """The likeliest first; none where no risk was weighed."""
    known = [each for each in actions if each.likelihood and each.damage]
    if not known:
        return []
    return [
        RiskRow(
            _LIKELY[likely](here.words),
            tuple(_cell(known, likely, damage, here) for damage in LEVELS),
        )
        for likely in reversed(LEVELS)
    ]


def damage_words(here: Visit) -> list[str]:
    """The heads of the columns."""
    return [_DAMAGE[each](here.words) for each in LEVELS]


def _cell(known: Sequence[Action], likely: int, damage: int, here: Visit) -> RiskCell:
    _, weight = here.words.gettext, likely * damage
    there = tuple((e.title, e.risk) for e in known if (e.likelihood, e.damage) == (likely, damage))
    if weight >= HIGH:
        return RiskCell(_("Riesgo alto"), "bajo", there)
    if weight >= MIDDLE:
        return RiskCell(_("Riesgo medio"), "medio", there)
    return RiskCell(_("Riesgo bajo"), "alto", there)
