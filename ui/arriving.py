"""The body of a request added to an upload while it arrives, a stretch at a time.

What came before the line was cut is kept: the sender asks how far it got and goes on.
"""

from __future__ import annotations

import io

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from engine.documents.uploads import append_to_upload
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused

STRETCH = 8 * 1024 * 1024
"""What is held in memory of a body at most, in bytes."""


async def add_arriving(
    request: Request, installation: Installation, actor: Actor, handle: str, offset: int
) -> int | Refused:
    """Add the body of this request to an upload that stands at `offset`; where it stands then.
    Raises ClientDisconnect when the line was cut, after what came was kept."""
    held, place = bytearray(), offset

    async def add() -> int | Refused:
        stretch = io.BytesIO(bytes(held))
        held.clear()
        return await run_in_threadpool(
            append_to_upload, installation, actor, handle, place, stretch
        )

    try:
        async for chunk in request.stream():
            held += chunk
            if len(held) >= STRETCH:
                answer = await add()
                if isinstance(answer, Refused):
                    return answer
                place = answer
    except ClientDisconnect:
        await add()
        raise
    return await add()
