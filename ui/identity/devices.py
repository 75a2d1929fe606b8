"""What a browser calls itself, in a few words that its owner knows it by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.requests import Request

from engine.identity.sessions import Origin

_BROWSERS = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"Android", "Android"),
    (r"iPhone|iPad|iPod", "iOS"),
    (r"Windows", "Windows"),
    (r"CrOS", "ChromeOS"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"Linux|X11", "Linux"),
)


def device_of(agent: str) -> str:
    """«Firefox, Android»; empty for what is no browser that is known. Nothing of the text itself
    is kept: it may hold anything."""
    found = (_first(_BROWSERS, agent), _first(_SYSTEMS, agent))
    return ", ".join(each for each in found if each)


def origin_of(request: Request) -> Origin:
    """Where this request comes from, for the list of sessions."""
    address = request.client.host if request.client else ""
    return Origin(device_of(request.headers.get("user-agent", "")), address[:45])


def _first(patterns: Sequence[tuple[str, str]], agent: str) -> str:
    return next((name for pattern, name in patterns if re.search(pattern, agent)), "")
