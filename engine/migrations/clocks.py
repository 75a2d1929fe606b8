"""The clocks of terms when a case goes over to another version of its process.

What the old version stopped and the new one does not goes on; what only the new one stops stands
still. What undoing needs is kept beside the image of the rows (`returning.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.bpmn.migration import Moved
from engine.cases.advance import Advance, Setting
from engine.cases.clocks import Terms, Turn, terms_of, turn_terms, write_turns
from engine.cases.scene import Scene
from storage.database import Connection
from storage.queries.deadlines import PauseRow, pauses_of_case
from storage.tables.deadlines import MoveKind


class Clocks:
    """What the two halves of a migration do to the terms, read once under the lock of the case."""

    def __init__(self, connection: Connection, scene: Scene, moved: Moved) -> None:
        self.connection = connection
        self.scene = scene
        self.moved = moved
        self.turns: list[tuple[Setting, list[Turn]]] = []
        self._terms: Terms | None = None
        self._pauses: tuple[PauseRow, ...] = ()

    def before(self, before: Advance, *, followed: bool) -> None:
        """In the old version: told before the event of the migration. `followed` when the new one
        turns clocks too; where neither does nothing is read."""
        if not before.waits.clocks and not followed:
            return
        terms = terms_of(self.connection, self.scene.installation, before.setting)
        turns = turn_terms(before, terms)
        self.turns.append((before.setting, turns))
        self._pauses = terms.pauses
        self._terms = self._renumbered(_turned(terms, turns), before)

    def after(self, after: Advance) -> None:
        """In the new version, in whose numbers the terms are by now."""
        if self._terms is not None:
            self.turns.append((after.setting, turn_terms(after, self._terms)))

    def write(self) -> list[dict[str, Any]]:
        """The rows, once those of the step are there; what undoing has to know: which terms were
        turned, how they were left, the pauses that they had, and those that begin here."""
        for setting, turns in self.turns:
            write_turns(self.connection, setting, turns)
        left = {turn.after.id: turn.after for _, turns in self.turns for turn in turns}
        if not left:
            return []
        town, case_id = self.scene.municipality_id, self.scene.loaded.case.id
        had = {each.id for each in self._pauses}
        born = [
            each for each in pauses_of_case(self.connection, town, case_id) if each.id not in had
        ]
        return [
            {
                "id": row.id,
                "left": {"paused_on": as_text(row.paused_on), "anew_on": as_text(row.anew_on)},
                "pauses": {
                    str(each.id): as_text(each.end_on) for each in _of(row.id, self._pauses)
                },
                "born": [each.id for each in _of(row.id, born)],
            }
            for row in left.values()
        ]

    def _renumbered(self, terms: Terms, before: Advance) -> Terms:
        """What is still open, at the elements of the new version."""
        over = {each.token for each in before.waits.closed_deadlines}
        at = self.moved.elements
        rows = [
            replace(row, element=at[row.token])
            for row in terms.rows
            if row.token in at and row.token not in over
        ]
        return replace(terms, rows=tuple(rows))


def as_text(value: object) -> str | None:
    """A day as it is kept."""
    return None if value is None else str(value)


def _turned(terms: Terms, turns: Sequence[Turn]) -> Terms:
    """The terms after these turns, and the pauses that they ended."""
    now = {row.id: row for row in terms.rows} | {turn.after.id: turn.after for turn in turns}
    ended = [
        PauseRow(turn.before.id, turn.before.paused_on, turn.today)
        for turn in turns
        if turn.kind is MoveKind.RESUMED and turn.before.paused_on is not None
    ]
    return replace(terms, rows=tuple(now.values()), pauses=(*terms.pauses, *ended))


def _of(deadline_id: int, pauses: Sequence[PauseRow]) -> list[PauseRow]:
    return [each for each in pauses if each.deadline_id == deadline_id]
