"""The gallery in a real browser, under the strict content policy: axe, widths, keys, helps."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import axe_core_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.sizes import page_width
from tests.unit.ui_kit.conftest import PAGES
from ui.formats import Localisation
from ui.gallery.samples import context as samples
from ui.templating import HERE, Templates

pytestmark = pytest.mark.browser

POLICY = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'"
AXE = Path(axe_core_python.__file__).parent / "axe.min.js"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
DIAGRAM = HERE.parent / "processes" / "procurement" / "compra.bpmn"
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" | ")}`)"""


@pytest.fixture(scope="module")
def gallery() -> dict[str, str]:
    """Every page of the gallery, in Spanish."""
    templates = Templates()
    return {
        name: templates.render(f"gallery/{name}.html", samples(current), locale=Localisation())
        for name, current in PAGES.items()
    }


@pytest.fixture(scope="module")
def address(gallery: dict[str, str]) -> Iterator[str]:
    """Where the gallery is served with the content policy of the real pages."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = content(self.path, gallery)
            self.send_response(200 if found else 404)
            body, kind = found or (b"", "text/plain")
            self.send_header("content-type", kind)
            self.send_header("content-security-policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Tests do not read it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def content(path: str, gallery: dict[str, str]) -> tuple[bytes, str] | None:
    name = path.strip("/")
    if name in gallery:
        return gallery[name].encode(), "text/html; charset=utf-8"
    if name == "sample.bpmn":
        return DIAGRAM.read_bytes(), "application/xml"
    file = HERE / "static" / "dist" / Path(name).name
    if name.startswith("static/") and file.is_file():
        return file.read_bytes(), KINDS.get(file.suffix, "application/octet-stream")
    return None


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """The one Chromium of this process: two of them cannot be driven beside each other."""
    return chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_nothing(browser: Browser, address: str, name: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 860}, bypass_csp=True, reduced_motion="reduce"
    )
    opened = context.new_page()
    opened.goto(f"{address}/{name}")
    opened.evaluate(AXE.read_text())
    assert opened.evaluate(RUN_AXE) == []
    context.close()


@pytest.mark.parametrize("name", list(PAGES))
def test_no_page_scrolls_sideways(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/{name}")
    for width in (1280, 1024, 800, 641, 360, 320):
        page.set_viewport_size({"width": width, "height": 780})
        assert page_width(page) == width


def test_keys_move_and_mark_rows_and_the_bulk_bar_counts(page: Page, address: str) -> None:
    page.goto(f"{address}/inbox")
    assert page.text_content("[data-bulk-count]") == "1 marcada"
    page.keyboard.press("j")
    page.keyboard.press("Shift+J")
    assert page.text_content("[data-bulk-count]") == "2 marcadas"
    page.keyboard.press("Escape")
    assert not page.is_visible(".bulk")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_money_is_formatted_on_leaving_and_doubtful_figures_stay(page: Page, address: str) -> None:
    page.goto(f"{address}/components")
    for typed, left in (("1234567.5", "1,234,567.50"), ("180000,5", "180000,5"), ("abc", "abc")):
        page.fill("#amount", typed)
        page.focus("#ruc")
        assert page.input_value("#amount") == left


def test_a_password_can_be_seen_and_hidden_again(page: Page, address: str) -> None:
    page.goto(f"{address}/signin")
    page.fill("#password", "clave")
    page.click(".peek")
    assert page.get_attribute("#password", "type") == "text"
    assert page.text_content(".peek") == "Ocultar"
    page.click(".peek")
    assert page.get_attribute("#password", "type") == "password"


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/components")
    page.click(".summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "wrong-amount"


def test_a_pressed_button_says_it_works_and_a_second_press_does_nothing(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/task")
    page.evaluate("document.addEventListener('submit', (event) => event.preventDefault())")
    page.click(".work-foot .button-primary")
    page.wait_for_selector(".button.is-busy")
    assert page.text_content(".button.is-busy .button-word") == "Guardando…"
    assert page.get_attribute(".button.is-busy", "aria-disabled") == "true"


def test_a_menu_closes_with_escape_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(f"{address}/inbox")
    page.click(".person summary")
    assert page.is_visible(".person .menu-sheet")
    page.keyboard.press("Escape")
    assert not page.is_visible(".person .menu-sheet")
    assert page.evaluate("document.activeElement.closest('.person') !== null")


@pytest.mark.skipif(not DIAGRAM.exists(), reason="the purchase's diagram is not drawn yet")
def test_the_diagram_draws_past_and_present_and_keeps_its_maker_in_sight(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/case")
    page.locator(".diagram").scroll_into_view_if_needed()
    page.wait_for_selector(".diagram.is-drawn")
    assert page.locator(".djs-element.is-passed").count() > 5
    assert page.locator(".djs-element.is-here").count() == 1
    assert page.is_visible(".diagram > .bjs-powered-by")
    page.click(".legend-list")
    assert page.is_visible(".diagram-list ol")


def test_without_script_the_diagram_is_a_list_and_everything_is_open(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{address}/case")
    assert opened.is_visible(".diagram-list ol")
    assert not opened.is_visible(".diagram")
    opened.goto(f"{address}/inbox")
    assert opened.is_visible(".bulk")
    context.close()
