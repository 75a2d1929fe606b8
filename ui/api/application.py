"""Puts the API together: an application of its own below `/api/v1`, so that nothing of the pages
(cookies, forms, sign-in) reaches into it and every fault leaves as a problem."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from ui.api import (
    applications,
    archive,
    around,
    arranging,
    batches,
    case_file,
    cases,
    catalogue,
    closures,
    completion,
    deadlines,
    definitions,
    document_acts,
    documents,
    file,
    incidents,
    jobs,
    law,
    letters,
    load,
    look_ups,
    messages,
    migrations,
    notifications,
    operations,
    page,
    payments,
    people,
    tasks,
    together,
    tokens,
    tracking,
    uploads,
    webhooks,
)
from ui.api.description import description_of
from ui.api.route import ApiRoute, as_problem
from ui.attempts import Attempts
from ui.surroundings import PageSurroundings
from ui.traces import OFF

ROOMS = (
    definitions,
    cases,
    case_file,
    tasks,
    arranging,
    together,
    completion,
    look_ups,
    documents,
    document_acts,
    file,
    around,
    letters,
    notifications,
    archive,
    uploads,
    messages,
    incidents,
    jobs,
    webhooks,
    migrations,
    operations,
    load,
    batches,
    deadlines,
    law,
    closures,
    payments,
    catalogue,
    applications,
    tracking,
    people,
    tokens,
)


def api_for(surroundings: PageSurroundings) -> FastAPI:
    """The API of one installation."""
    app = FastAPI(title="Cauce", docs_url=None, redoc_url=None, openapi_url=None, telemetry=OFF)
    app.state.surroundings = surroundings
    app.state.attempts = Attempts()
    for room in ROOMS:
        app.router.routes.extend(room.router.routes)
    app.openapi = partial(_described_once, app)  # type: ignore[method-assign]  # the framework's way
    page.install(app)
    for status in (404, 405):
        app.add_exception_handler(status, _refused)
    return app


class Below(Mount):
    """Everything below an address, also what holds a line break: that is no name of the pages'."""

    def __init__(self, path: str, app: FastAPI) -> None:
        super().__init__(path, app)
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)


def routes_of(app: FastAPI) -> tuple[ApiRoute, ...]:
    """Every address that a token opens."""
    return tuple(route for route in app.routes if isinstance(route, ApiRoute))


def _described_once(app: FastAPI) -> dict[str, Any]:
    if not app.openapi_schema:
        app.openapi_schema = description_of(app)
    return app.openapi_schema


async def _refused(request: Request, fault: Exception) -> Response:
    """An address or a method that the API does not have."""
    assert isinstance(fault, HTTPException)  # noqa: S101  # registered for nothing else
    return as_problem(request, fault).response(request)
