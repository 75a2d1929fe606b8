"""What must be true when the dust has settled; each finding is a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from engine.history.kinds import EventKind
from engine.history.verify import verify_all
from storage.queries.case_lists import list_cases
from storage.queries.cases import CaseRow, incidents_of_case
from storage.queries.documents import documents_of_case
from storage.queries.history import history_of
from storage.queries.tasks import tasks_of_case
from storage.queries.waits import kept_message
from tests.chaos.procedure import READY, WORKS
from tests.chaos.town import Hall, Told
from tests.replay import replay

ALL = 1_000_000


def findings(hall: Hall, told: Told, work: Path) -> list[str]:
    """Everything that is not as it must be."""
    cases = all_cases(hall)
    done = _lines(work)
    return [
        *told.wrong,
        *_histories(hall),
        *(found for case in cases for found in _case(hall, case)),
        *_promises(hall, told, cases),
        *_work(hall, cases, done),
        *_messages(hall, cases),
    ]


def all_cases(hall: Hall) -> tuple[CaseRow, ...]:
    """Every case of the town."""
    with hall.installation.database.read(hall.town) as connection:
        return list_cases(connection, hall.town, limit=ALL)


def kinds_of(hall: Hall, case_id: int) -> Counter[EventKind]:
    """What the history of a case tells, and how often."""
    with hall.installation.database.read(hall.town) as connection:
        rows = history_of(connection, hall.town, case_id)
    return Counter(EventKind(row.kind) for row in rows)


def _histories(hall: Hall) -> Iterator[str]:
    for fault in verify_all(hall.installation).faults:
        yield f"{fault.case_number}: {fault.sentence_es}"


def _case(hall: Hall, case: CaseRow) -> Iterator[str]:
    """It has ended, stands where its history says, and its documents are whole."""
    if case.state not in ("completed", "cancelled"):
        yield f"{case.number} waits for ever: it is {case.state}"
    if not replay(hall.installation, hall.town, case.id).agrees:
        yield f"{case.number} does not stand where its history says"
    with hall.installation.database.read(hall.town) as connection:
        incidents = incidents_of_case(connection, hall.town, case.id)
        documents = documents_of_case(connection, hall.town, case.id)
    for incident in incidents:
        yield f"{case.number} has an incident: {incident.message}"
    for document in documents:
        for version in document.versions:
            with hall.installation.documents.open(version.sha256) as chunks:
                content = b"".join(chunks)
            if (sha256(content).hexdigest(), len(content)) != (version.sha256, version.size):
                yield f"{case.number}: {document.document.title} is not whole"


def _promises(hall: Hall, told: Told, cases: tuple[CaseRow, ...]) -> Iterator[str]:
    """What a clerk was told has been done is there."""
    folios = Counter(case.title for case in cases if case.process_key == "tramite")
    for folio in sorted(told.opened - folios.keys()):
        yield f"{folio} was opened, and there is no such case"
    for folio, count in folios.items():
        if count > 1:
            yield f"{folio} was opened once and there are {count} cases"
    states = {case.id: case.state for case in cases}
    for case_id in told.cancelled:
        if states.get(case_id) != "cancelled":
            yield f"case {case_id} was cancelled and is {states.get(case_id)}"
    completed = {
        task.id for case in cases for task in _tasks(hall, case.id) if task.state == "completed"
    }
    for task_id in sorted(told.completed - completed):
        yield f"task {task_id} was completed, and the database does not know it"


def _tasks(hall: Hall, case_id: int) -> tuple[object, ...]:
    with hall.installation.database.read(hall.town) as connection:
        return tasks_of_case(connection, hall.town, case_id)


def _lines(work: Path) -> Mapping[tuple[int, str], set[str]]:
    """The keys under which each work of each case was done."""
    keys: dict[tuple[int, str], set[str]] = defaultdict(set)
    for line in work.read_text().splitlines() if work.exists() else ():
        key, case_id, kind = line.split(" ")
        keys[(int(case_id), kind)].add(key)
    return keys


def _work(
    hall: Hall, cases: tuple[CaseRow, ...], done: Mapping[tuple[int, str], set[str]]
) -> Iterator[str]:
    """At least once, under one key; and no work for what was never committed."""
    for (case_id, kind), keys in done.items():
        if len(keys) != 1:
            yield f"case {case_id}: {kind} was done under {len(keys)} keys"
    known = {case.id for case in cases}
    for case_id, kind in done:
        if case_id not in known:
            yield f"{kind} was done for case {case_id}, which was never opened"
    for case in cases:
        if case.process_key != "tramite":
            continue
        finished = kinds_of(hall, case.id)[EventKind.JOB_FINISHED]
        made = sum((case.id, kind) in done for kind in ("cobro", "aviso"))
        if made < finished or (case.state == "completed" and finished != len(WORKS)):
            yield f"{case.number}: {finished} works are finished and {made} were done"


def _messages(hall: Hall, cases: tuple[CaseRow, ...]) -> Iterator[str]:
    """What a process throws is received once: nothing is left for a folio that was served."""
    served = {case.title for case in cases if case.process_key == "espera"}
    now = hall.installation.clock.now()
    with hall.installation.database.read(hall.town) as connection:
        for folio in sorted(served):
            left = kept_message(connection, hall.town, name=READY, correlation_key=folio, now=now)
            if left is not None:
                yield f"{folio}: the message that a process threw came twice"
