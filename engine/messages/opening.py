"""The cases that a message opens: one of every process in force that begins with it.

What is sent again under the same sender's key opens no second case of a process.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.beginning import begin, once_a_process, target_of
from engine.cases.kept_messages import settle
from engine.identity import Actor
from engine.installation import Installation
from engine.values import Value
from storage.queries.starts import StartRow, starts_by
from storage.queries.waits import receivers_of
from storage.tables.waits import StartKind


def open_cases(
    installation: Installation,
    actor: Actor,
    payload: Mapping[str, Value],
    *,
    name: str,
    key: str,
    sender_key: str | None,
) -> int:
    """How many were opened. StepFailed when the first step of one cannot be run as drawn: those
    opened before stay."""
    municipality_id = actor.municipality_id
    with installation.database.read(municipality_id) as connection:
        starts = starts_by(connection, municipality_id, kind=StartKind.MESSAGE, name=name)
    first_of_each: dict[str, StartRow] = {}
    for start in starts:
        first_of_each.setdefault(start.process_key, start)
    opened = 0
    for start in first_of_each.values():
        guard = once_a_process(installation, sender_key)
        advance = begin(installation, actor, start, payload, guard=guard, key=key)
        if advance is not None:
            opened += 1
            settle(installation, municipality_id, advance)
    return opened


def receivers(
    installation: Installation, municipality_id: int, sender_key: str | None
) -> frozenset[str]:
    """Who has received what was sent under the key before."""
    if sender_key is None:
        return frozenset()
    with installation.database.read(municipality_id) as connection:
        return receivers_of(connection, municipality_id, sender_key=sender_key)


def has_opened(receivers: frozenset[str]) -> bool:
    """It has opened a case: it is for no case that waits, not even for the one it opened."""
    return any(target.startswith(target_of("")) for target in receivers)
