"""In: to the page that was asked for, with the session in the browser."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from engine.auditing.accesses import Looked
from engine.identity import SignedIn
from engine.identity.sessions import LENGTH
from ui.identity.expired import recover
from ui.identity.forms import SignIn
from ui.session import keep_session
from ui.visit import Visit

PROOF_OUTLIVES = timedelta(days=7)
"""The browser keeps the token of a session that ended: a form sent then is still ours."""


def come_in(here: Visit, entry: SignIn, signed: SignedIn) -> Response:
    """To the page that was asked for, with what was being typed."""
    response = recover(here, entry, signed.actor)
    here.surroundings.readings.note(
        here.municipality.id,
        signed.actor.person_id,
        Looked.SIGNED_IN,
        at=here.now,
        address=here.address,
    )
    seconds = int((LENGTH + PROOF_OUTLIVES).total_seconds()) if entry.keep else None
    keep_session(response, signed.token, secure=here.secure, seconds=seconds)
    return response
