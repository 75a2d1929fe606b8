"""How wide a page really is."""

from playwright.sync_api import Page


def page_width(page: Page) -> int:
    """What would be scrolled over, in CSS pixels, once the page that was gone to is there.

    A click ends when the next page begins: for a moment it has no root to be asked.
    """
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth"))
