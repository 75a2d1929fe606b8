"""What the network keeps of municipalities, who is compared with whom, and scores that stay."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.history.merkle import leaf, root_of
from engine.indicators.comparing import BANDS, POPULATION
from engine.indicators.periods import named
from engine.network.bands import quartiles_of
from engine.network.publishing import By, ScoresPublished, publish_scores
from engine.network.refreshing import refresh, refresh_town
from engine.network.scoring import hash_of, read_statement
from engine.refusals import RefusalKind, Refused
from processes.demo.network import PLACES, show_network
from processes.indicators.catalogue import by_key
from processes.network.compared import compared
from processes.network.schemes import scheme_of
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.deadlines import ParameterRow
from storage.queries.indicators import MonthRow
from storage.queries.network import Wanted, place_in_band, towns_by_figure, towns_by_name
from storage.queries.network_towns import (
    NetworkFigureRow,
    network_figures_of,
    network_town,
    network_uses_of,
)
from storage.queries.pictures import PictureCountRow
from storage.queries.scores import statements_of
from storage.writes.deadlines import put_parameters
from storage.writes.indicators import follow_indicators_to, hold_counting, put_month
from storage.writes.pictures import add_to_pictures
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings

MARCH = date(2026, 3, 1)
QUARTER = named("2026-T1")
APRIL = datetime(2026, 4, 20, 14, tzinfo=UTC)
assert QUARTER is not None
SCHEME = scheme_of("gestion-municipal", "PE", QUARTER.ends)


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A town of 4,800 people that counted a quarter."""
    found = Town(database_url, tmp_path / "documents", now=APRIL)
    found.person("gestor", "planeamiento")
    found.person("vecina")
    found.installation.database.run(
        lambda connection: counted(connection, found), municipality=found.municipality_id
    )
    yield found
    found.close()


def month(
    town: Town, indicator: str, when: date, numerator: int, n: int, part: str = ""
) -> MonthRow:
    at = town.clock.now()
    return MonthRow(when, indicator, part, 1, n, numerator, n, "{}", at, 1, 1)


def counted(connection: Connection, town: Town) -> None:
    """In January twenty of thirty in time, in February two of three, in March six of twenty."""
    key = town.municipality_id
    numbers = ((POPULATION, "4800", "habitantes"), (BANDS, "2000 5000 10000", "text"))
    put_parameters(
        connection, key,
        [
            ParameterRow(900 + place, name, value, unit, date(2020, 1, 1), None, "Censo", "K")
            for place, (name, value, unit) in enumerate(numbers)
        ],
    )  # fmt: skip
    hold_counting(connection, key)
    follow_indicators_to(connection, key, at=town.clock.now(), behind=False)
    told = ((date(2026, 1, 1), 20, 30), (date(2026, 2, 1), 2, 3), (MARCH, 6, 20))
    for when, numerator, n in told:
        put_month(connection, key, month(town, "on_time_cases", when, numerator, n))
        put_month(connection, key, month(town, "on_time_cases", when, numerator, n, "licence"))
        put_month(connection, key, month(town, "competition_rate", when, 4, 12))
    put_month(connection, key, month(town, "collection_effectiveness", MARCH, 36, 100))
    begun = [PictureCountRow("licence", each, 1, "", 1, 0, n) for each, _, n in told]
    add_to_pictures(connection, key, begun, {}, {})


def figures(town: Town, *periods: str) -> Mapping[tuple[str, str], NetworkFigureRow]:
    rows = town.reads(
        lambda connection: network_figures_of(connection, town.municipality_id, periods=periods)
    )
    return {(row.period, row.indicator): row for row in rows}


def test_what_few_people_stand_behind_is_kept_without_a_number(town: Town) -> None:
    """Of February nothing is told, and of the quarter no count: it would give February away."""
    refresh(town.installation, compared())
    found = figures(town, "2026-01", "2026-02", "2026-T1")
    january = found["2026-01", "on_time_cases"]
    assert (january.state, january.n, january.value, january.band) == (0, 30, 66_666_667, 2000)
    few, rough = found["2026-02", "on_time_cases"], found["2026-T1", "on_time_cases"]
    assert (few.state, few.n, few.numerator, few.value) == (2, None, None, None)
    assert (rough.state, rough.n, rough.numerator, rough.value) == (3, None, None, 55_000_000)
    bought = found["2026-T1", "competition_rate"]  # what the law publishes is no such figure
    assert (bought.state, bought.n, bought.value) == (0, 36, 33_333_333)
    uses = town.reads(
        lambda connection: network_uses_of(
            connection, town.municipality_id, periods=["2026-01", "2026-02", "2026-T1"]
        )
    )
    assert [(row.period, row.started, row.decided) for row in uses] == [
        ("2026-01", 30, 30), ("2026-02", None, None), ("2026-T1", None, None)
    ]  # fmt: skip
    known = town.reads(lambda connection: network_town(connection, town.municipality_id))
    assert known is not None
    assert (known.population, known.band, known.band_below) == (4800, 2000, 5000)
    assert known.last_month == MARCH


def test_only_what_changed_is_counted_again_and_nobody_more_than_once_an_hour(town: Town) -> None:
    assert refresh(town.installation, compared()) == 1
    assert refresh(town.installation, compared()) == 0
    town.clock.move(to=APRIL + timedelta(hours=2))
    town.installation.database.run(
        lambda connection: put_month(
            connection, town.municipality_id, month(town, "on_time_cases", MARCH, 15, 20)
        ),
        municipality=town.municipality_id,
    )
    assert refresh(town.installation, compared()) == 1
    assert figures(town, "2026-03")["2026-03", "on_time_cases"].value == 75_000_000
    kept = figures(town, "2026-01", "2026-02", "2026-03", "2026-T1")
    town.installation.database.run(
        lambda connection: connection.execute(text("DELETE FROM network_figures")),
        municipality=town.municipality_id,
    )
    town.installation.database.run(
        lambda connection: connection.execute(text("DELETE FROM network_towns")),
        municipality=town.municipality_id,
    )
    refresh_town(town.installation, compared(), town.municipality_id)
    assert figures(town, "2026-01", "2026-02", "2026-03", "2026-T1") == kept  # as from the first


def publish(town: Town) -> ScoresPublished | Refused:
    assert SCHEME is not None
    assert QUARTER is not None
    return publish_scores(town.installation, SCHEME, by_key(), QUARTER, By(7, "Ana Ruiz"))


def test_the_score_is_the_sum_of_its_lines_and_does_not_change(town: Town) -> None:
    refresh(town.installation, compared())
    act = publish(town)
    assert isinstance(act, ScoresPublished)
    again = publish(town)
    assert isinstance(again, Refused)
    assert again.kind is RefusalKind.ANSWERED
    [(row, _)] = town.reads(lambda one: statements_of(one, town.municipality_id))
    score = read_statement(row.statement)
    lines = {each.indicator: each for each in score.lines}
    assert (lines["on_time_cases"].state, lines["on_time_cases"].n) == ("rounded", None)
    assert lines["on_time_cases"].points == Decimal("10.00")  # 55 of 40 to 85
    assert not lines["payment_time"].counts  # nobody's fault
    assert lines["collection_effectiveness"].points == Decimal("7.80")  # 36 of 10 to 60
    assert lines["budget_execution"].counts  # nobody told it: no points
    assert (score.points, score.measured, row.score) == (Decimal("17.80"), Decimal(60), 297)
    assert hash_of(row.statement) == row.hash
    assert act.act.root == root_of([leaf(row.hash)])
    assert json.loads(act.act.definition)["status"] == "K"
    with pytest.raises(Exception, match="only appended"):
        town.installation.database.run(
            lambda one: one.execute(text("UPDATE score_statements SET score = 1000")),
            municipality=town.municipality_id,
        )


def test_a_quarter_that_goes_on_or_is_not_counted_is_not_published(town: Town) -> None:
    assert SCHEME is not None
    now, by = named("2026-T2"), By(None, "Ana")
    assert now is not None
    early = publish_scores(town.installation, SCHEME, by_key(), now, by)
    assert isinstance(early, Refused)
    assert early.kind is RefusalKind.NOT_OPEN
    town.clock.move(to=APRIL - timedelta(days=40))
    refresh(town.installation, compared())
    town.clock.move(to=APRIL)
    behind = publish(town)
    assert isinstance(behind, Refused)
    assert (behind.kind, behind.details["behind"]) == (RefusalKind.CONFLICT, "1")


def test_lists_walk_through_all_municipalities_once(town: Town) -> None:
    places = PLACES[1:9]
    asked = {"today": date(2026, 4, 20), "places": places}
    assert [show_network(town.installation, **asked) for _ in range(2)] == [8, 0]
    wanted = Wanted("PE")
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        first = towns_by_name(connection, wanted, limit=5)
        last = first[-1]
        rest = towns_by_name(connection, wanted, after=(last.name, last.municipality_id))
        assert len({each.municipality_id for each in (*first, *rest)}) == len(places)
        small = towns_by_name(connection, Wanted("PE", region="Puno", band=2000))
        assert [each.name for each in small] == ["Municipalidad Distrital de Laguna Chica"]
        asked = {"period": "2026-T1", "indicator": "on_time_cases", "falling": True}
        ordered = towns_by_figure(connection, wanted, **asked)
        values = [value for _, value in ordered]
        assert values == sorted(values, reverse=True)
        place = (values[3], ordered[3][0].municipality_id)
        assert towns_by_figure(connection, wanted, **asked, after=place) == ordered[4:]
        top, best = ordered[0]
        own = NetworkFigureRow("2026-T1", "on_time_cases", 0, 9, 9, 9, best, "PE", top.band)
        assert place_in_band(connection, own, more_is_better=True)[0] == 1


def test_of_few_no_median_is_told() -> None:
    assert quartiles_of([1, 2, 3]) is None
    found = quartiles_of([10, 20, 30, 40, 50])
    assert found is not None
    assert (found.lower, found.median, found.upper) == (20, 30, 40)


def test_everybody_reads_the_score_and_who_works_there_what_would_raise_it(town: Town) -> None:
    hall = Hall(town, Settings(public_url="https://cauce.example"))
    desk, anybody = hall.desk("gestor"), hall.desk()
    assert "Todavía no se publicó" in anybody.opens("open/scores").text
    refresh(town.installation, compared())
    before = desk.opens("indicators/score")
    assert "informar la cifra" in before.text
    publish(town)
    page = anybody.opens("open/scores")
    assert "Lo publicó Ana Ruiz" in page.text
    assert "Se dice de cinco en cinco" in page.text
    told = anybody.opens("open/scores/gestion-municipal/2026-T1.json").json
    assert hash_of(told["statement"]).hex() == told["sha256"]
    rows = anybody.opens("open/v1/scores.json").json["rows"]
    assert sum(Decimal(str(row["points"])) for row in rows) == Decimal("17.80")
    assert "open/v1/scores.csv" in anybody.opens("open/catalog.jsonld").text
    assert "open/scores" in desk.opens("indicators/score").text
    assert "indicators/score" in desk.opens("indicators").text
    assert hall.desk("vecina").opens("indicators/score").status == 403
    assert anybody.opens("indicators/score").status == 303
