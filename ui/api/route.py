"""What every address of the API has in common: the door, the body, and one shape for what is wrong.

The door comes before the body is read. The scope of an address is said where it is described
(`x-scope`) and enforced from there; `x-lean` marks the one whose cost counts.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import cached_property
from hashlib import sha256
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from engine.refusals import RefusalKind
from ui.api.door import let_in
from ui.api.invalid import invalid, of_validation
from ui.api.kinds import ApiKind
from ui.api.problems import Problem, not_found, own
from ui.api.reading import MOST_BYTES, read_json
from ui.errors import OUT_OF_REACH, PageError
from ui.headers import named, trace
from ui.multipart import BodyTooLargeError, UnreadableBodyError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
SCOPE = "x-scope"
JSON = "application/json"

log = structlog.get_logger("cauce.api")


class ApiRequest(Request):
    """A request whose body is read within bounds, and whose numbers keep their digits."""

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            pieces = bytearray()
            async for piece in self.stream():
                pieces += piece
                if len(pieces) > MOST_BYTES:
                    raise own(ApiKind.BODY_TOO_LARGE)
            self._body = bytes(pieces)
            self.state.body_digest = sha256(self._body).hexdigest()
            self._check_kind()
        return self._body

    async def json(self) -> Any:
        return read_json(await self.body())

    def _check_kind(self) -> None:
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if self._body and kind != JSON:
            raise own(ApiKind.UNSUPPORTED_MEDIA_TYPE)


class ApiRoute(APIRoute):
    """An address of the API."""

    @property
    def scope_wanted(self) -> str | None:
        """What a token must be good for; None where any token is."""
        return (self.openapi_extra or {}).get(SCOPE)

    def open_to(self, request: Request, *, proves: bool = False) -> None:
        """Let the request in, or raise why not; a query that is misspelt is not passed over."""
        request.state.caller = let_in(request, self.scope_wanted, proves=proves)
        unknown = [name for name in request.query_params if name not in self._asked]
        if unknown:
            raise invalid([(f"query.{name}", "extra_forbidden") for name in unknown])

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(field.alias for field in self.dependant.query_params)

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            request = ApiRequest(request.scope, request.receive)
            try:
                await run_in_threadpool(self.open_to, request)
                return await handle(request)
            except ClientDisconnect:
                raise
            except Exception as fault:  # every fault leaves as a problem
                return as_problem(request, fault).response(request)

        return handled


def as_problem(request: Request, fault: Exception) -> Problem:
    """Whatever went wrong, as a problem; what nobody foresaw goes to the log without its values."""
    match fault:
        case Problem():
            return fault
        case PageError():
            return of_page_error(fault)
        case RequestValidationError():
            return of_validation(fault.errors())
        case BodyTooLargeError():
            return own(ApiKind.BODY_TOO_LARGE)
        case UnreadableBodyError():
            return own(ApiKind.UNSUPPORTED_MEDIA_TYPE)
        case HTTPException(status_code=404):
            return not_found()
        case HTTPException(status_code=405):
            return own(ApiKind.METHOD_NOT_ALLOWED, headers=fault.headers)
        case HTTPException():
            return own(ApiKind.UNREADABLE)
    return _our_fault(request, fault)


def of_page_error(fault: PageError) -> Problem:
    """What the rooms of the pages refuse: their words are in the reader's language already."""
    kind = RefusalKind.NO_ROLE if fault.status == 403 else RefusalKind.NOT_FOUND
    sentence = f"{fault.title}. {fault.sentence}".strip()
    return Problem(fault.status, kind, lambda _: sentence)


def _our_fault(request: Request, fault: Exception) -> Problem:
    reference = getattr(request.state, "reference", "")
    log.error("fault", reference=reference, fault=named(fault), trace=trace(fault))
    if type(fault).__name__ in OUT_OF_REACH:
        return own(ApiKind.UNAVAILABLE, headers={"retry-after": "30"})
    return own(ApiKind.INTERNAL, reference=reference)
