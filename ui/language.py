"""In which language a page is read: the person's own, one they chose, or what the browser asks.

Pure but for reading the request. Three catalogues exist; anything else becomes the installation's.
"""

from __future__ import annotations

from starlette.requests import Request

from ui.formats import LANGUAGES

COOKIE = "cauce_language"
NAMES = {"es": "Español", "pt": "Português", "en": "English"}
A_YEAR = 365 * 24 * 3600


def language_of(request: Request, *, default: str, person: str = "") -> str:
    """The person's locale, else the choice kept in a cookie, else the browser's wish."""
    wishes = [person, request.cookies.get(COOKIE, ""), *wished(request)]
    return next((known for wish in wishes if (known := known_language(wish))), default)


def known_language(tag: str) -> str:
    """`pt` for `pt-BR`; nothing when there is no such catalogue."""
    language = tag.replace("_", "-").split("-")[0].strip().lower()
    return language if language in LANGUAGES else ""


def wished(request: Request) -> list[str]:
    """The languages of the Accept-Language header, most wanted first."""
    weighed = []
    for place, part in enumerate(request.headers.get("accept-language", "").split(",")[:20]):
        tag, _, weight = part.partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, tag.strip()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(weighed)]
