"""The built-in handler of messages that a process throws: brought once the step is committed."""

from __future__ import annotations

from engine.cases.waits import PUBLISH
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.messages.throwing import bring
from engine.refusals import RefusalKind
from engine.values import dumps


def message_handlers(installation: Installation) -> dict[str, Handler]:
    """The handler by its kind."""

    def publishing(work: Work) -> Result:
        if len(dumps(dict(work.payload))) > installation.limits.message_characters:
            return Incident(str(RefusalKind.INVALID_DATA))
        bring(installation, work)
        return Done()

    return {PUBLISH: publishing}
