"""The dashboard and the page of an indicator, as the people of the municipality read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.indicators.following import count
from processes.indicators.sources import sources
from tests.diagrams import bundle, end, path, start, user
from tests.hall import Hall
from tests.silence import SILENCE
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Twelve licences in March: nine decided in time, two by silence, one is open; in April one."""
    town = Town(database_url, tmp_path / "documents")
    town.person("clerk", "clerk")
    town.person("alcaldesa", "administrador")
    town.person("auditor", "auditor")
    town.person("vecina")
    body = (
        start("s"), user("evaluation"), SILENCE, end("granted"), end("approved"),
        path("s", "evaluation", "granted"), path("silence", "approved"),
    )  # fmt: skip
    town.deploys(bundle(*body, key="licence"))
    begun = [town.open_case("clerk", "licence", {}) for _ in range(11)]
    for case_id in begun[:9]:
        town.does("clerk", case_id, "evaluation")
    town.move_to(date(2026, 3, 16))
    town.open_case("clerk", "licence", {})
    count(town.installation, sources())
    yield Hall(town, Settings())
    town.close()


def test_the_dashboard_says_how_the_month_was(hall: Hall) -> None:
    page = hall.desk("auditor").opens("indicators")
    assert page.one("//p[@class='beside']") == (
        "En el periodo (marzo de 2026) la municipalidad resolvió el 81.8 % de los expedientes"
        " dentro del plazo legal. Hoy no hay vencidos."
    )
    tiles = page.all("//ul[@class='tiles']/li")
    assert tiles[0] == "Resueltos en plazo81.8 %9 de 11"
    assert tiles[1] == "Abiertos1en 1 trámite"
    assert tiles[3] == "Silencio positivo2de 11 evaluados"
    assert "3 de 40 dicen algo en este periodo" not in page.text
    assert "2 de 40 dicen algo en este periodo" in page.text
    february = hall.desk("auditor").opens("indicators?period=2026-02")
    assert "terminaron 0 expedientes" in february.one("//p[@class='beside']")
    days = hall.desk("auditor").opens("indicators?from=2026-03-03&until=2026-03-31")
    assert days.all("//ul[@class='tiles']/li")[0] == "Resueltos en plazoinsuficiente0 de 2"


def test_behind_a_figure_are_its_cases_for_who_may_see_them(hall: Hall) -> None:
    desk = hall.desk("auditor")
    page = desk.opens("indicators/on_time_cases")
    assert page.heading == "Resueltos en plazo"
    assert "expedientes cerrados en plazo" in page.text
    assert len(page.all("//table[caption='Casos']/tbody/tr")) == 11
    others = desk.opens("indicators/on_time_cases?part=others")
    assert len(others.all("//table[caption='Casos']/tbody/tr")) == 2
    mine = hall.desk("clerk").opens("indicators/on_time_cases?part=numerator")
    assert len(mine.all("//table[caption='Casos']/tbody/tr")) == 9
    hidden = hall.desk("alcaldesa").opens("indicators/on_time_cases")
    assert hidden.all("//table[caption='Casos']/tbody/tr") == []
    assert "Hay 11 casos más que su rol no ve." in hidden.text
    assert desk.opens("indicators/nothing").status == 404
    assert hall.desk("vecina").opens("indicators").status == 403
    assert hall.desk("vecina").opens("indicators/data.csv").status == 403


def test_a_target_holds_from_the_day_on_which_it_is_set(hall: Hall) -> None:
    desk = hall.desk("alcaldesa")
    typed = {"bound": "meta", "value": "noventa", "source": "Acuerdo 4"}
    wrong = desk.sends("indicators/on_time_cases/bounds", typed)
    assert wrong.status == 422
    assert wrong.faults == ["Escriba un número: 87.5"]
    assert wrong.value("value") == "noventa"
    assert desk.sends("indicators/on_time_cases/bounds", {**typed, "value": "90"}).status == 303
    page = desk.opens("indicators/on_time_cases")
    assert "meta 90\u00a0%" in page.text
    assert "Bajo la meta" in page.text
    refused = hall.desk("clerk").sends("indicators/on_time_cases/bounds", {**typed, "value": "1"})
    assert refused.status == 422
    assert "meta 90\u00a0%" in desk.opens("indicators/on_time_cases").text


def test_the_files_hold_every_figure(hall: Hall) -> None:
    desk = hall.desk("clerk")
    lines = desk.opens("indicators/data.csv").text.splitlines()
    assert len(lines) == 41
    [told] = [line for line in lines if ",on_time_cases," in line]
    assert told.startswith(
        "14,on_time_cases,Resueltos en plazo,ciudadano,eficiencia,2026-03-01,2026-03-31,81.8182,%"
        ",9,11,11,"
    )
    rows = json.loads(desk.opens("indicators/data.json?area=recaudo").text)["indicators"]
    assert {row["area"] for row in rows} >= {"recaudo"}
    assert all(row["definition"] and row["formula"] for row in rows)
