"""The workshop without script: a draft begins, is changed, reviewed, brought back, given up."""

from __future__ import annotations

import json

import pytest

from tests.diagrams import bundle, end, field, form, path, start, user
from tests.hall import Desk, Hall

FIRST = bundle(
    start(form="ask"),
    user("write"),
    end(),
    path("start", "write", "end"),
    forms={"ask": form(field("asunto"))},
    manifest='operators = ["boss"]',
)
AT = "processes/test/workshop"
JSON = {"accept": "application/json"}


@pytest.fixture
def desk(hall: Hall) -> Desk:
    """Luis runs the process and has begun a draft; Ana only works in it."""
    hall.town.person("luis", "boss")
    hall.town.person("eva", "boss")
    hall.town.person("ana", "clerk")
    hall.town.deploys(FIRST)
    luis = hall.desk("luis")
    luis.follows(luis.sends(AT))
    return luis


def drawn(desk: Desk) -> tuple[str, str]:
    """The diagram as it is now, and its revision."""
    page = desk.opens(f"{AT}/source?file=test.bpmn")
    return page.text, page.headers["x-revision"]


def keeps(desk: Desk, content: str, over: str) -> dict[str, object]:
    sent = {"file": "test.bpmn", "content": content, "over": over}
    page = desk.sends(f"{AT}/files", sent, headers=JSON)
    assert page.status == 200, page.text
    told: dict[str, object] = page.json
    return told


def test_the_process_leads_to_its_workshop_and_the_draft_is_told_as_text(desk: Desk) -> None:
    assert desk.opens("processes/test").all("//a[contains(@href, '/workshop')]") != []
    page = desk.opens(AT)
    assert page.all("//*[contains(@class, 'outline')]//li/strong") == [
        "1. start",
        "2. write",
        "3. end",
    ]
    assert "Nada impide publicar" in page.text


def test_who_does_not_run_the_process_finds_no_workshop(hall: Hall, desk: Desk) -> None:
    ana = hall.desk("ana")
    assert "workshop" not in ana.opens("processes/test").text
    parts = ["", "/review", "/states", "/files", "/text?file=manifest.toml"]
    parts.append("/source?file=test.bpmn")
    assert {ana.opens(AT + part).status for part in parts} == {403}
    sent = {"file": "test.bpmn", "content": "x", "over": "1", "text": "1", "reason": "x"}
    acts = ["", "/files", "/fixes", "/expressions", "/states/1/restoration", "/discarding"]
    assert {ana.sends(AT + act, sent).status for act in acts} == {403}
    assert drawn(desk)[1] == "1"


def test_a_fault_is_told_with_its_element_and_keeps_the_draft_from_being_published(
    desk: Desk,
) -> None:
    text, over = drawn(desk)
    told = keeps(desk, text.replace("</bpmn:process>", user("alone") + "</bpmn:process>"), over)
    assert told["said"] == "Guardado hoy, 9:00"
    page = desk.opens(f"{AT}/review")
    assert page.all("//li[@data-element='alone']//strong") != []
    assert "Nada impide publicar" not in page.text


def test_a_press_makes_the_change_that_a_finding_offers(desk: Desk) -> None:
    text, over = drawn(desk)
    keeps(desk, text.replace('formKey="ask"', 'formKey="ask" bindingType="x"'), over)
    page = desk.opens(f"{AT}/review")
    forms = page.tree.xpath("//form[contains(@action, '/fixes')]")
    assert forms, page.text
    fields = {each.get("name"): each.get("value") for each in forms[0].xpath(".//input")}
    assert desk.sends(f"{AT}/fixes", fields).status == 303
    assert "bindingType" not in drawn(desk)[0]


def test_two_who_save_at_once_are_told_and_lose_nothing(hall: Hall, desk: Desk) -> None:
    text, over = drawn(desk)
    keeps(desk, text.replace('name="write"', 'name="Escribir"'), over)
    late = keeps(hall.desk("eva"), text.replace('name="write"', 'name="Anotar"'), over)
    assert late["aside"] is True
    assert "Lo suyo quedó aparte" in str(late["said"])
    assert "Escribir" in drawn(desk)[0]
    assert "quedó aparte" in desk.opens(f"{AT}/states").text
    desk.follows(desk.sends(f"{AT}/states/3/restoration"))
    assert "Anotar" in drawn(desk)[0]


def test_an_expression_is_read_without_being_run(desk: Desk) -> None:
    good = desk.sends(f"{AT}/expressions", {"text": '=legal parameter("x", today())'})
    assert good.json == {"ok": True, "said": "Expresión correcta"}
    tests = desk.sends(f"{AT}/expressions", {"text": "> 10, [1..3]", "kind": "tests"})
    assert tests.json["ok"] is True
    bad = desk.sends(f"{AT}/expressions", {"text": "=monto >"})
    assert (bad.json["line"], bad.json["column"]) == (1, 8)
    assert bad.json["ok"] is False
    assert bad.json["said"].startswith("Línea 1")


def test_a_file_is_changed_as_text_and_stays_what_it_is(desk: Desk) -> None:
    page = desk.opens(f"{AT}/text?file=manifest.toml")
    content = page.value("content").replace("Prueba", "Otra prueba")
    over = page.value("over")
    sent = {"file": "manifest.toml", "content": content, "over": over}
    assert desk.follows(desk.sends(f"{AT}/files", sent)).value("content") == content
    wrong = desk.sends(f"{AT}/files", {"file": "../x.bpmn", "content": "", "over": "0"})
    assert wrong.status == 422
    assert wrong.heading == "Ese archivo no es de un proceso"


def test_a_draft_is_given_up_with_a_reason(desk: Desk) -> None:
    assert desk.sends(f"{AT}/discarding", {"reason": " "}).status == 422
    page = desk.follows(desk.sends(f"{AT}/discarding", {"reason": "Era una prueba"}))
    assert "Empezar un borrador" in page.text
    assert desk.opens(f"{AT}/states").status == 404


def test_what_a_draft_changes_is_told_in_words_and_drawn(hall: Hall, desk: Desk) -> None:
    assert "No cambia nada." in desk.opens(f"{AT}/comparison").text
    text, over = drawn(desk)
    keeps(desk, text.replace('name="write"', 'name="Escribir"'), over)
    page = desk.opens(f"{AT}/comparison")
    [line] = page.all("//tbody//tr")
    assert line == "EscribirTarea de persona · NombrecambiaAntes: writeAhora: Escribir"
    sources = page.tree.xpath("//*[@data-diagram]/@data-diagram")
    drawings = [desk.opens(each).text for each in sources]
    assert ["Escribir" in each for each in drawings] == [False, True]
    assert "No cambia nada." in desk.opens(f"{AT}/comparison?since=2").text
    assert desk.opens(f"{AT}/comparison?since=9").status == 404
    assert hall.desk("ana").opens(f"{AT}/comparison").status == 403


def test_a_change_is_asked_for_and_approved_by_another_person(hall: Hall, desk: Desk) -> None:
    hall.town.open_case("ana", "test", {"asunto": "Uno"})
    text, over = drawn(desk)
    keeps(desk, text.replace('name="write"', 'name="Escribir la carta"'), over)
    page = desk.opens(f"{AT}/publication")
    assert "1 expediente abierto. Todos tienen lugar en el borrador" in page.text
    day = {"effective-day": "2", "effective-month": "3", "effective-year": "2026"}
    wrong = desk.sends(f"{AT}/publication", {**day, "reason": "Ley", "effective-day": "40"})
    assert (wrong.status, wrong.value("reason")) == (422, "Ley")
    assert desk.sends(f"{AT}/publication", {**day, "reason": ""}).status == 422
    page = desk.follows(desk.sends(f"{AT}/publication", {**day, "reason": "Ley"}))
    assert "nadie aprueba lo que dibujó o pidió" in page.text
    eva = hall.desk("eva")
    page = eva.opens(f"{AT}/publication")
    [action] = page.tree.xpath("//form[contains(@action, '/approval')]/@action")
    assert desk.sends(action).status == 409
    assert hall.desk("ana").sends(action).status == 403
    page = eva.follows(eva.sends(action))
    assert "La versión 2 ya rige para los expedientes nuevos" in page.text
    assert "Migrar expedientes de la versión 1 a la 2" in page.text


def test_a_package_is_taken_out_and_in(hall: Hall, desk: Desk) -> None:
    out = desk.opens(f"{AT}/package")
    assert out.headers["content-type"] == "application/zip"
    files = {"package": ("proceso.zip", out.content, "application/zip")}
    page = desk.follows(desk.sends(f"{AT}/package", {}, files))
    assert "Se importó el paquete" in page.text
    bad = {"package": ("proceso.zip", b"nada", "application/zip")}
    assert desk.sends(f"{AT}/package", {}, bad).heading == "No se importó el paquete"
    assert hall.desk("ana").sends(f"{AT}/package", {}, files).status == 403
    assert hall.desk("ana").opens(f"{AT}/package").status == 403


def test_elements_are_commented_on_and_comments_settled(hall: Hall, desk: Desk) -> None:
    said = {"file": "test.bpmn", "element": "write", "text": "¿Quién firma?"}
    page = desk.follows(desk.sends(f"{AT}/comments", said))
    assert page.all("//ol[@class='comments']//p")[1] == "¿Quién firma?"
    [signs] = desk.opens(AT).tree.xpath("//*[@data-comments]/@data-comments")
    assert [(each["element"], each["count"]) for each in json.loads(signs)] == [("write", 1)]
    assert "¿Quién firma?" in desk.opens(f"{AT}/comments?file=test.bpmn&element=write").text
    assert "¿Quién firma?" not in desk.opens(f"{AT}/comments?file=test.bpmn&element=start").text
    empty = desk.sends(f"{AT}/comments", {**said, "text": " "})
    assert (empty.status, empty.faults) == (422, ["Escriba el comentario, de hasta 2,000 letras."])
    [action] = page.tree.xpath("//form[contains(@action, '/settling')]/@action")
    ana = hall.desk("ana")
    assert {ana.sends(f"{AT}/comments", said).status, ana.sends(action).status} == {403}
    page = hall.desk("eva").follows(hall.desk("eva").sends(action))
    assert "resuelto" in page.text
    assert 'data-comments="[]"' in desk.opens(AT).text
    assert desk.sends(action).status == 404
