"""Servers for `bench w1 --http`: processes of their own, each on a port of its own.

`main` is one of them: the whole application, as `cauce web` serves it, and beside it
`/floor/{number}`, a bare route with the plain transaction of the limit.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from queue import LifoQueue

import uvicorn
from fastapi import FastAPI
from starlette.routing import Mount

from engine.auditing.accesses import ReadingLog
from storage.database import Database
from storage.measuring import plain_transactions
from ui.cli.serve import server_of
from ui.cli.wiring import opened, settings

ENDS = 60.0  # seconds
LOOK = 0.02  # seconds
WAITING = 128
FEW = 4
"""Connections of the floor in each server."""
READY = "ready\n"
_SERVE = "import sys; from ui.cli.bench.serving import main; main(int(sys.argv[1]))"
_UNLOGGED = _SERVE.replace("]))", "]), looks=False)")


class NoServer(Exception):
    """A server did not come up."""


@dataclass(frozen=True, slots=True)
class Servers:
    """Those that run: their ports and processes."""

    ports: tuple[int, ...]
    processes: tuple[int, ...]

    def seconds_worked(self) -> float | None:
        """The processor time of all of them so far; None where the machine does not tell."""
        try:
            return sum(_worked(process) for process in self.processes) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return None


@contextmanager
def serving(
    database_url: str, folder: Path, *, servers: int, looks: bool = True
) -> Iterator[Servers]:
    """So many servers that answer; who asks shares the requests out, as a proxy does. Without
    `looks` they do not write down who looked at what."""
    with ExitStack() as stack:
        ports, processes = [], []
        for _ in range(servers):
            door = stack.enter_context(socket.socket())
            door.bind(("127.0.0.1", 0))
            door.listen(WAITING)
            ports.append(door.getsockname()[1])
            processes.append(_start(door, database_url, folder, _SERVE if looks else _UNLOGGED))
            stack.callback(_end, processes[-1])
        for process in processes:
            _wait(process)
        yield Servers(tuple(ports), tuple(process.pid for process in processes))


def main(number: int, *, looks: bool = True) -> None:
    """One server on a socket that it was given, until it is told to stop."""
    chosen = settings()
    with opened(chosen) as installation, ExitStack() as stack:
        server = server_of(chosen, installation)
        application = server.config.app
        assert isinstance(application, FastAPI)  # noqa: S101  that is what we serve
        if not looks:
            around = application.state.surroundings
            application.state.surroundings = replace(around, readings=_NoLog(installation))
        floor = _floor(_few_of_their_own(chosen.database_url, stack))
        application.router.routes.insert(0, Mount("/floor", floor))
        threading.Thread(target=_say_when, args=(server,), daemon=True).start()
        server.run(sockets=[socket.socket(fileno=number)])


class _NoLog(ReadingLog):
    def note(self, *_told: object, **_more: object) -> None:
        """Nothing is written down."""


def _say_when(server: uvicorn.Server) -> None:
    while not server.started:
        time.sleep(LOOK)
    sys.stdout.write(READY)
    sys.stdout.flush()


def _floor(act: Callable[[int], None]) -> FastAPI:
    app = FastAPI()

    @app.post("/{number}")
    def plain(number: int) -> dict[str, int]:
        act(number)
        return {"number": number}

    return app


def _few_of_their_own(url: str, stack: ExitStack) -> Callable[[int], None]:
    """The plain transaction, on connections that the application does not share: it would wait for
    what the floor holds."""
    database = Database(url)
    stack.callback(database.close)
    idle: LifoQueue[Callable[[int], None]] = LifoQueue()
    for _ in range(FEW):
        idle.put(stack.enter_context(plain_transactions(database)))

    def act(number: int) -> None:
        transact = idle.get()
        try:
            transact(number)
        finally:
            idle.put(transact)

    return act


def _start(
    door: socket.socket, database_url: str, folder: Path, code: str
) -> subprocess.Popen[bytes]:
    environment = {
        "CAUCE_DATABASE_URL": database_url,
        "CAUCE_DOCUMENTS": str(folder / "documents"),
        "CAUCE_SECRET_FILE": str(folder / "secret"),
        "CAUCE_LOG_LEVEL": "warning",
    }
    return subprocess.Popen(  # noqa: S603  ourselves
        [sys.executable, "-c", code, str(door.fileno())],
        env={**os.environ, **environment},
        pass_fds=[door.fileno()],
        stdout=subprocess.PIPE,
    )


def _worked(process: int) -> int:
    """The ticks that a process has worked, also in threads that have ended since: for itself and
    in the kernel, the 14th and 15th number that Linux tells."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(told[11]) + int(told[12])


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Until it says that it answers; a process that ended says nothing more."""
    assert process.stdout is not None  # noqa: S101  it was asked for
    if process.stdout.readline().decode() != READY:
        raise NoServer("a server did not come up")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(ENDS)
    if process.stdout is not None:
        process.stdout.close()
