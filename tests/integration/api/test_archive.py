"""The archive over the API: what is due, holds, disposal by an act; and notifications of a case."""

from datetime import timedelta

import pytest

from engine.identity import AUDITOR
from engine.parameters import load_parameters
from engine.retention.rules import ARCHIVIST
from processes.registry import parameters_of
from tests.hall import Hall
from tests.programs import Program, program

BY_ACT = {"act": "Acta 003-2029", "act_on": "2029-03-02", "basis": "Tabla de retención, serie 7"}


@pytest.fixture
def over(hall: Hall, permit: str) -> str:
    """A permit that ended three years ago, with a document."""
    town = hall.town
    case_id = int(program(hall, "mesa").gets(f"cases/{permit}").json["id"])
    town.attach("rosa", case_id)
    town.cancel("rosa", case_id, "Desistió")
    town.clock.advance(timedelta(days=366 * 3))
    return permit


@pytest.fixture
def archivist(hall: Hall, over: str) -> Program:
    return program(hall, ARCHIVIST)


def test_a_series_is_told_with_its_rule_and_what_is_due(archivist: Program, over: str) -> None:
    (series,) = archivist.gets("archive/series").json["items"]
    assert (series["process"], series["years"], series["due"]) == ("permit", 2, 1)
    (row,) = archivist.gets("archive/due").json["items"]
    assert (row["number"], row["process"]) == (over, "permit")


def test_what_is_held_is_not_due_until_the_hold_is_lifted(archivist: Program, over: str) -> None:
    asked = {"process": "permit", "reason": "Juicio", "basis": "Oficio 9"}
    held = archivist.posts("archive/holds", asked).json["id"]
    assert archivist.gets("archive/due").json["items"] == []
    assert archivist.gets("archive/series").json["items"][0]["holds"][0]["basis"] == "Oficio 9"
    refused = archivist.posts("archive/disposals", {"cases": [over], **BY_ACT})
    assert (refused.status, refused.kind) == (409, "on_hold")
    lifted = archivist.asks("DELETE", f"archive/holds/{held}", params={"reason": "Terminó"})
    assert lifted.json["state"] == "lifted"
    assert len(archivist.gets("archive/due").json["items"]) == 1
    again = archivist.asks("DELETE", f"archive/holds/{held}", params={"reason": "x"})
    assert again.kind == "not_found"


def test_cases_are_disposed_of_by_an_act_and_once(archivist: Program, over: str) -> None:
    asked = {"cases": [over], **BY_ACT}
    done = archivist.posts("archive/disposals", asked, key="acta")
    assert (done.status, done.json["cases"], done.json["contents"]) == (201, 1, 1)
    assert archivist.posts("archive/disposals", asked, key="acta").json == done.json
    assert archivist.posts("archive/disposals", asked).kind == "not_due"
    (act,) = archivist.gets("archive/disposals").json["items"]
    assert {name: act[name] for name in BY_ACT} == BY_ACT
    assert archivist.gets("archive/due").json["items"] == []


@pytest.mark.parametrize("missing", ["cases", "act", "act_on", "basis"])
def test_without_a_whole_act_nothing_goes(archivist: Program, over: str, missing: str) -> None:
    asked = {"cases": [over], **BY_ACT}
    refused = archivist.posts(
        "archive/disposals", {**asked, missing: [] if missing == "cases" else ""}
    )
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, f"body.{missing}")
    late = archivist.posts("archive/disposals", {**asked, "act_on": "2050-01-01"})
    assert (late.status, late.json["errors"][0]["field"]) == (422, "body.act_on")
    unknown = archivist.posts("archive/disposals", {**asked, "cases": [over, "PER-1999-0001"]})
    assert unknown.kind == "not_found"
    assert archivist.gets("archive/disposals").json["items"] == []


def test_an_auditor_reads_and_does_nothing_and_others_find_nothing(hall: Hall, over: str) -> None:
    auditor, clerk = program(hall, AUDITOR), program(hall, "mesa")
    assert len(auditor.gets("archive/due").json["items"]) == 1
    for each in (auditor, clerk):
        assert each.posts("archive/disposals", {"cases": [over], **BY_ACT}).kind == "no_role"
        hold = {"process": "permit", "reason": "x"}
        assert each.posts("archive/holds", hold).kind == "no_role"
    for path in ("series", "due", "disposals"):
        assert clerk.gets(f"archive/{path}").json["items"] == []


def test_a_notification_is_recorded_and_has_effect_by_the_law(
    hall: Hall, desk: Program, permit: str
) -> None:
    town = hall.town
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    case_id = int(desk.gets(f"cases/{permit}").json["id"])
    paper = town.attach("rosa", case_id, kind="plano", title="Cargo")
    asked = {
        "act": "Resolución 021-2026",
        "addressee": "Nélida Farfán",
        "form": "electronic",
        "done_on": "2026-03-02",
        "evidence_id": str(paper.document_id),  # type: ignore[union-attr]
    }
    done = desk.posts(f"cases/{permit}/notifications", asked)
    assert (done.status, done.json["effective_on"]) == (201, "2026-03-09")
    (row,) = desk.gets(f"cases/{permit}/notifications").json["items"]
    assert (row["act"], row["reached"], row["effective_on"]) == (asked["act"], True, "2026-03-09")
    late = desk.posts(f"cases/{permit}/notifications", {**asked, "done_on": "2026-04-02"})
    assert late.json["errors"][0]["field"] == "body.done_on"
    bare = desk.posts(f"cases/{permit}/notifications", {**asked, "evidence_id": None})
    assert (bare.status, bare.json["errors"][0]["field"]) == (422, "evidence")
    trader = program(hall, "feriante")
    assert trader.gets(f"cases/{permit}/notifications").kind == "not_found"
    assert trader.posts(f"cases/{permit}/notifications", asked).kind == "no_role"
