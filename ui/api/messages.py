"""Messages: to whichever case waits for one of this name and key."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from engine.access import Scope
from engine.messages import publish
from engine.refusals import Refused
from ui.api.answers import answer
from ui.api.describing import writes
from ui.api.door import Here
from ui.api.problems import of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import room
from ui.api.shapes.others import Message, Published

router = room("messages")


@router.post("/messages", **writes(Scope.MESSAGES_WRITE, Published))
def send(here: Here, asked: Message, key: Key = None) -> Response:
    """Send a message. Where nobody waits for it, it is kept for as long as asked, or refused."""

    def work() -> Response:
        seconds = asked.keep_for_seconds
        outcome = publish(
            here.installation,
            here.actor,
            asked.name,
            asked.key,
            asked.payload,
            keep_for=None if seconds is None else timedelta(seconds=seconds),
        )
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        return answer(here, Published(delivered=outcome.delivered, kept=outcome.kept))

    return once(here, key, work)
