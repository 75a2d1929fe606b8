"""The cases of a log with their events, one page in memory at a time.

Nothing personal is told: people are codes, the same in every log of their municipality, and
titles, details and what was declared stay out. What came under a seal that is not opened yet is
not told either.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from engine.cases.eras import Eras, eras_of
from engine.definitions.loading import program_of
from engine.history.kinds import UNDER_SEAL, EventKind
from engine.history.logs.activities import BY_ITSELF, HAPPENINGS, STEPS
from engine.installation import Installation
from engine.values import loads
from storage.database import Connection
from storage.queries.logs import (
    LogCaseRow,
    LogEventRow,
    cases_opened_between,
    events_of_cases,
)

PAGE = 100
_CODE = b"cauce log 1\n"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases: of one process or of all, opened from an instant on and before another."""

    municipality_id: int
    process: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """An event: what was done (`activity`), where in its life it stands (`transition`), by whom
    (`resource`, a code; empty: the process by itself), whose it is (`role`), and upon what (`task`,
    `document`)."""

    seq: int
    activity: str
    transition: str
    at: datetime
    kind: str
    version: int
    element: str = ""
    resource: str = ""
    role: str = ""
    task: str = ""
    document: str = ""
    document_kind: str = ""


@dataclass(frozen=True, slots=True)
class LoggedCase:
    """A case with its events, the first first."""

    number: str
    process: str
    state: str
    outcome: str
    opened_at: datetime
    closed_at: datetime | None
    events: tuple[Logged, ...]


def read_log(installation: Installation, chosen: Selection) -> Iterator[LoggedCase]:
    """The cases by their age."""
    after = 0
    while True:
        with installation.database.read(chosen.municipality_id) as connection:
            page = cases_opened_between(
                connection, chosen.municipality_id,
                process=chosen.process, since=chosen.since, until=chosen.until,
                after=after, limit=PAGE,
            )  # fmt: skip
            if not page:
                return
            found = list(_told(installation, connection, chosen.municipality_id, page))
        yield from found
        after = page[-1].id


def _told(
    installation: Installation, connection: Connection, town: int, page: Iterable[LogCaseRow]
) -> Iterator[LoggedCase]:
    rows = defaultdict[int, list[LogEventRow]](list)
    cases, codes = tuple(page), _Codes(installation, town)
    for event in events_of_cases(connection, town, [each.id for each in cases]):
        rows[event.case_id].append(event)
    for case in cases:
        now = program_of(installation, connection, town, case.definition_id)
        eras = eras_of(installation, connection, case.id, now)
        yield LoggedCase(
            case.number, case.process_key, case.state, case.outcome or "",
            case.opened_at, case.closed_at,
            tuple(_events(rows[case.id], eras, codes)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Codes:
    """What people are called: a keyed hash, so that a log alone tells nobody who they are."""

    installation: Installation
    town: int

    def of(self, person_id: int | None) -> str:
        if person_id is None:
            return ""
        text = _CODE + f"{self.town} {person_id}".encode()
        return "P-" + hmac.new(self.installation.secret or b"cauce", text, sha256).hexdigest()[:12]


def _events(rows: Iterable[LogEventRow], eras: Eras, codes: _Codes) -> Iterator[Logged]:
    history = tuple(rows)
    opened = max((row.seq for row in history if row.kind == EventKind.ENVELOPES_OPENED), default=0)
    for row in history:
        kind = EventKind(row.kind)
        if kind in UNDER_SEAL and row.seq > opened:
            continue
        if kind in STEPS or kind in HAPPENINGS:
            yield _event(row, kind, eras, codes)


def _event(row: LogEventRow, kind: EventKind, eras: Eras, codes: _Codes) -> Logged:
    drawn = eras.element(row.seq, row.element)
    named = (drawn.name or drawn.id) if drawn is not None else kind.name.lower()
    facts: Mapping[str, Any] = loads(row.data) if row.data else {}
    return Logged(
        seq=row.seq,
        activity=named if kind in STEPS else HAPPENINGS[kind],
        transition=STEPS.get(kind, "complete"),
        at=row.at,
        kind=kind.name.lower(),
        version=eras.at(row.seq).version,
        element=drawn.id if drawn is not None else "",
        resource="" if kind in BY_ITSELF else codes.of(row.person_id),
        role=drawn.role if drawn is not None else "",
        task=str(row.task_id or ""),
        document=str(facts.get("document") or ""),
        document_kind=str(facts.get("kind") or "") if "document" in facts else "",
    )
