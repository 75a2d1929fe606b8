"""A manager makes a process that was not there; a second person lets it in, and a clerk runs it."""

from __future__ import annotations

from datetime import date

import pytest

from engine.identity.house import ADMINISTRATOR
from engine.workshop import checked_files
from engine.workshop.blank import SCENARIO, blank_files
from engine.workshop.scenarios import Outcome, read, run
from engine.workshop.sheet import Sheet
from tests.diagrams import bundle, end, event, field, flow, form, path, start, user
from tests.hall import Desk, Hall
from tests.integration.engine.packages import package
from tests.integration.engine.test_deploying import rules
from tests.integration.engine.test_scenarios import HOUSE, PERU

FIRST = bundle(
    start(),
    user("write"),
    end(),
    path("start", "write", "end"),
    manifest='operators = ["boss"]\nfamily = "atención"',
)
AT = "processes/poda_de_arboles/workshop"
ASKED = {
    "begins": "blank", "title": "Poda de  árboles", "family": "ambiente", "short": "poda",
    "starter": "clerk", "worker": "clerk", "operator": "boss",
}  # fmt: skip
DAY = {
    "effective-day": "2", "effective-month": "3", "effective-year": "2026", "reason": "Ordenanza",
}  # fmt: skip
RULE = (
    '<bpmn:businessRuleTask id="elegir" name="Elegir"><bpmn:extensionElements>'
    '<zeebe:calledDecision decisionId="metodo" resultVariable="metodo"/>'
    "</bpmn:extensionElements></bpmn:businessRuleTask>"
)
DRAWN = bundle(
    start("inicio", form="solicitud"), user("mirar"), RULE,
    event("via", "exclusiveGateway", default="via_end"), user("podar"), end(),
    path("inicio", "mirar", "elegir", "via", "end"),
    flow("via", "podar", "metodo = &quot;mayor&quot;"), flow("podar", "end"),
    key="poda_de_arboles",
).files["poda_de_arboles.bpmn"]  # fmt: skip
TABLE = rules("&lt; 100").decode().replace("monto", "arboles")


@pytest.fixture
def desk(hall: Hall) -> Desk:
    """Luis and Eva run a process, Ana works in it, Rosa administers."""
    for name, role in (("luis", "boss"), ("eva", "boss"), ("ana", "clerk")):
        hall.town.person(name, role)
    hall.town.person("rosa", ADMINISTRATOR)
    hall.town.deploys(FIRST)
    return hall.desk("luis")


def keeps(desk: Desk, file: str, content: str) -> None:
    over = desk.opens(f"{AT}/source?file={file}").headers.get("x-revision", "0")
    sent = {"file": file, "over": over, "content": content}
    told = desk.sends(f"{AT}/files", sent, headers={"accept": "application/json"})
    assert told.json["aside"] is False


def test_a_process_is_made_from_nothing_approved_and_run(hall: Hall, desk: Desk) -> None:
    assert desk.opens("new-process").heading == "Proceso nuevo"
    page = desk.follows(desk.sends("new-process", ASKED))
    assert "Nada impide publicar" in page.text
    ana, eva = hall.desk("ana"), hall.desk("eva")
    assert "Poda de árboles" in eva.opens("processes").text
    assert "Poda de árboles" not in ana.opens("processes").text
    assert ana.opens("processes/poda_de_arboles").status == 404
    assert "Poda de árboles" not in ana.opens("start").text
    keeps(desk, "poda_de_arboles.bpmn", DRAWN.decode().replace('id="p_', 'id="'))
    keeps(desk, "metodo.dmn", TABLE)
    keeps(desk, "forms/solicitud.json", form(field("arboles", "number")).decode())
    assert desk.sends(f"{AT}/publication", DAY).status == 303
    [action] = eva.opens(f"{AT}/publication").tree.xpath(
        "//form[contains(@action, '/approval')]/@action"
    )
    assert desk.sends(action).status == 409
    page = eva.follows(eva.sends(action))
    assert "La versión 1 ya rige para los expedientes nuevos" in page.text
    assert "Poda de árboles" in ana.opens("start").text
    case = hall.town.open_case("ana", "poda_de_arboles", {"arboles": "120"})
    hall.town.complete("ana", hall.town.open_task(case, "mirar"), {})
    assert hall.town.steps(case) == ["podar"]
    assert "PODA-2026-0001" in ana.opens("inbox").text
    assert "En preparación" not in desk.opens("processes").text


def test_what_was_approved_for_a_later_day_is_shown_until_then(hall: Hall, desk: Desk) -> None:
    desk.follows(desk.sends("new-process", ASKED))
    desk.sends(f"{AT}/publication", {**DAY, "effective-year": "2027"})
    eva = hall.desk("eva")
    [action] = eva.opens(f"{AT}/publication").tree.xpath(
        "//form[contains(@action, '/approval')]/@action"
    )
    assert eva.sends(action).status == 303
    assert "Poda de árboles" in desk.opens("processes").text
    assert "Poda de árboles" not in hall.desk("ana").opens("start").text
    page = desk.opens(AT)
    assert (page.status, "Atender la solicitud" in page.text) == (200, True)
    assert desk.sends("new-process", ASKED).faults == [
        "Ya hay un proceso con esta clave. Escriba otra."
    ]
    assert "Empezar un borrador" not in page.text
    assert desk.sends(AT, {}, on="processes").status == 409


def test_it_comes_from_another_process_a_package_or_another_tool(hall: Hall, desk: Desk) -> None:
    copied = {**ASKED, "begins": "copy", "like": "test", "key": "copia"}
    assert desk.sends("new-process", {**copied, "like": ""}).faults == [
        "Elija el proceso que se copia."
    ]
    page = desk.follows(desk.sends("new-process", copied))
    assert "Nada impide publicar" in page.text
    sheet = desk.opens("processes/copia/workshop/source?file=manifest.toml").text
    assert ('title = "Poda de árboles"' in sheet, 'process = "p_test"' in sheet) == (True, True)
    for name, content in (
        ("del_mundo", package(dict(FIRST.files))), ("ajeno", FIRST.files["test.bpmn"]),
    ):  # fmt: skip
        asked = {**ASKED, "begins": "file", "key": name}
        page = desk.follows(
            desk.sends("new-process", asked, {"package": ("x", content, "application/zip")})
        )
        assert page.all("//*[contains(@class, 'outline')]//li/strong")[1:] == ["2. write", "3. end"]
        assert f"{name}.bpmn" in desk.opens(f"processes/{name}/workshop/package").text
    nothing = {"package": ("x.bpmn", b"<nada/>", "application/xml")}
    wrong = desk.sends("new-process", {**asked, "key": "otro"}, nothing)
    assert (wrong.status, wrong.value("title")) == (422, "Poda de  árboles")
    assert "que dibuje un proceso" in wrong.faults[0]


def test_who_runs_nothing_makes_nothing_and_a_key_is_taken_once(hall: Hall, desk: Desk) -> None:
    for who in ("ana", "rosa"):
        other = hall.desk(who)
        assert "Proceso nuevo" not in other.opens("processes").text
        assert other.opens("new-process").status == 403
        assert other.sends("new-process", ASKED).status == 403
    for key in ("test", "compra"):  # in force here, and one of the house
        wrong = desk.sends("new-process", {**ASKED, "key": key})
        assert wrong.faults == ["Ya hay un proceso con esta clave. Escriba otra."]
    blank = desk.sends("new-process", {"begins": "blank", "operator": "boss", "short": "á"})
    assert len(blank.faults) == 5
    desk.follows(desk.sends("new-process", ASKED))
    assert len(desk.sends("new-process", ASKED).faults) == 1
    desk.sends(f"{AT}/discarding", {"reason": "Otra vez"})
    assert "Poda de árboles" not in desk.opens("processes").text
    assert desk.opens(AT).status == 404
    again = desk.follows(desk.sends("new-process", {**ASKED, "title": "Poda"}, on="processes"))
    assert again.heading == "Poda"
    assert desk.opens(AT).text.count("Empezó") == 0


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_the_scenario_that_it_begins_with_passes_in_every_language(language: str) -> None:
    titles = {"mesa": "Mesa de partes", "boss": "Jefatura"}
    sheet = Sheet("poda", 'Poda «ya" & más', "", "PO", "mesa", "boss", "boss", titles)
    files = blank_files(sheet, language, date(2026, 3, 2))
    (scenario,) = read(files[SCENARIO]).scenarios
    ran = run(HOUSE, PERU, checked_files(files), scenario)
    assert ran.outcome is Outcome.PASSED, [each.why for each in ran.steps]
