"""One visit to one page: which municipality, who looks, in which language, at what moment.

`Visit` is anybody's; `Member` is a signed-in person's. Pages ask for one as a dependency, for
`posted` when they receive a form, and answer with `page` or `go`. An address of another
municipality than the person's own does not exist for them.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from engine.auditing.accesses import Looked
from engine.identity import Actor
from engine.identity.sessions import arrival
from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION
from storage.proof import Proof
from storage.queries.municipalities import MunicipalityRow, municipality_by_slug
from ui import csrf
from ui.errors import not_found, not_from_our_page, words_of
from ui.formats import Formats, Localisation
from ui.language import language_of
from ui.posted import Posted, closing, read_posted
from ui.resending import remember
from ui.session import (
    is_secure,
    keep_visitor,
    new_visitor_token,
    session_token,
    visitor_token,
)
from ui.surroundings import PageSurroundings, surroundings_of
from ui.templating import catalogue_of, formats_of
from ui.told import deed_beside, forget, tell, told

PRIVATE = {"cache-control": "private, no-cache", "vary": "Cookie, HX-Request"}


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor at a municipality's address; `token` is the secret that its forms prove."""

    request: Request
    surroundings: PageSurroundings
    municipality: MunicipalityRow
    localisation: Localisation
    token: str
    now: datetime
    words: NullTranslations = field(init=False, compare=False)
    """The catalogue of the reader's language."""
    formats: Formats = field(init=False, compare=False)
    today: date = field(init=False, compare=False)
    """The municipality's own day."""

    def __post_init__(self) -> None:
        """What a list asks for at each of its rows is found once."""
        object.__setattr__(self, "words", catalogue_of(self.localisation.language))
        object.__setattr__(self, "formats", formats_of(self.localisation))
        object.__setattr__(self, "today", self.formats.local_day(self.now))

    @property
    def installation(self) -> Installation:
        return self.surroundings.installation

    @property
    def secure(self) -> bool:
        return is_secure(self.request)

    @property
    def proves_as_visitor(self) -> bool:
        """Its forms are proved by the cookie of visitors, not by that of a session."""
        return True

    @property
    def house(self) -> str:
        """Where others reach the house: what was set, else as this visitor does."""
        settings = self.surroundings.settings
        return settings.links if settings.is_reached else str(self.request.base_url).rstrip("/")

    @property
    def address(self) -> str:
        """From where the request comes, as far as trusted proxies tell."""
        return self.request.client.host if self.request.client else ""

    def path(self, *parts: object, **query: object) -> str:
        """An address of this municipality: `path("tasks", 7)`; empty query values are left out."""
        steps = "/".join(_step(str(part)) for part in parts)
        asked = tuple((key, str(value)) for key, value in query.items() if value not in ("", None))
        return f"/{self.municipality.slug}/{steps}" + (f"?{_encoded(asked)}" if asked else "")


@dataclass(frozen=True, slots=True)
class Member(Visit):
    """A signed-in person's visit; `proof` is what its first transaction must prove."""

    actor: Actor
    proof: Proof | None = field(default=None, kw_only=True)

    @property
    def proves_as_visitor(self) -> bool:
        """Signed in, by the session."""
        return False

    @property
    def uploads(self) -> tuple[str, ...]:
        """Where the files of its forms go, as the parts of an address."""
        return ("uploads",)


@lru_cache(maxsize=5_000)
def _step(part: str) -> str:
    return quote(part, safe="")


@lru_cache(maxsize=5_000)
def _encoded(query: tuple[tuple[str, str], ...]) -> str:
    """Kept, because the rows of a list lead back to the same list."""
    return urlencode(query)


class SignInNeededError(Exception):
    """Nobody is signed in: the answer is the sign-in page, which knows the way back."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class OwnPasswordNeededError(Exception):
    """Somebody else knows the person's password: before anything else they choose their own."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class SecondFactorNeededError(Exception):
    """A role of theirs comes in with a code: before anything else they prepare a device."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def visit(request: Request, municipality: str) -> Visit:
    """Anybody's visit; the address must name a municipality that exists."""
    surroundings = surroundings_of(request)
    town = town_at(surroundings, request, municipality)
    default = known_or(town.locale, surroundings.settings.language)
    return Visit(
        request=request,
        surroundings=surroundings,
        municipality=town,
        localisation=localised(town, language_of(request, default=default)),
        token=visitor_token(request) or new_visitor_token(),
        now=surroundings.installation.clock.now(),
    )


def member(request: Request, municipality: str) -> Member:
    """A signed-in person's visit to their own municipality, under a password of their own."""
    return _renewed(entered(request, municipality))


def proving_member(request: Request, municipality: str) -> Member:
    """The same without waiting for the door, for who proves what the visit then owes: its `proof`,
    by the first transaction (`Database.proving`)."""
    return _renewed(_entered(request, municipality, proves=True))


def entered(request: Request, municipality: str) -> Member:
    """A signed-in person's visit, also before they chose a password of their own."""
    return _entered(request, municipality, proves=False)


def _entered(request: Request, municipality: str, *, proves: bool) -> Member:
    surroundings, token = surroundings_of(request), session_token(request)
    found = arrival(surroundings.installation, token, slug=municipality, proves=proves)
    town, actor = found.town, found.actor
    if town is None:
        raise not_found(words_of(request))
    if actor is None:
        raise SignInNeededError(town.slug)
    if actor.municipality_id != town.id:
        raise not_found(words_of(request))
    request.state.person_locale = actor.locale or ""
    language = language_of(request, default=town.locale, person=actor.locale or "")
    return Member(
        request=request,
        surroundings=surroundings,
        municipality=town,
        localisation=localised(town, language),
        token=token,
        now=surroundings.installation.clock.now(),
        actor=actor,
        proof=found.proof,
    )


def _renewed(here: Member) -> Member:
    if here.actor.must_renew:
        raise OwnPasswordNeededError(here.municipality.slug)
    if here.actor.must_enrol:
        raise SecondFactorNeededError(here.municipality.slug)
    return here


def town_at(surroundings: PageSurroundings, request: Request, slug: str) -> MunicipalityRow:
    """The municipality of an address."""
    database = surroundings.installation.database
    with database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, slug)
    if town is None:
        raise not_found(words_of(request))
    return town


def localised(town: MunicipalityRow, language: str) -> Localisation:
    return Localisation(language, town.timezone, town.currency)


def known_or(tag: str, default: str) -> str:
    return tag.split("_")[0].split("-")[0] or default


async def posted(request: Request) -> AsyncIterator[Posted]:
    """The form of this request, after it proved where it comes from."""
    limit = surroundings_of(request).settings.upload_limit
    with closing(await read_posted(request, limit=limit)) as form:
        check_origin(request, form)
        remember(request, form)
        yield form


def check_origin(request: Request, form: Posted) -> None:
    """Refuse a form that another site could have sent. A cut-off one may have lost its proof;
    it changes nothing anyway."""
    if form.cut_at is not None:
        return
    token = request.headers.get(csrf.HEADER) or form.one(csrf.FIELD)
    secrets_held = (session_token(request), visitor_token(request))
    if not any(csrf.is_genuine(token, secret) for secret in secrets_held):
        raise not_from_our_page(words_of(request))


AnyVisit = Annotated[Visit, Depends(visit)]
SignedIn = Annotated[Member, Depends(member)]
Entered = Annotated[Member, Depends(entered)]
Form = Annotated[Posted, Depends(posted)]


def page(
    here: Visit,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    block: str | None = None,
) -> Response:
    """A page, or one block of it, with a fresh token for its forms."""
    shown = {
        "csrf": csrf.token_for(here.token, nonce=secrets.token_bytes(16)),
        "here": here,
        "told": told(here.request),
        "deed": deed_beside(here.request),
        "undo_action": here.path("inbox", "undo"),
        **context,
    }
    html = here.surroundings.templates.render(
        template, shown, locale=here.localisation, block=block
    )
    response = HTMLResponse(html, status, PRIVATE)
    if shown["told"] and block is None:
        forget(response)
    if here.proves_as_visitor and visitor_token(here.request) != here.token:
        keep_visitor(response, here.token, secure=here.secure)
    return response


def go(here: Visit, address: str, *, saying: str = "", deed: str = "") -> Response:
    """Send the reader on after a form did its work; the next page says `saying` once, and offers to
    take back the `deed` (`ui.told`) that it tells of."""
    response = RedirectResponse(address, 303)
    if isinstance(here, Member):
        here.surroundings.readings.note(
            here.municipality.id,
            here.actor.person_id,
            Looked.ACTED,
            at=here.now,
            address=here.address,
        )
    if saying:
        tell(response, saying, deed=deed, secure=here.secure)
    return response


def way_back(here: Visit, form: Posted) -> str:
    """The page of this municipality that the form was on; empty when none is named."""
    back = form.one("_from")
    inside = back.startswith(f"/{here.municipality.slug}/") and "\\" not in back
    return back if inside else ""
