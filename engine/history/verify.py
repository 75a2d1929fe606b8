"""Verifying histories in the database: one case, one municipality, or all, as a stream.

The pure examination is in `verification`; here the rows are fetched, what people submitted is
compared with what the history vouches for, and the series of case numbers are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from engine.history.chain import Entry, digest_of_detail
from engine.history.kinds import UNDER_SEAL
from engine.history.roots import faults_of_roots
from engine.history.sentences import sentence_of
from engine.history.submitted import edited_submissions
from engine.history.town import NO_CASE, entry_of
from engine.history.verification import FaultKind, Finding, Head, Stored, examine
from engine.installation import Installation
from engine.sealing.auditing import faults_of_envelopes
from engine.sealing.vouching import Act
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.cases import SubmissionRow, submissions_of_cases
from storage.queries.history import (
    ChainRow,
    HeadRow,
    head_of,
    heads,
    histories_of,
    numbers_of,
    series_of,
)
from storage.queries.municipalities import all_municipalities
from storage.queries.sealing import cases_with_calls
from storage.queries.town_history import TownChainRow, town_chain_of, town_head_of

PAGE = 200
_SERIES = "case:"
OWN = "Municipalidad"
"""What stands for the case number where the history is that of the municipality itself."""

Progress = Callable[[int], None]
"""Told how many cases have been looked at so far."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that was done to the history of one case, in a sentence for the auditor."""

    municipality_id: int
    case_number: str
    seq: int
    kind: FaultKind
    sentence_es: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How many cases and events were looked at, and every fault."""

    checked: int = 0
    events: int = 0
    faults: tuple[Fault, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Nothing was changed."""
        return not self.faults


def verify_case(
    installation: Installation, municipality_id: int, case_id: int
) -> Verification | None:
    """One case; None when there is no such case."""
    with installation.database.read(municipality_id) as connection:
        head = head_of(connection, municipality_id, case_id)
        if head is None:
            return None
        [(events, faults)] = verify_page(connection, municipality_id, [head])
    return Verification(1, events, faults)


def verify_all(
    installation: Installation,
    *,
    municipality_id: int | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Every case of a municipality, or of the installation; one case in memory at a time."""
    cases = events = 0
    faults: list[Fault] = []
    for town in _towns(installation, municipality_id):
        for case_events, case_faults in _verify_town(installation, town):
            cases += 1
            events += case_events
            faults.extend(case_faults)
            if progress is not None:
                progress(cases)
        faults.extend(missing_cases(installation, town))
        own_events, own_faults = verify_own(installation, town)
        events += own_events
        faults.extend(own_faults)
        faults.extend(_of_roots(installation, town))
    return Verification(cases, events, tuple(faults))


def _towns(installation: Installation, municipality_id: int | None) -> tuple[int, ...]:
    if municipality_id is not None:
        return (municipality_id,)
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        return tuple(town.id for town in all_municipalities(connection))


def _verify_town(
    installation: Installation, municipality_id: int
) -> Iterator[tuple[int, tuple[Fault, ...]]]:
    after = 0
    while True:
        with installation.database.read(municipality_id) as connection:
            page = heads(connection, municipality_id, after=after, limit=PAGE)
            if not page:
                return
            yield from verify_page(connection, municipality_id, page)
        after = page[-1].case_id


def verify_page(
    connection: Connection, municipality_id: int, page: Sequence[HeadRow]
) -> list[tuple[int, tuple[Fault, ...]]]:
    """Some cases in a fixed number of queries: how many events each has, and its faults."""
    case_ids = [head.case_id for head in page]
    histories = histories_of(connection, municipality_id, case_ids)
    submitted = submissions_of_cases(connection, municipality_id, case_ids)
    calls = cases_with_calls(connection, municipality_id, case_ids)
    return [
        _verify(
            connection,
            head,
            histories.get(head.case_id, []),
            submitted.get(head.case_id, []),
            calls=head.case_id in calls,
        )
        for head in page
    ]


def _verify(
    connection: Connection,
    head: HeadRow,
    rows: Sequence[ChainRow],
    submitted: Sequence[SubmissionRow],
    *,
    calls: bool,
) -> tuple[int, tuple[Fault, ...]]:
    stored = [
        Stored(
            entry_of_row(row),
            bytes(row.hash),
            None if row.salt is None else bytes(row.salt),
            row.detail,
        )
        for row in rows
    ]
    kept = Head(head.chain_seq, bytes(head.chain_hash))
    findings = list(examine(head.municipality_id, head.case_id, stored, kept))
    digests = [
        (row.task_id, digest_of_detail(bytes(row.salt), row.data)) for row in submitted if row.salt
    ]  # what was erased has none
    findings.extend(edited_submissions(stored, digests))
    if calls or any(row.kind in UNDER_SEAL for row in rows):
        acts = [Act(row.seq, row.kind, row.at, row.data) for row in rows]
        findings.extend(faults_of_envelopes(connection, head.municipality_id, head.case_id, acts))
    return len(rows), tuple(_fault(head, finding) for finding in dict.fromkeys(findings))


def entry_of_row(row: ChainRow) -> Entry:
    """What the chain says of a stored event."""
    digest = None if row.detail_digest is None else bytes(row.detail_digest)
    return Entry(
        row.seq, row.kind, row.element, row.person_id, row.task_id, row.at, row.data, digest
    )


def entry_of_town_row(row: TownChainRow) -> Entry:
    """The same of an event of the municipality itself."""
    digest = None if row.detail_digest is None else bytes(row.detail_digest)
    return entry_of(row.seq, row.kind, row.person_id, row.subject_id, row.at, row.data, digest)


def verify_own(installation: Installation, municipality_id: int) -> tuple[int, tuple[Fault, ...]]:
    """The history of the municipality itself: people, roles, and what it says of itself."""
    with installation.database.read(municipality_id) as connection:
        kept = town_head_of(connection, municipality_id)
        rows = town_chain_of(connection, municipality_id)
    if kept is None and not rows:
        return 0, ()
    stored = [
        Stored(
            entry_of_town_row(row),
            bytes(row.hash),
            None if row.salt is None else bytes(row.salt),
            row.detail,
        )
        for row in rows
    ]
    head = Head(kept.seq, bytes(kept.hash)) if kept else Head(0, b"")
    found = dict.fromkeys(examine(municipality_id, NO_CASE, stored, head))
    own = [
        Fault(municipality_id, OWN, finding.seq, finding.kind, sentence_of(finding))
        for finding in found
    ]
    return len(rows), tuple(own)


def _of_roots(installation: Installation, municipality_id: int) -> Iterator[Fault]:
    for finding in faults_of_roots(installation, municipality_id):
        yield Fault(municipality_id, OWN, finding.seq, finding.kind, sentence_of(finding))


def missing_cases(installation: Installation, municipality_id: int) -> Iterator[Fault]:
    """The counter of a series says how many cases there must be."""
    with installation.database.read(municipality_id) as connection:
        for series in series_of(connection, municipality_id):
            if not series.kind.startswith(_SERIES):
                continue
            prefix = f"{series.kind.removeprefix(_SERIES)}{series.year}"
            there = numbers_of(connection, municipality_id, prefix=prefix, year=series.year)
            if there != series.last:
                finding = Finding(FaultKind.CASE_REMOVED, series.last, there)
                sentence = sentence_of(finding)
                yield Fault(municipality_id, prefix, 0, finding.kind, sentence)


def _fault(head: HeadRow, finding: Finding) -> Fault:
    return Fault(head.municipality_id, head.number, finding.seq, finding.kind, sentence_of(finding))
