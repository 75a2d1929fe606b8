"""Verifying history from a page: asked for by the auditor, done by a worker in slices with its
progress, and its result sealed. The house asks for a daily one by itself.

The daily one looks at the whole histories of the cases in which anything was written since the last
that was sealed, at the municipality's own history behind the place that it had reached, and at the
roots signed since. What it stands on is the statement sealed before, by its signature; where that
is not genuine everything is looked at.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from engine.auditing.rights import may_audit
from engine.auditing.statement import Checkpoint, checkpoint_of, sealed
from engine.history.chain import link
from engine.history.merkle import NOTHING
from engine.history.roots import faults_of_roots
from engine.history.sentences import sentence_of
from engine.history.verify import (
    OWN,
    Fault,
    entry_of_town_row,
    missing_cases,
    verify_own,
    verify_page,
)
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.cases import case_by_number
from storage.queries.due_towns import without_daily
from storage.queries.history import (
    HeadRow,
    cases_counted,
    head_of,
    heads,
    heads_of,
    sealed_events_of,
    touched_between,
)
from storage.queries.sealing import cases_with_calls
from storage.queries.town_history import town_chain_of
from storage.queries.verifications import (
    VerificationRow,
    last_verification,
    running_verifications,
    verification_by_id,
)
from storage.tables.verifications import RunState, Scope
from storage.writes.verifications import (
    change_verification,
    insert_verification,
    take_verification,
)

PAGE = 200
PAGES = 5
"""Pages of cases in one slice, before the worker turns to its other duties."""
AT_ONCE = 2
TOWNS = 200
"""Municipalities whose daily verification is asked for in one round."""
LOCKED = timedelta(minutes=5)
"""A worker that dies gives a verification back after this while."""
EVERY = timedelta(days=1)
OVERLAP = timedelta(minutes=10)
"""How far back the daily one looks: an act may be committed after a later one."""
MOST_TOLD = 500
"""Faults that are kept; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be verified: a case by its number, a period, or everything."""

    scope: Scope
    number: str = ""
    since: datetime | None = None
    until: datetime | None = None


def ask(installation: Installation, actor: Actor, asked: Asked) -> int | Refused:
    """Begin a verification; its id. What is wrong is named by its field: number, since."""
    if not may_audit(actor):
        return Refused(RefusalKind.NO_ROLE)
    if asked.scope is Scope.PERIOD and not _is_period(asked):
        return Refused(RefusalKind.INVALID_DATA, {"field": "since"})
    return _begin(installation, actor.municipality_id, asked, actor.person_id)


def _is_period(asked: Asked) -> bool:
    return asked.since is not None and asked.until is not None and asked.since < asked.until


def begin_daily(installation: Installation, *, limit: int = TOWNS) -> int:
    """Ask for the daily verification where it is due, in so many municipalities; how many."""
    since = installation.clock.now() - EVERY
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        towns = without_daily(connection, since=since, limit=limit)
    asked = Asked(Scope.DAILY)
    return sum(isinstance(_begin(installation, town, asked, None), int) for town in towns)


def _begin(
    installation: Installation, town: int, asked: Asked, person_id: int | None
) -> int | Refused:
    now, verification_id = installation.clock.now(), installation.ids.new()

    def verb(connection: Connection) -> int | Refused:
        case = case_by_number(connection, town, asked.number) if asked.number else None
        if asked.scope is Scope.CASE and case is None:
            return Refused(RefusalKind.INVALID_DATA, {"field": "number"})
        since, until = asked.since, asked.until
        if asked.scope is Scope.DAILY:
            last = last_verification(connection, town, Scope.DAILY, state=RunState.COMPLETED)
            before = checkpoint_of(installation, town, last)
            since, until = (before.until - OVERLAP if before else None), now
        row = VerificationRow(
            town, verification_id, asked.scope, case.id if case else None,
            case.number if case else "", since, until, now, person_id, RunState.RUNNING, 0,
            1 if case else cases_counted(connection, town), 0, 0, NOTHING, "[]", None, None, None,
            None, None,
        )  # fmt: skip
        insert_verification(connection, row)
        return verification_id

    return installation.database.run(verb, municipality=town)


def run_verifications(installation: Installation) -> int:
    """A slice of what runs; how many cases were looked at, and results sealed."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = running_verifications(connection, now=now, limit=AT_ONCE)
    return sum(_run(installation, row) for row in found)


def run_to_its_end(installation: Installation, municipality_id: int, verification_id: int) -> None:
    """All of one, without a worker."""
    while True:
        with installation.database.read(municipality_id) as connection:
            row = verification_by_id(connection, municipality_id, verification_id)
        if row is None or row.state != RunState.RUNNING:
            return
        _run(installation, row)


def _run(installation: Installation, row: VerificationRow) -> int:
    now, town = installation.clock.now(), row.municipality_id
    taken = installation.database.run(
        lambda c: take_verification(c, town, row.id, now=now, until=now + LOCKED), municipality=town
    )
    if not taken:
        return 0
    done = 0
    for _ in range(PAGES):
        with installation.database.read(town) as connection:
            page = _page(connection, row)
            results = verify_page(connection, town, page) if page else []
            hidden = _under_seal(connection, town, page)
        if not page:
            _end(installation, row)
            return done + 1
        row = _farther(row, page, results, hidden)
        done += len(page)
    installation.database.run(
        lambda c: change_verification(c, town, row.id, _progress(row)), municipality=town
    )
    return done


def _page(connection: Connection, row: VerificationRow) -> tuple[HeadRow, ...]:
    """The cases that come next."""
    town = row.municipality_id
    if row.scope == Scope.CASE:
        head = head_of(connection, town, row.case_id or 0) if not row.place else None
        return (head,) if head else ()
    if row.since is None:
        return heads(connection, town, after=row.place, limit=PAGE)
    until = row.until or row.asked_at
    ids = touched_between(
        connection, town, since=row.since, until=until, after=row.place, limit=PAGE
    )
    return heads_of(connection, town, ids) if ids else ()


def _under_seal(connection: Connection, town: int, page: tuple[HeadRow, ...]) -> int:
    """Events that are verified and not counted: how many envelopes came is nobody's to know yet."""
    calls = cases_with_calls(connection, town, [head.case_id for head in page]) if page else ()
    return sum(sealed_events_of(connection, town, case_id) for case_id in calls)


def _farther(
    row: VerificationRow,
    page: tuple[HeadRow, ...],
    results: list[tuple[int, tuple[Fault, ...]]],
    hidden: int,
) -> VerificationRow:
    trail = row.trail
    for head in page:
        stood = f"{head.case_id} {head.chain_seq} {bytes(head.chain_hash).hex()}"
        trail = sha256(trail + stood.encode()).digest()
    return replace(
        row,
        place=page[-1].case_id,
        checked=row.checked + len(page),
        total=max(row.total, row.checked + len(page)),
        events=row.events + sum(events for events, _ in results) - hidden,
        trail=trail,
        faults=_with(row.faults, [fault for _, faults in results for fault in faults]),
    )


def _with(told: str, faults: list[Fault]) -> str:
    known = json.loads(told)
    new = [[each.case_number, each.seq, each.kind, each.sentence_es] for each in faults]
    return json.dumps((known + new)[:MOST_TOLD], ensure_ascii=False) if new else told


def _progress(row: VerificationRow) -> dict[str, Any]:
    names = ("place", "checked", "total", "events", "trail", "faults")
    return {name: getattr(row, name) for name in names}


def _end(installation: Installation, row: VerificationRow) -> None:
    """What is not of a case, then the seal."""
    town = row.municipality_id
    own_events, faults = _around(installation, row)
    row = replace(
        row, events=row.events + own_events, total=row.checked, faults=_with(row.faults, faults)
    )
    now = installation.clock.now()
    seal = sealed(installation, row, now)
    values = {**_progress(row), **seal, "state": RunState.COMPLETED, "ended_at": now}
    installation.database.run(
        lambda c: change_verification(c, town, row.id, values), municipality=town
    )


def _around(installation: Installation, row: VerificationRow) -> tuple[int, list[Fault]]:
    """The series, the municipality's own history and the roots: how many events, and faults."""
    town = row.municipality_id
    if row.scope in (Scope.CASE, Scope.PERIOD):
        return 0, []
    before = None
    if row.scope == Scope.DAILY and row.since is not None:
        with installation.database.read(town) as connection:
            last = last_verification(connection, town, Scope.DAILY, state=RunState.COMPLETED)
        before = checkpoint_of(installation, town, last)
    events, faults = _own(installation, town, before)
    after = (before.root, before.root_hash) if before else None
    roots = faults_of_roots(installation, town, after=after)
    told = [Fault(town, OWN, each.seq, each.kind, sentence_of(each)) for each in roots]
    return events, [*missing_cases(installation, town), *faults, *told]


def _own(
    installation: Installation, town: int, before: Checkpoint | None
) -> tuple[int, tuple[Fault, ...]]:
    """The municipality's own history behind a place; all of it where it does not follow."""
    if before is not None and before.town_seq:
        with installation.database.read(town) as connection:
            rows = town_chain_of(connection, town, after=before.town_seq)
        seq, previous = before.town_seq, before.town_hash
        for row in rows:
            if row.seq != seq + 1 or link(previous, entry_of_town_row(row)) != bytes(row.hash):
                return verify_own(installation, town)
            seq, previous = row.seq, bytes(row.hash)
        return len(rows), ()
    return verify_own(installation, town)
