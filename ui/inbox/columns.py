"""The columns of a list: the usual ones, and what its reader chose, business data included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from engine.calendar import Calendar
from engine.definitions.manifest import Glance, GlanceFormat, manifest_from_text
from storage.queries.definitions import DefinitionRow
from storage.queries.inbox import BY_DUE, By, InboxRow, SortKey
from ui.facts import written
from ui.inbox.forms import FACT, MOST_KEYS, Asked
from ui.inbox.narrowing import HIGH, USUAL_PRIORITY
from ui.parts import Choice, Column
from ui.visit import Member

USUAL = ("amount",)
"""What is shown between who has a task and its term unless its reader chose otherwise."""


class Cell(NamedTuple):
    """One chosen value of a row."""

    text: str
    numeric: bool = False
    part: str = "extra"


def facts_shown(definitions: Sequence[DefinitionRow], asked: Asked) -> dict[str, Glance]:
    """The business data that the processes of a list expose, by label."""
    keys = set(asked.processes)
    return {
        fact.label: fact
        for each in definitions
        if not keys or each.key in keys
        for fact in manifest_from_text(each.manifest).glance
        if fact.column
    }


def choices(here: Member, facts: Mapping[str, Glance]) -> list[Choice]:
    """What may be chosen."""
    _ = here.words.gettext
    usual = [
        Choice("amount", _("Monto")),
        Choice("priority", _("Prioridad")),
        Choice("created", _("Llegó")),
        Choice("process", _("Trámite")),
    ]
    return usual + [Choice(f"{FACT}{label}", label) for label in facts]


def chosen_of(
    asked: Asked, kept: Sequence[str] | None, facts: Mapping[str, Glance]
) -> tuple[str, ...]:
    """The columns to show: of the address, else those that were kept, else the usual ones."""
    wanted = asked.columns if asked.columns is not None else kept
    if wanted is None:
        return USUAL
    known = {"amount", "priority", "created", "process", *(f"{FACT}{label}" for label in facts)}
    return tuple(each for each in wanted if each in known)


def heads(
    here: Member, asked: Asked, chosen: Sequence[str], facts: Mapping[str, Glance]
) -> list[Column]:
    """The heads of the table; each sorts by itself, and what it was sorted by before comes next."""
    _ = here.words.gettext
    labels = {each.value: each.label for each in choices(here, facts)}
    between = [
        _head(here, asked, labels[each], _key(each), numeric=_is_number(each, facts))
        for each in chosen
    ]
    return [
        _head(here, asked, _("Tarea"), By(SortKey.NAME)),
        _head(here, asked, _("Expediente y asunto"), By(SortKey.NUMBER)),
        Column(_("Quién")),
        *between,
        _head(here, asked, _("Plazo"), By(SortKey.DUE)),
    ]


def sorted_by(asked: Asked, by: By) -> Asked:
    """The same list sorted by this first; once more turns it around."""
    first = asked.order[0]
    same = (first.key, first.fact) == (by.key, by.fact)
    turned = by._replace(down=not first.down) if same else by
    rest = [each for each in asked.order if (each.key, each.fact) != (by.key, by.fact)]
    order = (turned, *rest)[:MOST_KEYS]
    return replace(asked, order=BY_DUE if order[0] == BY_DUE[0] else order, after=None)


def cells(
    task: InboxRow,
    here: Member,
    calendar: Calendar,
    chosen: Sequence[str],
    facts: Mapping[str, Glance],
    known: Mapping[str, str],
    titles: Mapping[str, str],
) -> tuple[Cell, ...]:
    """The chosen values of a row; `known` is the business data of its case."""
    return tuple(_cell(each, task, here, calendar, facts, known, titles) for each in chosen)


def _cell(
    column: str,
    task: InboxRow,
    here: Member,
    calendar: Calendar,
    facts: Mapping[str, Glance],
    known: Mapping[str, str],
    titles: Mapping[str, str],
) -> Cell:
    match column:
        case "amount":
            return Cell(here.formats.money(task.amount, task.currency or None), True, "amount")
        case "priority":
            return Cell(priority_word(task.priority, here))
        case "created":
            return Cell(here.formats.short_day(calendar.local_day(task.created_at), here.today))
        case "process":
            return Cell(titles.get(task.process_key, task.process_key))
    fact = facts[column.removeprefix(FACT)]
    return Cell(_written(known.get(fact.label, ""), fact, here), _is_number(column, facts))


def _written(text: str, fact: Glance, here: Member) -> str:
    if not text:
        return "—"
    if fact.format in (GlanceFormat.MONEY, GlanceFormat.NUMBER, GlanceFormat.PERCENT):
        try:
            return written(Decimal(text), fact.format, here)
        except InvalidOperation:
            return text
    if fact.format is GlanceFormat.DATE:
        return here.formats.short_day(date.fromisoformat(text), here.today)
    return text


def priority_word(priority: int, here: Member) -> str:
    """How pressing the task was called."""
    _ = here.words.gettext
    if priority >= HIGH:
        return _("Urgente")
    return _("Normal") if priority >= USUAL_PRIORITY - 20 else _("Puede esperar")


def _key(column: str) -> By:
    if column.startswith(FACT):
        return By(SortKey.FACT, fact=column.removeprefix(FACT))
    return By(SortKey(column))


def _is_number(column: str, facts: Mapping[str, Glance]) -> bool:
    if column == "amount":
        return True
    fact = facts.get(column.removeprefix(FACT)) if column.startswith(FACT) else None
    numbers = (GlanceFormat.MONEY, GlanceFormat.NUMBER, GlanceFormat.PERCENT)
    return fact is not None and fact.format in numbers


def _head(here: Member, asked: Asked, label: str, by: By, *, numeric: bool = False) -> Column:
    first = asked.order[0]
    mine = (first.key, first.fact) == (by.key, by.fact)
    direction = ("descending" if first.down else "ascending") if mine else ""
    href = here.path("inbox", **sorted_by(asked, by).query())
    return Column(label, numeric=numeric, sort_href=href, sorted=direction)
