"""Whom a process keeps from its steps: `[[separate]]` and `[[exclude]]` of the manifest. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from engine.definitions.checks import Reader
from engine.sentences import N_


@dataclass(frozen=True, slots=True)
class Separation:
    """Steps of one case that nobody may do two of: who asks does not approve. The element where a
    case begins stands for opening it."""

    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Steps that some people may not have because of what the case knows of them: `people` is an
    expression that gives their mails, `reason` why, as the end of a sentence."""

    elements: tuple[str, ...]
    people: str
    reason: str


def separation(part: Reader) -> Separation:
    """One `[[separate]]`."""
    read = Separation(part.texts("elements", required=True))
    if len(set(read.elements)) == 1:
        part.fault(N_("Para separar tareas hacen falta al menos dos elementos distintos."))
    part.nothing_else()
    return read


def exclusion(part: Reader) -> Exclusion:
    """One `[[exclude]]`."""
    read = Exclusion(
        part.texts("elements", required=True),
        part.text("people", required=True),
        part.text("reason", required=True),
    )
    part.nothing_else()
    return read
