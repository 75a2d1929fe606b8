"""The built-in handler of messages that a process throws: published once the step is committed."""

from __future__ import annotations

from engine.cases.waits import PUBLISH
from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.messages.publishing import publish
from engine.refusals import Refused


def message_handlers(installation: Installation) -> dict[str, Handler]:
    """The handler by its kind."""

    def publishing(work: Work) -> Result:
        answer = publish(
            installation,
            system_actor(work.municipality_id),
            work.headers["name"],
            work.headers["key"],
            work.payload,
            keep_for=installation.limits.message_keeping,
        )
        return Incident(str(answer.kind)) if isinstance(answer, Refused) else Done()

    return {PUBLISH: publishing}
