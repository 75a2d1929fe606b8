"""The page on which one says that one is away."""

from __future__ import annotations

from tests.hall import Hall

AWAY = {
    "from-day": "2",
    "from-month": "3",
    "from-year": "2026",
    "until-day": "6",
    "until-month": "3",
    "until-year": "2026",
    "reason": "Vacaciones",
}


def test_an_absence_is_arranged_listed_and_ended(hall: Hall) -> None:
    desk, marta = hall.desk("rosa"), hall.town.people["marta"].person_id
    done = desk.follows(desk.sends("absences", {**AWAY, "substitute": str(marta)}))
    assert "Queda arreglado." in done.text
    assert done.all("//tr[@class='line']/td")[:3] == [
        "Marta",
        "del 2 de marzo al 6 de marzo",
        "Vacaciones",
    ]
    ending = done.tree.xpath("//form[contains(@action,'/end')]/@action")[0]
    ended = desk.follows(desk.sends(ending))
    assert ended.tree.xpath("//form[contains(@action,'/end')]") == []


def test_who_stands_in_is_told_and_sees_the_work(hall: Hall, review: int) -> None:
    elmer = hall.town.people["elmer"].person_id
    hall.town.claim("rosa", review)
    hall.desk("rosa").sends("absences", {**AWAY, "substitute": str(elmer)})
    desk = hall.desk("elmer")
    assert "Usted reemplaza a Rosa" in desk.opens("absences").text
    assert desk.opens("inbox").one("//td[@class='cell-who']") == "RRosa"
    assert desk.opens(f"tasks/{review}").status == 200


def test_what_was_typed_comes_back(hall: Hall) -> None:
    desk = hall.desk("rosa")
    page = desk.sends("absences", {**AWAY, "substitute": ""})
    assert (page.status, page.faults) == (422, ["Elija a un colega que siga en la municipalidad."])
    assert page.value("reason") == "Vacaciones"
    marta = str(hall.town.people["marta"].person_id)
    page = desk.sends("absences", {**AWAY, "substitute": marta, "until-day": ""})
    assert page.faults == ["Escriba el día completo: día, mes y año."]


def test_the_absence_of_another_cannot_be_ended(hall: Hall) -> None:
    desk, marta = hall.desk("rosa"), hall.town.people["marta"].person_id
    done = desk.follows(desk.sends("absences", {**AWAY, "substitute": str(marta)}))
    ending = done.tree.xpath("//form[contains(@action,'/end')]/@action")[0]
    assert hall.desk("marta").sends(ending).status == 404
