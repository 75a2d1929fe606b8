"""The page of the archive: what is held, what is due, and disposing of it in two steps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.identity import AUDITOR
from engine.retention.holding import hold
from engine.retention.rules import ARCHIVIST
from storage.queries.casefile import disposals_of
from tests.hall import PERMIT_ASKED, Desk, Hall

CASE = "cases/PER-2026-0001"
DUE = "//section[.//h2='Por eliminar']"
ACT = {
    "act": "Acta 003-2029 del Comité de Archivo",
    "act_on-day": "2",
    "act_on-month": "3",
    "act_on-year": "2029",
    "basis": "Tabla de retención, serie 7",
}


@pytest.fixture
def case_id(hall: Hall) -> int:
    return hall.town.open_case("rosa", "permit", PERMIT_ASKED)


@pytest.fixture
def rosa(hall: Hall, case_id: int) -> Desk:
    return hall.desk("rosa")


@pytest.fixture
def arturo(hall: Hall, case_id: int) -> Desk:
    """The archivist, three years after the case ended."""
    town = hall.town
    town.person("arturo", ARCHIVIST)
    town.attach("rosa", case_id)
    town.cancel("rosa", case_id, "Desistió")
    town.clock.advance(timedelta(days=366 * 3))
    return hall.desk("arturo")


def acts(hall: Hall) -> list[str]:
    town = hall.town
    return [row.act for row in town.reads(lambda c: disposals_of(c, town.municipality_id))]


def test_the_archive_is_for_its_archivist(hall: Hall, rosa: Desk) -> None:
    assert rosa.opens("archive").status == 403
    assert rosa.sends("archive/holds", {"series": "permit", "reason": "x"}).status == 403
    assert "/archive" not in rosa.opens("inbox").text


def test_a_series_is_held_and_released(hall: Hall, case_id: int) -> None:
    hall.town.person("arturo", ARCHIVIST)
    desk = hall.desk("arturo")
    assert "/archive" in desk.opens("inbox").text
    typed = {"series": "permit", "reason": "Juicio", "basis": "Oficio 9"}
    page = desk.follows(desk.sends("archive/holds", typed))
    assert "Juicio · Oficio 9" in page.text
    end = page.tree.xpath("//form[contains(@action,'/holds/')]/@action")[0]
    page = desk.follows(desk.sends(end, {"reason": "Terminó"}))
    assert "Juicio" not in page.text


def test_what_is_marked_is_shown_with_its_rule_before_anything_goes(
    hall: Hall, arturo: Desk, case_id: int
) -> None:
    page = arturo.opens("archive")
    assert "PER-2026-0001" in page.one(DUE)
    assert page.all("//form[@action]//button[contains(@class,'danger')]") == []
    page = arturo.sends("archive/disposals/new", {"case": [str(case_id)]})
    assert (page.status, page.heading) == (200, "Eliminar 1 expediente")
    assert "No se puede deshacer." in page.one("//p[@class='beside']")
    listed = page.one("//section[.//h2='Qué se elimina']")
    assert "PER-2026-0001" in listed
    assert "Se guarda 2 años después de terminar." in listed
    assert page.value("basis") == "Tabla de retención de la municipalidad"
    assert acts(hall) == []


def test_nothing_marked_is_said_so(hall: Hall, arturo: Desk) -> None:
    for path in ("archive/disposals/new", "archive/disposals"):
        page = arturo.sends(path, ACT)
        assert page.status == 422
        assert "Marque al menos un expediente, y no más de 500." in page.text


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ({"act": " "}, "Escriba el número del acta, hasta 200 letras."),
        ({"act_on-day": ""}, "Escriba el día completo del acta, hasta hoy."),
        ({"act_on-year": "2050"}, "Escriba el día completo del acta, hasta hoy."),
        ({"basis": ""}, "Escriba la norma o la tabla que manda eliminarlos."),
    ],
)
def test_without_a_whole_act_nothing_goes_and_nothing_typed_is_lost(
    hall: Hall, arturo: Desk, case_id: int, missing: dict[str, str], told: str
) -> None:
    typed = {"case": [str(case_id)], **ACT, **missing}
    page = arturo.sends("archive/disposals", typed)
    assert (page.status, page.faults) == (422, [told])
    kept = {name: page.value(name) for name in ("act", "act_on-day", "act_on-year", "basis")}
    assert kept == {name: typed[name].strip() for name in kept}  # type: ignore[attr-defined]
    assert page.value("case") == str(case_id)
    assert acts(hall) == []


def test_all_that_is_missing_of_an_act_is_told_at_once(arturo: Desk, case_id: int) -> None:
    page = arturo.sends("archive/disposals", {"case": [str(case_id)]} | dict.fromkeys(ACT, ""))
    assert (page.status, len(page.faults)) == (422, 3)


def test_cases_are_disposed_of_by_an_act(hall: Hall, arturo: Desk, case_id: int) -> None:
    page = arturo.follows(arturo.sends("archive/disposals", {"case": [str(case_id)], **ACT}))
    told = page.one("//section[.//h2='Actas de eliminación']")
    assert ACT["act"] in told
    assert "2 de marzo de 2029" in told
    assert "Ningún expediente cumplió su plazo." in page.text
    assert "Eliminado" in hall.desk("rosa").opens(CASE).one("//section[@id='documents']")
    again = arturo.sends("archive/disposals", {"case": [str(case_id)], **ACT})
    assert (again.status, len(acts(hall))) == (422, 1)


@pytest.mark.parametrize("strange", ["²", "1", "9" * 30, "x"])
def test_what_is_not_due_keeps_everything_else_from_going(
    hall: Hall, arturo: Desk, case_id: int, strange: str
) -> None:
    page = arturo.sends("archive/disposals", {"case": [str(case_id), strange], **ACT})
    assert page.status == 409
    assert "1 de los expedientes marcados ya no está por eliminar; la lista va sin él." in page.text
    assert acts(hall) == []


def test_what_was_held_meanwhile_does_not_go(hall: Hall, arturo: Desk, case_id: int) -> None:
    hold(hall.town.installation, hall.town.people["arturo"], "permit", "Juicio", "Oficio 9")
    page = arturo.sends("archive/disposals", {"case": [str(case_id)], **ACT})
    assert (page.status, acts(hall)) == (422, [])
    assert "Juicio · Oficio 9" in page.text


def test_an_auditor_reads_what_is_due_and_disposes_of_nothing(
    hall: Hall, arturo: Desk, case_id: int
) -> None:
    hall.town.person("vera", AUDITOR)
    vera = hall.desk("vera")
    page = vera.opens("archive")
    assert "PER-2026-0001" in page.one(DUE)
    assert page.tree.xpath("//input[@name='case']") == []
    for path in ("archive/disposals/new", "archive/disposals"):
        assert vera.sends(path, {"case": [str(case_id)], **ACT}).status == 403
    assert acts(hall) == []
