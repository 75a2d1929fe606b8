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
from engine.definitions.loading import Definition
from engine.migrations import Counted, Order, Planned, Prospect
from storage.queries.batches import BatchRow, ItemRow
from ui.migrations.forms import ELEMENT, FLOW, FORM, NEW, NOTHING, pairs_of
from ui.migrations.words import (
    left_words,
    name_in,
    obstacles_words,
    outcome_words,
    sort_words,
)
from ui.parts import Choice, Column, Crumb, Pair, Stage
from ui.processes.present import drawing_of
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
class Sketch:
    """One drawing of a version, with what is new, other or gone in it."""

    id: str
    title: str
    source: str
    stages: list[Stage]
    added: list[str]
    changed: list[str]
    removed: list[str]
    counts: str = ""

    @property
    def matters(self) -> bool:
        """Something waits in it, or differs."""
        return bool(self.stages)


@dataclass(frozen=True, slots=True)
class ProspectLine:
    """What would come of one case."""

    number: str
    title: str
    href: str
    goes: bool
    told: list[str]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What came of one case."""

    number: str
    title: str
    href: str
    state: str
    told: str
    undo_action: str


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
        "title": title_of(here, found),
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


def title_of(here: Member, found: Planned) -> str:
    return here.words.gettext("Migrar expedientes de la versión %(source)s a la %(target)s") % {
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


def label_of(element: Element) -> str:
    return element.name or element.id


def pair_rows(
    here: Member, found: Planned, differs: Differences, counted: Mapping[str, int]
) -> list[tuple[Sketch | None, Sketch | None]]:
    """The drawings of both versions side by side, by process: the whole way first, then the called
    processes in which something waits or differs."""
    plan = found.plan
    own = plan.old.process_id
    old_ids = dict.fromkeys([own, *(each.process_id for each in plan.old.elements)])
    rows: list[tuple[Sketch | None, Sketch | None]] = []
    for process_id in old_ids:
        other_id = plan.new.process_id if process_id == own else plan.scopes.get(process_id, "")
        old = sketch(here, found.old, process_id, differs, counted)
        new = sketch(here, found.new, other_id, differs, {}) if other_id else None
        if process_id == own or old.matters or (new is not None and new.matters):
            rows.append((old, new))
    paired = {plan.new.process_id, *plan.scopes.values()}
    new_ids = dict.fromkeys(each.process_id for each in plan.new.elements)
    fresh = [each for each in new_ids if each not in paired]
    return rows + [(None, sketch(here, found.new, each, differs, {})) for each in fresh]


def sketch(
    here: Member,
    definition: Definition,
    process_id: str,
    differs: Differences,
    counted: Mapping[str, int],
) -> Sketch:
    """A drawing of a version with its marks and counts, and the same as a list in words; the old
    version is the one that has counts, or whose elements are removed."""
    drawn = drawing_of(here, definition, process_id)
    inside = [each for each in definition.program.elements if each.process_id == process_id]
    marks = marks_of(here, differs)
    stages = [
        Stage(label_of(each), "", " · ".join(words))
        for each in inside
        if (words := stage_words(here, counted.get(each.id, 0), marks.get(each.id, "")))
    ]
    return Sketch(
        f"{drawn.id}-{definition.version}",
        drawn.title,
        drawn.source,
        stages,
        sorted(differs.added),
        sorted(differs.changed),
        sorted(differs.removed),
        " ".join(f"{each.id}={counted[each.id]}" for each in inside if counted.get(each.id)),
    )


def stage_words(here: Member, cases: int, mark: str) -> list[str]:
    """«3 expedientes», «cambia»."""
    pattern = here.words.ngettext("%(n)s expediente", "%(n)s expedientes", cases)
    return [*([pattern % {"n": cases}] if cases else []), *([mark] if mark else [])]


def marks_of(here: Member, differs: Differences) -> dict[str, str]:
    """What is said of an element that differs."""
    _ = here.words.gettext
    return {
        **dict.fromkeys(differs.changed, _("cambia")),
        **dict.fromkeys(differs.removed, _("se quita")),
        **dict.fromkeys(differs.added, _("es nuevo")),
    }


def differences_words(here: Member, found: Planned, differs: Differences) -> list[Pair]:
    """What was added, removed and changed, by name; flows are told by the drawing alone."""
    _ = here.words.gettext
    old, new = found.old.program, found.new.program
    return [
        Pair(_("Nuevo"), names_among(differs.added, new.elements)),
        Pair(_("Cambia"), names_among(differs.changed, new.elements)),
        Pair(_("Se quita"), names_among(differs.removed, old.elements)),
    ]


def names_among(ids: frozenset[str], elements: Sequence[Element]) -> str:
    return ", ".join(label_of(each) for each in elements if each.id in ids) or "—"


def trial_context(
    here: Member, found: Planned, order: Order, lines: Sequence[Prospect], more: str, running: int
) -> dict[str, Any]:
    """The context of migrations/trial.html."""
    _ = here.words.gettext
    edits = pairs_of(order.edits)
    versions: dict[str, object] = {"from": order.source, "to": order.target}
    return {
        **versions_context(here, found),
        "title": title_of(here, found),
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


def batch_context(
    here: Member,
    batch: BatchRow,
    found: Planned | None,
    counts: Mapping[str, int],
    items: Sequence[ItemRow],
    more: str,
    undoable: frozenset[int],
) -> dict[str, Any]:
    """The context of migrations/batch.html."""
    _ = here.words.gettext
    ended = batch.items - counts.get("waiting", 0)
    return {
        "crumbs": [
            Crumb(_("Procesos"), here.path("processes")),
            Crumb(batch.processes, here.path("processes", batch.processes)),
            Crumb(_("Migración")),
        ],
        "title": title_of(here, found) if found is not None else _("Volver a la versión anterior"),
        "running": batch.state == "running",
        "facts": [
            Pair(_("Avance"), _("%(done)s de %(all)s") % {"done": ended, "all": batch.items}),
            Pair(_("Pasaron"), str(counts.get("done", 0))),
            Pair(_("No pasaron"), str(counts.get("refused", 0) + counts.get("failed", 0))),
            Pair(_("Motivo"), batch.reason),
            Pair(_("Lo pidió"), batch.created_by_name),
            Pair(_("Cuándo"), here.formats.moment(batch.created_at, here.today)),
        ],
        "columns": [
            Column(_("Expediente")),
            Column(_("Qué pasó")),
            Column(_("Deshacer"), hidden=True),
        ],
        "lines": [item_line(here, batch, each, found, undoable) for each in items],
        "more": more,
        "undoable": len(undoable),
        "here_href": here.path("migrations", batch.id),
        "undo_action": here.path("migrations", batch.id, "undoing"),
    }


def item_line(
    here: Member,
    batch: BatchRow,
    item: ItemRow,
    found: Planned | None,
    undoable: frozenset[int],
) -> ItemLine:
    return ItemLine(
        number=item.number,
        title=item.title,
        href=here.path("cases", item.number),
        state={"done": "ok", "waiting": "pause"}.get(item.state, "late"),
        told=outcome_words(item, found, here.words),
        undo_action=(
            here.path("migrations", batch.id, "cases", item.case_id, "undoing")
            if item.case_id in undoable
            else ""
        ),
    )
