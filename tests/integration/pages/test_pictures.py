"""Who runs a process sees where its time goes; the numbers are those of the scripted town."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from engine.cases import Facts
from engine.pictures.following import follow_processes
from tests.hall import Hall
from tests.pictured import ANSWERING

PAGE = "processes/answers/pictures"
TOLD = "//ul[@class='told-list']/li"


def answered(hall: Hall, *, waits: timedelta, works: timedelta, again: bool = False) -> int:
    """A case in which the first step is taken after a while, and done after another."""
    town = hall.town
    case_id = town.open_case("clerk", "answers", {})
    for more in [True, False] if again else [False]:
        town.clock.advance(waits)
        town.claim("clerk", town.open_task(case_id, "ask", "clerk"))
        town.clock.advance(works)
        town.does("clerk", case_id, "ask", Facts({"more": more}))
    town.claim("clerk", town.open_task(case_id, "sign", "clerk"))
    town.clock.advance(timedelta(minutes=30))
    town.does("clerk", case_id, "sign")
    return case_id


@pytest.fixture
def busy(hall: Hall) -> Hall:
    """Twelve cases that ended, two of them with a second round, and one that is open since long."""
    hall.town.person("clerk", "clerk")
    hall.town.person("olga", "operador")
    hall.town.person("vera", "auditor")
    hall.town.deploys(ANSWERING)
    hall.town.open_case("clerk", "answers", {})
    for n in range(12):
        answered(hall, waits=timedelta(days=2), works=timedelta(hours=3), again=n < 2)
    follow_processes(hall.town.installation)
    return hall


def rows(page: Any, number: int) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in line.xpath("./td")]
        for line in page.tree.xpath(f"(//table)[{number}]//tr[contains(@class,'line')]")
    ]


def test_the_page_tells_where_time_goes(busy: Hall) -> None:
    page = busy.desk("olga").opens(PAGE)
    assert page.status == 200
    assert "Terminaron 12 expedientes." in page.text
    first, second = page.all(TOLD)
    assert first.startswith("El 93 % del tiempo se va esperando que alguien tome «ask»")
    assert first.endswith("2 días de mediana.")
    assert second.startswith("«ask» se hace de nuevo: 2 de 15 veces")
    [ask, sign] = rows(page, 1)
    assert (ask[0], ask[1], ask[-1]) == ("ask", "Veces: 15", "De nuevo: 2")
    assert "espera 2 días, trabajo 3 horas" in ask[4]
    assert sign[2] == "La mitad, en: 31 minutos"  # thirty, within what buckets tell apart
    [most, other] = rows(page, 2)
    assert most[0] == "ask → sign → end"
    assert other[1].startswith("2 ")
    [late] = rows(page, 3)
    assert late[-1] == "Está en: ask"


def test_a_step_is_told_beside_the_time_before(busy: Hall) -> None:
    busy.town.move_to(date(2026, 4, 6))
    for _ in range(6):
        answered(busy, waits=timedelta(hours=4), works=timedelta(hours=1))
    follow_processes(busy.town.installation)
    told = busy.desk("olga").opens(f"{PAGE}?months=1").all(TOLD)
    assert told[0].endswith("4 horas de mediana; en el periodo anterior, 2 días.")


def test_the_diagram_is_tinted_and_says_the_numbers(busy: Hall) -> None:
    desk = busy.desk("olga")
    [drawing] = desk.opens(PAGE).tree.xpath("//div[@data-heat]")
    assert "ask=4" in drawing.get("data-heat").split(" ")
    assert "ask=2\u00a0d" in drawing.get("data-counts").split(" ")
    counted = desk.opens(f"{PAGE}?show=count")
    [drawing] = counted.tree.xpath("//div[@data-heat]")
    assert {"ask=15", "sign=12", "end=12"} == set(drawing.get("data-counts").split(" "))
    assert "15 veces" in counted.one("//details[@class='diagram-list']")


def test_months_and_versions_narrow_what_is_told(busy: Hall) -> None:
    busy.town.clock.advance(timedelta(days=62))
    desk = busy.desk("olga")
    assert "Ningún expediente terminó" in desk.opens(f"{PAGE}?months=1").text
    assert "Terminaron 12" in desk.opens(f"{PAGE}?months=6&version=1").text
    assert "Terminaron 12" in desk.opens(f"{PAGE}?months=nonsense&version=99").text


def test_the_pages_are_for_who_runs_or_audits_the_process(busy: Hall) -> None:
    for who, status in (("olga", 200), ("vera", 200), ("clerk", 403), ("rosa", 403)):
        assert busy.desk(who).opens(PAGE).status == status, who
    assert "Tiempos y recorridos" in busy.desk("olga").opens("processes/answers").text
    assert "Tiempos y recorridos" not in busy.desk("clerk").opens("processes/answers").text
    assert busy.desk("olga").opens("processes/nothing/pictures").status == 404


def test_an_open_case_tells_when_similar_ones_ended(busy: Hall) -> None:
    town, meta = busy.town, "//div[@class='status-words']/p[@class='meta']"
    case_id = town.open_case("clerk", "answers", {})
    page = busy.desk("clerk").opens(f"cases/{town.case(case_id).number}")
    now = town.clock.now()
    days = [f"{(now + timedelta(days=each)).day} de" for each in (2, 4)]
    told = page.one(meta)
    assert told.startswith(f"Suele terminar entre el {days[0]}")
    assert days[1] in told
    assert told.endswith("así fue en 8 de cada 10 de 12 casos parecidos.")
    town.clock.advance(timedelta(days=30))
    late = busy.desk("clerk").opens(f"cases/{town.case(case_id).number}").one(meta)
    assert late == "Lleva en este paso más que casi todos los 12 casos parecidos."
    town.does("clerk", case_id, "ask", Facts({"more": False}))
    town.does("clerk", case_id, "sign")
    assert busy.desk("clerk").opens(f"cases/{town.case(case_id).number}").all(meta) == []


@pytest.mark.usefixtures("permit")
def test_too_few_similar_cases_foretell_nothing(hall: Hall) -> None:
    [case_id] = hall.town.cases_of("permit")
    page = hall.desk("rosa").opens(f"cases/{hall.town.case(case_id).number}")
    assert page.status == 200
    assert "casos parecidos" not in page.text
