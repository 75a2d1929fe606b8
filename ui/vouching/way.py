"""What both doors share on the way to a provider and back: the browser's state, the answer, the
goodbye, and what is said when nobody came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

import structlog
from starlette.responses import RedirectResponse, Response

from engine.vouching.arriving import Arrived, Said, Turned, Why, arrive
from engine.vouching.leaving import Leaving, farewell, leave_for
from engine.vouching.providers import Door, Provider, provider_in, providers_in
from engine.vouching.reaching import Unreachable
from ui.errors import PageError, not_found
from ui.portal.around import Link
from ui.visit import Visit

log = structlog.get_logger("cauce.web")
STATE = "cauce_way"
GOODBYE = "cauce_goodbye"
MINUTES = 10
LONGEST_COOKIE = 3_500
LONGEST = 4_000
BASE: Mapping[Door, tuple[str, ...]] = {
    Door.CITIZEN: ("citizen", "with"),
    Door.STAFF: ("sign-in", "with"),
}
LEAVES: Mapping[Door, tuple[str, ...]] = {
    Door.CITIZEN: ("citizen", "sign-out"),
    Door.STAFF: ("sign-out",),
}
HOME: Mapping[Door, tuple[str, ...]] = {Door.CITIZEN: ("citizen",), Door.STAFF: ("sign-in",)}

SAID: Mapping[Why, Callable[[NullTranslations], str]] = {
    Why.STALE: lambda w: w.gettext(
        "Ese ingreso ya no vale: pasaron más de diez minutos o empezó en otra ventana. Empiece de"
        " nuevo."
    ),
    Why.DENIED: lambda w: w.gettext("%(title)s no confirmó su ingreso. Puede intentarlo otra vez."),
    Why.UNREACHABLE: lambda w: w.gettext(
        "%(title)s no responde ahora. Intente en unos minutos o ingrese con su clave."
    ),
    Why.NOT_GENUINE: lambda w: w.gettext(
        "La respuesta de %(title)s no es segura, y no la aceptamos. Avise a la municipalidad si se"
        " repite."
    ),
    Why.LEVEL: lambda w: w.gettext(
        "%(title)s debe comprobar mejor quién es usted: ingrese allí con su documento y vuelva."
    ),
    Why.TAKEN: lambda w: w.gettext("Ese ingreso con %(title)s ya es de otra cuenta."),
}
STATUS = {Why.UNREACHABLE: 503, Why.LEVEL: 403, Why.TAKEN: 409}


def buttons(here: Visit, door: Door, *, back: str = "") -> list[Link]:
    """«Ingresar con …», one for each provider that vouches at a door."""
    pattern = here.words.gettext("Ingresar con %(title)s")
    return [
        Link(pattern % {"title": each.title}, here.path(*BASE[door], each.key, back=back))
        for each in providers_in(here.municipality.settings)
        if door in each.doors
    ]


def provider_at(here: Visit, key: str, door: Door) -> Provider:
    """The one of an address; any other is not there."""
    found = provider_in(here.municipality.settings, key, door)
    if found is None:
        raise not_found(here.words)
    return found


def leaving(
    here: Visit, provider: Provider, door: Door, *, back: str = "", person_id: int | None = None
) -> Leaving | Turned:
    """Where the browser goes. Who begins again and again has to wait: each time is a row."""
    throttle = here.surroundings.throttles.leaving
    address = here.request.client.host if here.request.client else ""
    if seconds := throttle.wait(here.installation, here.municipality.id, address):
        title = here.words.gettext("Espere un momento")
        advice = here.words.gettext("Desde su conexión se empezaron muchos ingresos.")
        raise PageError(429, title, advice, headers={"retry-after": str(seconds)})
    throttle.failed(here.installation, here.municipality.id, address)
    found = leave_for(
        here.installation,
        here.surroundings.reach,
        here.municipality.id,
        provider,
        door,
        redirect=redirect_of(here, provider, door),
        back=back,
        person_id=person_id,
        language=here.localisation.language,
    )
    return Turned(Why.UNREACHABLE, found.what) if isinstance(found, Unreachable) else found


def keep_state(here: Visit, response: Response, state: str) -> Response:
    """The browser keeps it for as long as it counts."""
    response.set_cookie(
        STATE,
        state,
        max_age=MINUTES * 60,
        httponly=True,
        samesite="lax",
        secure=here.secure,
        path=f"/{here.municipality.slug}",
    )
    response.headers["cache-control"] = "private, no-store"
    return response


def gone(here: Visit, found: Leaving) -> Response:
    """To the provider."""
    return keep_state(here, RedirectResponse(found.url, 303), found.state)


def answered(
    here: Visit, provider: Provider, door: Door, *, person_id: int | None = None
) -> Arrived | Turned:
    """What the provider says, in the question of this address."""
    asked = here.request.query_params
    said = Said(*(asked.get(name, "")[:LONGEST] for name in ("state", "code", "error", "iss")))
    return arrive(
        here.installation,
        here.surroundings.reach,
        here.municipality.id,
        provider,
        door,
        said,
        kept_state=here.request.cookies.get(STATE, ""),
        redirect=redirect_of(here, provider, door),
        person_id=person_id,
    )


def note(provider: Provider, turned: Turned) -> None:
    """For who keeps the house: which provider, and what was wrong; nobody is named."""
    log.warning("sign_in", provider=provider.key, why=str(turned.why), detail=turned.detail)


def sentence_of(here: Visit, provider: Provider, turned: Turned) -> tuple[int, str]:
    """Status and what a person is told."""
    told = SAID[turned.why](here.words) % {"title": provider.title}
    return STATUS.get(turned.why, 422), told


def redirect_of(here: Visit, provider: Provider, door: Door) -> str:
    """Where the answer is to come: an address for each provider, so that none answers for another
    (RFC 9700, 4.4)."""
    return here.house + here.path(*BASE[door], provider.key, "answer")


def keep_goodbye(
    here: Visit, response: Response, provider: Provider, door: Door, id_token: str
) -> None:
    """What says goodbye to the provider later; sent to the address of leaving and no other."""
    kept = f"{provider.key}.{id_token}"
    response.set_cookie(
        GOODBYE,
        kept if len(kept) <= LONGEST_COOKIE else f"{provider.key}.",
        httponly=True,
        samesite="lax",
        secure=here.secure,
        path=here.path(*LEAVES[door]),
    )
    response.delete_cookie(STATE, path=f"/{here.municipality.slug}")


def goodbye(here: Visit, door: Door) -> Link | None:
    """Where the session at the provider ends, for who came in by one that offers it."""
    key, _, id_token = here.request.cookies.get(GOODBYE, "").partition(".")
    provider = provider_in(here.municipality.settings, key, door) if key else None
    if provider is None:
        return None
    url = farewell(
        here.surroundings.reach,
        here.installation,
        provider,
        id_token=id_token,
        redirect=here.house + here.path(*HOME[door]),
    )
    pattern = here.words.gettext("Salir también de %(title)s")
    return Link(pattern % {"title": provider.title}, url) if url else None


def forget_goodbye(here: Visit, response: Response, door: Door) -> None:
    response.delete_cookie(GOODBYE, path=here.path(*LEAVES[door]))
