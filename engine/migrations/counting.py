"""How many running cases have something at each element of their version, over all of them.

The database groups the cases by the bytes of their tokens, which hold no data: a hundred thousand
cases stand in a few hundred different states, and each is read once. Past MOST_STATES the rarest
are left out, and the answer says how many cases were counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn import where_tokens_stand
from engine.definitions.loading import Definition
from storage.database import Connection
from storage.queries.migrations import states_of

MOST_STATES = 20_000


@dataclass(frozen=True, slots=True)
class Counted:
    """Cases by the id of the element at which something of them waits, and over how many cases."""

    at: Mapping[str, int]
    cases: int


def count_standing(
    connection: Connection, definition: Definition, *, most: int = MOST_STATES
) -> Counted:
    """Where the cases that run on this version stand now; a case counts once at an element."""
    at: Counter[str] = Counter()
    states = states_of(connection, definition.municipality_id, definition.id, limit=most)
    for state in states:
        here = where_tokens_stand(definition.program, state.tokens)
        at.update(dict.fromkeys(here, state.cases))
    return Counted(at, sum(each.cases for each in states))
