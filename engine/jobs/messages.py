"""The built-in handlers of what a process throws: messages are brought and signals spread once the
step is committed."""

from __future__ import annotations

from functools import partial

from engine.bpmn import StepFailed
from engine.cases.waits import BEGIN, BROADCAST, HEAR, PUBLISH
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.messages.broadcasting import hear, spread
from engine.messages.throwing import bring
from engine.messages.unopened import begin_wished
from engine.refusals import RefusalKind
from engine.values import dumps


def message_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""

    def publishing(work: Work) -> Result:
        if len(dumps(dict(work.payload))) > installation.limits.message_characters:
            return Incident(str(RefusalKind.INVALID_DATA))
        try:
            bring(installation, work)
        except StepFailed as failure:  # the first step of a case that it opens
            return Incident(failure.sentence)
        return Done()

    return {
        PUBLISH: publishing,
        BROADCAST: partial(spread, installation),
        HEAR: partial(hear, installation),
        BEGIN: partial(begin_wished, installation),
    }
