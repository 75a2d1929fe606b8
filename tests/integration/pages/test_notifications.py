"""The page on which a notification is recorded, and how the case shows it."""

from __future__ import annotations

from engine.documents.attaching import Attached
from engine.parameters import load_parameters
from processes.registry import parameters_of
from tests.hall import Hall

DAY = {"done_on-day": "2", "done_on-month": "3", "done_on-year": "2026"}


def test_a_notification_is_recorded_and_the_case_shows_its_effect(hall: Hall, permit: int) -> None:
    town = hall.town
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    paper = town.attach("rosa", permit, kind="plano", title="Cargo de notificación")
    assert isinstance(paper, Attached)
    desk, address = hall.desk("rosa"), f"cases/{town.case(permit).number}/notifications"
    fields = {
        **DAY,
        "act": "Resolución 021-2026",
        "addressee": "Nélida Farfán",
        "form": "electronic",
        "outcome": "reached",
    }
    wrong = desk.sends(address, fields)
    assert (wrong.status, wrong.value("act")) == (422, "Resolución 021-2026")
    assert wrong.faults[0].startswith("Elija el documento del expediente que lo prueba")
    done = desk.follows(desk.sends(address, {**fields, "evidence": str(paper.document_id)}))
    told = done.one("//*[@id='notified']//li")
    assert told == (
        "«Resolución 021-2026», a Nélida Farfán: casilla electrónica, el 2 de marzo"
        "surte efecto el 9 de marzo · Ver la prueba"
    )


def test_an_outsider_and_who_has_no_part_record_nothing(hall: Hall, permit: int) -> None:
    address = f"cases/{hall.town.case(permit).number}/notifications"
    hall.town.person("eva", "catastro")
    for who in ("nelida", "eva"):
        assert hall.desk(who).opens(address).status == 403
