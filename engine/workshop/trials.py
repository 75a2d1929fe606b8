"""Trying the scenarios of a draft: what came of them is kept, for every process of the house.

A try belongs to one file and to all that its outcome depends on, as a digest: the files of the
draft, the scenarios, the municipality's parameters. Whoever asks runs what fits into a few seconds;
the worker goes on with the rest, one scenario after the other, and each is kept when it is done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from time import monotonic

from engine.definitions.bundle import Bundle
from engine.identity import Actor
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Result, Retry, Work
from engine.sentences import N_, Sentence
from engine.values import dumps
from engine.workshop.checking import checked_files
from engine.workshop.scenarios import Faulty, House, Place, Ran, Scenario, read, run
from engine.workshop.scenarios.keeping import packed, unpacked
from engine.workshop.scenarios.like import place_like
from engine.workshop.scenarios.running import SECONDS, is_elsewhere
from storage.database import Connection
from storage.jobs import enqueue
from storage.queries.definitions import files_of
from storage.queries.trials import TrialRow, trial_of
from storage.queries.workshop import DraftRow, draft_by_id, files_of_draft
from storage.writes.trials import forget_trial, forget_trials_but, put_trial

TRIAL = "cauce:trial"
SOON = 4.0
"""Seconds that whoever asks waits for; the worker has the rest."""
TOGETHER = 120.0
"""Seconds that the worker gives to a file."""
GIVEN_UP = timedelta(minutes=10)
"""After this while a try that is not done may be asked for anew."""
KEPT = 3
"""Tries of a file that are kept: the newest, and those over the files of a moment ago."""
WAIT = 1.0
"""Seconds that a try waits for another one of this process."""
AGAIN = timedelta(seconds=5)
_one_by_one = threading.Lock()


@dataclass(frozen=True, slots=True)
class Trial:
    """The scenarios of a file over what the draft is now; `found` are those that are done."""

    path: str
    found: tuple[Ran, ...]
    scenarios: tuple[Scenario, ...]
    asked: bool
    """Somebody has asked that they are run."""

    @property
    def going(self) -> bool:
        """The worker is at it."""
        return self.asked and len(self.found) < len(self.scenarios)


@dataclass(frozen=True, slots=True)
class Tried:
    """What is tried: a draft in one of its states, in a place that is like the municipality."""

    draft_id: int
    revision: int
    files: Mapping[str, bytes]
    place: Place
    before: Bundle
    """The version that it was begun from."""

    def digest(self, house: House, path: str) -> str:
        """The same for everything that the outcome of a file depends on."""
        told = sha256(checked_files(self.files).hash.encode())
        told.update(self.files[path])
        told.update(self.before.hash.encode())
        rows = self.place.parameters
        dated = sorted((row.key, row.valid_from, row.value, row.unit) for row in rows)
        told.update(repr((replace(self.place, parameters=()), dated)).encode())
        told.update(house.law(self.place.country))
        return told.hexdigest()


def tried_of(connection: Connection, town: int, draft: DraftRow, revision: int) -> Tried:
    """A state of a draft as it would be tried today."""
    files = files_of_draft(connection, town, draft.id, until=revision)
    before = Bundle(files_of(connection, town, draft.base_id))
    return Tried(draft.id, revision, files, place_like(connection, town), before)


def trial_in(connection: Connection, town: int, house: House, tried: Tried, path: str) -> Trial:
    """How far the try of a file is."""
    return _shown(tried, path, _row_of(connection, town, house, tried, path))


def try_out(
    installation: Installation, actor: Actor, house: House, tried: Tried, path: str,
    *, seconds: float = SOON,
) -> Trial:  # fmt: skip
    """Run what is not run yet of a file; after so many seconds the worker goes on. Raises Faulty
    for a draft that would not be deployed."""
    town, now = actor.municipality_id, installation.clock.now()
    with installation.database.read(town) as connection:
        before = _row_of(connection, town, house, tried, path)
    if before is not None and (before.done == before.every or now - before.begun_at < GIVEN_UP):
        return _shown(tried, path, before)
    every = len(read(tried.files[path]).scenarios)
    row = before or TrialRow(
        tried.draft_id, path, tried.digest(house, path), tried.revision, 0, every, packed(()),
        actor.person_id, now,
    )  # fmt: skip
    if _one_by_one.acquire(timeout=WAIT):
        try:
            row = _further(house, tried, row, until=monotonic() + seconds, each=_not_kept)
        finally:
            _one_by_one.release()

    def verb(connection: Connection) -> None:
        put_trial(connection, town, row)
        forget_trials_but(connection, town, row.draft_id, path=path, keep=KEPT)
        if row.done < row.every:
            _wish(installation, connection, town, row)

    installation.database.run(verb, municipality=town)
    return _shown(tried, path, row)


def trial_handlers(installation: Installation, house: House) -> dict[str, Handler]:
    """The worker's part: it goes on with a try where it stands."""

    def go_on(work: Work) -> Result:
        town, told = work.municipality_id, work.payload
        draft_id, path, digest = int(told["draft"]), str(told["path"]), str(told["digest"])
        with installation.database.read(town) as connection:
            row = trial_of(connection, town, draft_id, path=path, digest=digest)
            draft = draft_by_id(connection, town, draft_id)
            if row is None or draft is None or row.done == row.every:
                return Done()
            tried = tried_of(connection, town, draft, row.revision)

        def keep(row: TrialRow) -> None:
            installation.database.run(lambda c: put_trial(c, town, row), municipality=town)

        def forget() -> Done:
            installation.database.run(lambda c: forget_trial(c, town, row), municipality=town)
            return Done()

        if tried.files.get(path) is None or tried.digest(house, path) != digest:
            return forget()  # a parameter is another since then: who looks asks anew
        if not _one_by_one.acquire(timeout=WAIT):
            return Retry(Sentence(N_("Hay otros ensayos en marcha.")), AGAIN, left=1)
        try:
            _further(house, tried, row, until=monotonic() + TOGETHER, each=keep)
        except Faulty:
            return forget()
        finally:
            _one_by_one.release()
        return Done()

    return {TRIAL: go_on}


def _further(
    house: House, tried: Tried, row: TrialRow, *, until: float, each: Callable[[TrialRow], None]
) -> TrialRow:
    """As many scenarios more as fit; in the worker all, and what does not fit says so."""
    feature, bundle = read(tried.files[row.path]), checked_files(tried.files)
    found = list(unpacked(row.found, feature))
    last = each is not _not_kept
    for scenario in feature.scenarios[len(found) :]:
        left = until - monotonic()
        if left <= 0 and not last and not is_elsewhere(scenario):
            break
        seconds = min(SECONDS, left) if last else SECONDS
        place, before = tried.place, tried.before
        found.append(run(house, place, bundle, scenario, seconds=seconds, before=before))
        row = replace(row, done=len(found), found=packed(found))
        each(row)
    return row


def _not_kept(_row: TrialRow) -> None:
    """Whoever asked keeps all of it at once."""


def _wish(installation: Installation, connection: Connection, town: int, row: TrialRow) -> None:
    told = {"draft": str(row.draft_id), "path": row.path, "digest": row.digest}
    enqueue(
        connection,
        town,
        job_id=installation.ids.new(),
        kind=TRIAL,
        payload=dumps({"headers": {}, "payload": told}),
        run_at=installation.clock.now(),
    )


def _row_of(
    connection: Connection, town: int, house: House, tried: Tried, path: str
) -> TrialRow | None:
    digest = tried.digest(house, path)
    return trial_of(connection, town, tried.draft_id, path=path, digest=digest)


def _shown(tried: Tried, path: str, row: TrialRow | None) -> Trial:
    feature = read(tried.files[path])
    found = unpacked(row.found, feature) if row else ()
    return Trial(path, found, feature.scenarios, row is not None)
