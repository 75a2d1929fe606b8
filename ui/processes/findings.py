"""The review of the whole deployment: what the checks find in every process in force.

A version never changes, and neither does what is found in it while the software stays: it is looked
for once. Errors are rare here, since they keep a version from being deployed; they come when the
checks have learnt something since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.definitions.bundle import Bundle
from engine.definitions.checking import check_bundle
from engine.definitions.loading import Definition, program_of
from engine.memory import Bounded
from engine.refusals import Fault
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definitions, files_of
from ui.findings import instead, what
from ui.parts import Column, Crumb
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/findings")
_found: Bounded[str, tuple[Fault, ...]] = Bounded(500)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: which element of which file, and where it is drawn; what, what follows, and
    what to draw instead."""

    element: str
    file: str
    href: str
    what: str
    consequence: str
    instead: str


@dataclass(frozen=True, slots=True)
class Graveness:
    """The findings of a process that are as grave as each other."""

    word: str
    state: str
    lines: list[FindingLine]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A process in force with what was found in it, the gravest first."""

    key: str
    title: str
    sub: str
    href: str
    groups: list[Graveness]


@router.get("", response_model=None)
def findings(here: SignedIn) -> Response:
    """What the checks find in every process in force."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = active_definitions(connection, town)
        found = [(row, findings_of(connection, row, town)) for row in rows]
        reviewed = [
            reviewed_of(here, row, program_of(here.installation, connection, town, row.id), faults)
            for row, faults in found
        ]
        context = findings_context(here, reviewed, [each for _, faults in found for each in faults])
        return staff_page(
            here,
            connection,
            "processes/findings.html",
            context,
            section="processes",
            calendar=calendar_of(here.installation, connection, town),
        )


def findings_of(connection: Connection, row: DefinitionRow, town: int) -> tuple[Fault, ...]:
    """What is found in a version; the same files are looked through once."""
    known = _found.get(row.hash)
    if known is None:
        known = _found.keep(row.hash, check_bundle(Bundle(files_of(connection, town, row.id))))
    return known


def findings_context(
    here: Member, reviewed: Sequence[Reviewed], faults: Sequence[Fault]
) -> dict[str, Any]:
    """The context of processes/findings.html."""
    _ = here.words.gettext
    return {
        "crumbs": [Crumb(_("Procesos"), here.path("processes")), Crumb(_("Revisión"))],
        "sentence": sentence_of(here, faults),
        "columns": [
            Column(_("Elemento")),
            Column(_("Qué pasa")),
            Column(_("Qué dibujar en su lugar")),
        ],
        "reviewed": [each for each in reviewed if each.groups],
        "clean": [each for each in reviewed if not each.groups],
    }


def sentence_of(here: Member, faults: Sequence[Fault]) -> str:
    """How much was found, and whether anything would keep a process from running as drawn."""
    errors = sum(fault.is_error for fault in faults)
    warnings = len(faults) - errors
    if errors:
        pattern = here.words.ngettext(
            "%(n)s falta impediría publicar de nuevo el proceso que la tiene.",
            "%(n)s faltas impedirían publicar de nuevo los procesos que las tienen.",
            errors,
        )
        return pattern % {"n": errors}
    if warnings:
        pattern = here.words.ngettext(
            "Todo corre como está dibujado; conviene mirar %(n)s aviso.",
            "Todo corre como está dibujado; conviene mirar %(n)s avisos.",
            warnings,
        )
        return pattern % {"n": warnings}
    return here.words.gettext("Todo corre como está dibujado, y no hay nada que mirar.")


def reviewed_of(
    here: Member, row: DefinitionRow, definition: Definition, faults: Sequence[Fault]
) -> Reviewed:
    """One process, its findings by how grave they are."""
    _ = here.words.gettext
    words = [("error", _("Faltas"), "late"), ("warning", _("Avisos"), "near")]
    groups = [
        Graveness(word, state, [line_of(here, definition, each) for each in own])
        for severity, word, state in words
        if (own := [each for each in faults if each.severity == severity])
    ]
    version = _("Versión %(version)s") % {"version": row.version}
    return Reviewed(row.key, row.title, version, here.path("processes", row.key), groups)


def line_of(here: Member, definition: Definition, fault: Fault) -> FindingLine:
    """One finding in the reader's language, with the way to where it is drawn."""
    translate = here.words.gettext
    return FindingLine(
        element=fault.element_name or fault.element_id or translate("Todo el archivo"),
        file=fault.file,
        href=place_of(here, definition, fault),
        what=what(fault, translate),
        consequence=translate(fault.consequence) if fault.consequence else "",
        instead=instead(fault, translate) or "—",
    )


def place_of(here: Member, definition: Definition, fault: Fault) -> str:
    """The diagram in which the element is drawn, with the element marked; the page of the process
    for what is drawn in none."""
    drawn = {each.id: each for each in definition.program.elements}.get(fault.element_id)
    if drawn is None:
        return here.path("processes", definition.key)
    page = here.path("processes", definition.key, at=drawn.id)
    return f"{page}#diagram-{drawn.process_id}"
