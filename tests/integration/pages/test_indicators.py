"""The dashboard and the page of an indicator, as the people of the municipality read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.identity import register_municipality
from engine.indicators.comparing import BANDS, POPULATION
from engine.indicators.following import count
from processes.indicators.sources import sources
from storage.database import Connection
from storage.queries.deadlines import ParameterRow
from storage.queries.indicators import MonthRow
from storage.writes.deadlines import put_parameters
from storage.writes.indicators import put_month
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
    weeks = page.all("//section[@aria-labelledby='flow-title']//details//tbody/tr/th")
    assert (len(weeks), weeks[-1]) == (8, "16 mar")
    assert "3 de 40 dicen algo en este periodo" not in page.text
    assert "2 de 40 dicen algo en este periodo" in page.text
    february = hall.desk("auditor").opens("indicators?period=2026-02")
    assert "terminaron 0 expedientes" in february.one("//p[@class='beside']")
    days = hall.desk("auditor").opens("indicators?from=2026-03-03&until=2026-03-31")
    assert days.all("//ul[@class='tiles']/li")[0] == "Resueltos en plazo—insuficiente: 0 de 2"


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


def test_anybody_reads_the_months_that_are_over_and_nothing_about_few(hall: Hall) -> None:
    town = hall.town
    town.move_to(date(2026, 4, 6))
    count(town.installation, sources())
    anybody = hall.desk()
    lines = anybody.opens("open/indicators.csv").text.splitlines()
    assert lines[0].startswith("indicator,number,title,area,month,value,unit")
    # two of eleven were late: who they are could be guessed
    assert "on_time_cases,14,Resueltos en plazo,ciudadano,2026-03,,%,,,,withheld,1" in lines
    assert not any(",2026-04," in each for each in lines)
    told = json.loads(anybody.opens("open/indicators.json").text)
    assert [each["indicator"] for each in told["indicators"]].count("on_time_cases") == 1
    package = json.loads(anybody.opens("open/indicators/datapackage.json").text)
    fields = package["resources"][0]["schema"]["fields"]
    assert [each["name"] for each in fields] == lines[0].split(",")
    page = anybody.opens("open/indicators")
    assert page.status == 200
    assert "se reserva" in page.text


def test_a_town_is_compared_with_three_others_of_its_size_and_never_with_fewer(hall: Hall) -> None:
    desk = hall.desk("alcaldesa")
    address = "indicators/on_time_cases"
    assert "Falta decir cuántos habitantes" in desk.opens(address).text
    typed = {"people": "ocho mil", "people-source": "Censo 2017"}
    wrong = desk.sends(f"{address}/population", typed)
    assert (wrong.status, wrong.faults) == (422, ["Escriba cuántos habitantes: 8450"])
    assert desk.sends(f"{address}/population", {**typed, "people": "8450"}).status == 303
    bands = (BANDS, "5000 10000 50000", "text", date(2020, 1, 1), None, "Censo", "K")
    own = hall.town.municipality_id
    hall.town.installation.database.run(
        lambda c: put_parameters(c, own, [ParameterRow(hall.town.installation.ids.new(), *bands)]),
        municipality=own,
    )
    for _ in range(2):
        another_town(hall, people=9_000, part=(9, 10))
    another_town(hall, people=90_000, part=(1, 10))
    assert "Hay 2 municipalidades parecidas con datos" in desk.opens(address).text
    another_town(hall, people=5_000, part=(5, 10))
    page = desk.opens(address)
    told = page.all("//section[@aria-labelledby='peers-title']//dd")
    assert told[0].endswith("lugar 3 de 4, de mejor a peor")
    assert told[1:] == ["90 %", "70 % – 90 %"]


def another_town(hall: Hall, *, people: int, part: tuple[int, int]) -> None:
    """A municipality with so many people that decided a part of its cases in time."""
    town = hall.town.installation
    slug = f"otra-{town.ids.new()}"
    other = register_municipality(
        town, slug=slug, name="Otra", country="PE", timezone="America/Lima", currency="PEN"
    )
    kept = (POPULATION, str(people), "habitantes", date(2026, 1, 1), None, "Censo", "K")
    month = (date(2026, 3, 1), "on_time_cases", "", 1, part[1], *part, "{}", town.clock.now(), 0, 1)

    def verb(connection: Connection) -> None:
        put_parameters(connection, other, [ParameterRow(town.ids.new(), *kept)])
        put_month(connection, other, MonthRow(*month))

    town.database.run(verb, municipality=other)
