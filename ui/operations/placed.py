"""Cases on the diagram: counts by element over all versions, and the list of those at one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bpmn import targets
from engine.definitions.loading import Definition
from storage.queries.cases import CaseRow
from storage.queries.standing import StandingCount
from ui.cases.listing import line_of
from ui.cases.stages import WORK
from ui.parts import Choice, Column, Crumb, Stage
from ui.processes.present import title_of_called
from ui.visit import Member

BESIDE = ("boundaryEvent", "startEvent")
"""Armed beside a case: nobody stands there."""


def stands(
    counts: Sequence[StandingCount], definitions: Mapping[int, Definition]
) -> dict[str, tuple[str, int]]:
    """Name and number of open cases by element id, in the order of the diagram."""
    found: dict[str, tuple[str, int]] = {}
    for each in counts:
        element = definitions[each.definition_id].program.elements[each.element]
        if element.kind not in BESIDE:
            name, before = found.get(element.id, (element.name or element.id, 0))
            found[element.id] = (name, before + each.cases)
    return found


def places_at(
    counts: Sequence[StandingCount], definitions: Mapping[int, Definition], element_id: str
) -> tuple[tuple[int, int], ...]:
    """The (version, element) pairs that an element id stands for."""
    return tuple(
        (each.definition_id, each.element)
        for each in counts
        if definitions[each.definition_id].program.elements[each.element].id == element_id
    )


def standing_context(
    here: Member,
    definition: Definition,
    standing: Mapping[str, tuple[str, int]],
    failed: Mapping[str, int],
    *,
    element: str,
    cases: Sequence[CaseRow],
    more: bool,
) -> dict[str, Any]:
    """The context of operations/standing.html."""
    _ = here.words.gettext
    key = definition.key
    at_name = standing.get(element, (element, 0))[0]
    return {
        "title": _("Dónde están los expedientes"),
        "crumbs": [
            Crumb(_("Procesos"), here.path("processes")),
            Crumb(definition.title, here.path("processes", key)),
            Crumb(_("Dónde están")),
        ],
        "kicker": definition.title,
        "sentence": sentence_of(here, standing, failed),
        "drawings": drawings_of(here, definition, standing),
        "columns": [
            Column(_("Paso")),
            Column(_("Expedientes"), numeric=True),
            Column(_("Incidencias"), numeric=True),
        ],
        "lines": [
            (
                name,
                number,
                here.path("processes", key, "standing", element=each) + "#cases",
                failed.get(each, 0),
                here.path("incidents", process=key, element=each),
                each == element,
            )
            for each, (name, number) in standing.items()
        ],
        "element": element if element in standing else "",
        "at_name": at_name,
        "case_columns": [
            Column(_("Expediente y asunto")),
            Column(_("Abierto")),
            Column(_("Estado")),
        ],
        "cases": [(each.id, line_of(each, here, {})) for each in cases],
        "act_href": here.path("batches"),
        "process": key,
        "acts": acts_of(here),
        "to_choices": [
            Choice(each.id, each.name)
            for each in targets(definition.program)
            if each.name and each.kind in WORK
        ],
        "more_href": here.path("processes", key, "standing", element=element, after=cases[-1].id)
        if more
        else "",
    }


def acts_of(here: Member) -> list[Choice]:
    """What can be done to those that are marked."""
    _ = here.words.gettext
    return [
        Choice("suspend", _("Suspender")),
        Choice("resume", _("Reanudar")),
        Choice("move", _("Llevar a otra etapa")),
        Choice("cancel", _("Anular")),
    ]


def sentence_of(
    here: Member, standing: Mapping[str, tuple[str, int]], failed: Mapping[str, int]
) -> str:
    """Where most stand, and whether something failed."""
    if not standing:
        return here.words.gettext("Ningún expediente abierto espera en este proceso.")
    name, most = max(standing.values(), key=lambda each: each[1])
    ngettext = here.words.ngettext
    told = ngettext(
        "Donde más hay es en «%(name)s»: %(n)s expediente.",
        "Donde más hay es en «%(name)s»: %(n)s expedientes.",
        most,
    ) % {"name": name, "n": most}
    wrong = sum(failed.values())
    if not wrong:
        return told
    return (
        told
        + " "
        + ngettext(
            "%(n)s paso falló y espera a una persona.",
            "%(n)s pasos fallaron y esperan a una persona.",
            wrong,
        )
        % {"n": wrong}
    )


def drawings_of(
    here: Member, definition: Definition, standing: Mapping[str, tuple[str, int]]
) -> list[dict[str, Any]]:
    """The diagram of the process and those of the called processes in which cases stand."""
    program = definition.program
    inside = dict.fromkeys(each.process_id for each in program.elements if each.id in standing)
    ids = [program.process_id, *(each for each in inside if each != program.process_id)]
    return [
        {
            "id": f"diagram-{process_id}",
            "title": definition.title
            if process_id == program.process_id
            else title_of_called(definition, process_id),
            "source": here.path(
                "processes",
                definition.key,
                "versions",
                definition.version,
                "diagrams",
                process_id,
            ),
            "here": [
                each.id
                for each in program.elements
                if each.process_id == process_id and each.id in standing
            ],
            "counts": " ".join(
                f"{each.id}={standing[each.id][1]}"
                for each in program.elements
                if each.process_id == process_id and each.id in standing
            ),
            "stages": [
                Stage(
                    each.name,
                    "here" if each.id in standing else "",
                    when=counted(here, standing.get(each.id, ("", 0))[1]),
                )
                for each in program.elements
                if each.process_id == process_id and each.name and each.kind not in BESIDE
            ],
        }
        for process_id in ids
    ]


def counted(here: Member, number: int) -> str:
    """«3 expedientes»; nothing for none."""
    if not number:
        return ""
    pattern = here.words.ngettext("%(n)s expediente", "%(n)s expedientes", number)
    return pattern % {"n": number}
