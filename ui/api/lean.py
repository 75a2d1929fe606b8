"""The lean way to an address: door, body and verb in one thread, and no dependencies to resolve.

For functions of the form `act(here, task_id, asked, version, key)`. What it checks is what the
framework would check; the description still comes from the signature.
"""

from __future__ import annotations

import re

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from storage.proof import NotProved
from ui.api.answers import wanted_version
from ui.api.door import Program, program_of
from ui.api.invalid import invalid, of_validation
from ui.api.problems import not_found
from ui.api.reading import read_json
from ui.api.repeats import KEY
from ui.api.route import ApiRequest, ApiRoute, Handler, as_problem
from ui.api.shapes.tasks import Completion
from ui.short_way import ShortRoute

_ID = re.compile(r"[0-9]{1,19}")


class LeanRoute(ApiRoute, ShortRoute):
    """An address that is asked often enough for its cost to count."""

    def get_route_handler(self) -> Handler:
        async def handled(request: Request) -> Response:
            request = ApiRequest(request.scope, request.receive)
            try:
                body = await request.body()
                return await run_in_threadpool(self._act, request, body)
            except ClientDisconnect:
                raise
            except Exception as fault:  # every fault leaves as a problem
                return as_problem(request, fault).response(request)

        return handled

    def _act(self, request: Request, body: bytes) -> Response:
        try:
            return self._proving(request, body, proves=True)
        except NotProved:
            return self._proving(request, body, proves=False)

    def _proving(self, request: Request, body: bytes, *, proves: bool) -> Response:
        self.open_to(request, proves=proves)
        here = program_of(request)
        with here.installation.database.proving(here.proof):
            return self._answer(request, here, body)

    def _answer(self, request: Request, here: Program, body: bytes) -> Response:
        task_id = str(request.path_params["task_id"])
        if not _ID.fullmatch(task_id):
            raise not_found()
        response = self.endpoint(
            here=here,
            task_id=task_id,
            asked=answers_in(body),
            version=wanted_version(request.headers.get("if-match", "")),
            key=key_in(request),
        )
        assert isinstance(response, Response)  # noqa: S101  # our own functions give nothing else
        return response


def answers_in(body: bytes) -> Completion:
    """The body as it is described."""
    if not body:
        raise invalid([("body", "missing")])
    try:
        return Completion.model_validate(read_json(body))
    except ValidationError as fault:
        found = [{**each, "loc": ("body", *each["loc"])} for each in fault.errors()]
        raise of_validation(found) from None


def key_in(request: Request) -> str | None:
    """The Idempotency-Key, if there is one."""
    key = request.headers.get("idempotency-key")
    if key is not None and not KEY.fullmatch(key):
        raise invalid([("header.Idempotency-Key", "string_pattern_mismatch")])
    return key
