"""A run that is killed at half and resumed, and the proof that it comes to the same.

Each phase is begun by a process of its own, which tells how far it is; at half it gets SIGKILL,
wherever it stands then, and the phase is taken up again here.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections import defaultdict
from multiprocessing.connection import Connection
from pathlib import Path

from engine.installation import Installation
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.queries.tax_runs import AssessmentRow, assessments_after
from storage.queries.taxes import TaxEntryRow, charges_between
from ui.cli.bench.taxed import work

CHUNK = 2_000
_FORK = multiprocessing.get_context("fork")
"""The child has everything at hand; a fresh interpreter would first read the whole program."""


class NotTheSame(Exception):
    """What was resumed differs from what was never stopped."""


def killed_at_half(installation: Installation, town: int, run_id: int, act: str, all_: int) -> int:
    """A process begins a phase and is killed at half; how many taxpayers it had done."""
    url = installation.database.url
    installation.database.close()  # no connection is shared
    hears, tells = _FORK.Pipe(duplex=False)
    child = _FORK.Process(target=_begin, args=(url, town, run_id, act, tells))
    child.start()
    tells.close()
    done = 0
    while done < all_ / 2:
        done = hears.recv()
    child.kill()
    child.join()
    if child.exitcode != -signal.SIGKILL:
        raise NotTheSame(f"{act} was not killed: it ended with {child.exitcode}")
    return done


def _begin(url: str, town: int, run_id: int, act: str, tells: Connection) -> None:
    """What the process that is killed does."""
    installation = Installation(Database(url), FolderStore(Path("/nonexistent")))
    work(installation, town, run_id, act, tells.send)


def checksum(installation: Installation, town: int, run_id: int) -> str:
    """What a run came to, taxpayer by taxpayer with the charges of each, in sixty-four letters.
    Raises NotTheSame where a number is missing or given twice, or a charge is."""
    digest, after, place, number = hashlib.sha256(), 0, 0, 0
    while True:
        with installation.database.read(town) as connection:
            rows = assessments_after(connection, town, run_id, after, limit=CHUNK)
            if not rows:
                return digest.hexdigest()
            first, last = rows[0].taxpayer_id, rows[-1].taxpayer_id
            charged = defaultdict[int, list[TaxEntryRow]](list)
            for each in charges_between(connection, town, run_id, first=first, last=last):
                charged[each.taxpayer_id].append(each)
        for row in rows:
            place += 1
            number += row.number is not None
            _check(row, charged[row.taxpayer_id], number)
            digest.update(repr(_told(place, row, charged[row.taxpayer_id])).encode())
        after = last


def _check(row: AssessmentRow, charges: list[TaxEntryRow], number: int) -> None:
    """Numbers go one by one, and the charges sum to what was assessed."""
    if row.number is not None and int(row.number.rpartition("-")[2]) != number:
        raise NotTheSame(f"number {number} is missing before {row.number}")
    owed = row.tax + row.emission if row.number else 0
    if sum(each.cents for each in charges) != owed:
        raise NotTheSame(f"{row.number}: the charges do not sum to {owed}")


def _told(place: int, row: AssessmentRow, charges: list[TaxEntryRow]) -> tuple[object, ...]:
    """What is the same in two towns that are alike: anything but ids."""
    amounts = (row.value, row.base, row.tax, row.emission, row.before, bool(row.review))
    ledger = [
        (each.year, each.concept, each.instalment, str(each.due_on), str(each.kind), each.debit,
         each.credit, each.cents, str(each.on_day))
        for each in charges
    ]  # fmt: skip
    return place, str(row.state), row.number, amounts, row.lines, row.why, ledger
