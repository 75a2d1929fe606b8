"""What came of a reminder, by taxpayer; and what the account of a citizen shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.jobs.mailing import mail_handlers
from engine.outside.mail import FolderPost
from storage.writes.participation import insert_verified
from tests.dues import all_handlers, begins, collects_debts, does, pays_all
from tests.hall import Hall
from tests.taxes import declares, issued_before
from tests.town import Town
from tests.window import NELIDA, actor_with, with_account
from ui.settings import Settings

DUE, TODAY = date(2026, 2, 27), date(2026, 4, 1)
OWN = f"Vecino {NELIDA.national_id}"


@pytest.fixture
def late(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Two owe an instalment since the end of February; one of them has an account."""
    town = Town(database_url, tmp_path / "documents")
    collects_debts(town, "recordatorio_tributos", "aviso_deuda")
    town.person("olga", "mesa")
    for document in (NELIDA.national_id, "2"):
        issued_before(town, declares(town, document, "82500"), Decimal(100), due_on=DUE)
    town.move_to(TODAY)
    yield Hall(town, Settings())
    town.close()


def _shows_document(town: Town, token: str) -> None:
    person_id, at = actor_with(town, token).person_id or 0, town.clock.now()
    town.installation.database.run(
        lambda c: insert_verified(
            c, town.municipality_id, person_id, NELIDA.national_id,
            how="counter", checked_by=None, at=at,
        ),
        municipality=town.municipality_id,
    )  # fmt: skip


def test_a_campaign_tells_what_came_of_it_and_the_account_shows_the_reminder(
    late: Hall, tmp_path: Path
) -> None:
    town, token = late.town, with_account(late.town)
    window = late.desk()
    window.client.cookies.set("cauce_citizen", token)
    assert "Mis tributos" not in window.opens("citizen").text  # only says whose document it is
    assert OWN not in window.opens("citizen/taxes").text
    _shows_document(town, token)
    case_id = begins(town, "recordatorio_tributos", campana="Abril")
    does(town, "carla", case_id, "conforme", {"decision_campana": "enviar"})
    number = town.case(case_id).number
    page = late.desk("carla").opens(f"taxes/reminders/{number}")
    assert "Por enviar por correo" in page.text
    assert "Carta por repartir" in page.text
    post = mail_handlers(town.installation, FolderPost(tmp_path / "mails", "muni@example.pe"))
    while town.works({**all_handlers(town), **post}):
        town.listens()
    pays_all(town, declares(town, NELIDA.national_id, "82500"), "60.00", TODAY)
    page = late.desk("carla").opens(f"taxes/reminders/{number}")
    rows = page.all("//tbody/tr")
    assert any("Por correo" in row and "60.00" in row for row in rows)
    assert any("Carta por repartir" in row and "60.00" not in row for row in rows)
    assert "Pagaron después" in page.text
    table = late.desk("carla").opens(f"taxes/reminders/{number}/file.csv").text
    assert len(table.strip().splitlines()) == 3
    assert ",Por correo," in table
    assert late.desk("carla").opens("taxes/reminders").all("//tbody/tr")
    for place in ("taxes/reminders", f"taxes/reminders/{number}"):
        assert late.desk("olga").opens(place).status == 403
    assert late.desk("carla").opens("taxes/reminders/NADA-1").status == 404
    assert "le recordamos que debe" in window.opens("citizen").text
    own = window.opens("citizen/taxes")
    assert OWN in own.text
    assert "Vecino 2" not in own.text
