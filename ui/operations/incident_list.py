"""The list of incidents: the sentence, what narrows it, its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.cases.lifecycle import CaseState
from engine.definitions.loading import Definition
from engine.messages.unopened import Unopened
from storage.queries.cases import IncidentRow
from storage.queries.identity import PersonRow
from storage.queries.incidents import FailedStep
from ui.failures import told_failure
from ui.operations.asked import KINDS, IncidentsAsked
from ui.operations.unopened import unopened_lines
from ui.parts import Choice, Column, Entry, Filter, Tab
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident in the list."""

    id: int
    element: str
    message: str
    href: str
    number: str
    process: str
    suspended: bool
    kind: str
    when: str
    waits: bool
    label: str
    who: str


def incidents_context(
    here: Member,
    asked: IncidentsAsked,
    rows: Sequence[FailedStep],
    definitions: Mapping[int, Definition],
    *,
    titles: Mapping[str, str],
    sealed: frozenset[int],
    people: Sequence[PersonRow],
    more: bool,
    unopened: Sequence[Unopened] = (),
    given_up: Sequence[Entry] = (),
) -> dict[str, Any]:
    """The context of operations/incidents.html."""
    _ = here.words.gettext
    narrowed = replace(asked, resolved=False, after=None) != IncidentsAsked()
    return {
        "sentence": sentence_of(here, asked, rows, more=more, unopened=len(unopened)),
        "unopened": unopened_lines(here, unopened, titles),
        "given_up": given_up,
        "tab_list": [
            Tab(_("Esperan a una persona"), href(here, asked, False), current=not asked.resolved),
            Tab(_("Todas"), href(here, asked, True), current=asked.resolved),
        ],
        "pills": pills_of(here, asked, titles),
        "kinds": [
            (kind_words(here, kind), at(here, replace(asked, kind=kind, after=None)))
            for kind in KINDS
            if not asked.kind
        ],
        "processes": [
            (titles.get(key, key), at(here, replace(asked, process=key, after=None)))
            for key in dict.fromkeys(row.process_key for row in rows)
            if not asked.process
        ],
        "columns": [
            Column(_("Paso y causa")),
            Column(_("Expediente")),
            Column(_("Qué falló")),
            Column(_("Encargado")),
            Column(_("Desde")),
        ],
        "lines": [line_of(here, row, definitions, titles, sealed) for row in rows],
        "narrowed": narrowed,
        "whose": [
            (words, at(here, replace(asked, whose=whose, after=None)))
            for whose, words in whose_words(here).items()
            if not asked.whose
        ],
        "people": [Choice("", _("Nadie en particular"))]
        + [Choice(str(each.id), each.name) for each in people],
        "entrust_href": here.path("incidents", "entrustments"),
        "retries_href": here.path("incidents", "retries"),
        "all_href": here.path("incidents"),
        "batches_href": here.path("batches"),
        "more_href": at(here, replace(asked, after=rows[-1].id)) if more else "",
    }


def sentence_of(
    here: Member,
    asked: IncidentsAsked,
    rows: Sequence[FailedStep],
    *,
    more: bool,
    unopened: int = 0,
) -> str:
    """How many wait, first of all."""
    waiting = sum(row.resolved_at is None for row in rows)
    if unopened and not waiting:
        return here.words.ngettext(
            "%(n)s expediente no se pudo abrir y espera a una persona.",
            "%(n)s expedientes no se pudieron abrir y esperan a una persona.",
            unopened,
        ) % {"n": unopened}
    if not waiting:
        return here.words.gettext("Nada espera a una persona: todo avanza.")
    if more or asked.after is not None:
        return here.words.gettext("Hay pasos que fallaron y esperan a una persona.")
    return here.words.ngettext(
        "%(n)s paso falló y espera a una persona.",
        "%(n)s pasos fallaron y esperan a una persona.",
        waiting,
    ) % {"n": waiting}


def line_of(
    here: Member,
    row: FailedStep,
    definitions: Mapping[int, Definition],
    titles: Mapping[str, str],
    sealed: frozenset[int],
) -> IncidentLine:
    element = element_name(definitions[row.definition_id], row.element_key, here)
    label = here.words.gettext("Marcar «%(what)s» de %(number)s")
    return IncidentLine(
        id=row.id,
        element=element,
        message=message_of(here, row, sealed=row.id in sealed),
        href=here.path("incidents", row.id),
        number=row.number,
        process=titles.get(row.process_key, row.process_key),
        suspended=row.case_state == CaseState.SUSPENDED,
        kind=kind_words(here, kind_of(row)),
        when=here.formats.moment(row.raised_at, here.today),
        waits=row.resolved_at is None,
        who=here.words.gettext("Usted")
        if row.assignee_id is not None and row.assignee_id == here.actor.person_id
        else row.assignee_name or "",
        label=label % {"what": element, "number": row.number},
    )


def element_name(definition: Definition, element_key: str | None, here: Member) -> str:
    """What the step is called."""
    names = {each.id: each.name or each.id for each in definition.program.elements}
    fallback = element_key or here.words.gettext("Todo el expediente")
    return names.get(element_key or "", fallback)


def message_of(here: Member, row: FailedStep | IncidentRow, *, sealed: bool) -> str:
    """The cause, unless it could tell what is under seal."""
    if sealed:
        return here.words.gettext("La causa se lee después del acto de apertura.")
    return told_failure(row.message, row.said, here.words)


def kind_of(row: FailedStep) -> str:
    """What failed: one of KINDS."""
    if row.task_id is not None:
        return "task"
    if row.job_id is not None:
        return "job"
    return "timer" if row.timer_id is not None else "other"


def kind_words(here: Member, kind: str) -> str:
    """The same in words."""
    _ = here.words.gettext
    return {
        "task": _("Una tarea"),
        "timer": _("Un plazo"),
        "job": _("Un trabajo del sistema"),
        "other": _("El proceso"),
    }[kind]


def whose_words(here: Member) -> dict[str, str]:
    """By who has them."""
    _ = here.words.gettext
    return {"mine": _("Encargadas a mí"), "nobody": _("Sin encargado")}


def pills_of(here: Member, asked: IncidentsAsked, titles: Mapping[str, str]) -> list[Filter]:
    """What narrows the list now; each pill removes itself."""
    _ = here.words.gettext
    pills = []
    if asked.process:
        label = _("Trámite: %(title)s") % {"title": titles.get(asked.process, asked.process)}
        pills.append(Filter(label, at(here, replace(asked, process="", after=None)), active=True))
    if asked.element:
        label = _("Paso: %(name)s") % {"name": asked.element}
        pills.append(Filter(label, at(here, replace(asked, element="", after=None)), active=True))
    if asked.kind:
        label = kind_words(here, asked.kind)
        pills.append(Filter(label, at(here, replace(asked, kind="", after=None)), active=True))
    if asked.whose:
        label = whose_words(here)[asked.whose]
        pills.append(Filter(label, at(here, replace(asked, whose="", after=None)), active=True))
    return pills


def href(here: Member, asked: IncidentsAsked, resolved: bool) -> str:
    return at(here, replace(asked, resolved=resolved, after=None))


def at(here: Member, asked: IncidentsAsked) -> str:
    """The address of what is asked."""
    return here.path("incidents", **asked.query())
