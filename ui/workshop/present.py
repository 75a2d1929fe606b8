"""The workshop's head, version strip, outline and canvas, as the templates show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.definitions.variables import variables_set
from engine.forms import Form, FormRefused, parse_form
from engine.forms.editing import parts_of
from engine.workshop.drawn import Leads
from engine.workshop.labels import KINDS
from engine.workshop.outlining import Line, outline_of
from storage.queries.definitions import DefinitionRow
from ui.cases.stages import WORK
from ui.parts import Crumb, Stage, Tab
from ui.visit import Member
from ui.workshop.feel_words import offer
from ui.workshop.review import fix_action, review_of
from ui.workshop.scene import Scene
from ui.workshop.words import editor_words, panel_choices

BASE = "workshop"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the strip, with what can be done about it."""

    title: str
    line: str
    current: bool = False
    in_force: bool = False
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address asks for: a diagram, and an element to be marked in it."""

    file: str
    element: str


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One element as text: what kind, whose, what it says, where it leads to."""

    number: int
    id: str
    name: str
    kind: str
    lane: str
    facts: tuple[tuple[str, str], ...]
    leads: tuple[str, ...]


def head_context(here: Member, scene: Scene, current: str) -> dict[str, Any]:
    """What every page of the workshop shows above its own part."""
    _ = here.words.gettext
    at = here.path("processes", scene.key, BASE)
    return {
        "title": scene.row.title,
        "crumbs": [
            Crumb(_("Procesos"), here.path("processes")),
            Crumb(scene.row.title, here.path("processes", scene.key)),
            Crumb(_("Taller"), at),
        ],
        "draft": scene.draft is not None,
        "may_edit": scene.may_edit and scene.draft is not None,
        "tabs": tabs_of(here, scene, current),
        "workshop_href": at,
        "saved": saved_line(here, scene),
    }


def tabs_of(here: Member, scene: Scene, current: str) -> list[Tab]:
    """The parts of the workshop; those of a draft only where there is one."""
    _ = here.words.gettext
    base = ("processes", scene.key, BASE)
    found = [
        Tab(_("Diagrama"), here.path(*base), len(scene.ending(".bpmn")), current == "diagram"),
    ]
    origin = Tab(_("Origen"), here.path(*base, "origin"), None, current == "origin")
    if scene.draft is not None:
        others = len(scene.files) - len(scene.ending(".bpmn"))
        found += [
            Tab(_("Qué cambia"), here.path(*base, "comparison"), None, current == "comparison"),
            Tab(_("Escenarios"), here.path(*base, "scenarios"), None, current == "scenarios"),
            Tab(_("Archivos"), here.path(*base, "files"), others, current in ("files", "text")),
            Tab(_("Estados"), here.path(*base, "states"), None, current == "states"),
            Tab(_("Comentarios"), here.path(*base, "comments"), None, current == "comments"),
            Tab(_("Publicar"), here.path(*base, "publication"), None, current == "publication"),
        ]
    return [*found, origin]


def saved_line(here: Member, scene: Scene) -> str:
    """«Guardado 9:42 por Paola Inga»."""
    if scene.last is None:
        return ""
    facts = {
        "hour": here.formats.moment(scene.last.at, here.today),
        "who": scene.last.person_name or "—",
    }
    return here.words.gettext("Guardado %(hour)s por %(who)s") % facts


def workshop_context(
    here: Member,
    scene: Scene,
    versions: Sequence[DefinitionRow],
    running: Mapping[int, int],
    waiting: Sequence[tuple[int, date]],
    shown: Shown,
) -> dict[str, Any]:
    """The context of workshop/page.html."""
    diagrams = scene.ending(".bpmn")
    file = shown.file if shown.file in diagrams else (diagrams[0] if diagrams else "")
    base = ("processes", scene.key, BASE)
    return {
        **head_context(here, scene, "diagram"),
        "strip": strip_of(here, scene, versions, running, waiting),
        "may_begin": scene.may_edit and scene.draft is None and not scene.founded,
        "file": file,
        "at": shown.element,
        "over": scene.revisions.get(file, 0),
        "diagrams": [(path, here.path(*base, file=path), path == file) for path in diagrams],
        "source": here.path(*base, "source", file=file),
        "stages": stages_in(scene.files.get(file, b"")),
        "outline": outline_lines(here, scene.files.get(file, b"")),
        "review": review_of(here, scene),
        "fix_action": fix_action(here, scene),
        "addresses": {
            "keep": here.path(*base, "files"),
            "review": here.path(*base, "review"),
            "feel": here.path(*base, "expressions"),
            "comments": here.path(*base, "comments"),
        },
        "offer": offer(here.words, names_in(scene)),
        "words": editor_words(here.words),
        "choices": panel_choices(here.words, scene),
        "discard_action": here.path(*base, "discarding"),
    }


def names_in(scene: Scene) -> list[tuple[str, str]]:
    """What the formulas of the diagrams may name: the data of this process, with the words over
    the fields that ask for them."""
    forms: dict[str, Form] = {}
    labels: dict[str, str] = {}
    for path, content in scene.files.items():
        if path.startswith("forms/"):
            with suppress(FormRefused):
                labels |= {part.key: part.label for part in parts_of(content) if part.key}
                forms[path] = parse_form(content)
    diagrams = {path: scene.files[path] for path in scene.ending(".bpmn")}
    known = variables_set(diagrams, forms)
    return [(name, labels.get(name, "")) for name in sorted({*known, *labels})]


def strip_of(
    here: Member,
    scene: Scene,
    versions: Sequence[DefinitionRow],
    running: Mapping[int, int],
    waiting: Sequence[tuple[int, date]],
) -> list[VersionLine]:
    """The draft, the version in force, and the older ones on which cases still run."""
    _ = here.words.gettext
    found = []
    if scene.draft is not None:
        ways = ((_("ver qué cambia"), here.path("processes", scene.key, BASE, "comparison")),)
        line = saved_line(here, scene)
        found.append(VersionLine(_("Borrador"), line, current=True, links=ways))
    for version, day in waiting:
        facts = {"version": version, "day": here.formats.short_day(day)}
        title = _("Versión %(version)s, aprobada") % facts
        found.append(VersionLine(title, _("rige desde el %(day)s") % facts))
    for row in versions:
        cases = running.get(row.id, 0)
        if row.id != scene.row.id and not cases:
            continue
        found.append(version_line(here, scene, row, cases))
    return found


def version_line(here: Member, scene: Scene, row: DefinitionRow, cases: int) -> VersionLine:
    _, n_ = here.words.gettext, here.words.ngettext
    opened = n_("%(n)s expediente abierto", "%(n)s expedientes abiertos", cases) % {"n": cases}
    since = _("desde %(day)s") % {"day": here.formats.short_day(row.deployed_at)}
    title = _("Versión %(version)s") % {"version": row.version}
    if row.id == scene.row.id:
        told = _("%(title)s, vigente") % {"title": title}
        return VersionLine(told, f"{since} · {opened}", scene.draft is None, in_force=True)
    sides: dict[str, object] = {"from": row.version, "to": scene.row.version}
    way = here.path("processes", scene.key, "migration", **sides)
    return VersionLine(title, f"{since} · {opened}", links=((_("migrar"), way),))


def outline_lines(here: Member, content: bytes) -> list[tuple[str, list[OutlineLine]]]:
    """Each process of a diagram with its elements in reading order."""
    found = []
    for process_id, lines in outline_of(content):
        names = {line.number: line.element.name or line.element.id for line in lines}
        found.append((process_id, [outline_line(here, each, names) for each in lines]))
    return found


def stages_in(content: bytes) -> list[Stage]:
    """The work of a diagram as the list beside its drawing."""
    return [
        Stage(line.element.name, "", line.element.lane)
        for _process, lines in outline_of(content)
        for line in lines
        if line.element.name and line.element.kind in WORK
    ]


def outline_line(here: Member, line: Line, names: Mapping[int, str]) -> OutlineLine:
    _ = here.words.gettext
    drawn = line.element
    facts = tuple(
        (f"{_(label)} «{about}»" if about and about != told else _(label), told)
        for (label, about), told in drawn.facts.items()
    )
    leads = tuple(
        lead_words(here, lead, f"{number}. {names.get(number, '')}")
        for lead, number in line.leads
        if number
    )
    kind = KINDS.get(drawn.kind, "")
    return OutlineLine(
        line.number, drawn.id, drawn.name or drawn.id, _(kind) if kind else "", drawn.lane, facts,
        leads,
    )  # fmt: skip


def lead_words(here: Member, lead: Leads, target: str) -> str:
    """«sí, cuando riesgo = "alto": 7. Inspeccionar»."""
    _ = here.words.gettext
    if lead.condition:
        when = _("cuando %(condition)s") % {"condition": lead.condition}
    else:
        when = _("en los demás casos") if lead.otherwise else ""
    before = ", ".join(part for part in (lead.name, when) if part)
    return f"{before}: {target}" if before else target
