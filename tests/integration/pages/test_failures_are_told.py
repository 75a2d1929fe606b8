"""Why something failed is told in the language of whoever reads it, on pages and by the API."""

from __future__ import annotations

import pytest

from engine.cases import Facts
from engine.jobs.results import Incident, Result, Retry, Work
from engine.messages import broadcast
from engine.sentences import from_kept, kept, phrase
from storage.queries.cases import incidents_of_case
from storage.queries.incidents import attempts_of_job
from tests.diagrams import boundary, bundle, end, event, flow, path, service, start, timer, user
from tests.hall import Hall
from tests.programs import program
from ui.failures import told_failure
from ui.templating import catalogue_of

ASKS = bundle(
    start(),
    user("look"),
    '<bpmn:exclusiveGateway id="owes"/>',
    end("free"),
    end("not-free"),
    path("start", "look", "owes"),
    flow("owes", "free", "debt * 2 &gt; 5"),
    flow("owes", "not-free", "debt * 2 &lt;= 5"),
    manifest='operators = ["boss"]',
)
TOLD = {
    "es": "La condición «debt * 2 > 5» no dio verdadero ni falso, sino un valor vacío. Línea 1,"
    " columna 6: la operación * no existe entre texto y número.",
    "pt": "A condição «debt * 2 > 5» não deu verdadeiro nem falso, mas um valor vazio. Linha 1,"
    " coluna 6: a operação * não existe entre texto e número.",
    "en": "The condition “debt * 2 > 5” gave neither true nor false, but an empty value. Line 1,"
    " column 6: text * number has no meaning.",
}

STARTS = {"es": "El temporizador no sirve", "pt": "O temporizador não serve",
          "en": "The timer is of no use"}  # fmt: skip
NEVER = event("later", "intermediateCatchEvent", timer('="nunca"', "timeDate"))


@pytest.fixture
def failed(hall: Hall) -> int:
    """The id of the incident of a condition that could not be decided."""
    hall.town.person("ana", "clerk")
    hall.town.person("luis", "operador")
    hall.town.deploys(ASKS)
    case_id = hall.town.open_case("ana", "test", Facts({"debt": "doce"}))
    hall.town.complete("ana", hall.town.open_task(case_id, "look"), Facts({}))
    [found] = hall.town.reads(lambda c: incidents_of_case(c, hall.town.municipality_id, case_id))
    assert found.message == TOLD["es"]
    return found.id


@pytest.mark.parametrize("language", TOLD)
def test_an_incident_is_told_in_the_readers_language(
    hall: Hall, failed: int, language: str
) -> None:
    asked = {"accept-language": language}
    desk = hall.desk("luis")
    desk.client.cookies.set("cauce_language", language)
    assert TOLD[language] in " ".join(desk.opens("incidents", headers=asked).all("//td"))
    page = desk.opens(f"incidents/{failed}", headers=asked)
    assert page.one("//p[@class='lead']") == TOLD[language]
    asks = program(hall, "operador")
    for address in (f"incidents/{failed}", "incidents"):
        said = asks.asks("GET", address, headers=asked).json
        [one] = said.get("items", [said])
        assert one["message"] == TOLD[language]


def test_what_was_kept_before_is_read_as_it_was_written() -> None:
    words = catalogue_of("en")
    assert told_failure("La dirección no existe", None, words) == "La dirección no existe"


def test_a_sentence_is_kept_with_the_sentences_inside_it() -> None:
    inner = phrase("un valor vacío")
    sentence = phrase("se encontró «%(value)s»", value=inner)
    again = from_kept(kept(sentence))
    assert str(again) == "se encontró «un valor vacío»"
    assert again.told(catalogue_of("en").gettext) == "“an empty value” was found"
    assert from_kept(kept("50 % de «%(x)s»")).told() == "50 % de «%(x)s»"


def test_the_attempts_of_a_job_are_told_so_too(hall: Hall) -> None:
    hall.town.person("ana", "clerk")
    hall.town.person("luis", "operador")
    hall.town.deploys(
        bundle(
            start(),
            service("send", "mail", retries=2),
            end(),
            path("start", "send", "end"),
            manifest='operators = ["boss"]',
        )
    )
    case_id = hall.town.open_case("ana", "test", Facts({}))
    said = phrase("El servidor de correo no atendió.")
    answers: list[Result] = [Retry(said), Incident("Ya no existe")]

    def mailing(_: Work) -> Result:
        return answers.pop(0)

    hall.town.works({"mail": mailing})
    hall.town.waits(hours=1)
    hall.town.works({"mail": mailing})
    town = hall.town.municipality_id
    [incident] = hall.town.reads(lambda c: incidents_of_case(c, town, case_id))
    rows = hall.town.reads(lambda c: attempts_of_job(c, town, incident.job_id or 0))
    assert [(each.reason, each.said is None) for each in rows] == [
        ("El servidor de correo no atendió.", False),
        ("Ya no existe", True),
    ]
    desk = hall.desk("luis")
    desk.client.cookies.set("cauce_language", "en")
    page = desk.opens(f"incidents/{incident.id}")
    assert page.one("//p[@class='lead']") == "Ya no existe"
    assert "The mail server did not respond." in page.text


def test_what_could_not_be_opened_is_told_so_too(hall: Hall) -> None:
    hall.town.person("luis", "operador")
    hall.town.deploys(
        bundle(
            event("begin", "startEvent", '<bpmn:signalEventDefinition signalRef="flood"/>'),
            event("later", "intermediateCatchEvent", timer('="nunca"', "timeDate")),
            end(),
            path("begin", "later", "end"),
            key="rescue",
            roots='<bpmn:signal id="flood" name="flood"/>',
        )
    )
    broadcast(hall.town.installation, hall.town.person("systems"), "flood", {})
    while hall.town.works():
        pass
    desk = hall.desk("luis")
    desk.client.cookies.set("cauce_language", "en")
    assert "The timer is of no use" in desk.opens("incidents").text


CLOCK = timer("R/P1D", "timeCycle")
TRUE = (
    "<bpmn:conditionalEventDefinition><bpmn:condition>=1 = 1</bpmn:condition>"
    "</bpmn:conditionalEventDefinition>"
)


@pytest.mark.parametrize("language", STARTS)
@pytest.mark.parametrize("begins", [CLOCK, TRUE], ids=["clock", "condition"])
def test_why_the_clock_or_a_condition_opened_no_case_is_told_so_too(
    hall: Hall, begins: str, language: str
) -> None:
    hall.town.person("luis", "operador")
    hall.town.deploys(
        bundle(
            event("begin", "startEvent", begins),
            NEVER,
            end(),
            path("begin", "later", "end"),
            key="rescue",
            manifest='operators = ["boss"]',
        )
    )
    hall.town.waits(days=1)
    desk = hall.desk("luis")
    desk.client.cookies.set("cauce_language", language)
    assert STARTS[language] in desk.opens("processes/rescue").text


@pytest.mark.parametrize("language", STARTS)
def test_why_a_case_cannot_go_over_is_told_so_too(hall: Hall, language: str) -> None:
    drawn = (user("look"), end(), path("start", "look", "end"))
    late = (boundary("late", "look", timer("=plazo")), end("gone"), path("late", "gone"))
    hall.town.person("ana", "clerk")
    hall.town.person("luis", "operador")
    manifest = 'operators = ["boss"]'
    hall.town.deploys(bundle(start(), *drawn, manifest=manifest))
    hall.town.open_case("ana", "test", Facts({}))
    hall.town.deploys(bundle(start(), *drawn, *late, manifest=manifest))
    desk = hall.desk("luis")
    desk.client.cookies.set("cauce_language", language)
    assert STARTS[language] in desk.opens("processes/test/migration/trial?from=1&to=2").text
    asked = {"process": "test", "from_version": 1, "to_version": 2}
    told = {"accept-language": language}
    answer = program(hall, "operador").asks("POST", "migrations/trial", asked, headers=told)
    [obstacle] = answer.json["items"][0]["obstacles"]
    assert (obstacle["kind"], obstacle["element"]) == ("fails", "late")
    assert obstacle["told"].startswith(STARTS[language])
