"""For who operates the house: is it alive, is it ready, how does it stand.

`/health/live` and `/health/ready` say no more than that to anybody; `/metrics` is there for the
addresses that the settings name and does not exist for others.
"""

from __future__ import annotations

import ipaddress

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from engine.installation import Installation
from storage.migrations import NEWEST, current
from ui.errors import not_found, words_of
from ui.measured import books
from ui.settings import NONE
from ui.surroundings import surroundings_of

router = APIRouter()
_NOTHING = "0" * 64


@router.get("/health/live", response_model=None)
def live() -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n")


@router.get("/health/ready", response_model=None)
def ready(request: Request) -> Response:
    """The database answers with tables that this program knows, and so does the store of documents;
    503 while one of them does not."""
    installation = surroundings_of(request).installation
    found = {"database": _tables(installation), "documents": _documents(installation)}
    status = 200 if all(each == "ok" for each in found.values()) else 503
    return JSONResponse(found, status, {"cache-control": "no-store"})


@router.get("/metrics", response_model=None)
def metrics(request: Request) -> Response:
    """What Prometheus reads."""
    surroundings = surroundings_of(request)
    host = request.client.host if request.client else ""
    if not may_read(host, surroundings.settings.metrics_from):
        raise not_found(words_of(request))
    found = books()
    if found is None:
        return PlainTextResponse("pip install 'cauce[metrics]'\n", 501)
    from ui.exposition import MEDIA_TYPE  # there when there are books

    return Response(found.told(surroundings.installation), media_type=MEDIA_TYPE)


def may_read(host: str, allowed: str) -> bool:
    """Whether an address is among those that are named, with commas between: addresses or networks
    such as 10.0.0.0/8."""
    if allowed == NONE:
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    networks = (ipaddress.ip_network(each.strip()) for each in allowed.split(","))
    return any(address in network for network in networks)


def _tables(installation: Installation) -> str:
    try:
        found = current(installation.database)
    except Exception:
        return "unreachable"
    return "ok" if found is not None and found >= NEWEST else "old"


def _documents(installation: Installation) -> str:
    try:
        installation.documents.exists(_NOTHING)
    except Exception:
        return "unreachable"
    return "ok"
