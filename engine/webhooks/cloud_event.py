"""An event of a history as a CloudEvent 1.0 (JSON). Pure.

It holds what the hashed chain holds, and nothing personal: no title, no name, no form; who needs
more asks the API for the case, with a token that may see it. The same event is the same text, but
for the state of its case, which is the present one.
"""

from __future__ import annotations

from typing import Any

from engine.history.kinds import UNDER_SEAL, EventKind
from engine.values import dumps, loads, plain
from storage.queries.webhooks import ToldEvent

MEDIA_TYPE = "application/cloudevents+json"


def type_of(kind: int) -> str:
    """The type of an event: `cauce.task_completed`."""
    return f"cauce.{EventKind(kind).name.lower()}"


TYPES = {type_of(kind): int(kind) for kind in EventKind if kind not in UNDER_SEAL}
"""Every type with the number that the history knows it by."""


def id_of(case_id: int, seq: int) -> str:
    """The id of an event, the same at every delivery."""
    return f"{case_id}-{seq}"


def body_of(event: ToldEvent, element: str | None) -> bytes:
    """The event in structured mode; `element` is its id in the diagram."""
    told: dict[str, Any] = {
        "specversion": "1.0",
        "id": id_of(event.case_id, event.seq),
        "source": f"/{event.municipality}/cases/{event.number}",
        "type": type_of(event.kind),
        "subject": event.number,
        "time": event.at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": {
            "municipality": event.municipality,
            "case": {
                "id": str(event.case_id),
                "number": event.number,
                "process": event.process_key,
                "state": event.case_state,
            },
            "seq": event.seq,
            "element": element,
            "task": None if event.task_id is None else str(event.task_id),
            "facts": plain(loads(event.data)) if event.data else {},
            "hash": event.hash.hex(),
        },
    }
    return dumps(told).encode()
