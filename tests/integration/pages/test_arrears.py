"""The page of overdue debts: found, summed, paged, and downloaded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.dues import collects_debts, does, goes_on
from tests.hall import Hall
from tests.taxes import begins_run, collects_taxes, declares, issues
from tests.town import Town
from ui.settings import Settings
from ui.taxes import arrears


@pytest.fixture
def owing(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Two taxpayers, three instalments and the emission of each overdue."""
    town = Town(database_url, tmp_path / "documents")
    collects_taxes(town)
    town.person("carla", "cobranza")
    town.person("olga", "mesa")
    declares(town, "1", "450000", code="01-045-001")
    declares(town, "2", "82500", code="01-046-001")
    issues(town, begins_run(town))
    town.move_to(date(2026, 9, 1))
    yield Hall(town, Settings())
    town.close()


def test_overdue_debts_are_found_and_paged(owing: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrears, "PAGE", 5)
    desk = owing.desk("carla")
    page = desk.opens("taxes/arrears")
    assert page.heading == "Morosidad"
    # 712.50 x 3, 41.25 x 3 and 22.00 x 2
    assert "S/ 2,305.25 vencidos" in page.all("//h2")
    rows = page.all("//tbody/tr")
    assert len(rows) == 5
    assert "01/01/2031" in rows[0]
    (more,) = page.tree.xpath("//a[contains(@href, 'after=')]/@href")
    assert len(desk.opens("taxes/" + more.partition("/taxes/")[2]).all("//tbody/tr")) == 3
    found = desk.opens("taxes/arrears?q=vecino 2&sector=01-046")
    assert "S/ 145.75 vencidos" in found.all("//h2")
    assert len(found.all("//tbody/tr")) == 4
    assert "Ninguna deuda vencida con eso" in desk.opens("taxes/arrears?stage=coercive").text
    assert desk.opens("taxes/arrears?year=MMXXVI&age=x&least=z&order=x&after=x").status == 200
    assert owing.desk("olga").opens("taxes/arrears").status == 403
    assert owing.desk("olga").opens("taxes/arrears/arrears.csv").status == 403


def test_they_are_downloaded_with_their_interest(
    owing: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrears, "FILE_PAGE", 3)
    answer = owing.desk("carla").opens("taxes/arrears/arrears.csv?q=vecino 1&order=amount")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["Código", "Contribuyente", "Documento"]
    assert len(rows) == 5
    first = next(row for row in rows if row[7] == "1")
    assert first[8:13] == ["2026-02-27", "Cobranza ordinaria", "712.50", "39.76", "752.26"]
    assert arrears._row("=1+1", "x") == b"'=1+1,x\r\n"


def test_marked_debts_go_into_a_reminder_and_a_debt_explains_itself(owing: Hall) -> None:
    collects_debts(owing.town, "recordatorio_tributos", "aviso_deuda")
    desk = owing.desk("carla")
    page = desk.opens("taxes/arrears?q=vecino 1")
    marked = page.tree.xpath("//input[@name='debt']/@value")[:2]
    act = {"act": "recordatorio_tributos", "debt": marked}
    page = desk.sends("taxes/arrears/campaigns", {**act})
    assert page.heading == "Recordar el pago"
    said = {**act, "begin": "1"}
    assert "campana" in desk.sends("taxes/arrears/campaigns", {**said, "campana": ""}).text
    answer = desk.sends("taxes/arrears/campaigns", {**said, "campana": "Septiembre"})
    assert answer.status == 303
    (case_id,) = owing.town.cases_of("recordatorio_tributos")
    goes_on(owing.town)
    does(owing.town, "carla", case_id, "conforme", {"decision_campana": "enviar"})
    (letter,) = owing.town.cases_of("aviso_deuda")
    assert owing.town.case(letter).state == "completed"
    page = desk.opens(f"taxes/arrears/debts/{marked[0]}")
    text = " ".join(page.all("//tbody/tr"))
    assert "Se le recordó Septiembre" in text
    assert "Venció; el plazo corre desde el 1 de enero siguiente" in text
    assert desk.opens("taxes/arrears/debts/7").status == 404
    forged = {**said, "act": "otra", "campana": "x"}
    assert desk.sends("taxes/arrears/campaigns", forged).status == 403


def test_what_prescribes_within_a_year_is_told_by_year(owing: Hall) -> None:
    desk = owing.desk("carla")
    assert "Nada prescribe en un año" in desk.opens("taxes/prescription").text
    owing.town.move_to(date(2030, 3, 1))
    page = owing.desk("carla").opens("taxes/prescription")
    (line,) = page.all("//tbody/tr")
    assert line == "2026 S/ 0.000 deudasS/ 0.000 deudasS/ 3,059.0010 deudas"
