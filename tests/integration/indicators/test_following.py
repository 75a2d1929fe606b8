"""What is counted as things happen is what a count from the first case gives, town by town."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.cases.suspending import resume, suspend
from engine.identity import register_municipality, register_person
from engine.indicators.following import count, count_all
from engine.indicators.proving import differences
from engine.refusals import Refused
from processes.indicators.sources import sources
from storage.database import Connection
from storage.queries.indicator_facts import cases_behind
from storage.queries.indicators import MonthRow, months_between, months_of_indicator
from storage.writes.indicators import forget_facts
from tests.diagrams import bundle, end, path, start, user
from tests.silence import SILENCE
from tests.town import Town

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A town whose licences are granted by silence after eight business days."""
    found = Town(database_url, tmp_path / "documents")
    found.person("clerk", "clerk")
    body = (
        start("s"), user("evaluation"), SILENCE, end("granted"), end("approved"),
        path("s", "evaluation", "granted"), path("silence", "approved"),
    )  # fmt: skip
    found.deploys(bundle(*body, key="licence"))
    yield found
    found.close()


def months(town: Town, indicator: str) -> list[MonthRow]:
    def question(connection: Connection) -> list[MonthRow]:
        found = months_of_indicator(
            connection, town.municipality_id, indicator, since=date(2026, 1, 1),
            until=date(2027, 1, 1), every_version=True,
        )  # fmt: skip
        return [row for row in found if not row.slice]

    return town.reads(question)


def told(town: Town, indicator: str) -> list[tuple[date, int, int, int, int]]:
    """Month, version, n, numerator and whether it is the newest."""
    rows = months(town, indicator)
    return [(row.month, row.version, row.n, row.numerator, row.newest) for row in rows]


def test_cases_count_in_the_month_in_which_they_end(town: Town) -> None:
    first, second = (town.open_case("clerk", "licence", {}) for _ in range(2))
    town.does("clerk", first, "evaluation")
    assert count(town.installation, sources()) > 0
    assert told(town, "on_time_cases") == [(MARCH, 1, 1, 1, 1)]
    assert told(town, "positive_silence_rate") == [(MARCH, 1, 1, 0, 1)]

    town.move_to(date(2026, 3, 16))
    assert not town.steps(second)  # the law has decided
    count(town.installation, sources())
    assert told(town, "on_time_cases") == [(MARCH, 1, 2, 1, 1)]
    assert told(town, "positive_silence_rate") == [(MARCH, 1, 2, 1, 1)]
    parts = town.reads(
        lambda c: cases_behind(
            c, town.municipality_id, "positive_silence_rate", since=MARCH, until=APRIL,
            in_numerator=True,
        )
    )  # fmt: skip
    assert [each.fact.case_id for each in parts] == [second]


def test_a_month_that_was_over_is_not_overwritten(town: Town) -> None:
    case_id = town.open_case("clerk", "licence", {})
    town.does("clerk", case_id, "evaluation")
    count(town.installation, sources())
    town.move_to(date(2026, 4, 2))
    count(town.installation, sources())
    [march] = months(town, "on_time_cases")
    assert (march.version, march.settled) == (1, 1)

    def spoil(connection: Connection) -> None:
        """A late fact: what it counted for is gone, as after a nullity."""
        forget_facts(connection, town.municipality_id)

    town.installation.database.run(spoil, municipality=town.municipality_id)
    late = sources()
    nothing = type(late)(late.indicators, late.of_registers, lambda _: (), late.count_registers)
    other = town.open_case("clerk", "licence", {})
    town.does("clerk", other, "evaluation")
    count_all(town.installation, sources(), town.municipality_id)
    count_all(town.installation, nothing, town.municipality_id)
    assert told(town, "on_time_cases") == [
        (MARCH, 1, 1, 1, 0),
        (MARCH, 2, 0, 0, 1),
        (APRIL, 1, 0, 0, 1),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_counting_as_things_happen_equals_counting_from_the_first_case(
    town: Town, seed: int
) -> None:
    dice, begun = random.Random(seed), list[int]()  # noqa: S311  choices, no secret
    clerk = town.people["clerk"]
    for _ in range(45):
        act = dice.choice(["open", "open", "decide", "stop", "go", "wait", "count"])
        chosen = dice.choice(begun) if begun else None
        if act == "open" or chosen is None:
            begun.append(town.open_case("clerk", "licence", {}))
        elif act == "decide" and town.steps(chosen):
            answer = town.complete("clerk", town.open_task(chosen, "evaluation", "clerk"), {})
            assert isinstance(answer, Refused) == (town.case(chosen).state == "suspended")
        elif act == "stop":
            suspend(town.installation, clerk, chosen, "Falta un informe")
        elif act == "go":
            resume(town.installation, clerk, chosen, "Llegó")
        elif act == "wait":
            town.waits(days=dice.choice([1, 3, 12]), hours=dice.choice([0, 7]))
        else:
            count(town.installation, sources(), limit=dice.choice([3, 7, 2_000]))
    for _ in range(80):
        count(town.installation, sources(), limit=40)
    assert differences(town.installation, sources(), town.municipality_id) == []
    before = [(key, told(town, key)) for key in sources().indicators]
    count_all(town.installation, sources(), town.municipality_id)
    assert [(key, told(town, key)) for key in sources().indicators] == before
    assert sum(n for _, _, n, _, newest in told(town, "on_time_cases") if newest) > 0


def test_another_towns_cases_are_never_counted(town: Town) -> None:
    other = register_municipality(
        town.installation, slug="otra", name="Otra", country="PE", timezone="America/Lima",
        currency="PEN",
    )  # fmt: skip
    register_person(
        town.installation, other, name="Ana", email="ana@otra.example", roles=("clerk",)
    )
    case_id = town.open_case("clerk", "licence", {})
    town.does("clerk", case_id, "evaluation")
    count(town.installation, sources())
    since, until = date(2026, 1, 1), date(2026, 12, 1)
    with town.installation.database.read(other) as connection:
        assert months_between(connection, other, since=since, until=until) == ()
    mine = town.reads(lambda c: months_between(c, town.municipality_id, since=since, until=until))
    assert {"on_time_cases", "positive_silence_rate"} <= {row.indicator for row in mine}
