"""What the checks found, for the page: numbered, with its place in words and a way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.dmn import Problem
from engine.dmn.checks import Finding, Severity
from engine.dmn.sheets import Sheet
from ui.editor.models import Read
from ui.visit import Visit

MOST = 100


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: its number, how grave, where, what, and the rule to look at."""

    number: int
    error: bool
    where: str
    sentence: str
    href: str


def review_of(read: Read, here: Visit) -> list[FindingLine]:
    """Problems and findings: first what keeps the model from being deployed."""
    places = dict(places_in(read.sheets, here))
    return [
        line_of(each, number, places, here) for number, each in enumerate(ordered(read)[:MOST], 1)
    ]


def ordered(read: Read) -> list[Problem | Finding]:
    """Everything that was found: problems, errors, warnings."""
    return [*read.problems, *sorted(read.findings, key=lambda each: not is_error(each))]


def is_error(found: Problem | Finding) -> bool:
    return isinstance(found, Problem) or found.severity is Severity.ERROR


def line_of(
    found: Problem | Finding, number: int, places: Mapping[str, tuple[str, str]], here: Visit
) -> FindingLine:
    where, href = places.get(found.element, (found.element, ""))
    told = found.sentence.told(here.words.gettext)
    sentence = told[:1].upper() + told[1:]
    return FindingLine(number, is_error(found), where, sentence, href)


def numbers_by_cell(read: Read) -> dict[str, tuple[int, ...]]:
    """Which findings lie in which cell, by the numbers that the list gives them."""
    numbers: dict[str, tuple[int, ...]] = {}
    for number, each in enumerate(ordered(read)[:MOST], 1):
        numbers[each.element] = (*numbers.get(each.element, ()), number)
    return numbers


def places_in(sheets: Sequence[Sheet], here: Visit) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every table, rule and cell by its id: its place in words, and the address of its rule."""
    _ = here.words.gettext
    for place, sheet in enumerate(sheets):
        yield sheet.id, (sheet.owner_name, "")
        headings = (*sheet.inputs, *sheet.outputs)
        for rule in sheet.rules:
            href = f"#t{place}-r{rule.number}"
            facts = {"table": sheet.owner_name, "n": rule.number}
            yield rule.id, (_("%(table)s, regla %(n)s") % facts, href)
            for heading, cell in zip(headings, (*rule.conditions, *rule.results), strict=False):
                told = {**facts, "column": heading.label}
                yield cell.id, (_("%(table)s, regla %(n)s, «%(column)s»") % told, href)
