"""The list of decisions, and a try of one, as the templates show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.dmn import Evaluated
from storage.queries.definitions import DefinitionRow
from ui.editor.asking import label_of
from ui.editor.models import MOST_MODEL, Read, labels_of, own_decisions, results_of
from ui.editor.review import numbers_by_cell, review_of
from ui.editor.tables import tables_for
from ui.editor.trial import Asked, Trial
from ui.editor.values import pairs_of, told
from ui.form.faults import summary_of
from ui.form.fields import Shown, shown_fields
from ui.parts import Choice, Column, Crumb, Pair
from ui.visit import Member

MOST_WARNINGS = 20


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision of a process in force, or of the house (without a version)."""

    name: str
    about: str
    href: str
    process: str
    version: str


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of the trace: what it read, which rules held, what it gave, what it warned."""

    name: str
    value: str
    inputs: list[Pair]
    rules: str
    warnings: tuple[str, ...]


def list_context(
    here: Member,
    found: Sequence[tuple[DefinitionRow, str, Read]],
    of_the_house: Sequence[tuple[str, str, Read]],
) -> dict[str, Any]:
    """The context of editor/list.html."""
    _ = here.words.gettext
    lines = [line for row, path, read in found for line in lines_of(here, row, path, read)]
    lines += [line for one in of_the_house for line in house_lines(here, *one)]
    return {
        "columns": [Column(_("Decisión")), Column(_("Proceso")), Column(_("Versión"))],
        "lines": lines,
        "crumbs": [Crumb(_("Procesos"), here.path("processes")), Crumb(_("Decisiones"))],
        **model_field(here, Asked()),
    }


def lines_of(here: Member, row: DefinitionRow, path: str, read: Read) -> list[DecisionLine]:
    """The decisions of a file of a process in force."""
    where = {"process": row.key, "file": path}
    return _lines(here, read, where, of=row.title, version=str(row.version))


def house_lines(here: Member, family: str, path: str, read: Read) -> list[DecisionLine]:
    """The decisions of a file of the house; until a process runs them, the model tells what of."""
    if read.model is None:
        return []
    title = here.words.gettext("%(model)s (sin proceso aún)") % {"model": read.model.name}
    return _lines(here, read, {"family": family, "file": path}, of=title, version="")


def _lines(
    here: Member, read: Read, where: Mapping[str, str], *, of: str, version: str
) -> list[DecisionLine]:
    return [
        DecisionLine(
            name=label_of(each.label or each.name),
            about=described.about if (described := read.about(each)) else "",
            href=here.path("decisions", "try", **where, decision=each.id),
            process=of,
            version=version,
        )
        for each in (own_decisions(read.model) if read.model else ())
    ]


def model_field(here: Member, asked: Asked) -> dict[str, Any]:
    """The field for a model, with what was pasted."""
    fault = here.words.gettext(
        "El modelo pesa más de %(limit)s. Pruebe con las tablas que le interesan."
    )
    limit = here.formats.file_size(MOST_MODEL)
    return {
        "action": here.path("decisions", "try"),
        "model_text": asked.text,
        "model_fault": fault % {"limit": limit} if asked.too_large else "",
        "limit": here.words.gettext("Archivo .dmn de hasta %(limit)s") % {"limit": limit},
    }


def try_context(here: Member, asked: Asked, trial: Trial) -> dict[str, Any]:
    """The context of editor/try.html."""
    _ = here.words.gettext
    decision = trial.decision
    about = trial.read.about(decision) if decision else None
    name = label_of(decision.label or decision.name) if decision else _("Pruebe un modelo")
    return {
        "title": name,
        "about": about.about or about.question if about else "",
        "crumbs": [
            Crumb(_("Procesos"), here.path("processes")),
            Crumb(_("Decisiones"), here.path("decisions")),
            Crumb(name),
        ],
        "asked": asked,
        "decision_id": decision.id if decision else "",
        "choices": choices_of(trial.read),
        "parts": plainly(shown_fields(trial.views, here)),
        "summary": summary_of(trial.errors, here),
        "stopped": trial.stopped,
        "lines": review_of(trial.read, here),
        "tables": tables_for(
            trial.read.sheets,
            here,
            labels=labels_of(trial.read.model),
            result=trial.result,
            findings=numbers_by_cell(trial.read),
        ),
        **result_context(here, trial),
        **model_field(here, asked),
    }


def choices_of(read: Read) -> list[Choice]:
    """The decisions of the model, when there is something to choose."""
    decisions = own_decisions(read.model) if read.model else ()
    return (
        [Choice(each.id, label_of(each.label or each.name)) for each in decisions]
        if len(decisions) > 1
        else []
    )


def plainly(parts: Iterable[Shown]) -> tuple[Shown, ...]:
    """The same parts, none called optional: here each may be left out, which the form says once."""
    return tuple(replace(part, optional=False, children=plainly(part.children)) for part in parts)


def result_context(here: Member, trial: Trial) -> dict[str, Any]:
    """The value, and how it came about; nothing when nothing was tried."""
    result = trial.result
    if result is None:
        return {"tried": False}
    labels = labels_of(trial.read.model)
    steps = [step_of(here, each, labels) for each in result.trace]
    return {
        "tried": True,
        "value": "" if isinstance(result.value, dict) else told(result.value, here),
        "pairs": pairs_of(result.value, here, results_of(trial.read, trial.decision)),
        "because": because(here, result.trace[-1]) if result.trace else "",
        "empty": result.value is None,
        "steps": steps,
        "warnings": [each.spanish for each in result.warnings[:MOST_WARNINGS]],
    }


def step_of(here: Member, step: Evaluated, labels: Mapping[str, str]) -> Step:
    return Step(
        name=label_of(labels.get(step.name, step.name)),
        value=told(step.value, here),
        inputs=[
            Pair(label_of(labels.get(name, name)), told(value, here))
            for name, value in step.inputs.items()
        ],
        rules=because(here, step),
        warnings=tuple(each.spanish for each in step.warnings[:MOST_WARNINGS]),
    )


def because(here: Member, step: Evaluated) -> str:
    """Which rules held, in words; nothing for a decision without a table."""
    numbers = [str(rule.number) for rule in step.rules]
    if not numbers:
        return ""
    pattern = here.words.ngettext(
        "Se cumple la regla %(numbers)s", "Se cumplen las reglas %(numbers)s", len(numbers)
    )
    return pattern % {"numbers": ", ".join(numbers)}
