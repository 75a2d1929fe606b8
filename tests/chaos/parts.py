"""The parts that are killed and started again: web and workers as processes, and PostgreSQL."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import httpx

from tests.postgres import Cluster

STARTS = 60.0  # seconds
HERE = Path(__file__).parents[2]


class DoesNotStart(Exception):
    """A part did not come up; the message says which and what it printed last."""


class Part(Protocol):
    """Something that can be killed at any moment, and started again."""

    name: str

    def start(self) -> None:
        """Comes back when it works."""

    def kill(self, how: signal.Signals) -> None:
        """Ends it, gently or not."""


class Worker:
    """One worker with the work of the chaos run; `ahead` moves its clock, in seconds."""

    def __init__(
        self, number: int, folder: Path, environment: Mapping[str, str], seed: int
    ) -> None:
        self.name = f"worker {number}"
        self.ahead = 0.0
        self._folder, self._environment = folder, environment
        self._seeds = itertools.count(seed * 1000 + number * 100)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = [str(self._folder / "work"), str(next(self._seeds)), str(self.ahead)]
        command = [sys.executable, "-m", "tests.chaos.laborer", *words]
        log = self._folder / f"{self.name.replace(' ', '')}.log"
        self._process = _started(command, self._environment, log)

    def kill(self, how: signal.Signals) -> None:
        _ended(self._process, how)
        self._process = None


class Web:
    """`cauce web` on a port of its own."""

    name = "web"

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.port = _free_port()
        self._log = folder / "web.log"
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [str(Path(sys.executable).with_name("cauce")), "web", "--port", str(self.port)]
        self._process = _started(command, self._environment, self._log)
        limit = time.monotonic() + STARTS
        while not self._answers():
            if time.monotonic() > limit or self._process.poll() is not None:
                raise DoesNotStart(f"web: {self._log.read_text()[-500:]}")
            time.sleep(0.05)

    def kill(self, how: signal.Signals) -> None:
        _ended(self._process, how)
        self._process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/", timeout=5).status_code < 500
        except httpx.TransportError:
            return False


class Postgres:
    """The database itself."""

    name = "postgres"

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def start(self) -> None:
        self._cluster.start()

    def kill(self, how: signal.Signals) -> None:
        """SIGTERM becomes the server's fast stop; otherwise it is killed."""
        self._cluster.end(signal.SIGKILL if how is signal.SIGKILL else signal.SIGINT)


def _started(
    command: list[str], environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    with log.open("ab") as written:
        return subprocess.Popen(
            command,
            cwd=HERE,
            env={**os.environ, **environment},
            stdout=written,
            stderr=written,
            start_new_session=True,
        )


def _ended(process: subprocess.Popen[bytes] | None, how: signal.Signals) -> None:
    if process is None:
        return
    process.send_signal(how)
    try:
        process.wait(STARTS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
