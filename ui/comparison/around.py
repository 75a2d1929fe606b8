"""A visit to the pages of the network: who looks, and what stands around the page.

Its session is its own: no account of a municipality opens these pages, and theirs opens no page of
a municipality. Forms are proved by the cookie of visitors.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from gettext import NullTranslations
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine.installation import Installation
from engine.network.accounts import account_of
from storage.queries.network_accounts import AccountRow
from storage.tables.network_accounts import AccountKind
from ui import csrf
from ui.formats import Formats, Localisation
from ui.language import language_of
from ui.parts import NavItem, Reader, Shell
from ui.session import is_secure, keep_visitor, new_visitor_token, visitor_token
from ui.shell import lettered
from ui.surroundings import PageSurroundings, surroundings_of
from ui.templating import catalogue_of, formats_of
from ui.visit import PRIVATE

COOKIE, HOME = "cauce_network", "/network"
FIRST_OF = {AccountKind.GOVERNMENT: "indicators", AccountKind.OPERATOR: "municipalities"}
"""What each comes for."""


class NetworkSignInNeededError(Exception):
    """Nobody of the network is signed in."""


class NetworkDeviceNeededError(Exception):
    """Who is signed in takes a device before anything else."""


@dataclass(frozen=True, slots=True)
class Anybody:
    """A visit to an address of the network by whoever; `token` is what its forms prove."""

    request: Request
    surroundings: PageSurroundings
    localisation: Localisation
    token: str
    now: datetime
    words: NullTranslations = field(init=False, compare=False)
    formats: Formats = field(init=False, compare=False)
    today: date = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Found once."""
        object.__setattr__(self, "words", catalogue_of(self.localisation.language))
        object.__setattr__(self, "formats", formats_of(self.localisation))
        object.__setattr__(self, "today", self.formats.local_day(self.now))

    @property
    def installation(self) -> Installation:
        return self.surroundings.installation

    def path(self, *parts: object, **query: object) -> str:
        """An address of the network; empty query values are left out."""
        steps = "".join(f"/{quote(str(part), safe='')}" for part in parts)
        asked = {key: str(value) for key, value in query.items() if value not in ("", None)}
        return f"{HOME}{steps}" + (f"?{urlencode(asked)}" if asked else "")


@dataclass(frozen=True, slots=True)
class Operating(Anybody):
    """The visit of somebody who is signed in there."""

    account: AccountRow


def anybody(request: Request) -> Anybody:
    """Whoever comes."""
    return Anybody(*_parts(request))


def operating(request: Request) -> Operating:
    """Somebody of the network; who is not comes in first, and with a device where one is needed."""
    here = entered(request)
    if here.account.needs_code and here.account.device_since is None:
        raise NetworkDeviceNeededError
    return here


def entered(request: Request) -> Operating:
    """The same, before they have a device."""
    installation = surroundings_of(request).installation
    account = account_of(installation, request.cookies.get(COOKIE, ""))
    if account is None:
        raise NetworkSignInNeededError
    return Operating(*_parts(request), account)


def _parts(request: Request) -> tuple[Request, PageSurroundings, Localisation, str, datetime]:
    surroundings = surroundings_of(request)
    language = language_of(request, default=surroundings.settings.language)
    return (
        request,
        surroundings,
        Localisation(language),
        visitor_token(request) or new_visitor_token(),
        surroundings.installation.clock.now(),
    )


AnyOfNetwork = Annotated[Anybody, Depends(anybody)]
EnteredNetwork = Annotated[Operating, Depends(entered)]
Watching = Annotated[Operating, Depends(operating)]


def network_page(
    here: Operating, template: str, context: Mapping[str, Any], *, section: str, status: int = 200
) -> Response:
    """A page inside the network's shell."""
    token = csrf.token_for(here.token, nonce=secrets.token_bytes(16))
    around = {"shell": _shell(here, section, token), "csrf": token}
    return rendered(here, template, {**context, **around}, status=status)


def rendered(
    here: Anybody, template: str, context: Mapping[str, Any], *, status: int = 200
) -> Response:
    """Any page of the network; the browser keeps what its forms prove."""
    html = here.surroundings.templates.render(template, dict(context), locale=here.localisation)
    response = HTMLResponse(html, status, headers=PRIVATE)
    keep_visitor(response, here.token, secure=is_secure(here.request))
    return response


def _shell(here: Operating, section: str, token: str) -> Shell:
    _ = here.words.gettext
    named: tuple[tuple[str, str, str], ...] = (
        (_("Indicadores"), "indicators", "chart-column"),
        (_("Adopción"), "adoption", "workflow"),
        (_("Por tamaño"), "bands", "scale"),
        (_("Puntajes"), "scores", "landmark"),
    )
    if here.account.kind == AccountKind.OPERATOR:
        named = ((_("Municipalidades"), "municipalities", "building-2"), *named)
    items = tuple(
        NavItem(label, here.path(key), sign, section == key) for label, key, sign in named
    )
    kinds = {
        AccountKind.GOVERNMENT: _("Gobierno central"),
        AccountKind.OPERATOR: _("Opera la instalación"),
    }
    today = here.formats.day_words(here.today)
    return Shell(
        municipality=_("Red de municipalidades"),
        home_href=here.path(FIRST_OF[AccountKind(here.account.kind)]),
        groups=lettered(items),
        bottom=items[:3],
        reader=Reader(
            here.account.name,
            kinds[AccountKind(here.account.kind)],
            (
                (_("Cambiar la clave"), here.path("password")),
                (_("Ingreso con código"), here.path("second-factor")),
            ),
            sign_out_href=here.path("sign-out"),
        ),
        search_href="",
        today=today[:1].upper() + today[1:],
        csrf=token,
    )
