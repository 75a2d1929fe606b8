"""A log as OCEL 2.0 (object-centric, JSON): events upon cases, tasks, documents and people.

Read twice, written as it is read: objects first, then events. In memory are the people and the
names of activities alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import IO, Any

from engine.history.logs.reading import Logged, LoggedCase

OBJECT_TYPES = {
    "case": ("process", "state", "outcome"),
    "task": ("element", "name"),
    "document": ("kind",),
    "person": (),
}
EVENT_ATTRIBUTES = {
    "lifecycle": "string",
    "kind": "string",
    "element": "string",
    "role": "string",
    "version": "integer",
    "seq": "integer",
}
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
"""When a value holds that does not change."""


def write_ocel(read: Callable[[], Iterable[LoggedCase]], into: IO[bytes]) -> None:
    """The log that `read` reads, as often as it is asked."""
    activities: dict[str, None] = {}
    put = _Putting(into)
    put.begin("objects")
    for each in _objects(read(), activities):
        put.one(each)
    put.begin("eventTypes")
    for name in activities:
        put.one({"name": name, "attributes": _typed(EVENT_ATTRIBUTES)})
    put.begin("objectTypes")
    for name, keys in OBJECT_TYPES.items():
        put.one({"name": name, "attributes": _typed(dict.fromkeys(keys, "string"))})
    put.begin("events")
    for case in read():
        for event in case.events:
            put.one(_event(case, event))
    put.end()


def _objects(cases: Iterable[LoggedCase], activities: dict[str, None]) -> Iterator[dict[str, Any]]:
    people: set[str] = set()
    for case in cases:
        yield _object(
            case.number, "case", case.opened_at,
            process=case.process, state=case.state, outcome=case.outcome,
        )  # fmt: skip
        there: set[str] = set()
        for event in case.events:
            activities[_type_of(event)] = None
            if event.resource and event.resource not in people:
                people.add(event.resource)
                yield _object(event.resource, "person", ALWAYS)
            for each in _inside(case, event):
                if each["id"] not in there:
                    there.add(each["id"])
                    yield each


def _inside(case: LoggedCase, event: Logged) -> Iterator[dict[str, Any]]:
    """The objects of a case that an event touches."""
    of_case = [{"objectId": case.number, "qualifier": "of"}]
    if event.task:
        named = _object(_task(event), "task", event.at, element=event.element, name=event.activity)
        yield {**named, "relationships": of_case}
    if event.document:
        paper = _object(_paper(event), "document", event.at, kind=event.document_kind)
        yield {**paper, "relationships": of_case}


def _object(identity: str, type_: str, since: datetime, /, **values: str) -> dict[str, Any]:
    told = [
        {"name": name, "time": _instant(since), "value": value}
        for name, value in values.items()
        if value
    ]
    return {"id": identity, "type": type_, "attributes": told, "relationships": []}


def _event(case: LoggedCase, event: Logged) -> dict[str, Any]:
    touched = [(case.number, "case")]
    touched += [(_task(event), "task")] if event.task else []
    touched += [(_paper(event), "document")] if event.document else []
    touched += [(event.resource, "actor")] if event.resource else []
    values = {
        "lifecycle": event.transition,
        "kind": event.kind,
        "element": event.element,
        "role": event.role,
        "version": event.version,
        "seq": event.seq,
    }
    return {
        "id": f"{case.number}#{event.seq}",
        "type": _type_of(event),
        "time": _instant(event.at),
        "attributes": [
            {"name": name, "value": value} for name, value in values.items() if value != ""
        ],
        "relationships": [{"objectId": one, "qualifier": how} for one, how in touched],
    }


def _type_of(event: Logged) -> str:
    """An activity that is done bears its name alone."""
    done = event.transition == "complete"
    return event.activity if done else f"{event.activity} [{event.transition}]"


def _task(event: Logged) -> str:
    return f"T-{event.task}"


def _paper(event: Logged) -> str:
    return f"D-{event.document}"


def _typed(attributes: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": kind} for name, kind in attributes.items()]


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _Putting:
    """One object of lists, written list by list."""

    def __init__(self, into: IO[bytes]) -> None:
        self._into, self._lists, self._ones = into, 0, 0

    def begin(self, name: str) -> None:
        self._write("]," if self._lists else "{")
        self._write(f"{json.dumps(name)}:[")
        self._lists, self._ones = self._lists + 1, 0

    def one(self, value: dict[str, Any]) -> None:
        self._write((",\n" if self._ones else "\n") + json.dumps(value, ensure_ascii=False))
        self._ones += 1

    def end(self) -> None:
        self._write("]}\n")

    def _write(self, text: str) -> None:
        self._into.write(text.encode())
