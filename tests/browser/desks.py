"""A town hall served to a real browser, and somebody who works there without a mouse."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Browser, Page

from tests.hall import Hall

HEARD = """
window.lost = [];
let held = "";
document.addEventListener("htmx:before:swap", () => {
  const at = document.activeElement;
  held = at && at !== document.body ? at.outerHTML : "";
});
document.addEventListener("htmx:after:swap", () => setTimeout(() => {
  if (held && document.activeElement === document.body) window.lost.push(held);
}, 60));
"""
"""Keeps what lost the focus to the body when a part of the page was swapped."""

FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const drawn = (each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const seen = [at, at.closest(".option, .drop")].filter(Boolean);
  const box = at.getBoundingClientRect();
  const words = [at.getAttribute("aria-label"), at.labels?.[0]?.innerText, at.innerText, at.value];
  return {
    name: (words.find(Boolean) ?? "").replace(/\\s+/g, " ").trim(),
    id: at.id, field: at.name ?? "", row: at.closest(".line")?.id ?? "",
    visible: seen.some(drawn) || at.matches("main, h1, .skip"),
    within: box.bottom > 0 && box.top < innerHeight,
  };
}"""
"""Where the focus is, how it is called, and whether one sees it."""


@contextmanager
def served(hall: Hall) -> Iterator[str]:
    """The address of the hall's application while it runs in a thread."""
    config = uvicorn.Config(hall.app, host="127.0.0.1", port=0, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def browsing(chromium: Browser, hall: Hall, base: str, who: str) -> Iterator[Page]:
    """Somebody's browser, signed in; a fault of a script fails the test."""
    context = chromium.new_context(base_url=base, locale="es-PE")
    cookie = {"name": "cauce_session", "value": hall.session(who), "url": base}
    context.add_cookies([cookie])  # type: ignore[list-item]
    context.add_init_script(HEARD)
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_default_timeout(15_000)
    yield page
    context.close()
    assert faults == []


class Keys:
    """Works a page with its keys alone; wherever the focus stops it must be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self) -> dict[str, str]:
        """What has the focus: its name, id, field and row. It must be visible."""
        found = self.page.evaluate(FOCUSED)
        assert found is not None, f"the focus is on the body of {self.page.url}"
        assert found["visible"], f"no one sees that the focus is on {found}"
        assert found["within"], f"the focus is outside of the window: {found}"
        return dict(found)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def goes_by(self, key: str) -> None:
        """Press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.page.wait_for_load_state("networkidle")

    def tabs_to(self, *, name: str = "", field: str = "") -> dict[str, str]:
        """Tab until a control of this name, or of this field, has the focus."""
        stops = []
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement === document.body"):
                continue  # once around the window
            at = self.at()
            stops.append(at["name"] or at["field"])
            if (name and at["name"].startswith(name)) or (field and at["field"] == field):
                return at
        raise AssertionError(f"{name or field} is not reached with Tab: {stops}")

    def writes(self, text: str) -> None:
        self.page.keyboard.type(text)

    def kept_focus(self) -> None:
        """No swap so far has thrown the focus back to the body."""
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(120)
        assert self.page.evaluate("window.lost") == []
