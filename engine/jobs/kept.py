"""How work ended while its case was suspended: applied once that goes on, each once.

What was done under its key is not done again; what failed counts as the attempt that it was, and
rests, or becomes an incident, as was said when it failed. A result is applied under the lock of its
case, and waits on when the case was suspended anew; a crash in between leaves it for the next look.
"""

from __future__ import annotations

from engine.installation import Installation
from engine.jobs.applying import Applied, apply_result
from engine.jobs.written import result_of
from engine.values import loads
from storage.database import WHOLE_INSTALLATION
from storage.jobs import Job, kept_jobs

BATCH = 100


def apply_kept(installation: Installation, *, limit: int = BATCH) -> int:
    """Apply what is kept for cases that go on; how many results were."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = kept_jobs(connection, limit=limit)
    became = [_applied(installation, job) for job in found]
    return sum(each not in (Applied.KEPT, Applied.OVERTAKEN) for each in became)


def _applied(installation: Installation, job: Job) -> Applied:
    kept = loads(job.result or "{}")
    return apply_result(installation, job, result_of(kept), at=kept.get("at"))
