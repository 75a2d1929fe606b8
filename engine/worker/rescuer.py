"""The rescuer: work that nobody takes does not wait for ever; an incident tells a person.

A kind of work that is not done here is meant for an external worker. When none has come for a day,
it was never set up, or the model names a kind that does not exist.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from engine.installation import Installation
from engine.jobs.applying import apply_result
from engine.jobs.results import Incident
from engine.sentences import N_, Sentence, phrase
from storage.database import WHOLE_INSTALLATION
from storage.jobs import unclaimed

BATCH = 100


def rescue(installation: Installation, known: Collection[str]) -> int:
    """Turn work that waited too long for a worker into incidents; how many."""
    patience = installation.limits.unclaimed_job
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        before = installation.clock.now() - patience
        found = unclaimed(connection, before=before, known=known, limit=BATCH)
    for job in found:
        apply_result(installation, job, Incident(_sentence(job.kind, patience)))
    return len(found)


def _sentence(kind: str, patience: timedelta) -> Sentence:
    said = N_(
        "Ningún trabajador externo ha tomado el trabajo «%(kind)s» en %(hours)s horas: "
        "póngalo en marcha, o corrija el tipo en el diagrama, y reintente."
    )
    return phrase(said, kind=kind, hours=patience // timedelta(hours=1))
