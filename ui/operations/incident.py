"""One incident: the sentence, the diagram with its element, what was tried, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bpmn import Element
from engine.definitions.loading import Definition
from storage.queries.cases import CaseRow, IncidentRow
from storage.queries.identity import PersonRow
from storage.queries.incidents import AttemptRow
from ui.failures import told_failure
from ui.operations.incident_list import element_name, message_of
from ui.parts import Choice, Column, Crumb, Pair, Stage
from ui.processes.present import title_of_called
from ui.visit import Member


def incident_context(
    here: Member,
    incident: IncidentRow,
    case: CaseRow,
    definition: Definition,
    *,
    attempts: Sequence[AttemptRow],
    others: Sequence[IncidentRow],
    names: Mapping[int, str],
    people: Sequence[PersonRow],
    sealed: bool,
    may_retry: bool,
) -> dict[str, Any]:
    """The context of operations/incident.html."""
    _ = here.words.gettext
    name = element_name(definition, incident.element_key, here)
    waits = incident.resolved_at is None
    return {
        "title": name,
        "kicker": f"{case.number} · {definition.title}",
        "crumbs": [Crumb(_("Incidencias"), here.path("incidents")), Crumb(name)],
        "waits": waits,
        "sentence": sentence_of(here, incident, names),
        "assignment": here.path("incidents", incident.id, "assignment") if waits and people else "",
        "people": [Choice("", _("Nadie en particular"))]
        + [Choice(str(each.id), each.name) for each in people],
        "assignee": str(incident.assignee_id or ""),
        "message": message_of(here, incident, sealed=sealed),
        "what_to_do": what_to_do(here, incident, over=case.state not in ("open", "suspended")),
        "facts": facts_of(here, incident, case),
        "case_href": here.path("cases", case.number),
        "case_number": case.number,
        "retry_href": here.path("incidents", incident.id, "retry") if waits and may_retry else "",
        "drawing": drawing_of(here, incident, definition),
        "tried": [attempt_line(here, each, sealed=sealed) for each in attempts]
        + before(here, incident, others, sealed=sealed),
        "tried_columns": [Column(_("Cuándo")), Column(_("Qué pasó"))],
    }


def sentence_of(here: Member, incident: IncidentRow, names: Mapping[int, str]) -> str:
    """Since when it waits, or who mended it when."""
    _ = here.words.gettext
    if incident.resolved_at is None:
        when = here.formats.moment(incident.raised_at, here.today)
        who = names.get(incident.assignee_id or 0)
        if who is not None:
            pattern = _("Este paso falló; lo corrige %(who)s. Espera desde: %(when)s.")
            return pattern % {"who": who, "when": when}
        return _("Este paso falló y espera a una persona desde: %(when)s.") % {"when": when}
    facts = {
        "who": names.get(incident.resolved_by or 0, _("El sistema")),
        "when": here.formats.moment(incident.resolved_at, here.today),
    }
    return _("%(who)s corrigió esta falla: %(when)s.") % facts


def what_to_do(here: Member, incident: IncidentRow, *, over: bool) -> str:
    """The next step for a person, by what failed."""
    _ = here.words.gettext
    if over:
        return _("El expediente ya terminó. Puede cerrar la incidencia o abrir otro expediente.")
    if incident.task_id is not None:
        return _(
            "Corrija la causa y complete la tarea otra vez: lo que se escribió está guardado como"
            " borrador. Reintentar cierra este aviso."
        )
    if incident.timer_id is not None:
        return _("Corrija la causa y reintente: el plazo se cumple otra vez enseguida.")
    if incident.job_id is not None:
        return _("Corrija la causa y reintente: el trabajo se hace otra vez, con la misma clave.")
    return _(
        "Corrija la causa y reintente. Si no hay camino por ahí, lleve el expediente a otra etapa."
    )


def facts_of(here: Member, incident: IncidentRow, case: CaseRow) -> list[Pair]:
    _ = here.words.gettext
    pairs = [
        Pair(_("Expediente"), case.number),
        Pair(_("Asunto"), case.title),
        Pair(_("Desde"), here.formats.moment(incident.raised_at, here.today)),
    ]
    if incident.detail:
        pairs.append(Pair(_("Clase"), incident.detail))
    return pairs


def drawing_of(
    here: Member, incident: IncidentRow, definition: Definition
) -> dict[str, Any] | None:
    """The diagram in which the element is drawn, with the element marked."""
    elements: dict[str, Element] = {each.id: each for each in definition.program.elements}
    element = elements.get(incident.element_key or "")
    if element is None:
        return None
    own = element.process_id == definition.program.process_id
    return {
        "title": definition.title if own else title_of_called(definition, element.process_id),
        "source": here.path(
            "processes",
            definition.key,
            "versions",
            definition.version,
            "diagrams",
            element.process_id,
        ),
        "here": [element.id],
        "stages": [
            Stage(each.name, "here" if each.id == element.id else "")
            for each in definition.program.elements
            if each.process_id == element.process_id and each.name
        ],
        "id": f"diagram-{element.process_id}",
    }


def attempt_line(here: Member, attempt: AttemptRow, *, sealed: bool) -> tuple[str, str]:
    """When it was tried, and how it ended."""
    _ = here.words.gettext
    how = {
        "retry": _("Falló y se intentó de nuevo"),
        "failed": _("Falló y ya no se intentó"),
        "error": _("Terminó en un error previsto"),
        "lost": _("Quien lo hacía se detuvo a medias"),
        "released": _("Se devolvió sin hacerlo"),
    }.get(attempt.outcome, attempt.outcome)
    reason = told_failure(attempt.reason, attempt.said, here.words)
    why = "" if sealed or not reason else f": {reason}"
    return here.formats.moment(attempt.ended_at, here.today), f"{how}{why}"


def before(
    here: Member, incident: IncidentRow, others: Sequence[IncidentRow], *, sealed: bool
) -> list[tuple[str, str]]:
    """The same step failed before: those failures, of a task, a timer or the process itself."""
    if incident.job_id is not None:
        return []
    return [
        (
            here.formats.moment(each.raised_at, here.today),
            message_of(here, each, sealed=sealed),
        )
        for each in others
        if each.element_key == incident.element_key and each.job_id is None
    ]
