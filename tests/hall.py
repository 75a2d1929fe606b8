"""A town hall with its pages: the permit process, its clerks, and a browser without script.

The driver of the tests of pages, as `tests.town` is of the verbs.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import html

from engine.identity.sessions import open_session
from storage.queries.municipalities import municipality_by_id
from tests.town import Town
from ui.settings import Settings
from ui.web import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the test client tells of a successor that is not out yet
    from starlette.testclient import TestClient

PERMIT = Path(__file__).parent / "integration" / "pages" / "permit"
PERMIT_ASKED = {"motivo": "Feria del queso", "garantia": "1200.00"}


class Page:
    """What a browser got: status, headers, and the page as a reader finds things in it."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.text: str = response.text
        self.content: bytes = response.content
        self.location: str = response.headers.get("location", "")

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.text)

    def all(self, path: str) -> list[str]:
        """The words of everything that an XPath finds, spaces joined."""
        return [words_of(each) for each in self.tree.xpath(path)]

    def one(self, path: str) -> str:
        found = self.all(path)
        assert len(found) == 1, (path, found)
        return found[0]

    @property
    def heading(self) -> str:
        return self.one("//h1")

    @property
    def faults(self) -> list[str]:
        """What stands beside the fields, without the word that only screen readers hear."""
        found = self.all("//p[@class='error']")
        return [each.removeprefix("Error: ") for each in found]

    def value(self, name: str) -> str:
        """What a field holds."""
        field = self.tree.xpath(f"//*[@name='{name}']")[0]
        if field.tag == "textarea":
            return str(field.text or "").strip()
        return str(field.get("value", ""))


def words_of(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip().replace("\xa0", " ")


class Desk:
    """One person at a browser that runs no script."""

    def __init__(self, app: Any, slug: str) -> None:
        self.client = TestClient(
            app, follow_redirects=False, raise_server_exceptions=False, base_url="http://testserver"
        )
        self.slug = slug

    def opens(self, path: str, **more: Any) -> Page:
        return Page(self.client.get(self._address(path), **more))

    def follows(self, page: Page) -> Page:
        assert page.status == 303, (page.status, page.text[:500])
        return Page(self.client.get(page.location))

    def sends(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        on: str = "inbox",
        **more: Any,
    ) -> Page:
        """Post a form with the token that the page `on` carries."""
        fields = None if "content" in more else {"csrf": self.token(on), **(data or {})}
        address = self._address(path)
        return Page(self.client.post(address, data=fields, files=files, **more))

    def token(self, on: str = "inbox") -> str:
        page = self.opens(on)
        return str(page.tree.xpath("//input[@name='csrf']/@value")[0])

    def _address(self, path: str) -> str:
        return path if path.startswith("/") else f"/{self.slug}/{path}"


class Hall:
    """The town with its web application."""

    def __init__(self, town: Town, settings: Settings) -> None:
        self.town = town
        self.app = create_app(settings, town.installation)
        with town.installation.database.read(town.municipality_id) as connection:
            row = municipality_by_id(connection, town.municipality_id)
        assert row is not None
        self.slug = row.slug

    def desk(self, who: str = "") -> Desk:
        """A browser; already signed in as somebody unless nobody is named."""
        desk = Desk(self.app, self.slug)
        if who:
            desk.client.cookies.set("cauce_session", self.session(who))
        return desk

    def session(self, who: str) -> str:
        person = self.town.people[who]
        assert person.person_id is not None
        return self.town.installation.database.run(
            lambda connection: open_session(
                self.town.installation, connection, person.municipality_id, person.person_id or 0
            ),
            municipality=person.municipality_id,
        )
