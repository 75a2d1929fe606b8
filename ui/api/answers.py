"""What leaves: JSON whose numbers keep every digit, with a tag so that nobody need read it twice.

Ids are texts (63 bits do not fit the numbers of a browser), amounts of money are texts, numbers
inside data are JSON numbers, days and instants ISO 8601.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from pydantic import BaseModel
from starlette.responses import Response

from ui.api.door import Program
from ui.api.problems import not_found
from ui.api.writing import written

PRIVATE = {"cache-control": "private, no-cache", "vary": "Authorization, Accept-Language"}
GREATEST = 2**63
_TAG = re.compile(r'"(?P<version>\d{1,18})-[0-9a-f]{24}"')


def answer(
    here: Program,
    shape: BaseModel,
    *,
    status: int = 200,
    version: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer; on reads with its tag, or 304 when the reader has it already.

    `version` is that of the case: it begins the tag, for `If-Match`."""
    body = written(shape.model_dump()).encode()
    told = {**PRIVATE, **(headers or {})}
    if here.request.method == "GET":
        told["etag"] = tag_of(body, version)
        if matches(here.request.headers.get("if-none-match", ""), told["etag"]):
            return Response(status_code=304, headers=told)
    return Response(body, status, told, media_type="application/json")


def tag_of(body: bytes, version: int | None = None) -> str:
    """The tag of a content."""
    digest = sha256(body).hexdigest()[:24]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


def matches(header: str, tag: str) -> bool:
    """Whether a header of tags names this one."""
    return header.strip() == "*" or tag in tags_in(header)


def tags_in(header: str) -> list[str]:
    """The tags that a header lists; weak ones count."""
    return [each.strip().removeprefix("W/") for each in header.split(",") if each.strip()]


def wanted_version(header: str) -> int | None:
    """The version of the case that `If-Match` insists on; None when any will do.

    A header without a version of ours matches no case: -1."""
    if header.strip() in ("", "*"):
        return None
    versions = [int(found["version"]) for tag in tags_in(header) if (found := _TAG.fullmatch(tag))]
    return versions[0] if len(versions) == 1 else -1


def amount_text(amount: Decimal | None) -> str | None:
    """Money as text: every digit, no exponent."""
    return None if amount is None else f"{amount:f}"


def id_of(text: str) -> int:
    """The number of an id; what is no id leads nowhere."""
    number = int(text)
    if number >= GREATEST:
        raise not_found()
    return number


def address(here: Program, *parts: object) -> str:
    """The address of something under this municipality."""
    return f"/api/v1{here.path(*parts)}"
