"""Who is at the door: the token of the request, what it may be used for, and for which town.

Cookies are not looked at. A token of another municipality finds nothing here: the answer is the
same as for a municipality that does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import Request

from engine.access import Caller, resolve
from engine.access.secrets import hash_of
from ui.api.invalid import invalid
from ui.api.kinds import ApiKind
from ui.api.problems import not_found, own
from ui.api.reading import is_plain
from ui.attempts import Attempts
from ui.language import known_language, wished
from ui.surroundings import surroundings_of
from ui.visit import Member, known_or, localised

CHALLENGE = {"www-authenticate": 'Bearer realm="cauce"'}


@dataclass(frozen=True, slots=True)
class Program(Member):
    """A program's visit; it sees what a person with its roles would see."""

    caller: Caller

    @property
    def person_id(self) -> int:
        """The person whom the token stands for."""
        assert self.actor.person_id is not None  # noqa: S101  # each token has one
        return self.actor.person_id


def let_in(request: Request, scope: str | None, *, proves: bool = False) -> Caller:
    """The caller, if the token is good for this use and this municipality; a Problem otherwise. Who
    `proves` what the caller owes need not wait for the door."""
    installation = surroundings_of(request).installation
    attempts: Attempts = request.app.state.attempts
    address, now = request.client.host if request.client else "", installation.clock.now()
    token = token_of(request)
    if not token:
        raise own(ApiKind.UNAUTHENTICATED, headers=CHALLENGE)
    token_hash = hash_of(token)
    seconds = attempts.wait(address, token_hash, now=now)
    if seconds:
        raise own(ApiKind.TOO_MANY_ATTEMPTS, headers={"retry-after": str(seconds)})
    caller = resolve(installation, token, proves=proves)
    if caller is None:
        attempts.failed(address, token_hash, now=now)
        raise own(ApiKind.UNAUTHENTICATED, headers=CHALLENGE)
    attempts.succeeded(token_hash)
    check_address(request)
    if request.path_params.get("municipality") != caller.municipality.slug:
        raise not_found()
    if scope is not None and scope not in caller.scopes:
        raise own(ApiKind.MISSING_SCOPE, headers=scope_wanted(scope), scope=scope)
    return caller


def token_of(request: Request) -> str:
    """What the Authorization header carries; empty when it carries no token."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def scope_wanted(scope: str) -> dict[str, str]:
    return {
        "www-authenticate": f'Bearer realm="cauce", error="insufficient_scope", scope="{scope}"'
    }


def check_address(request: Request) -> None:
    """An address with what no name of ours can hold leads nowhere."""
    if not all(is_plain(str(step)) for step in request.path_params.values()):
        raise not_found()
    for name, value in request.query_params.multi_items():
        if not is_plain(name) or not is_plain(value):
            raise invalid([("query", "string_unicode")])


Municipality = Annotated[
    str, Path(description="The short name of the municipality.", examples=["tambo-real"])
]


async def visiting(request: Request, municipality: Municipality) -> Program:  # noqa: ARG001  # documents the path
    """The program's visit, after the door let it in; asynchronous only to cost no thread."""
    return program_of(request)


def program_of(request: Request) -> Program:
    """The visit of the caller that stands in the request."""
    caller: Caller = request.state.caller
    surroundings, town = surroundings_of(request), caller.municipality
    asked = next((known for tag in wished(request) if (known := known_language(tag))), "")
    language = asked or known_or(town.locale, surroundings.settings.language)
    return Program(
        request=request,
        surroundings=surroundings,
        municipality=town,
        localisation=localised(town, language),
        token="",
        now=surroundings.installation.clock.now(),
        actor=caller.actor,
        caller=caller,
        proof=caller.proof,
    )


Here = Annotated[Program, Depends(visiting)]
