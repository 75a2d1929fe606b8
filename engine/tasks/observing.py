"""What a form observed or corrected is told in the history of the case, with who and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.bpmn import data_of
from engine.cases.scene import Scene
from engine.definitions.loading import Definition
from engine.forms import Form
from engine.forms.components import Component, every_part
from engine.forms.names import at
from engine.forms.observing import labels_in, observed
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
        known = data_of(definition.program, scene.snapshot, task.token)
        labels = labels_in(part.declared, known)
        if part.observes:
            reasons = observed(at(values, part.path))
            _tell(scene, EventKind.DATA_OBSERVED, task, labels, reasons)
        else:
            again = dict.fromkeys(_asked_again(part, known, labels), "")
            _tell(scene, EventKind.DATA_CORRECTED, task, labels, again)


def _asked_again(part: Component, known: Mapping[str, Value], labels: Collection[str]) -> list[str]:
    """What was to be put right, in the order of the form, as far as the group asks for it."""
    asked = {each.asked_of for each in every_part(part.children) if each.asked_of}
    named = {place for name in asked for place in observed(at(known, tuple(name.split("."))))}
    return [place for place in labels if place in named]


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
