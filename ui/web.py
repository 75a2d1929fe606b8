"""Puts the web application together: the layers around every request, and the rooms' pages."""

from __future__ import annotations

from functools import cache, partial

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp

from engine.auditing.accesses import ReadingLog
from engine.documents.content import DOCX, ODS, ODT, XLSX
from engine.installation import Installation
from ui.api import Below, api_for
from ui.comparison.door import install_network_door
from ui.errors import install_error_pages, on_fault
from ui.headers import Outermost
from ui.identity.expired import install_sign_in
from ui.measured import begin_measuring
from ui.outside import reach_of
from ui.rooms import ROOMS
from ui.settings import NONE, Settings
from ui.short_way import ShortWay
from ui.static_files import KeptFiles
from ui.surroundings import PageSurroundings
from ui.templating import HERE, Templates
from ui.traces import OFF

AS_THEY_ARE = ("application/pdf", "application/octet-stream", DOCX, XLSX, ODT, ODS)
"""Documents travel as they are: most are packed already, and their length is told."""
COMPRESSED_FROM = 600  # bytes; smaller answers fit one packet anyway


LAYERS = (
    partial(Outermost, on_fault=on_fault),
    partial(
        GZipMiddleware,
        minimum_size=COMPRESSED_FROM,
        compresslevel=5,
        exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, *AS_THEY_ARE),
    ),
)
"""Around every request, the outermost first."""


class Application(FastAPI):
    """The framework's application, with the short way in front of its layers."""

    def build_middleware_stack(self) -> ASGIApp:
        return ShortWay(super().build_middleware_stack(), self, layers=LAYERS)


@cache
def templates() -> Templates:
    """The compiled templates, which every application of this process shares."""
    return Templates()


def create_app(settings: Settings, installation: Installation) -> FastAPI:
    """The application that serves one installation."""
    app = Application(
        title="Cauce",
        telemetry=OFF,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(layer) for layer in LAYERS],
    )
    if settings.metrics_from != NONE:
        begin_measuring()
    app.state.surroundings = PageSurroundings(
        settings,
        installation,
        templates(),
        reach_of(settings, installation),
        ReadingLog(installation),
    )
    app.router.routes.append(Below("/api/v1", api_for(app.state.surroundings)))
    app.mount("/static", KeptFiles(directory=HERE / "static" / "dist"))
    for room in ROOMS:
        app.router.routes.extend(room.routes)
    install_error_pages(app)
    install_sign_in(app)
    install_network_door(app)
    return app
