"""The outermost layer: a name for each request, the headers that protect a page, one log line.

Nothing that names a person is logged: the method, the route's pattern (never the address with its
numbers), the status and the time. What nobody caught becomes the page of status 500 or 503 with
the request's reference, and its trace goes to the log without the values it worked on.
"""

from __future__ import annotations

import secrets
import time
import traceback
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.measured import count
from ui.traces import traced

POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    )
)
PROTECTION = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
ASKED_OFTEN = frozenset({"/health/live", "/health/ready", "/metrics"})
"""By machines, every few seconds: a line each would hide the others."""
HTTPS_ONLY = "max-age=31536000"
_RAW = tuple((name.encode(), value.encode()) for name, value in PROTECTION.items())
_RAW_HTTPS = (*_RAW, (b"strict-transport-security", HTTPS_ONLY.encode()))

log = structlog.get_logger("cauce.web")

OnFault = Callable[[Request, Exception], Awaitable[Response]]


class Outermost:
    """Wraps the whole application; `on_fault` makes the page for what nobody caught."""

    def __init__(self, app: ASGIApp, *, on_fault: OnFault) -> None:
        self._app = app
        self._on_fault = on_fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, send)
        try:
            await self._app(scope, receive, exchange.send)
        except ClientDisconnect:
            exchange.status = 499
        except Exception as fault:
            log.error("fault", reference=exchange.reference, fault=named(fault), trace=trace(fault))
            if exchange.status:  # half a page is out already: all that is left is to hang up
                raise
            response = await self._on_fault(Request(scope, receive), fault)
            await response(scope, receive, exchange.send)
        finally:
            exchange.tell()


class _Exchange:
    """One request and what became of it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._began = time.perf_counter()
        self.status = 0
        self.reference = secrets.token_hex(4)
        scope.setdefault("state", {})["reference"] = self.reference

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            told: list[tuple[bytes, bytes]] = message["headers"]
            there = {name for name, _ in told}
            told.append((b"x-request-id", self.reference.encode()))
            ours = _RAW_HTTPS if self._scope["scheme"] == "https" else _RAW
            told += [each for each in ours if each[0] not in there]
        await self._send(message)

    def tell(self) -> None:
        below = self._scope.get("root_path", "")  # that of an application within this one
        route = below + getattr(self._scope.get("route"), "path", "-")
        method, seconds = self._scope["method"], time.perf_counter() - self._began
        count(method, route, self.status, seconds)
        traced(method, route, self.status, seconds, self.reference)
        say = log.debug if route in ASKED_OFTEN else log.info
        say(
            "request",
            reference=self.reference,
            method=method,
            route=route,
            status=self.status,
            ms=round(seconds * 1000, 1),
        )


def named(fault: BaseException) -> str:
    """The kind of a fault, without its message: that may quote what a person typed."""
    return f"{type(fault).__module__}.{type(fault).__qualname__}"


def trace(fault: BaseException) -> list[str]:
    """Where a fault passed, as file:line function; no values."""
    frames = traceback.extract_tb(fault.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
