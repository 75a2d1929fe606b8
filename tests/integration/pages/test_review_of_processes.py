"""The page with what the checks find in every process in force."""

from __future__ import annotations

import pytest

from engine.refusals import Fault
from tests.diagrams import bundle, end, path, start, user
from tests.hall import Hall
from ui.processes import findings as page_of_findings


def drawn(key: str, name: str) -> object:
    step = user("look").replace('name="look"', f'name="{name}"')
    return bundle(start(), step, end(), path("start", "look", "end"), key=key)


@pytest.fixture
def two(hall: Hall) -> Hall:
    """One process of which something is to be said, and one of which nothing is."""
    hall.town.deploys(drawn("rough", "Papeles"))
    hall.town.deploys(drawn("clean", "Revisar la solicitud"))
    return hall


def test_findings_stand_by_process_with_reason_cure_and_way_to_the_diagram(two: Hall) -> None:
    page = two.desk("rosa").opens("findings")
    assert page.status == 200
    sheet = "//section[@id='process-rough']"
    assert page.all(f"{sheet}//tr[contains(@class,'group')]/th/span")[0].startswith("Avisos")
    [element, what, instead] = page.all(f"{sheet}//tr[contains(@class,'line')]/td")[:3]
    assert element.startswith("Papeles")
    assert what.startswith("El nombre de la tarea es una sola palabra.")
    assert "Funciona, pero" in what
    assert instead == "Diga qué se hace y con qué: «Revisar la solicitud»."
    [href] = page.tree.xpath(f"{sheet}//a[@class='row-link']/@href")
    place, fragment = href.split("#")
    diagram = two.desk("rosa").opens(place)
    [here] = diagram.tree.xpath(f"//div[@id='{fragment}']/div/@data-here")
    assert here == "look"


def test_a_process_of_which_nothing_is_to_be_said_is_named_too(two: Hall) -> None:
    page = two.desk("rosa").opens("findings")
    assert page.all("//section[@id='process-clean']") == []
    links = page.tree.xpath("//section//li/a/@href")
    assert f"/{two.slug}/processes/clean" in links
    assert two.desk("rosa").opens("processes").tree.xpath(f"//a[@href='/{two.slug}/findings']")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("pt", "O nome da tarefa é uma só palavra."),
        ("en", "The name of the task is a single word."),
    ],
)
def test_they_are_told_in_the_readers_language(two: Hall, language: str, told: str) -> None:
    desk = two.desk("rosa")
    desk.client.cookies.set("cauce_language", language)
    assert told in desk.opens("findings").text


def test_what_would_be_refused_today_comes_first(
    two: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checks have learnt something since the version was deployed."""
    faults = (
        Fault("test.bpmn", "Falta algo.", "look", "Mirar", severity="error"),
        Fault("test.bpmn", "Mire esto.", severity="warning"),
    )
    monkeypatch.setattr(page_of_findings, "findings_of", lambda *_: faults)
    page = two.desk("rosa").opens("findings")
    groups = page.all("//section[@id='process-clean']//tr[contains(@class,'group')]/th")
    assert [each.split()[0] for each in groups] == ["Faltas", "Avisos"]
    assert "impedirían publicar de nuevo" in page.text


def test_who_is_not_signed_in_sees_nothing(two: Hall) -> None:
    assert two.desk().opens("findings").status in (302, 303, 401)


def test_a_mark_that_is_no_element_is_left_out(two: Hall) -> None:
    page = two.desk("rosa").opens("processes/clean?at=%22%3E%3Cb")
    assert page.tree.xpath("//div[@data-diagram]/@data-here") == [""]
