"""Whatever is killed, and whenever: nothing is lost, doubled or left waiting. The short version;
for ten minutes, `python -m tests.chaos.run --minutes 10 --database postgres --kill-database`."""

from pathlib import Path

import pytest

from tests.chaos.run import Chosen, run

KILLS = 4


@pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def test_nothing_is_lost_doubled_or_left_waiting_whatever_is_killed(
    tmp_path: Path, database: str
) -> None:
    chosen = Chosen(
        seed=5,
        seconds=120,
        database=database,
        kill_database=database == "postgres",
        clerks=2,
        cases_each=4,
        kills=KILLS,
        lives=(0.5, 1.5),
    )
    report = run(chosen, tmp_path)
    assert report.findings == []
    assert sum(report.kills.values()) == KILLS
    assert {"web"} < set(report.kills)
    assert report.told.opened
    assert report.told.completed
