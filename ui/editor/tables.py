"""Decision tables for the page: rules that held are marked, cells with a finding are numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.dmn import Result
from engine.dmn.sheets import Sheet, SheetCell, SheetRule
from ui.editor.asking import label_of
from ui.parts import Column
from ui.visit import Visit


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its text, what could not be decided in it, the numbers of its findings."""

    text: str
    below: str = ""
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule: its number, whether it held for what was tried, its cells."""

    id: str
    number: int
    holds: bool
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as drawn, with the sentence of its hit policy."""

    title: str
    policy: str
    columns: list[Column]
    rules: tuple[RuleView, ...]


def tables_for(
    sheets: Sequence[Sheet],
    here: Visit,
    *,
    labels: Mapping[str, str],
    result: Result | None,
    findings: Mapping[str, tuple[int, ...]],
) -> list[TableView]:
    """The tables in the order of the file; without a result nothing is marked."""
    held = {
        (rule.table, rule.number)
        for step in (result.trace if result else ())
        for rule in step.rules
    }
    undecided = {cell for step in (result.trace if result else ()) for cell in step.undecided}
    return [
        TableView(
            title=label_of(labels.get(sheet.owner_name, sheet.owner_name)),
            policy=policy_sentence(sheet.policy, here),
            columns=columns_of(sheet, here),
            rules=tuple(
                rule_view(sheet, place, rule, here, held, undecided, findings)
                for rule in sheet.rules
            ),
        )
        for place, sheet in enumerate(sheets)
    ]


def rule_view(
    sheet: Sheet,
    place: int,
    rule: SheetRule,
    here: Visit,
    held: set[tuple[str, int]],
    undecided: set[str],
    findings: Mapping[str, tuple[int, ...]],
) -> RuleView:
    unknown = here.words.gettext("No se pudo decidir con este dato")
    cells = [
        CellView(shown(cell), unknown if cell.id in undecided else "", findings.get(cell.id, ()))
        for cell in (*rule.conditions, *rule.results)
    ]
    notes = [CellView(note) for note in (*rule.notes, *[""] * len(sheet.notes))]
    return RuleView(
        id=f"t{place}-r{rule.number}",
        number=rule.number,
        holds=(sheet.id, rule.number) in held,
        cells=(*cells, *notes[: len(sheet.notes)]),
    )


def shown(cell: SheetCell) -> str:
    return "—" if cell.text in ("", "-") else cell.text


def columns_of(sheet: Sheet, here: Visit) -> list[Column]:
    """The rule's number, inputs, outputs, then the author's notes."""
    note = here.words.gettext("Por qué")
    labels = [heading.label for heading in (*sheet.inputs, *sheet.outputs)]
    return [
        Column(here.words.gettext("Regla")),
        *(Column(label) for label in labels),
        *(Column(name or note) for name in sheet.notes),
    ]


def policy_sentence(policy: str, here: Visit) -> str:
    """What the hit policy means, with its name in the standard."""
    _ = here.words.gettext
    meanings = {
        "UNIQUE": _("solo una regla puede cumplirse"),
        "ANY": _("pueden cumplirse varias si dan lo mismo"),
        "FIRST": _("vale la primera regla que se cumple"),
        "PRIORITY": _("vale el resultado de mayor prioridad"),
        "RULE ORDER": _("todos los resultados, en el orden de las reglas"),
        "OUTPUT ORDER": _("todos los resultados, por prioridad"),
        "COLLECT": _("todos los resultados"),
        "COLLECT SUM": _("la suma de los resultados"),
        "COLLECT MIN": _("el menor de los resultados"),
        "COLLECT MAX": _("el mayor de los resultados"),
        "COLLECT COUNT": _("cuántas reglas se cumplen"),
    }
    return f"{policy}: {meanings[policy]}" if policy in meanings else policy
