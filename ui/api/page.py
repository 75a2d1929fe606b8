"""The documentation of the API for people, and the description for programs: both from the same
source, and open to anybody."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from ui.api.explained import explained
from ui.language import language_of
from ui.surroundings import surroundings_of
from ui.templating import Localisation

OPEN = {"cache-control": "public, max-age=300"}


def install(app: FastAPI) -> None:
    """`/api/v1/` to read, `/api/v1/openapi.json` to generate clients from."""
    app.router.routes += [
        Route("/", documentation, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
    ]


def openapi(request: Request) -> Response:
    """The description as OpenAPI 3.1."""
    return JSONResponse(request.app.openapi(), headers=OPEN)


def documentation(request: Request) -> Response:
    """The description as a page."""
    surroundings = surroundings_of(request)
    language = language_of(request, default=surroundings.settings.language)
    html = surroundings.templates.render(
        "api/page.html", explained(request.app.openapi()), locale=Localisation(language)
    )
    return HTMLResponse(html, headers={**OPEN, "vary": "Accept-Language, Cookie"})
