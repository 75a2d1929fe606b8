"""Somebody before the browser: signs in, finds a task, fills it in, finishes it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page

from engine.calendar import Calendar
from processes.demo.papers import sheet_of
from processes.demo.plan import TODAY, Act
from processes.demo.tambo_real import DOMAIN, PASSWORD

if TYPE_CHECKING:
    from tests.browser.conftest import Site

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
CALENDAR = Calendar()


class Visitor:
    """Somebody before the browser, signed in as one person after the other."""

    def __init__(self, page: Page, site: Site, *, script: bool = True) -> None:
        self.page = page
        self.script = script
        self.site = site
        self.faults: list[str] = []
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._heard)

    def _heard(self, message: object) -> None:
        told = getattr(message, "text", "")
        if getattr(message, "type", "") == "error" and "status of 4" not in told:
            self.faults.append(told)

    def enters(self, who: str) -> None:
        """Sign in through the form."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.site.address}/sign-in")
        self.page.fill("#login", f"{who}@{DOMAIN}")
        self.page.fill("#password", PASSWORD)
        self.page.get_by_role("button", name="Ingresar").click()
        self.page.wait_for_url("**/inbox*")

    def returns(self, who: str) -> None:
        """Be somebody who signed in on this site before, or who does so now."""
        cookies = self.site.cookies.get(who)
        if cookies is None:
            self.enters(who)
            self.site.cookies[who] = self.page.context.cookies()
            return
        self.page.context.clear_cookies()
        self.page.context.add_cookies(cookies)

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.site.address}/{path}")

    def does(self, act: Act, number: str) -> None:
        """Complete the task of an act as its person would: find it, fill it in, attach, finish."""
        self.enters(act.who)
        self.finds(number, act.step)
        self.fills(act.data)
        self.attaches(act.papers, number)
        self.finishes()

    def finds(self, number: str, step: str) -> None:
        """Open the task of a step that waits for this person in a case."""
        self.opens(f"inbox?text={number}")
        links = [f"a.row-link[href*='/tasks/{each}']" for each in self.site.tasks_of(number, step)]
        self.page.locator(", ".join(links)).first.click()
        self.page.wait_for_url("**/tasks/*")

    def fills(self, data: Mapping[str, object]) -> None:
        """Every answer, in the order given; some fields appear only under another's answer."""
        today = f"{CALENDAR.local_day(self.site.clock.now()):%d/%m/%Y}"
        for name, value in answers(data):
            self._answer(name, today if value == TODAY else value)

    def _answer(self, name: str, value: str) -> None:
        field = self.page.locator(f'[name="{name}"], [name="{name}-day"]')
        if self.script:
            field.first.wait_for(state="attached")
        elif field.count() == 0:  # without script the page comes back with what the answers call
            self.page.locator(".work-foot .button-primary").click()
        kind = field.first.evaluate("field => field.type")
        if field.first.get_attribute("name") == f"{name}-day":
            day, month, year = value.split("/")
            field.first.fill(str(int(day)))
            self.page.select_option(f'[name="{name}-month"]', str(int(month)))
            self.page.fill(f'[name="{name}-year"]', year)
        elif kind in ("radio", "checkbox"):
            if value:
                self.page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        elif kind.startswith("select"):
            field.first.select_option(value)
        else:
            field.first.fill(value)
        if self.script:
            field.first.blur()
            self.page.wait_for_timeout(150)
            self.page.wait_for_load_state("networkidle")

    def attaches(self, kinds: tuple[str, ...], number: str) -> None:
        """A sheet of paper for each kind of document."""
        for kind in kinds:
            content = sheet_of(kind, [f"Expediente {number}"])
            paper = {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": content}
            self.page.set_input_files(f'[name="_document.{kind}"]', paper)

    def finishes(self) -> None:
        """Press the one button; the inbox says where the case went."""
        self.page.locator(".work-foot .button-primary").click()
        self.page.wait_for_url("**/inbox*")
        assert "Tarea completada" in self.page.locator("#toasts").inner_text()

    def pictures(self, name: str) -> None:
        """Keep the page as it looks, wide and on a phone, when pictures are asked for."""
        if not os.environ.get("CAUCE_SCREENSHOTS"):
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        for suffix, width, height in (("", 1280, 860), ("-360", 360, 780)):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.evaluate("document.fonts.ready")
            for frame in self.page.locator("[data-diagram]").all():
                frame.scroll_into_view_if_needed()
                self.page.wait_for_timeout(700)
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=PICTURES / f"{name}{suffix}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 860})


def answers(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The names of controls with what is typed or marked in each; rows of lists by number."""
    for name, value in data.items():
        if not isinstance(value, list | tuple):
            yield name, str(value)
            continue
        for place, item in enumerate(value):
            if isinstance(item, Mapping):
                for key, inner in item.items():
                    yield f"{name}[{place}].{key}", str(inner)
            else:
                yield name, str(item)
