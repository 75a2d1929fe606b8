"""The worker of a chaos run: the real loop, and two kinds of work that leave a line in a file.

`python -m tests.chaos.laborer FILE SEED SECONDS`: a line for each time that work was done, with its
key, case and kind; the work takes a moment, so that kills fall into it; its clock is so many
seconds ahead. Settings come from the environment, as those of `cauce worker`.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from engine.clock import SystemClock
from engine.ids import Ids
from engine.jobs.messages import message_handlers
from engine.jobs.results import Done, Handler, Result, Work
from engine.worker import worker
from storage.jobs import queue_of
from ui.cli.wiring import opened, settings

LONGEST = 0.05  # seconds that a piece of work takes at most
REST = timedelta(milliseconds=100)


class Ahead(SystemClock):
    """The machine's clock, some seconds ahead."""

    def __init__(self, seconds: float) -> None:
        self._by = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return super().now() + self._by


def leaves_its_key(file: Path, chance: random.Random) -> Handler:
    """Work whose effect is one line; the line is there before the work is reported done."""

    def handler(work: Work) -> Result:
        time.sleep(chance.uniform(0, LONGEST))
        line = f"{work.idempotency_key} {work.case_id} {work.kind}\n"
        where = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(where, line.encode())
        finally:
            os.close(where)
        time.sleep(chance.uniform(0, LONGEST))
        return Done()

    return handler


def main(file: Path, seed: int, ahead: float) -> None:
    """Works until it is told to stop, or killed."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    handler = leaves_its_key(file, random.Random(seed))  # noqa: S311  choices, no secret
    clock = Ahead(ahead)
    with opened(settings()) as installation:
        moved = replace(installation, clock=clock, ids=Ids(clock=clock))
        handlers = {**message_handlers(moved), "cobro": handler, "aviso": handler}
        queue = queue_of(
            moved.database, now=clock.now, name=f"worker {moved.ids.new()}", places=2, share=2
        )
        worker.run(moved, handlers, stop, queue=queue, rest=REST)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
