"""What waits of changes of processes stands on «Procesos»; what is news, on «Avisos»."""

from __future__ import annotations

from tests.hall import Desk, Hall
from tests.integration.pages.test_workshop import AT, desk, drawn, keeps

__all__ = ["desk"]
DAY = {"effective-day": "2", "effective-month": "3", "effective-year": "2026", "reason": "Ley"}


def told(who: Desk) -> list[str]:
    return list(who.opens("processes").all("//div[contains(@class, 'note-near')]//li"))


def news(who: Desk) -> list[str]:
    return [str(each) for each in who.opens("notices").all("//ol[@class='notices']//a")]


def answers(who: Desk, act: str, **typed: str) -> None:
    page = who.opens(f"{AT}/publication")
    [action] = page.tree.xpath(f"//form[contains(@action, '/{act}')]/@action")
    assert who.sends(action, typed).status == 303


def test_who_may_approve_is_told_and_then_who_asked(hall: Hall, desk: Desk) -> None:
    text, over = drawn(desk)
    keeps(desk, text.replace('name="write"', 'name="Escribir"'), over)
    eva, ana = hall.desk("eva"), hall.desk("ana")
    assert told(eva) == []
    for _again in range(2):  # asking again tells once
        desk.sends(f"{AT}/publication", DAY)
    assert (told(desk), told(ana)) == ([], [])
    assert told(eva) == ["Se pide su aprobación para cambiar «Prueba»"]
    answers(eva, "refusal", reason="Falta la ordenanza")
    assert (told(eva), told(desk)) == ([], [])
    said = "Eva no aprobó el cambio de «Prueba» que usted pidió: Falta la ordenanza"
    assert news(desk) == [said]
    assert news(eva) == ["Luis pide su aprobación para cambiar «Prueba»"]
    [href] = eva.opens("notices").tree.xpath("//ol[@class='notices']//a/@href")
    assert eva.opens(href).location.endswith(f"/{AT}/publication")
    desk.sends(f"{AT}/publication", DAY)
    answers(eva, "approval")
    assert news(desk) == ["Eva aprobó el cambio de «Prueba» que usted pidió", said]


def test_who_drew_is_told_of_comments_together(hall: Hall, desk: Desk) -> None:
    text, over = drawn(desk)
    keeps(desk, text.replace('name="write"', 'name="Escribir"'), over)
    eva = hall.desk("eva")
    said = {"file": "test.bpmn", "element": "write", "text": "¿Quién firma?"}
    for who in (eva, eva, desk):
        who.sends(f"{AT}/comments", said)
    assert told(desk) == ["Hay 2 comentarios sin atender en su borrador de «Prueba»"]
    assert (told(eva), told(hall.desk("ana"))) == ([], [])
