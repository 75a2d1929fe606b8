"""What axe finds on a page as it is now."""

from __future__ import annotations

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what is in order is counted, and not told node by node
}


def faults_on(page: Page) -> list[str]:
    """Each rule that is broken, with where."""
    found = Axe().run(page, options=RULES)
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
