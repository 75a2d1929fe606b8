"""The short way: an address whose cost counts goes around the framework's layers, up to a tenth
of what completing a task over the API costs the processor.

A route says by its class that it takes this way (`ShortRoute`); it stays where it is described and
is found there too, so both ways give the same answer (a test compares them). What the layers would
have done is done here: the outermost layer, the pages for what goes wrong, and packing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

OUR_FAULT = frozenset({500, Exception})
"""Under which a handler of what nobody caught would be registered: a layer of ours has it."""

Handle = Callable[[Request], Coroutine[Any, Any, Response]]
Layer = Callable[[ASGIApp], ASGIApp]


class ShortRoute(APIRoute):
    """An address that takes the short way: it resolves no dependencies of the framework's."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the short way leads: an address with its application, and where that one lies."""

    pattern: re.Pattern[str]
    route: ShortRoute
    handle: Handle
    app: FastAPI
    below: str


class ShortWay:
    """Wraps the whole application; `layers` are those of our own, the outermost first."""

    def __init__(self, app: ASGIApp, of: FastAPI, *, layers: Sequence[Layer]) -> None:
        self._app = app
        self._doors = tuple(doors_of(of, of.routes))
        handlers = {
            key: value for key, value in of.exception_handlers.items() if key not in OUR_FAULT
        }
        self._short: ASGIApp = ExceptionMiddleware(_answer, handlers)
        for layer in reversed(layers):
            self._short = layer(self._short)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = self._door_at(scope)
        await (self._app if door is None else self._short)(scope, receive, send)

    def _door_at(self, scope: Scope) -> Door | None:
        """Where the request goes by the short way, if it does; the scope then says so."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope.get("root_path"):
            return None
        for door in self._doors:
            found = door.pattern.match(scope["path"])
            if found is not None:
                scope.update(
                    app=door.app,
                    root_path=door.below,
                    route=door.route,
                    endpoint=door,
                    path_params=found.groupdict(),
                )
                return door
        return None


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    door: Door = scope["endpoint"]
    response = await door.handle(Request(scope, receive, send))
    await response(scope, receive, send)


def doors_of(app: FastAPI, routes: Iterable[BaseRoute], below: str = "") -> Iterator[Door]:
    """Every address that takes the short way, also those of an application within this one."""
    for route in routes:
        if isinstance(route, ShortRoute):
            pattern = compile_path(below + route.path)[0]
            yield Door(pattern, route, route.get_route_handler(), app, below)
        elif isinstance(route, Mount) and isinstance(route.app, FastAPI):
            yield from doors_of(route.app, route.app.routes, below + route.path)
