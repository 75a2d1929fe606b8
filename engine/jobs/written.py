"""How an answer that came while its case was suspended is kept: as JSON, with its moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.jobs.results import BusinessError, Done, Incident, Result, Retry
from engine.sentences import Fact, from_kept, kept
from engine.values import Value, dumps, loads

SECOND = timedelta(seconds=1)


def as_kept(result: Result, at: datetime) -> str:
    """The answer and when it came."""
    return dumps({**_values(result), "at": at})


def result_of(told: Mapping[str, Any]) -> Result:
    """And back; the moment is beside it under `at`."""
    brought = told.get("brought", {})
    match told:
        case {"incident": reason}:
            return Incident(_sentence(reason))
        case {"retry": reason}:
            return Retry(_sentence(reason), _rest(told.get("after")), _whole(told.get("left")))
        case {"code": code}:
            return BusinessError(code, brought)
    return Done(brought)


def is_failure(text: str | None) -> bool:
    """Whether what is kept of a job says that an attempt failed."""
    told = loads(text or "{}")
    return "retry" in told or "incident" in told


def _values(result: Result) -> dict[str, Value]:
    match result:
        case Done(brought):
            return {"brought": dict(brought)}
        case BusinessError(code, brought):
            return {"code": code, "brought": dict(brought)}
        case Incident(reason):
            return {"incident": kept(reason)}
        case Retry(reason, after, left):
            rest = None if after is None else Decimal(after // SECOND)
            return {"retry": kept(reason), "after": rest, "left": left}


def _sentence(text: str) -> Fact:
    found = from_kept(text)
    return found if found.facts else found.text


def _rest(seconds: Decimal | None) -> timedelta | None:
    return None if seconds is None else int(seconds) * SECOND


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)
