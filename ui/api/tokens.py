"""The token itself: for whom it acts, and what it may be used for."""

from __future__ import annotations

from starlette.responses import Response

from ui.api.answers import answer
from ui.api.describing import reads
from ui.api.door import Here
from ui.api.rooms import room
from ui.api.shapes.others import Token

router = room("token")


@router.get("/token", **reads(None, Token))
def token(here: Here) -> Response:
    """What the token that asks may do; a first request to try it with."""
    caller = here.caller
    shape = Token(
        id=str(caller.token_id),
        municipality=caller.municipality.slug,
        name=caller.actor.name,
        person_id=str(here.person_id),
        scopes=sorted(caller.scopes),
        roles=sorted(caller.actor.roles),
        job_kinds=sorted(caller.job_kinds),
    )
    return answer(here, shape)
