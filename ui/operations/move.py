"""The page of a move: where to, what ends, what begins, then the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.bpmn import Element, Standing, proposed, standings, targets
from engine.bpmn.problems import StateUnreadable
from engine.bpmn.relocation import MoveRefused
from engine.cases import MovePreview, Order
from engine.cases.effects import Effect, EffectKind
from engine.refusals import RefusalKind, Refused
from storage.queries.cases import CaseRow
from ui.cases.scene import CaseScene
from ui.cases.stages import WORK
from ui.failures import told_failure
from ui.operations.act import case_crumbs, reason_error
from ui.parts import Choice, FieldError
from ui.refusals import told
from ui.visit import Member


def move_context(
    here: Member,
    case: CaseRow,
    scene: CaseScene,
    order: Order,
    seen: MovePreview | Refused | None,
    *,
    reason: str,
    basis: str,
    document: str,
    refused: Refused | None,
    names: Mapping[int, str],
) -> dict[str, Any]:
    """The context of operations/move.html."""
    _ = here.words.gettext
    title = _("Llevar el expediente a otra etapa")
    preview = seen if isinstance(seen, MovePreview) else None
    problem = refused or (seen if isinstance(seen, Refused) else None)
    error = reason_error(here, refused)
    chosen = preview.chosen if preview else order.chosen or guessed(scene, order.to)
    return {
        "title": title,
        "crumbs": case_crumbs(here, case, title),
        "kicker": f"{case.number} · {case.title}",
        "to": order.to,
        "to_name": name_of(scene, order.to),
        "to_choices": target_choices(here, scene),
        "standing": standing_choices(here, scene, names),
        "chosen": sorted(chosen),
        "preview": preview,
        "closed": [told_effect(here, scene, each) for each in effects(preview, "_closed")],
        "opened": [told_effect(here, scene, each) for each in effects(preview, "_opened")],
        "ends": [told_effect(here, scene, each) for each in effects(preview, "")],
        "suspended": case.state == "suspended",
        "action": here.path("cases", case.number, "move"),
        "case_href": here.path("cases", case.number),
        "reason": reason,
        "basis": basis,
        "document": document,
        "documents": [
            Choice(str(each.document.id), each.document.title) for each in scene.documents
        ],
        "reason_error": error,
        "errors": [FieldError("reason", error)] if error else [],
        "problem": problem_words(here, problem) if problem and not error else "",
        "erring": problem is not None,
    }


def guessed(scene: CaseScene, to: str) -> frozenset[str]:
    """What a move there most likely ends; nothing where it cannot go."""
    try:
        return proposed(scene.definition.program, scene.snapshot, to) if to else frozenset()
    except (MoveRefused, StateUnreadable):
        return frozenset()


def name_of(scene: CaseScene, element_id: str) -> str:
    """What the chosen step is called."""
    elements = scene.definition.program.elements
    return next((each.name or each.id for each in elements if each.id == element_id), element_id)


def target_choices(here: Member, scene: CaseScene) -> list[Choice]:
    """The steps with a name that a case can be put at, in the order of the diagram."""
    ends = ("startEvent", "endEvent")
    return [
        Choice(each.id, target_words(here, scene, each))
        for each in targets(scene.definition.program)
        if each.name and (each.kind in WORK or each.kind in ends)
    ]


def target_words(here: Member, scene: CaseScene, element: Element) -> str:
    """The step and whose it is, and whether it was passed."""
    words = element.name
    if element.role:
        words = f"{words} · {scene.role_title(element.role)}"
    if element.id in scene.visited.elements:
        return here.words.gettext("%(step)s (ya pasó)") % {"step": words}
    return words


def standing_choices(here: Member, scene: CaseScene, names: Mapping[int, str]) -> list[Choice]:
    """Where the case stands: each can be ended by the move."""
    found = standings(scene.definition.program, scene.snapshot)
    return [
        Choice(each.key, standing_words(here, scene, each), holder_words(here, scene, each, names))
        for each in found
    ]


def standing_words(here: Member, scene: CaseScene, standing: Standing) -> str:
    element = scene.definition.program.elements[standing.element]
    name = element.name or element.id
    if standing.in_join:
        pattern = here.words.gettext("%(step)s: un camino que ya llegó espera a los otros")
        return pattern % {"step": name}
    if standing.count > 1:
        return f"{name} ({standing.count})"
    return name


def holder_words(
    here: Member, scene: CaseScene, standing: Standing, names: Mapping[int, str]
) -> str:
    """Who has its task, where nobody files under seal there."""
    for task in scene.open_tasks:
        if task.token not in standing.tokens:
            continue
        if scene.is_sealed(task):
            return here.words.gettext("Lo que se presentó sigue cerrado hasta su apertura.")
        if task.assignee_id is not None and task.assignee_id in names:
            return here.words.gettext("La tiene %(who)s.") % {"who": names[task.assignee_id]}
        return here.words.gettext("Espera que alguien la tome.")
    return ""


def effects(preview: MovePreview | None, ending: str) -> list[Effect]:
    """The effects of a kind; with no ending, those of the whole case."""
    if preview is None:
        return []
    found = preview.effects
    if ending:
        return [each for each in found if each.kind.endswith(ending)]
    return [each for each in found if each.kind in (EffectKind.CASE_ENDS, EffectKind.ENDS_FAILED)]


def told_effect(here: Member, scene: CaseScene, effect: Effect) -> str:
    """One line."""
    _ = here.words.gettext
    patterns = {
        EffectKind.TASK_CLOSED: _("La tarea «%(name)s» se retira"),
        EffectKind.TASK_OPENED: _("Empieza la tarea «%(name)s»"),
        EffectKind.TIMER_CLOSED: _("El temporizador «%(name)s» ya no se cumple"),
        EffectKind.TIMER_OPENED: _("Empieza el temporizador «%(name)s»"),
        EffectKind.DEADLINE_CLOSED: _("El plazo «%(name)s» se cierra"),
        EffectKind.DEADLINE_OPENED: _("Empieza el plazo «%(name)s»"),
        EffectKind.MESSAGE_CLOSED: _("Ya no se espera «%(name)s»"),
        EffectKind.MESSAGE_OPENED: _("Se espera «%(name)s»"),
        EffectKind.JOB_CLOSED: _("El sistema ya no hace «%(name)s»"),
        EffectKind.JOB_OPENED: _("El sistema hace «%(name)s»"),
        EffectKind.CASE_ENDS: _("El expediente termina"),
        EffectKind.ENDS_FAILED: _("El expediente se detiene por una falla"),
    }
    fallback = (
        "" if effect.element is None else scene.definition.program.elements[effect.element].id
    )
    line = patterns[effect.kind] % {"name": effect.name or fallback}
    when = effect.due or effect.at
    if when is not None:
        day = here.formats.day_words(when, here.today)
        line += _(", hasta el %(day)s") % {"day": day}
    if effect.role:
        line += f" · {scene.role_title(effect.role)}"
    return f"{line}."


def problem_words(here: Member, refused: Refused) -> str:
    """Why it cannot be done so."""
    if refused.kind is RefusalKind.STEP_FAILED:
        pattern = here.words.gettext("El paso siguiente fallaría: %(message)s")
        message, said = refused.details.get("message", ""), refused.details.get("said")
        return pattern % {"message": told_failure(message, said, here.words)}
    return told(refused, here.words).sentence
