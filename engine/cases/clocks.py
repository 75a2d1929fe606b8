"""Terms that stand still while an activity of the process lasts (`cauce:clock`).

The correction of a filing stops the term to decide it (LPAG, art. 136.3.1). What a person stopped
by hand goes on when a person says so; a term that several activities stop goes on when the last of
them is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from engine.bpmn import changes
from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.deadlines.standing import EVENTS, ends_of, term_of
from storage import step
from storage.database import Connection
from storage.queries.deadlines import (
    ChangeRow,
    DeadlineRow,
    PauseRow,
    deadlines_of_case,
    pauses_of_case,
)
from storage.tables.deadlines import DeadlineState, MoveKind
from storage.tables.types import instant
from storage.writes.deadlines import (
    Ends,
    Move,
    begin_pause,
    change_deadline,
    end_pause,
    move_deadlines,
)

if TYPE_CHECKING:  # they call what is here
    from engine.cases.advance import Advance, Setting
    from engine.installation import Installation

Act = changes.ClockStopped | changes.ClockStarted


@dataclass(frozen=True, slots=True)
class Turn:
    """One act upon the clock of one term: the row as it was and as it is, and the move, if any."""

    before: DeadlineRow
    after: DeadlineRow
    today: date
    kind: MoveKind | None = None
    ends: Ends | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The open terms of a case before a step, with all that their day is counted by."""

    case_id: int
    rows: tuple[DeadlineRow, ...]
    pauses: tuple[PauseRow, ...]
    calendar: Calendar
    today: date


def turns_of(connection: Connection, installation: Installation, advance: Advance) -> list[Turn]:
    """What the step does to clocks, told in its history; written by `write_turns` after the step,
    whose rows may be those of the terms."""
    if not advance.waits.clocks:
        return []
    return turn_terms(advance, terms_of(connection, installation, advance.setting))


def terms_of(connection: Connection, installation: Installation, setting: Setting) -> Terms:
    """The terms as they are, under the lock of the case."""
    town, case_id = setting.municipality_id, setting.case_id
    calendar = calendar_of(installation, connection, town)
    return Terms(
        case_id,
        deadlines_of_case(connection, town, case_id, open_only=True),
        pauses_of_case(connection, town, case_id),
        calendar,
        calendar.local_day(instant(setting.at)),
    )


def turn_terms(advance: Advance, terms: Terms) -> list[Turn]:
    """The same of terms that were read already."""
    over = {each.token for each in advance.waits.closed_deadlines}
    standing = {row.id: row for row in terms.rows if row.token not in over}
    standing |= {row.id: _begun(row, terms.case_id) for row in advance.waits.deadlines}
    turns: list[Turn] = []
    for act in advance.waits.clocks:
        for row in [row for row in standing.values() if row.element == act.term]:
            turn = _turn(act, row, terms.pauses, terms.calendar, terms.today)
            turn = replace(turn, reason=_name(advance, act.element))
            standing[row.id] = turn.after
            turns.append(turn)
            _tell(advance, turn)
    return turns


def write_turns(connection: Connection, setting: Setting, turns: Sequence[Turn]) -> None:
    """The rows of the acts, in their order."""
    for turn in turns:
        _write(connection, setting, turn)


def _turn(
    act: Act, row: DeadlineRow, pauses: Sequence[PauseRow], calendar: Calendar, today: date
) -> Turn:
    if isinstance(act, changes.ClockStopped):
        if row.paused_on is not None and row.stops == 0:  # a person stopped it
            return Turn(row, row, today)
        after = replace(row, stops=row.stops + 1, paused_on=row.paused_on or today)
        if row.paused_on is not None:
            return Turn(row, after, today)
        return Turn(row, after, today, MoveKind.PAUSED, Ends(row.due_on, None, None))
    if row.stops != 1 or row.paused_on is None:
        return Turn(row, replace(row, stops=max(row.stops - 1, 0)), today)
    after = replace(row, stops=0, paused_on=None, anew_on=today if act.anew else row.anew_on)
    stood = PauseRow(row.id, row.paused_on, today)
    before = [each for each in pauses if each.end_on is not None]
    ends = ends_of(term_of(after, [*before, stood], today=today), calendar)
    kind = MoveKind.RESTARTED if act.anew else MoveKind.RESUMED
    return Turn(row, replace(after, due_on=ends.due_on), today, kind, ends)


def _begun(row: step.DeadlineRow, case_id: int) -> DeadlineRow:
    """A term of this very step, as it will be read."""
    return DeadlineRow(
        id=row.id,
        case_id=case_id,
        task_id=row.task_id,
        timer_id=row.timer_id,
        token=row.token,
        element=row.element,
        title=row.title,
        start_on=date.fromisoformat(row.start_on),
        unit=row.unit,
        length=row.length,
        due_on=date.fromisoformat(row.due_on),
        due_at=instant(row.due_at),
        source=row.source,
        effect=row.effect,
        owner=row.owner,
        fires=row.fires,
        month_end=row.month_end,
        extension=0,
        anew_on=None,
        paused_on=None,
        state=DeadlineState.OPEN,
        opened_at=instant(row.opened_at),
        closed_at=None,
    )


def _name(advance: Advance, element: int) -> str:
    drawn = advance.setting.definition.program.elements[element]
    return drawn.name or drawn.id


def _tell(advance: Advance, turn: Turn) -> None:
    if turn.kind is None:
        return
    advance.ledger.add(
        EVENTS[turn.kind],
        element=turn.before.element,
        task_id=turn.before.task_id,
        data={
            "title": turn.before.title,
            "from": turn.before.due_on,
            "due": turn.after.due_on,
            "by": turn.reason,
        },
    )


def _write(connection: Connection, setting: Setting, turn: Turn) -> None:
    town, before, after = setting.municipality_id, turn.before, turn.after
    if after != before:
        changed = {name: getattr(after, name) for name in ("stops", "paused_on", "anew_on")}
        change_deadline(connection, town, after.id, **changed)
    if turn.kind is None or turn.ends is None:
        return
    change = ChangeRow(
        id=setting.ids.new(),
        deadline_id=after.id,
        at=instant(setting.at),
        person_id=setting.person_id,
        from_on=before.due_on,
        to_on=after.due_on,
        kind=turn.kind,
        reason=turn.reason,
        document_id=None,
        closure_id=None,
        person_name=None,
    )
    move_deadlines(connection, town, [Move(change, turn.ends, after.timer_id, after.task_id)])
    if turn.kind is MoveKind.PAUSED:
        begin_pause(
            connection, town, pause_id=setting.ids.new(), deadline_id=after.id, on=turn.today
        )
    else:
        end_pause(connection, town, deadline_id=after.id, on=turn.today)
