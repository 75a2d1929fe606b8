"""What a round and the one before it cannot be compared in, because they asked something else."""

from __future__ import annotations

from processes.improvement.comparing import Changed, axis_compares, changed_between
from processes.improvement.questionnaire import Questionnaire, questionnaire
from processes.improvement.rounds import Round
from ui.visit import Visit


def apart(now: Round, before: Round | None, here: Visit) -> str:
    """Which cells ask something else, and which figures that touches; empty where none does."""
    if before is None or before.version == now.version:
        return ""
    old, new = questionnaire(before.version), questionnaire(now.version)
    changed, _ = changed_between(old, new), here.words.gettext
    total = len(new.areas) * len(new.dimensions)
    said = _(
        "Las dos rondas usaron cuestionarios distintos, %(before)s y %(now)s. Se comparan"
        " %(same)s de %(all)s celdas."
    ) % {"before": old.version, "now": new.version, "same": total - len(changed), "all": total}
    if not changed:
        return said
    named = "; ".join(cell_words(each, new, here) for each in changed)
    told = _("Preguntan otra cosa: %(cells)s.") % {"cells": named}
    axes = [each.title for each in (new.y, new.x) if not axis_compares(each, old, new)]
    touched = _("Parte de lo que cambió en %(axes)s puede venir de las preguntas.") % {
        "axes": _(" y en ").join(axes)
    }
    return f"{said} {told} {touched}" if axes else f"{said} {told}"


def cell_words(cell: Changed, asked: Questionnaire, here: Visit) -> str:
    """«Transparencia de Compras y Bienes»."""
    return here.words.gettext("%(dimension)s de %(area)s") % {
        "dimension": asked.dimensions[cell.dimension],
        "area": asked.areas[cell.area],
    }
