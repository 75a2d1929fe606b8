"""Decision tables to be changed, as the template shows them: cells, the margin, legal numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.deadlines.calendars import town_of
from engine.dmn import Problem
from engine.dmn.checks import Finding
from engine.dmn.editing import texts_of
from engine.dmn.outline import Node, nodes_of, types_of
from engine.dmn.sheets import Sheet, SheetRule
from storage.database import Connection
from storage.queries.deadlines import ParameterRow, all_parameters, parameter_on
from ui.editor.asking import label_of
from ui.editor.models import Read, labels_of
from ui.editor.review import FindingLine, numbers_by_cell, ordered, review_of
from ui.editor.tables import policy_sentence
from ui.form.written import decimals_of
from ui.parts import Choice, Column, Crumb
from ui.visit import Member
from ui.workshop.boxes import Box
from ui.workshop.decision_columns import ColumnBox, columns_in, offered_inputs, types_for
from ui.workshop.decision_graph import elements_in, picture_of
from ui.workshop.feel_words import offer
from ui.workshop.present import head_context
from ui.workshop.scene import Scene

MOST_CELLS = 1_500
"""A form has no more fields than the house takes; what is larger is changed as text."""
POLICIES = (
    "UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT", "COLLECT SUM",
    "COLLECT MIN", "COLLECT MAX", "COLLECT COUNT",
)  # fmt: skip
_LEGAL = re.compile(r'legal parameter\(\s*"([^"]{1,120})"')


@dataclass(frozen=True, slots=True)
class RuleBox:
    """A rule: its place from 0 and its number, its cells, what was found about it."""

    id: str
    place: int
    number: int
    boxes: tuple[Box, ...]
    findings: tuple[FindingLine, ...]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class TableBox:
    """A table: what it decides, its columns with what they ask, its rules, what no rule covers."""

    number: int
    owner: str
    title: str
    sentence: str
    policy: str
    policies: list[Choice]
    columns: list[Column]
    heads: tuple[ColumnBox, ...]
    offered: list[Choice]
    rules: tuple[RuleBox, ...]
    findings: tuple[FindingLine, ...]


def decision_context(
    here: Member, connection: Connection, scene: Scene, file: str, read: Read
) -> dict[str, Any]:
    """The context of workshop/decision.html."""
    base = ("processes", scene.key, "workshop")
    context = head_context(here, scene, "text")
    content = scene.files[file]
    readable = read.model is not None or bool(read.sheets)
    nodes, types = (nodes_of(content), types_of(content)) if readable else ((), ())
    cells = sum(len(rule.results) + len(rule.conditions) for t in read.sheets for rule in t.rules)
    cells += sum(4 * len(t.inputs) + 5 * len(t.outputs) for t in read.sheets) + 4 * len(nodes)
    fits = readable and cells <= MOST_CELLS
    numbers = LegalToday(here, connection)
    return {
        **context,
        "crumbs": [*context["crumbs"], Crumb(file)],
        "file": file,
        "over": scene.revisions.get(file, 0),
        "action": here.path(*base, "decision"),
        "here_href": here.path(*base, "decision", file=file),
        "text_href": here.path(*base, "text", file=file),
        "check_href": here.path(*base, "expressions"),
        "offer": offer(here.words, names_in(nodes, read), numbers.all()),
        "try_href": here.path(*base, "decision", "trial", file=file),
        "too_large": not fits,
        "elements": elements_in(here, nodes, types) if fits else [],
        "picture": picture_of(nodes) if fits else None,
        "types": types_for(here, types, ""),
        "tables": list(tables_of(here, read, numbers, nodes, types)) if fits else [],
        "texts": text_boxes(read, content, numbers) if read.model else {},
        "lines": review_of(read, here),
    }


class LegalToday:
    """What the numbers of the law that a text asks for are today."""

    def __init__(self, here: Member, connection: Connection) -> None:
        self._here = here
        self._connection = connection
        town = town_of(here.installation, connection, here.municipality.id)
        self._country = town.country.lower()

    def _row(self, key: str) -> ParameterRow | None:
        here = self._here
        return parameter_on(self._connection, here.municipality.id, key, on=here.today)

    def all(self) -> list[tuple[str, str]]:
        """Every number that has a value today: its key, its value and where it is from."""
        here, found = self._here, {}
        for row in all_parameters(self._connection, here.municipality.id):
            ended = row.valid_to is not None and row.valid_to < here.today
            if row.valid_from <= here.today and not ended:
                found[row.key] = f"{value_of(here, row)} ({row.source})"
        return list(found.items())

    def __call__(self, text: str) -> tuple[str, ...]:
        return tuple(self._told(key) for key in dict.fromkeys(_LEGAL.findall(text)))

    def _told(self, key: str) -> str:
        here = self._here
        row = self._row(key) or self._row(f"{self._country}.{key}")
        if row is None:
            return here.words.gettext("Este número de la ley no tiene valor hoy.")
        facts = {"value": value_of(here, row), "source": row.source}
        return here.words.gettext("Hoy %(value)s (%(source)s)") % facts


def value_of(here: Member, row: ParameterRow) -> str:
    try:
        number = Decimal(row.value)
    except InvalidOperation:
        return row.value
    if len(row.unit) == 3 and row.unit.isupper() and row.unit != "UIT":
        return here.formats.money(number, row.unit)
    told = here.formats.number(number, decimals_of(number))
    return f"{told} %" if row.unit == "percent" else f"{told} UIT" if row.unit == "UIT" else told


def tables_of(
    here: Member, read: Read, numbers: LegalToday, nodes: Sequence[Node], types: Sequence[str]
) -> Iterator[TableBox]:
    labels = labels_of(read.model)
    cells = set(numbers_by_cell(read))
    for number, sheet in enumerate(read.sheets):
        title = label_of(labels.get(sheet.owner_name, sheet.owner_name))
        named = [policy for policy in POLICIES if policy != sheet.policy]
        yield TableBox(
            number,
            sheet.owner,
            title,
            policy_sentence(sheet.policy, here),
            sheet.policy,
            [Choice(each, policy_sentence(each, here)) for each in (sheet.policy, *named)],
            columns_of(here, sheet),
            columns_in(here, number, sheet, types),
            offered_inputs(here, sheet, nodes),
            tuple(
                rule_box(here, read, number, sheet, rule, cells, numbers) for rule in sheet.rules
            ),
            about_table(here, read, sheet),
        )


def rule_box(
    here: Member,
    read: Read,
    number: int,
    sheet: Sheet,
    rule: SheetRule,
    wrong: set[str],
    numbers: LegalToday,
) -> RuleBox:
    kinds = [("in", sheet.inputs, rule.conditions), ("out", sheet.outputs, rule.results)]
    named = here.words.gettext("Regla %(n)s, %(column)s")
    boxes = [
        Box(
            f"t{number}-{kind}{place}",
            named % {"n": rule.number, "column": heading.label},
            cell.text,
            cell.id in wrong and cell.id not in (rule.id, sheet.id),
            numbers(cell.text),
            kind="tests" if kind == "in" else "value",
        )
        for kind, headings, cells in kinds
        for place, (heading, cell) in enumerate(zip(headings, cells, strict=False))
    ]
    why = here.words.gettext("Por qué")
    notes = (*rule.notes, *[""] * len(sheet.notes))[: len(sheet.notes)]
    for place, (name, note) in enumerate(zip(sheet.notes, notes, strict=True)):
        label = named % {"n": rule.number, "column": name or why}
        boxes.append(Box(f"t{number}-note{place}", label, note, feel=False))
    return RuleBox(
        f"t{number}-r{rule.number}",
        rule.number - 1,
        rule.number,
        tuple(boxes),
        about_rule(here, read, sheet, rule),
        rule.number == 1,
        rule.number == len(sheet.rules),
    )


def columns_of(here: Member, sheet: Sheet) -> list[Column]:
    """The rule with its buttons, inputs, outputs, notes, then the margin."""
    _ = here.words.gettext
    labels = [heading.label for heading in (*sheet.inputs, *sheet.outputs)]
    labels += [name or _("Por qué") for name in sheet.notes]
    return [Column(_("Regla")), *map(Column, labels), Column(_("Revisión"))]


def about_rule(here: Member, read: Read, sheet: Sheet, rule: SheetRule) -> tuple[FindingLine, ...]:
    """What was found in a cell of this rule, or names it."""
    ids = {rule.id, *(cell.id for cell in (*rule.conditions, *rule.results))} - {sheet.id}

    def about(found: Problem | Finding) -> bool:
        if found.element in ids:
            return True
        same = isinstance(found, Finding) and found.owner == sheet.owner
        return same and rule.number in getattr(found, "rules", ())

    return _lines(here, read, [about(each) for each in ordered(read)])


def about_table(here: Member, read: Read, sheet: Sheet) -> tuple[FindingLine, ...]:
    """What no single rule is to blame for: gaps, above all."""
    own = [
        each.element in (sheet.id, sheet.owner) and not getattr(each, "rules", ())
        for each in ordered(read)
    ]
    return _lines(here, read, own)


def _lines(here: Member, read: Read, wanted: Sequence[bool]) -> tuple[FindingLine, ...]:
    lines = review_of(read, here)
    return tuple(line for line, mine in zip(lines, wanted, strict=False) if mine)


def text_boxes(read: Read, content: bytes, numbers: LegalToday) -> dict[str, list[Box]]:
    """The formulas of the file by the id of what they stand in."""
    wrong = set(numbers_by_cell(read))
    found: dict[str, list[Box]] = {}
    for place, each in enumerate(texts_of(content)):
        label = label_of(each.part or each.owner_name or each.owner)
        told = numbers(each.text)
        box = Box(f"x{place}", label, each.text, each.owner in wrong, told)
        found.setdefault(each.owner, []).append(box)
    return found


def names_in(nodes: Sequence[Node], read: Read) -> list[tuple[str, str]]:
    """What the formulas of a file may name: its elements, and the results of its tables."""
    parts = [
        (f"{sheet.owner_name}.{each.text}", each.label)
        for sheet in read.sheets
        if len(sheet.outputs) > 1
        for each in sheet.outputs
        if each.text
    ]
    own = [(each.name, label_of(each.label)) for each in nodes if each.kind != "knowledgeSource"]
    return [*own, *parts]
