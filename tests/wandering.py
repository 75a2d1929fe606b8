"""Goes through the pages of a municipality as a reader does, link by link, and remembers one filled
address of every route, and what each form on the way would send.

Routes are read from the application, so that a new one is known the day it comes.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from lxml import etree, html

_BARE = re.compile(r"\{(\w+)(?::\w+)?\}")


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one route of the pages."""

    method: str
    path: str
    pattern: re.Pattern[str]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> list[str]:
        """What has to be filled in, beside the municipality."""
        return [each for each in _BARE.findall(self.path) if each != "municipality"]

    def filled(self, values: Mapping[str, str]) -> str:
        return _BARE.sub(lambda found: values[found[1]], self.path)


@dataclass(frozen=True, slots=True)
class Sending:
    """A request: to which address of which route, and what its form says."""

    route: Route
    path: str
    fields: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.route.method} {self.path} {dict(self.fields)}"


def routes_of_pages(app: FastAPI) -> list[Route]:
    """Every method of every route that lies under a municipality, in the order of matching."""
    return [
        Route(method, route.path, route.path_regex)  # type: ignore[attr-defined]
        for route in app.routes
        if getattr(route, "methods", None)
        for method in sorted(route.methods - {"HEAD"})  # type: ignore[attr-defined]
    ]


@dataclass(slots=True)
class Wandering:
    """What was found: of each route the address that was opened, and what forms would send."""

    client: Any
    slug: str
    routes: list[Route]
    passed_by: frozenset[str] = frozenset()
    opened: dict[Route, str] = field(default_factory=dict)
    refused: dict[Route, tuple[str, int]] = field(default_factory=dict)
    forms: dict[tuple[Route, tuple[str, ...]], Sending] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _tried: dict[Route, int] = field(default_factory=dict)

    def route_of(self, method: str, path: str) -> Route | None:
        bare = urlsplit(path).path
        return next(
            (each for each in self.routes if each.method == method and each.pattern.match(bare)),
            None,
        )

    def goes(self, starts: Iterable[str], *, most: int = 3) -> None:
        """Opens these addresses and what they lead to, at most so many of each route."""
        waiting = deque(starts)
        while waiting:
            path = waiting.popleft()
            route = self.route_of("GET", path)
            inside = f"{path}/".replace("?", "/").startswith(f"/{self.slug}/")
            if (
                route is None
                or not inside
                or path in self._seen
                or not self._wanted(route, path, most)
            ):
                continue
            self._seen.add(path)
            self._tried[route] = self._tried.get(route, 0) + 1
            waiting.extend(self._opens(route, path))

    def _inside(self, path: str) -> bool:
        return f"{path}/".replace("?", "/").startswith(f"/{self.slug}/")

    def _wanted(self, route: Route, path: str, most: int) -> bool:
        """One of each route, and some more that failed or say something else in their query."""
        tries = 1 if route in self.opened and "?" not in path else most
        return str(route) not in self.passed_by and self._tried.get(route, 0) < tries

    def _opens(self, route: Route, path: str) -> Iterator[str]:
        answer = self.client.get(path)
        if answer.status_code == 303:
            yield urlsplit(answer.headers["location"]).path
        if answer.status_code != 200:
            self.refused.setdefault(route, (path, answer.status_code))
            return
        self.opened.setdefault(route, path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return
        try:
            tree = html.fromstring(answer.text)
        except (etree.ParserError, ValueError):
            return
        yield from self._reads(path, tree)

    def _reads(self, path: str, tree: Any) -> Iterator[str]:
        for form in tree.xpath("//form"):
            self._keeps(path, form)
        for name in ("href", "src", "hx-get", "data-url", "formaction"):
            for found in tree.xpath(f"//@{name}"):
                yield self._whole(path, found)

    def _whole(self, page: str, found: str) -> str:
        found = found.split("#")[0]
        return found if found.startswith("/") else urlsplit(page).path + found

    def _keeps(self, page: str, form: Any) -> None:
        method = form.get("method", "get").upper()
        fields = tuple(_fields(form))
        if method == "GET":
            return
        targets = [form.get("action") or page, *form.xpath(".//@formaction")]
        for target in targets:
            path = self._whole(page, target)
            route = self.route_of("POST", path)
            if route is not None:
                names = tuple(sorted({name for name, _ in fields}))
                self.forms.setdefault((route, names), Sending(route, path, fields))


def _fields(form: Any) -> Iterator[tuple[str, str]]:
    """What a form could send: every choice once, since each may name a thing."""
    own = form.get("id")
    apart = form.getroottree().xpath(f"//*[@form='{own}']") if own else []
    for each in [*form.xpath(".//input|.//select|.//textarea|.//button"), *apart]:
        name = each.get("name")
        if not name:
            continue
        if each.tag == "select":
            values = [str(found) for found in each.xpath(".//option/@value") if found]
            yield name, values[-1] if values else ""
        elif each.tag == "textarea":
            yield name, (each.text or "").strip()
        elif each.get("type") != "file":
            yield name, each.get("value") or ""


def moved(sending: Sending, path: str, fields: Iterable[tuple[str, str]]) -> Sending:
    return replace(sending, path=path, fields=tuple(fields))
