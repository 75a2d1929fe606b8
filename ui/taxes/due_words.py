"""Stages and ages of debt as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from processes.taxes.account import EMISSION
from processes.taxes.dues.owing import Age
from storage.tables.dues import Stage
from ui.visit import Visit

Gettext = Callable[[str], str]

_STAGES: Mapping[Stage, Callable[[Gettext], str]] = {
    Stage.ORDINARY: lambda _: _("Cobranza ordinaria"),
    Stage.VALUED: lambda _: _("Con valor emitido"),
    Stage.COERCIVE: lambda _: _("Cobranza coactiva"),
    Stage.AGREEMENT: lambda _: _("Fraccionada"),
    Stage.CLAIMED: lambda _: _("Reclamada"),
    Stage.WRITTEN_OFF: lambda _: _("Castigada"),
}
_AGES: Mapping[Age, Callable[[Gettext], str]] = {
    Age.MONTHS_3: lambda _: _("Hasta 90 días"),
    Age.YEAR: lambda _: _("De 91 días a un año"),
    Age.YEARS_2: lambda _: _("De uno a dos años"),
    Age.YEARS_4: lambda _: _("De dos a cuatro años"),
    Age.OLDER: lambda _: _("Más de cuatro años"),
}
COSTS = "costas"


def stage_words(stage: str, here: Visit) -> str:
    """«Cobranza coactiva»."""
    return _STAGES[Stage(stage)](here.words.gettext)


def age_words(age: str, here: Visit) -> str:
    """«Hasta 90 días»."""
    return _AGES[Age(age)](here.words.gettext)


def debt_words(concept: str, year: int, instalment: int, here: Visit) -> str:
    """«Predial 2026, cuota 1»."""
    _ = here.words.gettext
    if concept == EMISSION:
        return _("Emisión %(year)s") % {"year": year}
    if concept == COSTS:
        return _("Costas %(year)s") % {"year": year}
    return _("Predial %(year)s, cuota %(number)s") % {"year": year, "number": instalment}
