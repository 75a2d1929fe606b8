"""Results that came while a case was suspended: applied once it goes on, each once.

The work was done under its key and is not done again. A result is applied under the lock of its
case, and waits on when the case was suspended anew; a crash in between leaves it for the next look.
"""

from __future__ import annotations

from engine.installation import Installation
from engine.jobs.applying import Applied, apply_result
from engine.jobs.results import BusinessError, Done
from engine.values import loads
from storage.database import WHOLE_INSTALLATION
from storage.jobs import Job, kept_jobs

BATCH = 100


def apply_kept(installation: Installation, *, limit: int = BATCH) -> int:
    """Apply what is kept for cases that go on; how many results were."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = kept_jobs(connection, limit=limit)
    became = [apply_result(installation, job, _result_of(job)) for job in found]
    return sum(each not in (Applied.KEPT, Applied.OVERTAKEN) for each in became)


def _result_of(job: Job) -> Done | BusinessError:
    kept = loads(job.result or "{}")
    brought = kept.get("brought", {})
    return BusinessError(kept["code"], brought) if "code" in kept else Done(brought)
