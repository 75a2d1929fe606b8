"""Personal data is erased from the history of a case by an act: one asks, another decides, and the
chain still verifies and says by which act."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from engine.auditing.following import list_all_history
from engine.cases.parties import Party, add_party
from engine.history.offline import verify_bag
from engine.history.verification import FaultKind
from engine.history.verify import verify_all
from engine.identity import AUDITOR
from engine.identity.house import ADMINISTRATOR
from engine.retention.holding import hold
from engine.retention.rules import ARCHIVIST
from storage.tables import metadata
from storage.tables.casefile import PartyRole
from tests.hall import PERMIT_ASKED, Desk, Hall, Page

CASE = "PER-2026-0001"
ASKED = {
    "number": CASE,
    "name": "Nélida Farfán Soto",
    "act": "Resolución 031-2026",
    "basis": "Ley 29733, art. 20",
}


@pytest.fixture
def arturo(hall: Hall) -> Desk:
    """The archivist; Nélida and Beto are people of a case that is over."""
    town = hall.town
    case_id = town.open_case("rosa", "permit", PERMIT_ASKED)
    for name in ("Nélida Farfán Soto", "Beto Farfán Ruiz"):
        party = Party(PartyRole.THIRD_PARTY, name, "46872210", "nelida@example.com")
        add_party(town.installation, town.people["rosa"], case_id, party)
    town.cancel("rosa", case_id, "Desistió")
    town.person("arturo", ARCHIVIST)
    town.person("ada", ADMINISTRATOR)
    town.person("carmen", AUDITOR)
    list_all_history(town.installation, town.municipality_id)
    return hall.desk("arturo")


def decides(desk: Desk, granted: str) -> Page:
    page = desk.opens("erasures")
    action = page.tree.xpath("//main//form[contains(@action, '/erasures/')]/@action")[0]
    return desk.sends(action, {"granted": granted}, on="erasures")


def test_one_asks_another_decides_and_the_chain_names_the_act(hall: Hall, arturo: Desk) -> None:
    ada, carmen = hall.desk("ada"), hall.desk("carmen")
    assert "Farfán Soto" in carmen.opens(f"audit/cases/{CASE}").text
    assert carmen.opens("audit?q=soto").all("//ol[@class='chain']/li")
    assert arturo.sends("erasures", ASKED, on="erasures").status == 303
    own = arturo.opens("erasures")
    assert not own.tree.xpath("//main//form[contains(@action, '/erasures/')]")
    assert decides(ada, "true").status == 303
    page = carmen.opens(f"audit/cases/{CASE}")
    assert "Farfán Soto" not in page.text
    assert "Farfán Ruiz" in page.text
    assert "Historia íntegra." in page.text
    assert page.text.count("Dato personal borrado por el acto «Resolución 031-2026»") == 1
    assert verify_all(hall.town.installation).whole
    list_all_history(hall.town.installation, hall.town.municipality_id)
    assert not carmen.opens("audit?q=soto").all("//ol[@class='chain']/li")
    told = carmen.opens("audit?q=031").all("//ol[@class='chain']/li")
    assert any("borró datos personales del expediente PER-2026-0001" in each for each in told)
    assert "Soto" not in carmen.opens("erasures").text
    assert "Ada lo decidió" in carmen.opens("erasures").text


def test_who_asked_cannot_decide_and_others_cannot_come_in(hall: Hall, arturo: Desk) -> None:
    arturo.sends("erasures", ASKED, on="erasures")
    page = hall.desk("ada").opens("erasures")
    action = page.tree.xpath("//main//form[contains(@action, '/erasures/')]/@action")[0]
    own = arturo.sends(action, {"granted": "true"}, on="erasures")
    assert "Usted lo pidió: debe decidirlo otra persona." in own.text
    for who in ("rosa", "carmen"):
        assert hall.desk(who).sends(action, {"granted": "true"}).status == 403
        assert hall.desk(who).sends("erasures", ASKED).status == 403
    assert hall.desk("rosa").opens("erasures").status == 403
    assert decides(hall.desk("ada"), "false").status == 303
    assert "Farfán Soto" in hall.desk("carmen").opens(f"audit/cases/{CASE}").text


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("number", "PER-9", "No hay un expediente con ese número."),
        ("name", "Soto", "Escriba el nombre y al menos un apellido, como están en el expediente."),
        ("act", " ", "Escriba el número del acto que lo dispone."),
        ("basis", "", "Escriba en qué se basa."),
    ],
)
def test_what_is_missing_is_said(arturo: Desk, field: str, typed: str, wrong: str) -> None:
    page = arturo.sends("erasures", {**ASKED, field: typed}, on="erasures")
    assert page.status == 422
    assert page.faults == [wrong]
    assert page.value("act" if field != "act" else "basis")


def test_an_open_case_and_one_that_is_held_keep_their_data(hall: Hall, arturo: Desk) -> None:
    hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    going = arturo.sends("erasures", {**ASKED, "number": "PER-2026-0002"}, on="erasures")
    assert "sigue abierto" in going.text
    hold(hall.town.installation, hall.town.people["arturo"], "permit", "Juicio", "")
    held = arturo.sends("erasures", ASKED, on="erasures")
    assert held.status == 409
    assert "retención legal" in held.text


def named_in(hall: Hall, case_id: int, name: str) -> list[str]:
    """The tables in which anything of a case names somebody."""
    found = []
    with hall.town.installation.database.read(hall.town.municipality_id) as connection:
        for table in metadata.sorted_tables:
            if "case_id" in table.columns:
                rows = connection.execute(select(table).where(table.c.case_id == case_id))
                found += [table.name] if name in repr(rows.all()) else []
    return found


def test_what_was_declared_with_the_name_goes_and_the_chain_still_verifies(
    hall: Hall, arturo: Desk, tmp_path: Path
) -> None:
    town = hall.town
    asked = {**PERMIT_ASKED, "motivo": "Feria de Nélida Farfán Soto"}
    case_id = town.open_case("rosa", "permit", asked)
    other = town.open_case("rosa", "permit", asked)
    number = town.case(case_id).number
    town.cancel("rosa", case_id, "Desistió")
    assert named_in(hall, case_id, "Farfán Soto") == [
        "case_facts",
        "instances",
        "submissions",
    ]
    arturo.sends("erasures", {**ASKED, "number": number}, on="erasures")
    assert decides(hall.desk("ada"), "true").status == 303
    assert named_in(hall, case_id, "Farfán Soto") == []
    assert town.case(case_id).title == number
    assert town.case(other).title == "Feria de Nélida Farfán Soto"
    carmen = hall.desk("carmen")
    page = carmen.opens(f"audit/cases/{number}")
    assert "Farfán Soto" not in page.text
    assert "Historia íntegra." in page.text
    assert "Dato personal borrado por el acto «Resolución 031-2026»" in page.text
    assert verify_all(town.installation).whole
    kept = tmp_path / "expediente.zip"
    kept.write_bytes(carmen.opens(f"cases/{number}/export.zip").content)
    assert verify_bag(kept).faults == []


def test_what_was_declared_and_is_gone_without_an_act_is_named(hall: Hall) -> None:
    """The guard of the database lets nothing through but an erasure, and the chain says by whom."""
    town = hall.town
    case_id = town.open_case("rosa", "permit", PERMIT_ASKED)
    database = town.installation.database
    for edited in ("data = '[]', salt = :none", "data = '{}', salt = :none, person_id = NULL"):
        with (
            pytest.raises(Exception, match="append"),
            database.verb(town.municipality_id) as connection,
        ):
            connection.execute(text(f"UPDATE submissions SET {edited}"), {"none": b""})  # noqa: S608
    with database.verb(town.municipality_id) as connection:
        connection.execute(text("UPDATE submissions SET data = '{}', salt = :none"), {"none": b""})
    (fault,) = town.verification().faults
    assert (fault.kind, fault.case_number) == (FaultKind.SUBMISSION, town.case(case_id).number)
