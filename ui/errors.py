"""The pages for what went wrong: one sentence, what to do about it, and a way on.

A page raises `PageError` with words already in the reader's language; what the framework raises
and what nobody caught become the same kind of page. Faults of ours carry the request's reference,
so that a person can say which one it was.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from storage.faults import DatabaseFault, fault_of
from ui.language import language_of
from ui.multipart import BodyTooLargeError, UnreadableBodyError
from ui.resending import NOTHING, Fields, typed_by
from ui.surroundings import surroundings_of
from ui.templating import Localisation, catalogue_of

OUT_OF_REACH = frozenset({"OperationalError", "InterfaceError", "TimeoutError", "TooManyRaces"})
"""How the ground floor's libraries name a database that does not answer; by name, because SQL is
unknown up here."""
PASSING = frozenset(
    {DatabaseFault.UNREACHABLE, DatabaseFault.READ_ONLY, DatabaseFault.FULL, DatabaseFault.BUSY}
)
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""What a disk says to a document that it cannot keep."""


@dataclass(eq=False)  # not frozen: Python writes the traceback into an exception
class PageError(Exception):
    """What a person is told instead of the page; `ways_on` are links, label first."""

    status: int
    title: str
    sentence: str
    advice: str = ""
    ways_on: tuple[tuple[str, str], ...] = ()
    search_for: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def not_found(words: NullTranslations, tried: str = "") -> PageError:
    """There is no such page here, or it is another municipality's: the answer is the same."""
    return PageError(
        404,
        words.gettext("No encontramos lo que busca"),
        words.gettext(
            "Puede que la dirección tenga un error o que el expediente sea de otro lugar."
        ),
        search_for=tried,
    )


def forbidden(words: NullTranslations, role: str) -> PageError:
    """The page belongs to a role that the person does not have."""
    return PageError(
        403,
        words.gettext("Esta página es para el rol de %(role)s") % {"role": role},
        words.gettext("Su cuenta no tiene ese rol."),
        words.gettext(
            "Si le corresponde, pídalo a quien administra las cuentas de su municipalidad."
        ),
    )


def not_from_our_page(words: NullTranslations) -> PageError:
    """A form that does not prove that it comes from this person's page."""
    return PageError(
        403,
        words.gettext("Vuelva a abrir la página"),
        words.gettext("Este formulario no es de su sesión actual, así que no se guardó nada."),
        words.gettext("Vuelva atrás, actualice la página y envíelo otra vez."),
    )


def too_large(words: NullTranslations, limit_mb: int) -> PageError:
    """More came than any form of ours may hold."""
    return PageError(
        413,
        words.gettext("Lo que envió es demasiado grande"),
        words.gettext("Cada archivo puede tener hasta %(limit)s MB.") % {"limit": limit_mb},
        words.gettext("Vuelva atrás: lo que escribió sigue ahí. Elija un archivo más pequeño."),
    )


def unreadable(words: NullTranslations) -> PageError:
    """What came is not a form."""
    return PageError(
        415,
        words.gettext("No pudimos leer lo que envió"),
        words.gettext("Esta dirección recibe formularios, y lo que llegó no lo es."),
    )


def our_fault(words: NullTranslations, *, saved: bool, away: bool) -> PageError:
    """Something broke here (500), or the data cannot be reached for a while (503)."""
    kept = words.gettext("Lo que escribió está guardado.") if saved else ""
    advice = words.gettext("Pruebe de nuevo en un minuto.")
    if not saved:
        advice = words.gettext(
            "Pruebe de nuevo en un minuto; si escribía, vuelva atrás y siga ahí."
        )
    title = words.gettext("Algo falló de nuestro lado")
    if away:
        return PageError(503, title, kept, advice, headers={"retry-after": "30"})
    return PageError(500, title, kept, advice)


def install_error_pages(app: FastAPI) -> None:
    """Every way a request can go wrong ends in a page of ours."""
    app.add_exception_handler(PageError, on_page_error)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_unknown_address)
    app.add_exception_handler(BodyTooLargeError, on_too_large)
    app.add_exception_handler(UnreadableBodyError, on_unreadable)


def on_page_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PageError)  # noqa: S101  # registered for nothing else
    return shown(request, error)


def on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for nothing else
    if error.status_code in (404, 405):
        return shown(request, not_found(words_of(request)))
    words = words_of(request)
    return shown(request, PageError(error.status_code, words.gettext("No se pudo"), ""))


def on_unknown_address(request: Request, error: Exception) -> Response:  # noqa: ARG001  # framework's signature
    """An address whose parts are not what they should be (a task called «abc»)."""
    return shown(request, not_found(words_of(request)))


def on_too_large(request: Request, error: Exception) -> Response:  # noqa: ARG001  # framework's signature
    limit = surroundings_of(request).settings.upload_limit_mb
    return shown(request, too_large(words_of(request), limit))


def on_unreadable(request: Request, error: Exception) -> Response:  # noqa: ARG001  # framework's signature
    return shown(request, unreadable(words_of(request)))


async def on_fault(request: Request, fault: Exception) -> Response:
    """What nobody caught. Never shows what it was; the reference finds it in the log."""
    saved = bool(getattr(request.state, "saved", False))
    away = is_away(fault)
    again = await typed_by(request) if away and not saved else NOTHING
    return shown(request, our_fault(words_of(request), saved=saved, away=away), again=again)


def is_away(fault: Exception) -> bool:
    """The data cannot be reached or written for now, and may be in a while."""
    if isinstance(fault, OSError):
        return fault.errno in NO_ROOM
    found = fault_of(fault)
    return type(fault).__name__ in OUT_OF_REACH or (found is not None and found[0] in PASSING)


def shown(request: Request, error: PageError, *, again: Fields = NOTHING) -> Response:
    """The page that tells an error; `again` is a form that can be sent once more."""
    surroundings = surroundings_of(request)
    language = language_for(request)
    context = {
        "error": error,
        "reference": request.state.reference if error.status >= 500 else "",
        "home": home_of(request),
        "again": again,
        "address": request.url.path,
    }
    html = surroundings.templates.render(
        "errors/error.html", context, locale=Localisation(language)
    )
    return HTMLResponse(html, error.status, {"cache-control": "no-store", **error.headers})


def home_of(request: Request) -> str:
    """The municipality's first page, when the address names one."""
    slug = request.path_params.get("municipality", "")
    return f"/{slug}" if slug else "/"


def words_of(request: Request) -> NullTranslations:
    return catalogue_of(language_for(request))


def language_for(request: Request) -> str:
    """The reader's language: the signed-in person's once known, else what the request says."""
    person = getattr(request.state, "person_locale", "")
    default = surroundings_of(request).settings.language
    return language_of(request, default=default, person=person)
