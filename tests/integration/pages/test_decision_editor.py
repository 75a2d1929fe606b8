"""Decision tables at the workshop: rules come, go and move, and the margin says what is missing."""

from __future__ import annotations

import json

import pytest

from engine.definitions.bundle import Bundle
from engine.parameters import load_parameters
from processes.registry import parameters_of
from tests.diagrams import bundle, end, field, form, path, start, user
from tests.hall import Desk, Hall, Page
from tests.integration.pages.test_decisions import ONE, rule, table

MODEL = table("", ONE, rule(1, "< 10", '"baja"', note="Art. 1") + rule(2, ">= 10", '"alta"'))
AT = "processes/test/workshop/decision"
FILE = f"{AT}?file=tasa.dmn"


@pytest.fixture
def desk(hall: Hall) -> Desk:
    """Luis runs the process, which has a decision, and has begun a draft."""
    hall.town.person("luis", "boss")
    hall.town.person("eva", "boss")
    hall.town.person("ana", "clerk")
    files = bundle(
        start(form="ask"),
        user("write"),
        end(),
        path("start", "write", "end"),
        forms={"ask": form(field("asunto"))},
        manifest='operators = ["boss"]',
    )
    hall.town.deploys(Bundle({**files.files, "tasa.dmn": MODEL.encode("latin-1")}))
    load_parameters(hall.town.installation, hall.town.municipality_id, parameters_of("PE"))
    luis = hall.desk("luis")
    luis.follows(luis.sends("processes/test/workshop"))
    return luis


def shown(page: Page) -> dict[str, list[str]]:
    """Every field of the form as a browser would send it."""
    found: dict[str, list[str]] = {}
    for each in page.tree.xpath("//form[contains(@class, 'desk')]//*[@name]"):
        if each.tag == "button":
            continue
        if each.tag == "select":
            value = [*each.xpath("./option[@selected]/@value"), *each.xpath("./option/@value")][0]
        else:
            value = each.get("value") if each.tag == "input" else (each.text or "").strip("\n")
        found.setdefault(each.get("name"), []).append(value)
    return found


def source(desk: Desk) -> str:
    return desk.opens("processes/test/workshop/source?file=tasa.dmn").text


def margin(page: Page) -> list[str]:
    return [each for each in page.all("//*[contains(@class, 'desk-found')]") if each]


def test_what_is_not_changed_is_written_as_it_came(desk: Desk) -> None:
    before = source(desk)
    page = desk.follows(desk.sends(AT, shown(desk.opens(FILE))))
    assert source(desk) == before
    assert margin(page) == []


def test_a_threshold_leaves_a_gap_that_is_told_and_mended(desk: Desk) -> None:
    fields = shown(desk.opens(FILE))
    fields["t0-in0"][1] = ">= 20"
    page = desk.follows(desk.sends(AT, fields))
    assert "ninguna regla cubre" in margin(page)[0].lower()
    fields = shown(page)
    fields["t0-in0"][1] = ">="
    page = desk.follows(desk.sends(AT, fields))
    assert page.all("//tr[@id='t0-r2']//*[contains(@class, 'desk-found')]") != []
    assert page.tree.xpath("//textarea[@aria-invalid]/@name") == ["t0-in0"]
    fields = shown(page)
    fields["t0-in0"][1] = ">= 10"
    fields["t0-out0"][1] = 'legal parameter("pe.uit", date("2026-03-01"))'
    page = desk.follows(desk.sends(AT, fields))
    assert "5,500" in page.text
    assert "&gt;= 10" in source(desk).replace("]]>", "").replace("<![CDATA[>", "&gt;")


def test_rules_come_move_and_go_with_their_notes(desk: Desk) -> None:
    page = desk.follows(desk.sends(AT, {**shown(desk.opens(FILE)), "act": "down 0 0"}))
    assert [row.split("\n")[0] for row in shown(page)["t0-in0"]] == [">= 10", "< 10"]
    assert shown(page)["t0-note0"] == ["", "Art. 1"]
    page = desk.follows(desk.sends(AT, {**shown(page), "act": "add 0 1"}))
    fields = shown(page)
    assert fields["t0-in0"] == [">= 10", "< 10", "-"]
    page = desk.follows(desk.sends(AT, {**fields, "act": "remove 0 0"}))
    assert shown(page)["t0-in0"] == ["< 10", "-"]
    assert 'id="r1"' in source(desk)
    assert 'id="r2"' not in source(desk)


def test_a_form_that_lacks_cells_or_names_no_rule_changes_nothing(desk: Desk) -> None:
    fields, before = shown(desk.opens(FILE)), source(desk)
    short = {**fields, "t0-in0": fields["t0-in0"][:1]}
    wrong = [short, {**fields, "t0-origin": ["0", "9"]}, {**fields, "act": "remove 0 7"}]
    wrong += [{**fields, "t0-origin": ["0", "x"]}, {**fields, "t0-policy": "NUNCA"}]
    assert {desk.sends(AT, each).status for each in wrong} == {422}
    assert source(desk) == before


def test_who_comes_later_keeps_theirs_aside(hall: Hall, desk: Desk) -> None:
    eva = hall.desk("eva")
    mine, hers = shown(desk.opens(FILE)), shown(eva.opens(FILE))
    mine["t0-in0"][0], hers["t0-in0"][0] = "< 5", "< 7"
    desk.sends(AT, mine)
    late = eva.sends(AT, hers, headers={"accept": "application/json"})
    assert late.json["aside"] is True
    assert "5" in shown(eva.opens(FILE))["t0-in0"][0]


def test_who_does_not_run_the_process_sees_and_writes_nothing(hall: Hall, desk: Desk) -> None:
    fields = shown(desk.opens(FILE))
    ana = hall.desk("ana")
    assert ana.opens(FILE).status == 403
    assert ana.sends(AT, fields).status == 403
    assert desk.opens(f"{AT}?file=test.bpmn").status == 404


def test_columns_come_move_and_go_and_a_rule_is_copied(desk: Desk) -> None:
    page = desk.follows(desk.sends(AT, {**shown(desk.opens(FILE)), "act": "add-output 0 0"}))
    fields = shown(page)
    assert fields["t0-outname0"] == ["tasa"]
    assert fields["t0-outlabel1"] == ["Resultado nuevo"]
    fields["t0-outname1"], fields["t0-out1"] = ["norma"], ['"a"', '"b"']
    page = desk.follows(desk.sends(AT, {**fields, "act": "left-output 0 1"}))
    assert shown(page)["t0-outname0"] == ["norma"]
    assert shown(page)["t0-out0"] == ['"a"', '"b"']
    page = desk.follows(desk.sends(AT, {**shown(page), "act": "copy 0 0"}))
    assert shown(page)["t0-in0"] == ["< 10", "< 10", ">= 10"]
    assert shown(page)["t0-note0"] == ["Art. 1", "Art. 1", ""]
    page = desk.follows(desk.sends(AT, {**shown(page), "act": "remove-output 0 0"}))
    assert "t0-out1" not in shown(page)
    last = {**shown(page), "act": "remove-output 0 0"}
    assert desk.sends(AT, last).status == 422
    fields = {**shown(page), "t0-policy": "FIRST", "t0-outdefault0": '"nada"', "t0-intype0": "Any"}
    fields = shown(desk.follows(desk.sends(AT, fields)))
    now = [fields[name] for name in ("t0-policy", "t0-outdefault0", "t0-intype0")]
    assert now == [["FIRST"], ['"nada"'], ["Any"]]


def test_formulas_are_offered_what_the_file_has_and_the_functions(desk: Desk) -> None:
    page = desk.opens(FILE)
    [offered] = page.tree.xpath("//form[@data-offer]/@data-offer")
    words = {each["text"]: each["shown"] for each in json.loads(offered)}
    assert words["n"] == "n · N"
    assert words["sum("] == "sum(list) · la suma"
    assert words["legal parameter("].startswith("legal parameter(…) · un número de la ley")
    assert words["pe.uit"].startswith("pe.uit · S/\u00a05,500")
    kinds = page.tree.xpath("//textarea[@data-kind='tests']/@name")
    assert set(kinds) == {"t0-in0", "t0-invalues0", "t0-outvalues0"}


def test_a_decision_and_a_datum_are_made_and_one_uses_the_other(desk: Desk) -> None:
    fields = {**shown(desk.opens(FILE)), "new-datum-label": "Giro", "act": "new-datum 0 0"}
    page = desk.follows(desk.sends(AT, fields))
    fields = {**shown(page), "new-decision-label": "Riesgo", "act": "new-decision 0 0"}
    page = desk.follows(desk.sends(AT, fields))
    names = page.tree.xpath("//*[@class='needs']//a/@aria-label")
    assert set(names) == {"Año fiscal", "N", "Giro", "Riesgo"}
    fields = shown(page)
    [own] = [name for name, value in fields.items() if value == ["riesgo"] and name.endswith("-id")]
    at = own.removeprefix("e").removesuffix("-id")
    page = desk.follows(
        desk.sends(AT, {**fields, "t1-new-input": "dato_giro", "act": "add-input 1 0"})
    )
    assert shown(page)["t1-ask0"] == ["giro"]
    assert page.tree.xpath(f"//*[@id='e{at}']//*[@class='desk-uses']//a/text()") == ["Giro"]
    wrong = ("drop 0 0", f"unuse {at} 7", "add-input 9 0", "drop -1 0", "left-output 1 x")
    assert {desk.sends(AT, {**shown(page), "act": each}).status for each in wrong} == {422}
    page = desk.follows(desk.sends(AT, {**shown(page), f"e{at}-label": "Riesgo del giro"}))
    page = desk.follows(desk.sends(AT, {**shown(page), "act": f"unuse {at} 0"}))
    assert page.tree.xpath(f"//*[@id='e{at}']//*[@class='desk-uses']//a") == []
    assert 'label="Riesgo del giro"' in source(desk)
    desk.follows(desk.sends(AT, {**shown(page), "act": f"drop {at} 0"}))
    assert "riesgo" not in source(desk)


def test_the_draft_is_tried_before_it_is_in_force(hall: Hall, desk: Desk) -> None:
    fields = shown(desk.opens(FILE))
    fields["t0-out0"][0] = '"mínima"'
    page = desk.follows(desk.sends(AT, fields))
    [way] = page.tree.xpath("//a[contains(., 'Probar la decisión')]/@href")
    assert way.endswith(f"{AT}/trial?file=tasa.dmn")
    tried = {"_path": "tasa.dmn", "_for": "d", "_step": "run", "d0": "4"}
    page = desk.sends(f"{AT}/trial", tried)
    assert page.status == 200
    assert "mínima" in page.tree.xpath("//*[@id='result']")[0].text_content()
    held = page.all("//tr[contains(@class, 'is-selected')]/td[1]")
    assert [each.removesuffix(" se cumple") for each in held] == ["1"]
    assert desk.sends(f"{AT}/trial", {**tried, "d0": "mucho"}).status == 422
    assert desk.opens(f"{AT}/trial?file=test.bpmn").status == 404
    assert hall.desk("ana").opens(f"{AT}/trial?file=tasa.dmn").status == 403
