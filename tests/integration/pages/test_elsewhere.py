"""«Seguir en otro equipo»: what was typed and sent is there, and a code leads to it."""

from __future__ import annotations

import pytest

from engine.documents.elsewhere import LASTS
from tests.hall import Desk, Hall, Page
from tests.integration.pages.test_starting import PHOTO, STALL, draft_of, sends
from tests.town import PDF

GIVEN = "//*[@id='given']"


def leaves(desk: Desk, review: int) -> Page:
    """Type, attach, and press the button of the form."""
    files = {"_document.informe": ("informe.pdf", PDF, "application/pdf")}
    typed = {"comentario": "A medias", "_elsewhere": "1"}
    return desk.follows(desk.sends(f"tasks/{review}/draft", typed, files))


def test_what_was_typed_in_a_task_waits_on_the_other_device(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    page = desk.opens(f"tasks/{review}")
    assert page.all("//button[@name='_elsewhere']") == ["Seguir en otro equipo"]
    way = leaves(desk, review)
    assert way.heading == "Seguir en otro equipo"
    assert f"http://testserver/{hall.slug}/tasks/{review}" in way.text
    assert way.tree.xpath("//*[@role='img']/svg//path")
    code = desk.sends(f"tasks/{review}/elsewhere", {}).one(GIVEN)
    phone = hall.desk("rosa")
    arrived = phone.follows(phone.sends("go-on", {"code": code.lower()}, on="go-on"))
    assert arrived.value("comentario") == "A medias"
    assert "informe.pdf" in arrived.text


def test_the_code_is_shown_once_and_taken_back(hall: Hall, review: int) -> None:
    desk, address = hall.desk("rosa"), f"tasks/{review}/elsewhere"
    code = desk.sends(address, {}).one(GIVEN)
    again = desk.opens(address)
    assert code not in again.text
    assert "Vale hasta: " in again.one("//section[@id='code']")
    gone = desk.follows(desk.sends(address, {"_method": "DELETE"}))
    assert gone.one("//*[@id='toasts']//p") == "El código ya no abre nada."
    wrong = desk.sends("go-on", {"code": code}, on="go-on")
    assert (wrong.status, wrong.value("code")) == (422, code)
    assert wrong.faults == [
        "Ese código no abre nada: revise sus 10 signos, o pida otro en el primer equipo."
    ]


def test_a_colleague_gets_nowhere_with_it_and_after_a_day_nobody(hall: Hall, review: int) -> None:
    code = hall.desk("rosa").sends(f"tasks/{review}/elsewhere", {}).one(GIVEN)
    assert hall.desk("marta").sends("go-on", {"code": code}, on="go-on").status == 422
    hall.town.clock.advance(LASTS)
    assert hall.desk("rosa").sends("go-on", {"code": code}, on="go-on").status == 422


def test_a_case_that_is_not_begun_is_gone_on_with_too(hall: Hall) -> None:
    hall.town.deploys(STALL)
    desk = hall.desk("rosa")
    draft = draft_of(desk.opens("start/stall"))
    way = sends(desk, draft, "4", {"_elsewhere": "1"}, PHOTO)
    address = f"start/stall/drafts/{draft}/elsewhere"
    assert way.location == f"/{hall.slug}/{address}"
    code = desk.sends(address, {}).one(GIVEN)
    phone = hall.desk("rosa")
    arrived = phone.sends("go-on", {"code": code}, on="go-on")
    assert arrived.location == f"/{hall.slug}/start/stall?draft={draft}"
    assert "puesto.png" in phone.opens(f"start/stall?draft={draft}&page=4").text
    for other in (address, "start/permit/drafts/1/elsewhere", "start/%00/drafts/1/elsewhere"):
        assert hall.desk("marta").opens(other).status == 404


def test_who_has_no_part_in_the_task_gets_no_code(hall: Hall, review: int) -> None:
    for who, status in (("elmer", 403), ("nelida", 403)):
        desk = hall.desk(who)
        assert desk.opens(f"tasks/{review}/elsewhere").status == status
        assert desk.sends(f"tasks/{review}/elsewhere", {}).status == status
    hall.town.claim("marta", review)
    assert hall.desk("rosa").sends(f"tasks/{review}/elsewhere", {}).status == 404


@pytest.mark.parametrize("code", ["", "x", "🙂" * 99, "ABCD-EFG-HJK"])
def test_what_is_no_code_says_so(hall: Hall, code: str) -> None:
    assert hall.desk("rosa").sends("go-on", {"code": code}, on="go-on").status == 422
