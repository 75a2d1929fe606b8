"""«Pagar» is at the top for who owes something, and leads to all of it; the receipt is a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.citizens.filing import Filed, file
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind
from engine.jobs.payments import payment_handlers
from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from tests.features.filings import FILINGS
from tests.fees import pays_at_the_till
from tests.hall import Desk, Hall
from tests.town import Town
from tests.window import known, with_account
from ui.letters.press import pdf_maker
from ui.settings import Settings

TOLD = Applicant("Nélida Farfán", "46872210", "nelida@example.pe")


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """A registry that asks for a fee, and its till."""
    town = Town(database_url, tmp_path / "documents")
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    town.deploys(family("certificado").bundle)
    town.person("teo", "registro_civil")
    town.person("celia", "caja")
    yield Hall(town, Settings())
    town.close()


def owing(hall: Hall) -> tuple[Desk, int]:
    """Somebody with an account whose record was found."""
    town = hall.town
    token = with_account(town, TOLD)
    me = known(town, token)
    assert me is not None
    filed = file(
        town.installation, me.actor, "certificado", FILINGS["certificado"],
        applicant=TOLD, kind=SessionKind.ACCOUNT,
    )  # fmt: skip
    assert isinstance(filed, Filed), filed
    case_id = filed.started.case_id
    task = town.open_task(case_id, "buscar", "teo")
    town.complete("teo", task, {"hallazgo": "si", "acta": "Libro 12, folio 4"})
    while town.works(payment_handlers(town.installation)):
        town.listens()
    desk = hall.desk()
    desk.client.cookies.set("cauce_citizen", token)
    return desk, case_id


def links_of(desk: Desk) -> list[str]:
    return desk.opens("tracking").all("//nav[@class='portal-links']//a")


def test_who_owes_something_finds_it_at_the_top_until_it_is_paid(hall: Hall) -> None:
    desk, case_id = owing(hall)
    assert "Pagar" in links_of(desk)
    page = desk.opens("citizen/payments")
    assert page.heading == "Pagar"
    assert "S/\xa016.50" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    pays_at_the_till(hall.town, "celia", case_id)
    assert "Pagar" not in links_of(desk)
    assert "No debe nada." in desk.opens("citizen/payments").text


def test_nobody_sees_what_another_owes(hall: Hall) -> None:
    owing(hall)
    stranger = hall.desk()
    assert "Pagar" not in links_of(stranger)
    assert "16.50" not in stranger.opens("citizen/payments").text


def test_a_receipt_of_the_till_is_a_pdf_where_one_can_be_made(hall: Hall) -> None:
    _desk, case_id = owing(hall)
    receipt = pays_at_the_till(hall.town, "celia", case_id)
    desk = hall.desk("celia")
    made = desk.opens(f"till/receipts/{receipt.id}/pdf")
    if pdf_maker() is None:
        assert made.status == 404
        return
    assert (made.status, made.content[:5]) == (200, b"%PDF-")
    assert "recibo-" in made.headers["content-disposition"]
    assert hall.desk("teo").opens(f"till/receipts/{receipt.id}/pdf").status == 403
