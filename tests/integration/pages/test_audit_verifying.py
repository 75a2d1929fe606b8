"""Verifying from a page: with progress, in sentences, and under a seal that anybody can check."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from engine.auditing.statement import check
from engine.auditing.verifying import PAGE, begin_daily, run_verifications
from engine.history.roots import make_roots
from engine.identity import AUDITOR
from storage.queries.verifications import last_verification
from storage.tables.verifications import Scope
from tests.hall import PERMIT_ASKED, Desk, Hall, Page
from ui.cli.app import app

ALL = "audit/verifications"


@pytest.fixture
def carmen(hall: Hall) -> Desk:
    for _ in range(3):
        hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    hall.town.person("carmen", AUDITOR)
    return hall.desk("carmen")


def asks(desk: Desk, **fields: str) -> Page:
    return desk.follows(desk.sends(ALL, fields, on=ALL))


def works(hall: Hall) -> None:
    while run_verifications(hall.town.installation):
        pass


def again(desk: Desk, page: Page) -> Page:
    """The page of a verification that was asked for, as it is now."""
    return desk.opens(page.tree.xpath("//a[contains(., 'Actualizar')]/@href")[0])


def forge(hall: Hall, *statements: str) -> None:
    with hall.town.installation.database.verb("*") as connection:
        for each in ("DROP TRIGGER IF EXISTS events_refuse_update", *statements):
            connection.execute(text(each))


def test_it_is_the_auditors(hall: Hall, carmen: Desk) -> None:
    rosa = hall.desk("rosa")
    assert rosa.opens(ALL).status == 403
    assert rosa.sends(ALL, {"scope": "all"}).status == 403
    assert rosa.opens(f"{ALL}/7").status == 403
    assert carmen.opens(f"{ALL}/7").status == 404


def test_everything_is_verified_with_its_progress_and_sealed(
    hall: Hall, carmen: Desk, tmp_path: Path
) -> None:
    begun = asks(carmen, scope="all")
    assert "Van 0 expedientes" in begun.text
    works(hall)
    page = again(carmen, begun)
    assert "Historia íntegra." in page.text
    assert "3 expedientes" in page.text
    proof = carmen.opens(page.tree.xpath("//a[contains(@href, 'proof.json')]/@href")[0])
    facts, _fingerprint, genuine = check(proof.content)
    assert (facts["cases"], facts["faults"], genuine) == (3, 0, True)
    kept = tmp_path / "prueba.json"
    kept.write_bytes(proof.content)
    assert CliRunner().invoke(app, ["audit", "verify", str(kept)]).exit_code == 0
    told = json.loads(proof.content)
    told["statement"] = told["statement"].replace('"cases": 3', '"cases": 9')
    kept.write_text(json.dumps(told))
    assert CliRunner().invoke(app, ["audit", "verify", str(kept)]).exit_code == 1
    public = page.tree.xpath("//a[contains(@href, '/open/seals/')]/@href")[0]
    shown = hall.desk().opens(public.removeprefix("http://testserver"))
    assert "nada fue cambiado" in shown.text
    assert hall.desk().opens(f"open/seals/{'0' * 64}").status == 404


def test_what_was_changed_is_named_as_the_command_names_it(hall: Hall, carmen: Desk) -> None:
    if hall.town.installation.database.dialect != "sqlite":
        return
    forge(hall, "UPDATE events SET at = at - 1 WHERE seq = 2")
    begun = asks(carmen, scope="case", number="per-2026-0002")
    works(hall)
    page = again(carmen, begun)
    assert "Historia alterada." in page.text
    found = page.all("//section[.//h2='Qué se encontró']//li")
    assert found[0].startswith("PER-2026-0002: La actuación 2 fue modificada")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"scope": "case", "number": "PER-1"}, "No hay un expediente con ese número."),
        ({"scope": "period"}, "Escriba desde y hasta qué día."),
    ],
)
def test_what_cannot_be_verified_is_said_and_what_was_typed_stays(
    carmen: Desk, fields: dict[str, str], wrong: str
) -> None:
    page = carmen.sends(ALL, fields, on=ALL)
    assert page.status == 422
    assert page.faults == [wrong]
    assert page.value("number") == fields.get("number", "")


def test_the_daily_check_looks_at_what_is_new_alone(hall: Hall, carmen: Desk) -> None:
    installation, town = hall.town.installation, hall.town.municipality_id

    def daily() -> dict[str, object]:
        hall.town.clock.advance(timedelta(days=1, hours=2))
        make_roots(installation)
        assert begin_daily(installation) == 1
        assert begin_daily(installation) == 0
        works(hall)
        row = hall.town.reads(lambda c: last_verification(c, town, Scope.DAILY))
        assert row is not None
        assert row.statement is not None
        return dict(json.loads(row.statement))

    first = daily()
    hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    second = daily()
    assert (first["cases"], second["cases"]) == (3, 1)
    assert second["faults"] == 0
    if installation.database.dialect == "sqlite":
        forge(hall, "UPDATE verifications SET signature = 'ab' || substr(signature, 3)")
        assert daily()["cases"] == 4, "what is not sealed by this house is nothing to stand on"


def test_many_cases_are_done_in_slices(hall: Hall, carmen: Desk, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("engine.auditing.verifying.PAGE", 1)
    monkeypatch.setattr("engine.auditing.verifying.PAGES", 2)
    begun = asks(carmen, scope="all")
    assert run_verifications(hall.town.installation) == 2
    assert "Van 2 expedientes" in again(carmen, begun).text
    works(hall)
    assert "Historia íntegra." in again(carmen, begun).text
    assert PAGE > 1
