"""Files from elsewhere come into a draft as they are, and the review says what must change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hall import Desk, Hall
from tests.integration.pages.test_workshop import AT, desk
from ui.workshop.files import as_text

__all__ = ["desk"]
ROOT = Path(__file__).parents[3]
SUITES = Path(os.environ.get("CAUCE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))

REAL = sorted((SUITES / "real").glob("*.bpmn"))


@pytest.mark.parametrize("model", REAL or [None], ids=lambda each: each.stem if each else "none")
def test_a_model_of_a_real_town_comes_in_and_is_told_what_must_change(
    desk: Desk, model: Path | None
) -> None:
    if model is None:
        return  # the collection is not part of the house
    files = {"arrival": (model.name, model.read_bytes(), "application/xml")}
    page = desk.follows(desk.sends(f"{AT}/arrivals", {}, files))
    name = model.name
    assert page.all("//nav[@class='diagram-files']//a[@aria-current]") == [
        name.removesuffix(".bpmn").replace("_", " ")
    ]
    told = page.tree.xpath(f"//li[@data-file='{name}'][@data-grave='error']")
    assert told, "what comes from another engine has something to change"
    assert page.all("//*[contains(@class, 'outline')]//li/strong") != []
    assert (
        desk.opens(f"{AT}/source?file={name}").text.strip() == as_text(model.read_bytes()).strip()
    )


def test_a_file_that_is_no_part_of_a_process_does_not_come_in(hall: Hall, desk: Desk) -> None:
    for name in ("../../x.py", "x.exe", ".bpmn"):
        files = {"arrival": (name, b"x", "application/xml")}
        assert desk.sends(f"{AT}/arrivals", {}, files).status == 422
    files = {"arrival": ("../mis tablas.dmn", b"x", "application/xml")}
    desk.follows(desk.sends(f"{AT}/arrivals", {}, files))
    assert "mis_tablas.dmn" in desk.opens(f"{AT}/files").text
    assert hall.desk("ana").sends(f"{AT}/arrivals", {}, files).status == 403
    page = desk.opens(f"{AT}/text?file=mis_tablas.dmn")
    sent = {"file": "mis_tablas.dmn", "over": page.value("over"), "remove": "yes"}
    assert desk.sends(f"{AT}/files", sent).status == 303
    assert "mis_tablas.dmn" not in desk.opens(f"{AT}/files").text
