"""The processes in force as rows, and one process with its diagram, stages and decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Any

from engine.cases.opening import may_begin
from engine.definitions.loading import Definition
from engine.definitions.manifest import manifest_from_text
from storage.queries.definitions import DefinitionRow
from storage.queries.starts import StartRow
from storage.queries.surveys import RatingRow
from ui.cases.stages import WORK
from ui.editor.allowed import may_try
from ui.failures import told_failure
from ui.parts import Choice, Column, Crumb, Pair, Stage
from ui.processes.drawings import DecisionTable, decision_tables
from ui.roles import title_of_role
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """One process in force."""

    title: str
    purpose: str
    href: str
    version: str
    since: str
    open_cases: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One diagram of the process with its twin as a list."""

    id: str
    title: str
    source: str
    stages: list[Stage]


@dataclass(frozen=True, slots=True)
class Move:
    """Another version on which cases still run."""

    version: int
    cases: int


def list_context(
    here: Member, rows: Sequence[DefinitionRow], open_cases: Mapping[str, int]
) -> dict[str, Any]:
    """The context of processes/list.html."""
    _ = here.words.gettext
    return {
        "decisions_href": here.path("decisions") if may_try(here.actor, rows) else "",
        "findings_href": here.path("findings") if rows else "",
        "columns": [
            Column(_("Proceso")),
            Column(_("Versión")),
            Column(_("Vigente desde")),
            Column(_("Expedientes abiertos"), numeric=True),
        ],
        "lines": [
            ProcessLine(
                title=row.title,
                purpose=manifest_from_text(row.manifest).purpose,
                href=here.path("processes", row.key),
                version=str(row.version),
                since=here.formats.short_day(row.deployed_at),
                open_cases=str(open_cases.get(row.key, 0)),
            )
            for row in rows
        ],
    }


def process_context(
    here: Member,
    definition: Definition,
    row: DefinitionRow,
    files: Mapping[str, bytes],
    open_cases: int,
    moves: Sequence[Move] = (),
) -> dict[str, Any]:
    """The context of processes/page.html."""
    _ = here.words.gettext
    manifest = definition.manifest
    titles = manifest.role_titles
    may_start = may_begin(here.actor, manifest)
    named = (title_of_role(role, titles, here.words) for role in sorted(manifest.starters))
    starters = ", ".join(named)
    return {
        "title": definition.title,
        "purpose": manifest.purpose,
        "standing_href": "",
        "pictures_href": "",
        "workshop_href": "",
        "faults": [],
        "crumbs": [Crumb(_("Procesos"), here.path("processes")), Crumb(definition.title)],
        "start_here": here.path("start", definition.key) if may_start else "",
        "drawings": drawings_of(here, definition),
        "marked": marked_in(definition, here.request.query_params.get("at", "")),
        "decisions_href": here.path("decisions") if may_try(here.actor, [row]) else "",
        "tables": [(table, columns_of(table, here)) for table in decision_tables(files)],
        "facts": [
            Pair(_("Versión"), str(row.version)),
            Pair(_("Vigente desde"), here.formats.day_words(row.deployed_at, here.today)),
            Pair(_("Expedientes abiertos"), str(open_cases)),
            Pair(_("Lo inicia"), starters),
            Pair(_("Plazo"), manifest.term or "—"),
            Pair(_("Derecho"), manifest.fee or "—"),
        ],
        "roles": [titles[role] for role in sorted(titles)],
        "stages": [stage.title for stage in manifest.stages],
        "moves": [move_link(here, row, each) for each in moves],
    }


def attention(here: Member, rows: Sequence[RatingRow], key: str) -> list[Pair]:
    """What citizens thought of the service, where enough of them said it."""
    _, n_ = here.words.gettext, here.words.ngettext
    return [
        Pair(
            _("Atención, último año"),
            n_(
                "%(average)s de 5, en %(n)s respuesta",
                "%(average)s de 5, en %(n)s respuestas",
                row.answers,
            )
            % {"average": here.formats.number(f"{row.average:.1f}", 1), "n": row.answers},
        )
        for row in rows
        if row.process_key == key
    ]


def marked_in(definition: Definition, asked: str) -> list[str]:
    """The element that an address asks to be marked in its diagram, where there is one."""
    return [each.id for each in definition.program.elements if each.id == asked]


def start_faults(
    starts: Sequence[StartRow], definition: Definition, words: NullTranslations
) -> list[tuple[str, str]]:
    """What should have opened a case by itself and could not the last time: its name, and why."""
    names = {each.id: each.name or each.id for each in definition.program.elements}
    return [
        (names.get(each.element_key, each.element_key), told_failure(each.fault, each.said, words))
        for each in starts
        if each.fault
    ]


def move_link(here: Member, row: DefinitionRow, move: Move) -> Choice:
    """Where its cases are brought to the version in force."""
    versions: dict[str, object] = {"from": move.version, "to": row.version}
    pattern = here.words.gettext("Migrar expedientes de la versión %(source)s a la %(target)s")
    label = pattern % {"source": move.version, "target": row.version}
    cases = here.words.ngettext("%(n)s expediente", "%(n)s expedientes", move.cases)
    href = here.path("processes", row.key, "migration", **versions)
    return Choice(href, label, cases % {"n": move.cases})


def drawings_of(here: Member, definition: Definition) -> list[Drawing]:
    """The main diagram, then the called ones in the order of the elements."""
    program = definition.program
    ids = dict.fromkeys([program.process_id, *(each.process_id for each in program.elements)])
    return [drawing_of(here, definition, each) for each in ids]


def drawing_of(here: Member, definition: Definition, process_id: str) -> Drawing:
    program, titles = definition.program, definition.manifest.role_titles
    stages = [
        Stage(element.name, "", titles.get(element.role, element.lane))
        for element in program.elements
        if element.process_id == process_id and element.kind in WORK and element.name
    ]
    own = process_id == program.process_id
    return Drawing(
        id=f"diagram-{process_id}",
        title=definition.title if own else title_of_called(definition, process_id),
        source=here.path(
            "processes", definition.key, "versions", definition.version, "diagrams", process_id
        ),
        stages=stages,
    )


def title_of_called(definition: Definition, process_id: str) -> str:
    """What the call is named in the diagram that calls it; its id, readably, as a last resort."""
    calls = (each for each in definition.program.elements if each.calls == process_id)
    named = next((each.name for each in calls if each.name), "")
    return named or process_id.replace("_", " ").capitalize()


def columns_of(table: DecisionTable, here: Member) -> list[Column]:
    """Inputs, outputs, then the author's note."""
    note = here.words.gettext("Por qué")
    return [Column(label) for label in (*table.inputs, *table.outputs, note)]
