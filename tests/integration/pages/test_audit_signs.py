"""Signs that deserve a look, samples that anybody can draw again, roles that should be apart, and
histories to take along."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from engine.auditing.following import list_all_history
from engine.auditing.signs import look_in
from engine.cases import Facts
from engine.identity import AUDITOR
from storage.queries.flags import pairs_at
from storage.queries.indicator_facts import FactRow
from storage.tables import tasks
from storage.writes.indicators import replace_facts
from tests.diagrams import bundle, end, path, start, user
from tests.hall import PERMIT_ASKED, Desk, Hall

PAGES = ("signs", "samples", "separation", "exports", "exports/log", "samples/sample.csv")
DAY = date(2026, 3, 2)


@pytest.fixture
def carmen(hall: Hall) -> Desk:
    hall.town.person("carmen", AUDITOR)
    return hall.desk("carmen")


def counted(hall: Hall, indicator: str, case_id: int, numerator: int = 1, part: str = "LP") -> None:
    """As the indicators count a case."""
    row = FactRow(indicator, f"{case_id}.0", DAY, part, 1, numerator, 1, None, case_id)
    town = hall.town.municipality_id
    hall.town.installation.database.run(
        lambda c: replace_facts(c, town, gone=[], new=[row]), municipality=town
    )


def looks(hall: Hall, *evaluating: str) -> int:
    return look_in(hall.town.installation, hall.town.municipality_id, evaluating)


def test_they_are_the_auditors(hall: Hall, carmen: Desk) -> None:
    rosa = hall.desk("rosa")
    for each in PAGES:
        assert rosa.opens(f"audit/{each}").status == 403, each
        assert carmen.opens(f"audit/{each}").status == 200, each
    assert rosa.sends("audit/signs/late/7", {"note": "x"}).status == 403


def test_a_sign_is_told_with_its_case_and_noted(hall: Hall, carmen: Desk) -> None:
    first, second = (hall.town.open_case("rosa", "permit", PERMIT_ASKED) for _ in range(2))
    counted(hall, "single_bid_rate", first)
    counted(hall, "short_period_rate", second, numerator=0)
    assert looks(hall) == 1
    assert looks(hall) == 0
    page = carmen.opens("audit/signs")
    assert "Una sola oferta" in page.one("//main//section[.//form]")
    assert "Una sola oferta" in carmen.opens("audit/cases/PER-2026-0001").text
    assert carmen.opens("audit/signs?kind=late").all("//main//section//form") == []
    address = page.tree.xpath("//main//form[contains(@action, '/signs/')]/@action")[0]
    empty = carmen.sends(address, {"note": " "}, on="audit/signs")
    assert (empty.status, empty.faults) == (422, ["Escriba qué encontró, en menos de 500 letras."])
    assert carmen.sends(address, {"note": "Se publicó bien."}, on="audit/signs").status == 303
    assert "Se publicó bien." not in carmen.opens("audit/signs").text
    assert "Se publicó bien." in carmen.opens("audit/signs?looked=true").text
    assert carmen.sends("audit/signs/late/7", {"note": "x"}, on="audit/signs").status == 404


def test_all_cases_of_a_group_that_may_be_split_are_signs(hall: Hall, carmen: Desk) -> None:
    cases = [hall.town.open_case("rosa", "permit", PERMIT_ASKED) for _ in range(3)]
    counted(hall, "splitting_suspicion", cases[0], 1, "Útiles · Logística")
    counted(hall, "splitting_suspicion", cases[1], 0, "Útiles · Logística")
    counted(hall, "splitting_suspicion", cases[2], 0, "Otros · Obras")
    assert looks(hall) == 2
    assert carmen.opens("audit/signs").text.count("Útiles · Logística") == 2


def test_the_same_two_evaluators_are_a_sign_from_the_fifth_case_on(
    hall: Hall, carmen: Desk
) -> None:
    town = hall.town
    town.deploys(bundle(start(), user("evaluar"), end(), path("start", "evaluar", "end")))
    ana, eva = (town.person(name, "clerk").person_id for name in ("ana", "eva"))
    for number in range(5):
        case_id = town.open_case("ana", "test", Facts({}))
        town.does("ana", case_id, "evaluar", Facts({}))
        beside(hall, case_id, ana, eva)
        assert looks(hall, "evaluar") == (5 if number == 4 else 0)
    assert "Ana y Eva evaluaron juntos 5 veces en un año." in carmen.opens("audit/signs").text
    since = town.installation.clock.now() - timedelta(days=1)
    elsewhere = town.reads(lambda c: pairs_at(c, 999, ["evaluar"], since=since))
    assert elsewhere == ()


def beside(hall: Hall, case_id: int, ana: int | None, eva: int | None) -> None:
    """Eva did the same step of the case as Ana."""

    def verb(connection):  # type: ignore[no-untyped-def]
        found = select(tasks).where(tasks.c.case_id == case_id, tasks.c.closed_by == ana)
        row = dict(connection.execute(found).mappings().one())
        changed = {"id": row["id"] + 1, "token": row["token"] + 1, "closed_by": eva}
        connection.execute(insert(tasks), [{**row, **changed}])

    hall.town.installation.database.run(verb, municipality=hall.town.municipality_id)


def test_who_holds_and_who_did_both(hall: Hall, carmen: Desk) -> None:
    town = hall.town
    assert carmen.opens("audit/separation").text.count("Nadie.") == 2
    town.deploys(
        bundle(
            start(), user("one", role="rentas"), user("two", role="caja"), end(),
            path("start", "one", "two", "end"),
        )
    )  # fmt: skip
    town.person("ana", "clerk", "rentas", "caja")
    case_id = town.open_case("ana", "test", Facts({}))
    town.does("ana", case_id, "one", Facts({}))
    town.does("ana", case_id, "two", Facts({}))
    list_all_history(town.installation, town.municipality_id)
    page = carmen.opens("audit/separation")
    assert len(page.all("//tbody/tr[contains(., 'Ana')]")) == 2
    assert page.tree.xpath("//tbody//a[contains(@href, '/audit/cases/')]")


def test_a_log_is_taken_along_in_each_format(hall: Hall, carmen: Desk) -> None:
    hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    xes = carmen.opens("audit/exports/log?kind=xes&process=permit")
    assert "PER-2026-0001" in xes.text
    assert "Rosa" not in xes.text
    assert json.loads(carmen.opens("audit/exports/log?kind=ocel").text)["events"]
    assert carmen.opens("audit/exports/log?kind=csv").text.count("\r\n") > 1
    later = "since-day=1&since-month=1&since-year=2031"
    assert "PER-2026-0001" not in carmen.opens(f"audit/exports/log?kind=xes&{later}").text
    assert carmen.opens("audit/exports/log?kind=xes&since-day=40").status == 422
    assert carmen.opens("audit/exports/log?kind=csv&process=nada").status == 404


def test_a_sample_asks_for_its_seed_and_says_what_it_was_drawn_from(carmen: Desk) -> None:
    days = "since-day=1&since-month=1&since-year=2026&until-day=30&until-month=6&until-year=2026"
    assert carmen.opens(f"audit/samples?{days}").faults == [
        "Escriba la semilla: con la misma sale la misma muestra."
    ]
    page = carmen.opens(f"audit/samples?{days}&seed=12-34-56&percent=10&most=150")
    assert "Salieron 0 expedientes" in page.text
    assert carmen.opens(f"audit/samples?{days}&seed=1&percent=0").status == 422
