"""Somebody who opens pages of the application in process: no network, no browser, no cache.

What is timed is the whole way from the request to the last byte of the compressed answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

from anyio.from_thread import start_blocking_portal

from storage.counting import counting
from ui.session import SESSION

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]


@dataclass(frozen=True, slots=True)
class Visited:
    """One page: its status, bytes on the wire, seconds that passed and seconds of work, and how
    long it waited for the database in all and for the longest statement."""

    status: int
    octets: int
    seconds: float
    work: float
    statements: int
    waited: float = 0.0
    longest: float = 0.0


@contextmanager
def visitor(application: Application, *, session: str) -> Iterator[Callable[[str], Visited]]:
    """Opens pages as the person of a session, with a browser that takes gzip; one at a time.

    In a thread of its own, because the caller's may have an event loop already."""
    with start_blocking_portal() as portal:
        yield lambda path: portal.call(_visit, application, path, session)


async def _visit(application: Application, path: str, session: str) -> Visited:
    answers: list[Message] = []

    async def send(message: Message) -> None:
        answers.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = _scope(path, session)
    with counting() as count:
        begun, worked = perf_counter(), process_time()
        await application(scope, receive, send)
        seconds, work = perf_counter() - begun, process_time() - worked
    octets = sum(len(message.get("body", b"")) for message in answers)
    return Visited(
        answers[0]["status"], octets, seconds, work, count.statements, count.seconds, count.longest
    )


def _scope(path: str, session: str) -> Message:
    address, _, query = path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": address,
        "raw_path": address.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [
            (b"host", b"bench"),
            (b"accept", b"text/html"),
            (b"accept-language", b"es"),
            (b"accept-encoding", b"gzip"),
            (b"cookie", f"{SESSION}={session}".encode()),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("bench", 80),
        "state": {},
    }
