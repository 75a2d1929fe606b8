"""What the handler of a service task answers; one `match` in the dispatcher applies it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from engine.sentences import Fact


@dataclass(frozen=True, slots=True)
class Done:
    """The work is finished; `result` goes back into the process."""

    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now: try again after a while, or after the usual back-off. `reason` is a sentence of the
    catalogues, or a text as it comes.

    `left`: how many attempts remain, where who tried says so; else as the step says.
    """

    reason: Fact
    after: timedelta | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """It cannot be done without a person; the sentence says why."""

    reason: Fact


@dataclass(frozen=True, slots=True)
class BusinessError:
    """The process has a way for this: the error is thrown at the service task."""

    code: str
    payload: Mapping[str, Any] = field(default_factory=dict)


Result = Done | Retry | Incident | BusinessError


@dataclass(frozen=True, slots=True)
class Work:
    """What a handler is given. The key is the same at every attempt: nothing is done twice."""

    municipality_id: int
    case_id: int | None
    kind: str
    payload: Mapping[str, Any]
    headers: Mapping[str, str]
    idempotency_key: str
    attempt: int
    job_id: int = 0
    instance_id: int | None = None


Handler = Callable[[Work], Result]
