"""`cauce indicators`: what is kept is proved, and a fault in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from engine.indicators.following import count_all
from engine.indicators.proving import differences
from processes.indicators.sources import sources
from storage.tables import indicator_months
from tests.diagrams import bundle, end, path, start, user
from tests.silence import SILENCE
from tests.town import Town
from ui.cli.app import app


def test_a_month_that_was_changed_by_hand_is_named_and_counted_anew(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(database_url, tmp_path / "documents")
    town.person("clerk", "clerk")
    body = (
        start("s"), user("evaluation"), SILENCE, end("granted"), end("approved"),
        path("s", "evaluation", "granted"), path("silence", "approved"),
    )  # fmt: skip
    town.deploys(bundle(*body, key="licence"))
    town.does("clerk", town.open_case("clerk", "licence", {}), "evaluation")
    count_all(town.installation, sources(), town.municipality_id)
    monkeypatch.setenv("CAUCE_DATABASE_URL", database_url)
    monkeypatch.setenv("CAUCE_DOCUMENTS", str(tmp_path / "documents"))
    assert CliRunner().invoke(app, ["indicators", "verify"]).exit_code == 0
    town.installation.database.run(
        lambda c: c.execute(update(indicator_months).values(numerator=7)),
        municipality=town.municipality_id,
    )
    assert CliRunner().invoke(app, ["indicators", "verify"]).exit_code == 1
    found = differences(town.installation, sources(), town.municipality_id)
    assert [(each.indicator, each.kept.numerator, each.part) for each in found] == [
        ("on_time_cases", 7, ""), ("on_time_cases", 7, "licence"),
        ("positive_silence_rate", 7, ""), ("positive_silence_rate", 7, "licence"),
    ]  # fmt: skip
    assert CliRunner().invoke(app, ["indicators", "recount"]).exit_code == 0
    assert CliRunner().invoke(app, ["indicators", "verify"]).exit_code == 0
    town.close()
