"""The auditor's pages: search over all history, one case with its seal and step by step, and who
looked at what."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from sqlalchemy import text

from engine.auditing.following import list_all_history
from engine.cases import Facts
from engine.identity import AUDITOR
from engine.identity.house import ADMINISTRATOR
from tests.diagrams import bundle, end, path, start, user
from tests.hall import PERMIT_ASKED, Desk, Hall, Page

CASE = "PER-2026-0001"
LINES = "//ol[@class='chain']/li"


@pytest.fixture
def carmen(hall: Hall) -> Desk:
    """The auditor, after a permit was asked for, taken up and granted."""
    town = hall.town
    case_id = town.open_case("rosa", "permit", PERMIT_ASKED)
    task_id = town.open_task(case_id, "revisar")
    town.attach("marta", case_id, task_id=task_id, kind="informe", title="Informe")
    town.does("marta", case_id, "revisar", Facts({"resultado": "si"}))
    town.person("carmen", AUDITOR)
    list_all_history(town.installation, town.municipality_id)
    return hall.desk("carmen")


def told(page: Page) -> list[str]:
    return page.all(f"{LINES}//div[@class='chain-words']/p[1]")


def test_only_the_auditor_comes_in(hall: Hall, carmen: Desk) -> None:
    rosa = hall.desk("rosa")
    case = f"audit/cases/{CASE}"
    files = ("audit/events.csv", "audit/readings/readings.csv", f"{case}/events.csv")
    for each in ("audit", "audit/readings", case, f"{case}/replay", *files):
        assert rosa.opens(each).status == 403, each
        assert carmen.opens(each).status == 200, each
    assert "/audit" not in rosa.opens("inbox").text
    assert "Solo lectura" in carmen.opens("audit").text


def test_everything_that_was_done_is_in_one_list_the_newest_first(carmen: Desk) -> None:
    lines = told(carmen.opens("audit"))
    assert any("completó «Revisar" in each for each in lines), lines
    assert any("abrió el expediente PER-2026-0001" in each for each in lines)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=queso", "abrió el expediente"),
        ("q=QUESO feria", "abrió el expediente"),
        ("person=marta", "completó «Revisar"),
        ("role=mesa&person=marta", "completó «Revisar"),
        ("topic=2", "completó «Revisar"),
        ("process=permit&q=si", "completó «Revisar"),
    ],
)
def test_it_is_narrowed_by_who_what_and_words(carmen: Desk, query: str, found: str) -> None:
    everything, some = told(carmen.opens("audit")), told(carmen.opens(f"audit?{query}"))
    assert 0 < len(some) < len(everything)
    assert any(found in each for each in some)


@pytest.mark.parametrize(
    "query",
    ["q=inexistente", "person=nadie", "topic=9", "since-day=1&since-month=1&since-year=2031"],
)
def test_what_nobody_did_is_not_found(carmen: Desk, query: str) -> None:
    page = carmen.opens(f"audit?{query}")
    assert told(page) == []
    assert "Nada con estos filtros" in page.text


def test_what_a_value_was_before_stands_beside_what_it_is(hall: Hall, carmen: Desk) -> None:
    hall.town.deploys(
        bundle(start(), user("one"), user("two"), end(), path("start", "one", "two", "end"))
    )
    hall.town.person("ana", "clerk")
    case_id = hall.town.open_case("ana", "test", Facts({}))
    hall.town.does("ana", case_id, "one", Facts({"monto": Decimal(1200)}))
    hall.town.does("ana", case_id, "two", Facts({"monto": Decimal(901)}))
    list_all_history(hall.town.installation, hall.town.municipality_id)
    page = carmen.opens("audit?q=901")
    assert page.all("//p[@class='chain-changes']") == ["Monto: antes 1200 → 901"]


def test_a_page_ends_where_the_next_begins(hall: Hall, carmen: Desk) -> None:
    for _ in range(16):
        hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    list_all_history(hall.town.installation, hall.town.municipality_id)
    first = carmen.opens("audit?process=permit")
    rest = carmen.opens(first.tree.xpath("//a[@rel='next']/@href")[0])
    rows = list(csv.reader(io.StringIO(carmen.opens("audit/events.csv?process=permit").text)))
    assert len(told(first)) == 50
    assert len(told(first)) + len(told(rest)) == len(rows) - 1


def test_the_history_of_a_case_is_under_its_seal(carmen: Desk) -> None:
    page = carmen.opens(f"audit/cases/{CASE}")
    assert "Historia íntegra." in page.text
    assert page.all(f"{LINES}//code")[0].count("…") == 1
    technical = carmen.opens(f"audit/cases/{CASE}?technical=true")
    assert all(len(each) == 64 for each in technical.all("//p[@class='hash'][1]/code"))


def test_what_was_changed_behind_the_house_is_named_on_the_page(hall: Hall, carmen: Desk) -> None:
    if hall.town.installation.database.dialect != "sqlite":
        return
    with hall.town.installation.database.verb("*") as connection:
        connection.execute(text("DROP TRIGGER events_refuse_update"))
        connection.execute(text("UPDATE events SET at = at - 86400000000 WHERE seq = 2"))
    page = carmen.opens(f"audit/cases/{CASE}")
    assert "Historia alterada." in page.text
    assert "La actuación 2 fue modificada después de registrarse." in page.text
    assert len(page.all("//li[@class='is-broken']")) == 1


def test_a_case_is_told_again_step_by_step(carmen: Desk) -> None:
    page = carmen.opens(f"audit/cases/{CASE}/replay")
    seen = []
    while True:
        seen.append(page.all("//li[@aria-current='step']//div/p[1]")[-1])
        following = page.tree.xpath("//a[@data-way='on']/@href")
        if not following:
            break
        page = carmen.opens(following[0])
    assert seen == told(page)
    drawn = page.tree.xpath("//div[@data-diagram]")[0]
    assert "revisar" in drawn.get("data-passed").split()


def test_who_looked_at_what_is_written_down_and_the_auditor_too(hall: Hall, carmen: Desk) -> None:
    rosa = hall.desk("rosa")
    rosa.opens(f"cases/{CASE}")
    rosa.opens(f"cases/{CASE}")
    carmen.opens(f"audit/cases/{CASE}")
    page = carmen.opens(f"audit/readings?q={CASE}")
    rows = page.all("//tbody/tr")
    assert len([each for each in rows if "Rosa" in each]) == 1
    assert any("Carmen" in each and "leyó como auditor" in each for each in rows)
    assert carmen.opens("audit/readings?person=rosa&kind=2").all("//tbody/tr")
    assert not carmen.opens("audit/readings?kind=4").all("//tbody/tr")


def test_an_act_says_from_where_it_came(hall: Hall, carmen: Desk) -> None:
    rosa = hall.desk("rosa")
    task = hall.town.open_task(hall.town.open_case("rosa", "permit", PERMIT_ASKED), "revisar")
    rosa.sends(f"tasks/{task}/assignment")
    list_all_history(hall.town.installation, hall.town.municipality_id)
    carmen.opens("audit/readings")
    page = carmen.opens("audit?person=rosa&topic=2")
    assert "desde testclient" in page.all(f"{LINES}//p[@class='chain-below']")[0]


def test_registers_and_files_that_were_taken_along_are_in_the_log(hall: Hall, carmen: Desk) -> None:
    hall.town.person("ada", ADMINISTRATOR)
    rosa, ada = hall.desk("rosa"), hall.desk("ada")
    assert rosa.opens(f"cases/{CASE}/export.zip").status == 200
    assert ada.opens(f"people/{hall.town.people['rosa'].person_id}").status == 200
    rows = carmen.opens("audit/readings").all("//tbody/tr")
    assert any("descargó" in each and f"{CASE}-expediente.zip" in each for each in rows)
    assert any("consultó un registro" in each and "Rosa" in each for each in rows)
