"""Which cases are subject to control after the fact: those that a service granted by itself or by
positive silence, and that ended between two days (TUO LPAG, art. 34.1).

The entry of each service says it (`[service.control]`): the ends that count, and, where only some
of them were granted without evaluation, the condition over the data of the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from engine.bpmn import Snapshot, data_of
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import program_of
from engine.definitions.manifest import manifest_from_text
from engine.definitions.service import Control
from engine.feel import compile_expression
from engine.installation import Installation
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.control import EndedCase, cases_ended
from storage.queries.definitions import active_definitions

AUTOMATIC, SILENCE = "automatica", "silencio"
"""Why a case is subject to it, as the process reads it."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A case that was granted without a decision: its number, its service, and how."""

    number: str
    service: str
    how: str


def granted_between(
    installation: Installation, municipality_id: int, first: date, last: date
) -> list[Granted]:
    """Those that ended from the first day to the last, both included."""
    with installation.database.read(municipality_id) as connection:
        controls = _controls(connection, municipality_id)
        if not controls:
            return []
        zone = calendar_of(installation, connection, municipality_id).zone
        after = datetime.combine(first, time(), zone)
        before = datetime.combine(last + timedelta(days=1), time(), zone)
        rows = cases_ended(
            connection, municipality_id, keys=sorted(controls), after=after, before=before
        )
        return list(_granted(installation, connection, municipality_id, rows, controls))


def _controls(connection: Connection, municipality_id: int) -> Mapping[str, Control]:
    found = {}
    for row in active_definitions(connection, municipality_id):
        service = manifest_from_text(row.manifest).service
        if service is not None and service.control is not None:
            found[row.key] = service.control
    return found


def _granted(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    rows: tuple[EndedCase, ...],
    controls: Mapping[str, Control],
) -> Iterator[Granted]:
    for row in rows:
        control, outcome = controls[row.process_key], row.outcome or ""
        if outcome in control.silence:
            yield Granted(row.number, row.process_key, SILENCE)
        elif outcome in control.automatic and _holds(
            installation, connection, municipality_id, row, control.when
        ):
            yield Granted(row.number, row.process_key, AUTOMATIC)


def _holds(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    row: EndedCase,
    when: str,
) -> bool:
    """Whether the case was granted without evaluation."""
    if not when:
        return True
    stand = where_it_stands(connection, municipality_id, row.case_id)
    if stand is None:
        return False
    program = program_of(installation, connection, municipality_id, stand.definition_id).program
    known = data_of(program, Snapshot(stand.tokens, stand.scopes))
    return compile_expression(when).evaluate(known) is True
