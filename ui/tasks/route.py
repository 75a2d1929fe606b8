"""The lean way to what a task's form asks: person, proof and verb in one thread, and no
dependencies to resolve.

For functions of the form `act(here, task_id, form)`. What it checks, and in which order, is what
`SignedIn` and `Form` check; a form with files still waits until the person is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from storage.proof import NotProved
from ui.errors import not_found, words_of
from ui.posted import (
    BodyTooLargeError,
    Posted,
    UnreadableBodyError,
    brings_files,
    closing,
    read_posted,
)
from ui.resending import remember
from ui.short_way import ShortRoute
from ui.surroundings import surroundings_of
from ui.visit import Member, check_origin, member, proving_member

_ID = re.compile(r"[0-9]{1,19}")
_GREATEST = 2**63


class FormRoute(ShortRoute):
    """An address of a task that is asked often enough for its cost to count."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def handled(request: Request) -> Response:
            if brings_files(request):
                here = await run_in_threadpool(member_at, request)
                with closing(await _read(request)) as form:
                    return await run_in_threadpool(self._act, here, form)
            try:
                form, fault = await _read(request), None
            except (BodyTooLargeError, UnreadableBodyError) as wrong:
                form, fault = Posted(), wrong
            remember(request, form)  # it cannot be read twice, should the session be over
            return await run_in_threadpool(self._act_as_member, request, form, fault)

        return handled

    def _act_as_member(self, request: Request, form: Posted, fault: Exception | None) -> Response:
        if fault is not None:
            member_at(request)
            raise fault
        try:
            return self._proving(request, form)
        except NotProved:
            return self._act(member_at(request), form)

    def _proving(self, request: Request, form: Posted) -> Response:
        here = proving_member(request, str(request.path_params["municipality"]))
        with here.installation.database.proving(here.proof):
            return self._act(here, form)

    def _act(self, here: Member, form: Posted) -> Response:
        check_origin(here.request, form)
        remember(here.request, form)
        response = self.endpoint(here=here, task_id=task_id_in(here.request), form=form)
        assert isinstance(response, Response)  # noqa: S101  # our own functions give nothing else
        return response


def member_at(request: Request) -> Member:
    """The signed-in person at the municipality of the address."""
    return member(request, str(request.path_params["municipality"]))


def task_id_in(request: Request) -> int:
    """The task of the address; what is no id leads nowhere."""
    told = str(request.path_params["task_id"])
    if not _ID.fullmatch(told) or not 0 < int(told) < _GREATEST:
        raise not_found(words_of(request))
    return int(told)


async def _read(request: Request) -> Posted:
    return await read_posted(request, limit=surroundings_of(request).settings.upload_limit)
