"""Servers for `bench w1 --http`: processes of their own that share one port.

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
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.routing import Mount

from storage.database import Database
from storage.measuring import plain_transactions
from ui.cli.serve import server_of
from ui.cli.wiring import opened, settings

ENDS = 60.0  # seconds
LOOK = 0.02  # seconds
WAITING = 128
READY = "ready\n"
_SERVE = "import sys; from ui.cli.bench.serving import main; main(int(sys.argv[1]))"


class NoServer(Exception):
    """A server did not come up."""


@contextmanager
def serving(database_url: str, folder: Path, *, servers: int) -> Iterator[int]:
    """The port on which so many servers answer."""
    with ExitStack() as stack:
        door = stack.enter_context(socket.socket())
        door.bind(("127.0.0.1", 0))
        door.listen(WAITING)
        processes = [_start(door, database_url, folder) for _ in range(servers)]
        for process in processes:
            stack.callback(_end, process)
        for process in processes:
            _wait(process)
        port: int = door.getsockname()[1]
        yield port


def main(number: int) -> None:
    """One server on a socket that it was given, until it is told to stop."""
    chosen = settings()
    with opened(chosen) as installation, ExitStack() as stack:
        server = server_of(chosen, installation)
        application = server.config.app
        assert isinstance(application, FastAPI)  # noqa: S101  that is what we serve
        floor = _floor(_each_its_own(installation.database, stack))
        application.router.routes.insert(0, Mount("/floor", floor))
        threading.Thread(target=_say_when, args=(server,), daemon=True).start()
        server.run(sockets=[socket.socket(fileno=number)])


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


def _each_its_own(database: Database, stack: ExitStack) -> Callable[[int], None]:
    """The plain transaction; every thread has a connection of its own."""
    own = threading.local()

    def act(number: int) -> None:
        if not hasattr(own, "act"):
            own.act = stack.enter_context(plain_transactions(database))
        own.act(number)

    return act


def _start(door: socket.socket, database_url: str, folder: Path) -> subprocess.Popen[bytes]:
    environment = {
        "CAUCE_DATABASE_URL": database_url,
        "CAUCE_DOCUMENTS": str(folder / "documents"),
        "CAUCE_SECRET_FILE": str(folder / "secret"),
        "CAUCE_LOG_LEVEL": "warning",
    }
    return subprocess.Popen(  # noqa: S603  ourselves
        [sys.executable, "-c", _SERVE, str(door.fileno())],
        env={**os.environ, **environment},
        pass_fds=[door.fileno()],
        stdout=subprocess.PIPE,
    )


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
