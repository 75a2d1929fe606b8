"""Whom a change of a process concerns is told on «Avisos» and «Procesos» while it stands."""

from __future__ import annotations

from tests.hall import Desk, Hall
from tests.integration.pages.test_workshop import AT, desk, drawn, keeps

__all__ = ["desk"]
DAY = {"effective-day": "2", "effective-month": "3", "effective-year": "2026", "reason": "Ley"}


def told(who: Desk) -> list[str]:
    lines = who.opens("notices").all("//div[contains(@class, 'note-near')]//li")
    assert who.opens("processes").all("//div[contains(@class, 'note-near')]//li") == lines
    return list(lines)


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
    said = "No se aprobó el cambio de «Prueba» que usted pidió: Falta la ordenanza"
    assert (told(eva), told(desk)) == ([], [said])
    desk.sends(f"{AT}/publication", DAY)
    assert told(desk) == []
    answers(eva, "approval")
    assert told(desk) == ["Se aprobó el cambio de «Prueba» que usted pidió"]


def test_who_drew_is_told_of_comments_together(hall: Hall, desk: Desk) -> None:
    text, over = drawn(desk)
    keeps(desk, text.replace('name="write"', 'name="Escribir"'), over)
    eva = hall.desk("eva")
    said = {"file": "test.bpmn", "element": "write", "text": "¿Quién firma?"}
    for who in (eva, eva, desk):
        who.sends(f"{AT}/comments", said)
    assert told(desk) == ["Hay 2 comentarios sin atender en su borrador de «Prueba»"]
    assert (told(eva), told(hall.desk("ana"))) == ([], [])
