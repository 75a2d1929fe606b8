"""A worker that is killed in the middle of a job: another one has it in under 20 seconds.

Two real processes on PostgreSQL; nothing of the first can tidy up after kill -9.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.cases import Facts
from engine.clock import SystemClock
from storage.queries.incidents import attempts_of_job
from tests.diagrams import bundle, end, path, service, start
from tests.town import Town

ROOT = Path(__file__).resolve().parents[3]
LIMIT = 20.0
WORKS = bundle(start(), service("send", "mail"), end(), path("start", "send", "end"))

WORKER = """
import os, sys, threading, time
from pathlib import Path
from engine.installation import Installation
from engine.jobs.results import Done
from engine.worker import worker
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.jobs import queue_of

url, folder, hangs = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "hangs"
installation = Installation(Database(url), FolderStore(folder / "documents"))

def mail(work):
    (folder / f"{os.getpid()}").write_text(f"{work.job_id} {work.idempotency_key}")
    if hangs:
        time.sleep(600)
    return Done()

queue = queue_of(
    installation.database, now=installation.clock.now, name=str(os.getpid()), places=2, share=1
)
worker.run(installation, {"mail": mail}, threading.Event(), queue=queue)
"""


@contextmanager
def process(url: str, folder: Path, how: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", WORKER, url, str(folder), how]
    running = subprocess.Popen(command, cwd=ROOT)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def told_by(worker: subprocess.Popen[bytes], folder: Path) -> str:
    """What a worker wrote when it began the job; waits for it."""
    file, until = folder / str(worker.pid), time.monotonic() + 30
    while not file.exists() or not file.read_text():
        assert worker.poll() is None, "the worker died by itself"
        assert time.monotonic() < until, "no worker has begun the job"
        os.sched_yield()
    return file.read_text()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_another_worker_takes_over_from_one_that_was_killed(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = str(request.getfixturevalue(f"{kind}_url"))
    town = Town(url, tmp_path / "documents", now=SystemClock().now())
    town.deploys(WORKS)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({}))
    with process(url, tmp_path, "hangs") as first:
        began = told_by(first, tmp_path)
        with process(url, tmp_path, "works") as second:
            first.send_signal(signal.SIGKILL)
            killed = time.monotonic()
            assert told_by(second, tmp_path) == began  # the same job under the same key
            assert time.monotonic() - killed < LIMIT
            while town.case(case_id).state != "completed":
                assert time.monotonic() - killed < LIMIT
    told = town.reads(lambda c: attempts_of_job(c, town.municipality_id, int(began.split()[0])))
    assert [(each.seq, each.outcome) for each in told] == [(1, "lost")]
    assert town.verification().faults == ()
    town.close()
