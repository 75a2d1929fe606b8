"""What a form observed or corrected is told in the history of the case, with who and why."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn import data_of
from engine.cases.scene import Scene
from engine.definitions.loading import Definition
from engine.forms import Form
from engine.forms.components import every_part
from engine.forms.observing import declared_fields, is_closed, observed
from engine.history.kinds import EventKind
from engine.values import Value
from storage import step

MOST_TOLD = 300
"""Characters of the names of fields that one line of history holds."""


def tell_observations(
    scene: Scene,
    definition: Definition,
    form: Form | None,
    task: step.LoadedTask,
    values: Mapping[str, Value],
) -> None:
    """An event for what was marked as wrong, another for what was put right."""
    if form is None:
        return
    for part in every_part(form.components):
        if part.declared is None:
            continue
        labels = {place: field.label.plain({}) for place, field in declared_fields(part.declared)}
        if part.observes:
            reasons = observed(_at(values, part.path))
            _tell(scene, EventKind.DATA_OBSERVED, task, labels, reasons)
        else:
            known = data_of(definition.program, scene.snapshot, task.token)
            fields = [one for one in every_part(part.children) if one.asked_of]
            again = [one.asked_as for one in fields if not is_closed(one, known)]
            _tell(scene, EventKind.DATA_CORRECTED, task, labels, dict.fromkeys(again, ""))


def _tell(
    scene: Scene,
    kind: EventKind,
    task: step.LoadedTask,
    labels: Mapping[str, str],
    reasons: Mapping[str, str],
) -> None:
    if not reasons:
        return
    names = ", ".join(labels.get(place) or place for place in reasons)[:MOST_TOLD]
    told = [f"{labels.get(place) or place}: {why}" for place, why in reasons.items() if why]
    why = " · ".join(told) if len(reasons) > 1 else next(iter(reasons.values()))
    scene.ledger.add(
        kind,
        element=task.element,
        task_id=task.id,
        data={"title": names, "count": len(reasons)},
        detail={"reason": why} if why else None,
    )


def _at(values: Mapping[str, Value], path: tuple[str, ...]) -> Value:
    found: Value = values
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
