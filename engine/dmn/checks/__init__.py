"""Checks of a decision model for the editor and for deployment: every finding with its cell.

`check` looks for unknown names, types that do not fit, rules that overlap or can never be reached,
and gaps. Errors are certain; warnings say what a person should look at. What cannot be decided
(cells that compute) is never called an error.
"""

from collections.abc import Iterable

from engine.dmn.checks.cover import overlaps_and_unreachable
from engine.dmn.checks.finding import Finding, Severity
from engine.dmn.checks.gaps import gaps
from engine.dmn.checks.names import unknown_names
from engine.dmn.checks.types import type_mismatches
from engine.dmn.model import Model

__all__ = ["Finding", "Severity", "check"]


def check(model: Model, *, functions: Iterable[str] = ()) -> tuple[Finding, ...]:
    """All findings of a model; `functions` are the names that the host registers."""
    known = frozenset(functions)
    findings = [
        finding for text in model.notes.texts for finding in unknown_names(text, model, known)
    ]
    for table in model.notes.tables:
        mismatches = list(type_mismatches(table))
        findings += mismatches
        if not mismatches:
            findings += overlaps_and_unreachable(table)
            findings += gaps(table)
    return tuple(findings)
