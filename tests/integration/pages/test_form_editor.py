"""The form editor at the workshop: fields come, go and change beside the form as it is shown."""

from __future__ import annotations

import json

import pytest

from tests.diagrams import bundle, end, field, form, path, start, user
from tests.hall import Desk, Hall, Page

AT = "processes/test/workshop/form"
FILE = f"{AT}?file=forms/ask.json"


@pytest.fixture
def desk(hall: Hall) -> Desk:
    """Luis runs the process and has begun a draft; Ana only works in it."""
    hall.town.person("luis", "boss")
    hall.town.person("ana", "clerk")
    asked = form(field("asunto"), field("correo", properties={"width": "20"}))
    hall.town.deploys(
        bundle(
            start(form="ask"),
            user("write"),
            end(),
            path("start", "write", "end"),
            forms={"ask": asked},
            manifest='operators = ["boss"]',
        )
    )
    luis = hall.desk("luis")
    luis.follows(luis.sends("processes/test/workshop"))
    return luis


def shown(page: Page) -> dict[str, str]:
    """Every field of the editor as a browser would send it."""
    found: dict[str, str] = {}
    for each in page.tree.xpath("//form[contains(@class, 'desk')]//*[@name]"):
        if each.tag == "button" or (each.get("type") == "checkbox" and each.get("checked") is None):
            continue
        if each.tag == "select":
            value = each.xpath("./option[@selected]/@value")[0]
        else:
            value = each.get("value") if each.tag == "input" else (each.text or "").strip("\n")
        found[each.get("name")] = value
    return found


def preview(page: Page) -> str:
    return " ".join(page.all("//*[@data-live='preview']"))


def source(desk: Desk) -> dict[str, list[dict[str, object]]]:
    page = desk.opens("processes/test/workshop/source?file=forms/ask.json")
    told: dict[str, list[dict[str, object]]] = json.loads(page.text)
    return told


def test_a_field_is_added_renamed_and_seen(desk: Desk) -> None:
    before = source(desk)
    page = desk.follows(desk.sends(AT, shown(desk.opens(FILE))))
    assert source(desk) == before
    page = desk.follows(desk.sends(AT, {**shown(page), "act": "add 0", "kind": "radio"}))
    fields = {**shown(page), "e1-label": "Vía de pago", "e1-options": "c = Caja\nb = Banco"}
    page = desk.follows(desk.sends(AT, {**fields, "e1-required": "yes"}))
    assert "Vía de pago" in preview(page)
    assert "Banco" in preview(page)
    assert source(desk)["components"][1]["validate"] == {"required": True}
    assert source(desk)["components"][2] == before["components"][1]
    page = desk.follows(desk.sends(AT, {**shown(page), "act": "remove 1"}))
    assert source(desk) == before


def test_a_fault_is_told_on_its_field(desk: Desk) -> None:
    fields = {**shown(desk.opens(FILE)), "e1-condition": "asunto >"}
    page = desk.follows(desk.sends(AT, fields))
    assert page.all("//li[@id='p-1']//p[@class='error']") != []
    assert page.all("//li[@id='p-0']//p[@class='error']") == []
    assert shown(page)["e1-condition"] == "asunto >"
    assert "Corrija lo que se señala" in preview(page)


def test_what_names_no_field_changes_nothing(hall: Hall, desk: Desk) -> None:
    fields, before = shown(desk.opens(FILE)), source(desk)
    wrong = [{**fields, "e7": "asks"}, {**fields, "act": "remove 9"}]
    wrong += [{**fields, "act": "add 0", "kind": "iframe"}]
    assert {desk.sends(AT, each).status for each in wrong} == {422}
    assert source(desk) == before
    ana = hall.desk("ana")
    assert {ana.opens(FILE).status, ana.sends(AT, fields).status} == {403}
    assert desk.opens(f"{AT}?file=manifest.toml").status == 404
