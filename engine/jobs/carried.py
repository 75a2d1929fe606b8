"""What a job carries: the payload and the headers of its step, and what a handler sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.jobs.results import Work
from engine.values import loads
from storage.jobs import Job


def work_of(job: Job) -> Work:
    """The job as a handler is given it."""
    content = loads(job.payload)
    return Work(
        municipality_id=job.municipality_id,
        case_id=job.case_id,
        kind=job.kind,
        payload=content.get("payload", {}),
        headers=content.get("headers", {}),
        idempotency_key=job.idempotency_key or str(job.id),
        attempt=job.attempts,
        job_id=job.id,
        instance_id=job.instance_id,
    )


def headers_of(job: Job) -> Mapping[str, Any]:
    """The headers of the step that wished for it."""
    found: Mapping[str, Any] = loads(job.payload).get("headers", {})
    return found
