"""A log as a table: a row an event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import IO

from engine.history.logs.reading import LoggedCase
from engine.spreadsheets import line, written

COLUMNS = (
    "case", "process", "state", "outcome", "seq", "activity", "lifecycle", "timestamp", "kind",
    "element", "version", "resource", "role", "task", "document", "document_kind",
)  # fmt: skip


def write_rows(cases: Iterable[LoggedCase], into: IO[bytes]) -> None:
    """The table with its head."""
    into.write(line(COLUMNS).encode())
    for case in cases:
        for event in case.events:
            cells = (
                case.number, case.process, case.state, case.outcome, event.seq, event.activity,
                event.transition, event.at.astimezone(UTC).isoformat(timespec="milliseconds"),
                event.kind, event.element, event.version, event.resource, event.role, event.task,
                event.document, event.document_kind,
            )  # fmt: skip
            into.write(line([written(each) for each in cells]).encode())
