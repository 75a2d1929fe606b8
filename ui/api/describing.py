"""How an address is described: every answer it can give, and what it may be used for.

What is not listed here is not answered; the tests and the fuzzer hold the API to it.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from engine.access import Scope
from ui.api.route import SCOPE
from ui.api.shapes.words import Refusal

REASONS = {
    400: "The body or the cursor cannot be read.",
    401: "No token, or one that is unknown, revoked or over.",
    403: "The token lacks the scope or the role, or the content is under seal.",
    404: "There is no such thing in the municipality of the token.",
    409: "The thing is not in a state for this, or somebody else was faster.",
    412: "The case moved on since the version named in If-Match.",
    413: "The body is too large.",
    415: "The body is of a kind that is not taken here.",
    422: "The request, or what was filled in, is to be corrected: see `errors`.",
    429: "Too many failed attempts from this address.",
    500: "Something broke on our side.",
    503: "The data cannot be reached for a while.",
}
ALWAYS = (400, 401, 403, 404, 422, 429, 500, 503)
OF_WRITES = (409, 413, 415)
ETAG: dict[str, Any] = {"ETag": {"description": "Names this state.", "schema": {"type": "string"}}}
LOCATION = {"Location": {"description": "Where it is now.", "schema": {"type": "string"}}}
NOT_MODIFIED: dict[int | str, Any] = {
    304: {"description": "What If-None-Match names is still so.", "headers": ETAG}
}
FILE = {"type": "string", "format": "binary"}


def reads(scope: Scope | None, shape: type[BaseModel], **more: Any) -> dict[str, Any]:
    """The description of an address that answers `shape` and changes nothing."""
    return described(scope, {200: {"model": shape, "headers": ETAG}, **NOT_MODIFIED}, **more)


def hands_out(scope: Scope, *kinds: str, **more: Any) -> dict[str, Any]:
    """The description of an address that answers bytes of these media types."""
    content = {kind: {"schema": FILE} for kind in kinds}
    found = {"description": "The content.", "content": content, "headers": ETAG}
    return described(scope, {200: found, **NOT_MODIFIED}, **more)


def writes(
    scope: Scope, shape: type[BaseModel], *others: int, status: int = 200, **more: Any
) -> dict[str, Any]:
    """The description of an address that changes something and answers `shape`; `others` are
    further refusals, such as 412."""
    done: dict[str, Any] = {"model": shape}
    if status == 201:
        done["headers"] = LOCATION
    answers = {status: done, **refusals(*OF_WRITES, *others)}
    return described(scope, answers, status_code=status, **more)


def described(scope: Scope | None, answers: dict[int | str, Any], **more: Any) -> dict[str, Any]:
    """What FastAPI is told about an address."""
    extra = {SCOPE: str(scope)} if scope else {}
    return {
        "responses": {**answers, **refusals(*ALWAYS)},
        "response_model": None,
        "openapi_extra": {**extra, **more.pop("extra", {})},
        **more,
    }


def refusals(*statuses: int) -> dict[int | str, Any]:
    """The refusals with these statuses, all of one shape."""
    return {
        status: {"model": Refusal, "description": REASONS[status]} for status in sorted(statuses)
    }


def multipart(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """The body of an address that takes files."""
    schema = {"type": "object", "properties": properties, "required": required}
    return {
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    }
