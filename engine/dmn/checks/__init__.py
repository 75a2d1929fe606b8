"""Checks of a decision model for the editor and for deployment: every finding with its cell.

`check` looks for unknown names, types that do not fit, rules that overlap or can never be reached,
and gaps. Errors are certain; warnings say what a person should look at. What cannot be decided
(cells that compute) is never called an error.
"""

from collections.abc import Iterable, Mapping

from engine.dmn.checks.cover import overlaps_and_unreachable
from engine.dmn.checks.finding import Finding, Severity
from engine.dmn.checks.gaps import gaps
from engine.dmn.checks.known import ModelTypes
from engine.dmn.checks.names import unknown_names
from engine.dmn.checks.types import table_mismatches, text_mismatches
from engine.dmn.model import Model

__all__ = ["Finding", "Severity", "check"]


def check(
    model: Model, *, functions: Mapping[str, int] | Iterable[str] = ()
) -> tuple[Finding, ...]:
    """All findings of a model; `functions` are the names that the host registers, with the number
    of their parameters where it is known."""
    known = frozenset(functions)
    types = ModelTypes(model, functions if isinstance(functions, Mapping) else {})
    findings: list[Finding] = []
    for text in model.notes.texts:
        findings += unknown_names(text, model, known)
        findings += text_mismatches(text, model, types)
    for table in model.notes.tables:
        mismatches = list(table_mismatches(table, types))
        findings += mismatches
        if not mismatches:
            findings += overlaps_and_unreachable(table)
            findings += gaps(table)
    return tuple(findings)
