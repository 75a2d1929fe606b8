"""What citizens proposed, as anybody reads it, and supporting it with an account."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from engine.participation.people import Known, verify_person
from storage.queries.proposals import state_of_proposals
from tests.features.window import HOUSE, Procedure
from tests.hall import Hall
from tests.town import Town
from tests.window import NELIDA, with_account
from ui.settings import Settings

TITLE = "Luz en la losa de Huaypo"


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """A proposal that was admitted, and one that nobody looked at yet."""
    town = Town(database_url, tmp_path / "documents")
    one = Procedure(town)
    one.found("propuesta_ciudadana")
    one.file({})
    told = {"titulo_publico": TITLE, "relato_publico": "De noche no se ve."}
    one.do("admitir", admitida="si", firmas_papel="3", **told)
    two = Procedure(town, "propuesta_ciudadana", _definition=one.definition)
    two.file({"titulo": "Secreta todavía"})
    yield Hall(town, Settings())
    town.close()


def test_anybody_reads_what_was_admitted_and_nobody_s_data(hall: Hall) -> None:
    desk = hall.desk()
    listed = desk.opens("proposals")
    assert listed.status == 200
    assert TITLE in listed.text
    assert "3 apoyos" in listed.text
    assert "Secreta todavía" not in listed.text
    assert TITLE in desk.opens("proposals?q=huaypo&area=inversion&state=published").text
    assert "Nada con estos filtros" in desk.opens("proposals?q=puente").text
    page = desk.opens("proposals/PRO-2026-0001")
    assert page.heading == TITLE
    for private in ("Farfán", "46872210", "984", "nelida@", "Jr. Comercio"):
        assert private not in page.text + listed.text
    assert desk.opens("proposals/PRO-2026-0002").status == 404
    assert desk.opens("proposals/PRO-2030-0001").status == 404


def test_files_hold_the_same_and_are_asked_for_once(hall: Hall) -> None:
    desk = hall.desk()
    got = desk.opens("open/proposals.csv")
    (row,) = csv.DictReader(StringIO(got.text))
    assert (row["number"], row["state"], row["supports"]) == ("PRO-2026-0001", "published", "3")
    told = desk.opens("open/proposals.json").json
    assert [each["title"] for each in told["proposals"]] == [TITLE]
    again = desk.opens("open/proposals.csv", headers={"if-none-match": got.headers["etag"]})
    assert again.status == 304


def test_an_account_supports_once_after_its_document_was_seen(hall: Hall) -> None:
    town, desk = hall.town, hall.desk()
    page, action = "proposals/PRO-2026-0001", "proposals/PRO-2026-0001/support"
    assert "3 apoyos" in desk.opens(page).text
    desk.client.cookies.set("cauce_citizen", with_account(town))
    refused = desk.follows(desk.sends(action, on="citizen"))
    assert "muestre su documento" in refused.text
    assert "3 apoyos" in refused.text

    clerk = town.people[HOUSE]
    assert verify_person(town.installation, clerk, NELIDA.email, "432 145 41") is Known.VERIFIED
    assert verify_person(town.installation, clerk, NELIDA.email, "43214541") is Known.ALREADY
    assert verify_person(town.installation, clerk, NELIDA.email, "40511226") is Known.TAKEN
    assert verify_person(town.installation, clerk, "nadie@x.pe", "40511226") is Known.NO_ACCOUNT
    assert "Apoyar la propuesta" in desk.opens(page).text
    done = desk.follows(desk.sends(action, on=page))
    assert "4 apoyos" in done.text
    assert "Usted ya la apoya" in done.text
    again = desk.follows(desk.sends(action, on="citizen"))
    assert "ya estaba contado" in again.text
    assert "4 apoyos" in again.text


def test_a_page_says_that_the_term_is_over(hall: Hall) -> None:
    hall.town.move_to(date(2026, 3, 30))
    assert "Fuera de plazo" in hall.desk().opens("proposals").text


def test_another_town_has_none_of_them(hall: Hall) -> None:
    town = hall.town
    assert town.reads(lambda one: state_of_proposals(one, town.municipality_id)) == (1, 0, 3)
    assert town.reads(lambda one: state_of_proposals(one, town.municipality_id + 1)) == (0, 0, 0)
