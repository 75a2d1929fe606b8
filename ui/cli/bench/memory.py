"""How much memory a benchmark takes at most, all its processes added, and on what machine.

Of a PostgreSQL on this very machine its server's processes count too, each with its own part of
what they share; of one elsewhere nothing is known.
"""

from __future__ import annotations

import os
import platform
import threading
from pathlib import Path
from types import TracebackType

from storage.database import WHOLE_INSTALLATION, Database
from storage.measuring import server_process

EVERY = 0.25
_PROC = Path("/proc")


class Memory:
    """Looks at the processes while something runs; `most` is in megabytes."""

    def __init__(self, database: Database) -> None:
        self.most = 0.0
        self._roots = [os.getpid()]
        with database.read(WHOLE_INSTALLATION) as connection:
            backend = server_process(connection)
        if backend and _name(backend).startswith("postgres"):
            self._roots.append(_parents().get(backend, backend))
        self._done = threading.Event()
        self._looks = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Memory:
        self._looks.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._looks.join()

    def _look(self) -> None:
        while True:
            self.most = max(self.most, sum(map(_kilobytes, self._all())) / 1024)
            if self._done.wait(EVERY):
                return

    def _all(self) -> set[int]:
        found, parents = set(self._roots), _parents()
        while more := {each for each, by in parents.items() if by in found} - found:
            found |= more
        return found


def machine() -> str:
    """The processor, and how many of it may be used."""
    try:
        lines = (_PROC / "cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} x {names[0] if names else platform.processor()}"


def _parents() -> dict[int, int]:
    found = {}
    for each in _PROC.glob("[0-9]*"):
        try:
            rest = (each / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        found[int(each.name)] = int(rest[1])
    return found


def _name(process: int) -> str:
    try:
        return (_PROC / str(process) / "comm").read_text("utf-8").strip()
    except OSError:
        return ""


def _kilobytes(process: int) -> int:
    """Its part of the memory; all that it sees where its part is not told."""
    for file, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = (_PROC / str(process) / file).read_text("utf-8").splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith(key):
                return int(line.split()[1])
    return 0
