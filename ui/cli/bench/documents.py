"""`bench documents`: a large document goes into the store and out again, in constant memory.

The content is made while it is sent. The upload is cut at its half and goes on from where the
store says that it stands. Memory is how much the process grew at its peak in each act.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Annotated, TypeVar

import typer
from rich.table import Table

from engine.clock import SystemClock
from storage.documents.folder import FolderStore
from storage.documents.store import CHUNK, Store
from ui.cli.console import out
from ui.cli.wiring import settings, store_of

MEGABYTE = 1_000_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """What one act took: seconds, megabytes a second, megabytes of memory beyond what was held."""

    name: str
    seconds: float
    megabytes_s: float
    memory_mb: float


def documents(
    megabytes: Annotated[int, typer.Option(min=1, help="The size of the document.")] = 2_000,
    configured: Annotated[
        bool, typer.Option("--configured", help="Use the store of the settings, not a folder.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Put a large document into the store, cut and go on, and read it back, checked."""
    with tempfile.TemporaryDirectory() as folder:
        store = store_of(settings(), SystemClock()) if configured else FolderStore(Path(folder))
        acts = measure(store, megabytes * MEGABYTE)
    if as_json:
        typer.echo(json.dumps([asdict(act) for act in acts]))
        return
    table = Table(title=f"documents · {type(store).__name__} · {megabytes} MB")
    for title in ("", "s", "MB/s", "memory MB"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for act in acts:
        figures = (f"{act.seconds:.1f}", f"{act.megabytes_s:.0f}", f"{act.memory_mb:.1f}")
        table.add_row(act.name, *figures)
    out.print(table)


def measure(store: Store, size: int) -> list[Act]:
    """Every act, one after the other; what was put is removed at the end."""
    acts: list[Act] = []

    def timed(name: str, run: Callable[[], T]) -> T:
        peak, begun = _peak(), time.perf_counter()
        answer = run()
        seconds = time.perf_counter() - begun
        acts.append(Act(name, seconds, size / MEGABYTE / seconds, (_peak() - peak) / MEGABYTE))
        return answer

    put = timed("put", lambda: store.put(content_of(size), limit=size))
    timed("read", lambda: _read(store, put.sha256))
    store.remove(put.sha256)
    upload = timed("upload, cut and continued", lambda: _upload_cut(store, size))
    finished = timed("finish", lambda: store.finish(upload, limit=size))
    timed("read again", lambda: _read(store, finished.sha256))
    store.remove(finished.sha256)
    if finished != put:
        raise AssertionError("the upload is not what was put")
    return acts


def content_of(size: int, *, start: int = 0) -> Iterator[bytes]:
    """A content that no compression shrinks, the same each time, from any place on."""
    block = Random(7).randbytes(CHUNK - 8)  # noqa: S311 - a content, not a secret
    place = start
    while place < size:
        into = place % CHUNK
        piece = ((place - into).to_bytes(8, "big") + block)[into : into + size - place]
        yield piece
        place += len(piece)


def _upload_cut(store: Store, size: int) -> str:
    upload = store.begin()
    with suppress(ConnectionResetError):
        store.append(upload, 0, _cut(size // 2), limit=size)
    place = store.reached(upload)
    store.append(upload, place, content_of(size, start=place), limit=size)
    return upload


def _cut(size: int) -> Iterator[bytes]:
    yield from content_of(size)
    raise ConnectionResetError


def _read(store: Store, sha256: str) -> int:
    with store.open(sha256) as chunks:
        return sum(len(chunk) for chunk in chunks)


def _peak() -> int:
    """The most memory that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
