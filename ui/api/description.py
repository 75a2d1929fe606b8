"""The OpenAPI description of the whole API, made once, with what the framework does not know."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from ui.api.problems import MEDIA_TYPE
from ui.api.route import SCOPE

ABOUT = """\
The REST interface of Cauce: whatever the pages can do, a program with the right can do.

**Token.** `Authorization: Bearer cauce_<municipality>_<random>`. Who runs the installation makes
tokens with `cauce token create`: scopes say what a token may be used for, roles for whose work, as
with people. A token of one municipality reaches nothing of another.

**Values.** Ids are texts. Money is text. Numbers inside `data` are exact JSON numbers. Days are
`2026-03-09`, instants ISO 8601.

**Lists** give `items` and `next`: ask again with `cursor` set to it, until it is null.

**Reading again.** Reads carry an `ETag`; send it as `If-None-Match` and nothing travels while
nothing has changed. The tag of a case or a task may be sent as `If-Match` when acting upon it: 412
when the case has moved on.

**Sending again.** A POST with an `Idempotency-Key` acts once in 24 hours, however often it comes.

**Refusals** are `application/problem+json` (RFC 9457): `type` is stable, `detail` is a sentence
in the language of `Accept-Language` (es, pt, en), `errors` name the fields."""

TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "cauce_<municipality>_<random>",
    "description": "A service token: `cauce token create`.",
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag of what one has: 304 while it is still so.",
}


def description_of(app: FastAPI) -> dict[str, Any]:
    """What `/api/v1/openapi.json` answers."""
    found = get_openapi(
        title="Cauce",
        version="1",
        openapi_version="3.1.0",
        description=ABOUT,
        routes=app.routes,
        servers=[{"url": "/api/v1"}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    found["components"]["securitySchemes"] = {"token": TOKEN}
    found["security"] = [{"token": []}]
    for schema in ("HTTPValidationError", "ValidationError"):
        found["components"]["schemas"].pop(schema, None)
    for path in found["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    return found


def _complete(method: str, operation: dict[str, Any]) -> None:
    told = operation.get("description", "")
    scope = operation.get(SCOPE)
    use = f"Scope: `{scope}`." if scope else "Any token."
    operation["description"] = f"{told}\n\n{use}".strip()
    if method == "get" and "304" in operation["responses"]:
        operation.setdefault("parameters", []).append(IF_NONE_MATCH)
    for status, answer in operation["responses"].items():
        content = answer.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            content[MEDIA_TYPE] = content.pop("application/json")
