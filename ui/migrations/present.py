"""The plan as rows, the trial and the batch as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.bpmn import Element
from engine.bpmn.migration import (
    Differences,
    Edits,
    Plan,
    candidates,
    lost_flows,
    sort_of,
    suggestions,
)
from engine.migrations import Counted, Order, Planned, Prospect
from ui.migrations.drawn import differences_words, label_of, pair_rows
from ui.migrations.forms import ELEMENT, FLOW, FORM, NEW, NOTHING, pairs_of
from ui.migrations.words import (
    left_words,
    name_in,
    obstacles_words,
    sort_words,
    title_of,
)
from ui.parts import Choice, Column, Crumb
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One element of the old version: how many cases wait there, what it becomes."""

    name: str
    kind: str
    cases: str
    reason: str
    field: str
    choices: list[Choice]
    chosen: str
    suggested: bool
    form_field: str = ""
    form_chosen: str = ""


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A flow on which tokens may wait in a join, and that the new join does not have."""

    name: str
    field: str
    choices: list[Choice]
    chosen: str


@dataclass(frozen=True, slots=True)
class ProspectLine:
    """What would come of one case."""

    number: str
    title: str
    href: str
    goes: bool
    told: list[str]


def plan_context(
    here: Member,
    found: Planned,
    edits: Edits,
    counted: Counted,
    running: int,
    differs: Differences,
    *,
    fresh: bool,
) -> dict[str, Any]:
    """The context of migrations/plan.html; a fresh plan has its suggestions chosen."""
    _ = here.words.gettext
    plan = found.plan
    return {
        **versions_context(here, found),
        "title": title_of(here.words, found),
        "running": running,
        "pair_rows": pair_rows(here, found, differs, counted.at),
        "words_of_difference": differences_words(here, found, differs),
        "problems": [left_words(each, plan.old, plan.new, here.words) for each in plan.problems],
        "columns": [
            Column(_("Elemento de la versión %(n)s") % {"n": found.old.version}),
            Column(_("Expedientes"), numeric=True),
            Column(_("Pasa a ser, en la versión %(n)s") % {"n": found.new.version}),
        ],
        "lines": plan_lines(here, found, edits, counted.at, fresh=fresh),
        "counted": counted_words(here, counted, running),
        "flow_lines": flow_lines(here, plan, edits),
        "form_choices": [
            Choice("", _("El que ya tienen")),
            Choice(NEW, _("El de la versión nueva")),
        ],
        "trial_action": here.path("processes", found.old.key, "migration", "trial"),
    }


def counted_words(here: Member, counted: Counted, running: int) -> str:
    """Over how many cases the numbers were taken."""
    if counted.cases >= running:
        return here.words.gettext("Los números cuentan todos los expedientes abiertos, ahora.")
    pattern = here.words.gettext(
        "Los números cuentan %(counted)s de %(all)s expedientes abiertos: los demás están en "
        "situaciones muy poco frecuentes."
    )
    return pattern % {"counted": counted.cases, "all": running}


def versions_context(here: Member, found: Planned) -> dict[str, Any]:
    return {
        "crumbs": [
            Crumb(here.words.gettext("Procesos"), here.path("processes")),
            Crumb(found.old.title, here.path("processes", found.old.key)),
            Crumb(here.words.gettext("Migrar expedientes")),
        ],
        "source": found.old.version,
        "target": found.new.version,
    }


def plan_lines(
    here: Member, found: Planned, edits: Edits, counted: Mapping[str, int], *, fresh: bool
) -> list[PlanLine]:
    """Every element where something may wait, those with cases first."""
    plan, hints = found.plan, suggestions(found.plan) if fresh else {}
    elements = [each for each in plan.old.elements if sort_of(plan.old, each).can_wait]
    elements.sort(key=lambda each: (-counted.get(each.id, 0), each.index))
    return [plan_line(here, found, edits, each, counted, hints) for each in elements]


def plan_line(
    here: Member,
    found: Planned,
    edits: Edits,
    element: Element,
    counted: Mapping[str, int],
    hints: Mapping[str, str],
) -> PlanLine:
    _ = here.words.gettext
    plan = found.plan
    why = {each.element_id: each for each in plan.left}.get(element.id)
    chosen = plan.targets.get(element.id) or hints.get(element.id, "")
    if element.id in edits.elements:
        chosen = edits.elements[element.id] or NOTHING
    choices = [Choice("", _("Sin lugar"))] if element.id not in plan.targets else []
    choices += [Choice(each.id, label_of(each)) for each in candidates(plan, element)]
    asks = may_choose_form(found, element)
    return PlanLine(
        name=label_of(element),
        kind=sort_words(sort_of(plan.old, element).part, here.words),
        cases=str(counted.get(element.id, 0)),
        reason=left_words(why, plan.old, plan.new, here.words) if why is not None else "",
        field=ELEMENT + element.id,
        choices=[*choices, Choice(NOTHING, _("Se quita"))],
        chosen=chosen,
        suggested=element.id in hints,
        form_field=FORM + element.id if asks else "",
        form_chosen=NEW if element.id in edits.new_forms else "",
    )


def may_choose_form(found: Planned, element: Element) -> bool:
    """The task asks something else in the new version."""
    target = found.plan.target(element)
    if target is None or element.kind != "userTask":
        return False
    return found.old.form_of(element.form_key) != found.new.form_of(target.form_key)


def flow_lines(here: Member, plan: Plan, edits: Edits) -> list[FlowLine]:
    none = Choice("", here.words.gettext("Sin lugar"))
    return [
        FlowLine(
            f"{label_of(lost.join)} ← {name_in(lost.source_id, plan.old)}",
            FLOW + lost.flow_id,
            [none, *(Choice(flow, name_in(at, plan.new)) for flow, at in lost.choices)],
            edits.flows.get(lost.flow_id, ""),
        )
        for lost in lost_flows(plan)
    ]


def trial_context(
    here: Member, found: Planned, order: Order, lines: Sequence[Prospect], more: str, running: int
) -> dict[str, Any]:
    """The context of migrations/trial.html."""
    _ = here.words.gettext
    edits = pairs_of(order.edits)
    versions: dict[str, object] = {"from": order.source, "to": order.target}
    return {
        **versions_context(here, found),
        "title": title_of(here.words, found),
        "running": running,
        "goes": sum(each.goes for each in lines),
        "stays": sum(not each.goes for each in lines),
        "columns": [Column(_("Expediente")), Column(_("Qué pasaría"))],
        "lines": [prospect_line(here, found, each) for each in lines],
        "shown": len(lines),
        "more": more,
        "fields": {"from": order.source, "to": order.target, **edits},
        "back": here.path("processes", order.process, "migration", **versions, **edits),
        "action": here.path("processes", order.process, "migrations"),
    }


def prospect_line(here: Member, found: Planned, prospect: Prospect) -> ProspectLine:
    _ = here.words.gettext
    old, new = found.old.program, found.new.program
    if prospect.obstacles:
        said = obstacles_words(prospect.obstacles, old, new, here.words)
    elif prospect.opens:
        said = [_("Pasa, y se abre: %(names)s.") % {"names": ", ".join(prospect.opens)}]
    else:
        said = [_("Pasa y sigue donde está.")]
    return ProspectLine(
        prospect.number,
        prospect.title,
        here.path("cases", prospect.number),
        prospect.goes,
        said,
    )
