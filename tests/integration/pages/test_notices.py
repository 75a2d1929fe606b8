"""The bell, the list of notices, what a person chooses, and the words of a municipality."""

from __future__ import annotations

import pytest

from engine.history.town import TownEventKind, TownHistory
from engine.notices.following import tell_people
from engine.refusals import Refused
from engine.tasks import assign
from storage.counting import counting
from storage.database import Connection
from tests.hall import PERMIT_ASKED, Desk, Hall


def handed(hall: Hall) -> str:
    """Rosa hands Marta a task; the number of its case."""
    case = hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    task = hall.town.open_task(case, "revisar")
    marta = hall.town.people["marta"].person_id or 0
    answer = assign(hall.town.installation, hall.town.people["rosa"], task, marta)
    assert not isinstance(answer, Refused), answer
    tell_people(hall.town.installation)
    return hall.town.case(case).number


def test_the_bell_counts_and_opening_a_notice_reads_it(hall: Hall) -> None:
    number, desk = handed(hall), hall.desk("marta")
    assert desk.opens("inbox").one("//a[@class='bell']") == "1"
    page = desk.opens("notices")
    assert page.all("//ol[@class='notices']/li") == [
        f"Rosa le pasó «Revisar pedido» sin leer{number} · hoy, 9:00"
    ]
    href = str(page.tree.xpath("//ol[@class='notices']//a/@href")[0])
    assert desk.opens(href).location == f"/{hall.slug}/cases/{number}"
    assert desk.opens("inbox").one("//a[@class='bell']") == ""


def test_all_are_read_at_once(hall: Hall) -> None:
    handed(hall)
    handed(hall)
    desk = hall.desk("marta")
    done = desk.follows(desk.sends("notices/reading"))
    assert "sin leer" not in done.one("//main")


def test_the_list_asks_as_much_for_many_as_for_few(hall: Hall) -> None:
    handed(hall)
    desk = hall.desk("marta")
    desk.opens("notices")
    with counting() as few:
        desk.opens("notices")
    handed(hall)
    handed(hall)
    with counting() as many:
        desk.opens("notices")
    assert many.statements == few.statements


def test_the_notice_of_another_does_not_exist(hall: Hall) -> None:
    handed(hall)
    href = str(hall.desk("marta").opens("notices").tree.xpath("//ol//a/@href")[0])
    assert hall.desk("rosa").opens(href).status == 404
    assert hall.desk("marta").opens("inbox").one("//a[@class='bell']") == "1"


def test_what_is_chosen_is_kept(hall: Hall) -> None:
    desk = hall.desk("marta")
    page = desk.opens("notices/choices")
    marked = page.tree.xpath("//input[@name='wanted'][@checked]/@value")
    assert marked == [
        "assigned-mail",
        "named-mail",
        "term-mail",
        "law-mail",
        "decided-mail",
        "observed-mail",
        "written-mail",
        "workshop-mail",
    ]
    fields = {"wanted": ["term-mail", "term-sms"], "phone": "+51 984 111 222", "digest": "8"}
    done = desk.follows(desk.sends("notices/choices", fields))
    assert done.tree.xpath("//input[@name='wanted'][@checked]/@value") == ["term-mail", "term-sms"]
    assert done.value("phone") == "+51984111222"
    assert done.tree.xpath("//select[@name='digest']/option[@selected]/@value") == ["8"]


def test_a_text_without_a_telephone_is_told_and_nothing_typed_is_lost(hall: Hall) -> None:
    desk = hall.desk("marta")
    page = desk.sends("notices/choices", {"wanted": ["term-sms"], "phone": "984", "digest": "8"})
    assert page.status == 422
    assert page.faults == ["Escriba el teléfono con el código del país: +51 984 111 222."]
    assert page.value("phone") == "984"
    assert page.tree.xpath("//input[@name='wanted'][@checked]/@value") == ["term-sms"]


WORDS = {
    "subject": "Aviso {number}",
    "body": "{name}: {sentence}",
    "valid_from-day": "2",
    "valid_from-month": "3",
    "valid_from-year": "2026",
}
ADDRESS = "municipality/notices/notice/es"


def test_words_are_looked_at_first_and_then_kept(hall: Hall) -> None:
    hall.town.person("luis", "administrador")
    desk = hall.desk("luis")
    seen = desk.sends(ADDRESS, {**WORDS, "_step": "preview"})
    assert "Aviso LIC-2026-0148" in seen.text
    assert "Luis: Rosa Quispe le pasó «Evaluar la solicitud»" in seen.text
    assert "las de Cauce" in desk.opens("municipality/notices").text
    done = desk.follows(desk.sends(ADDRESS, WORDS))
    assert "propias, desde el 2 de marzo" in done.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("subject", "{numero}", "Escriba el asunto en una línea; entre llaves"),
        ("body", "{{ 7*7 }}", "Escriba el texto; entre llaves solo van"),
        ("body", "{name.__class__}", "Escriba el texto; entre llaves solo van"),
        ("valid_from-day", "", "Escriba el día completo, desde hoy en adelante."),
        ("valid_from-year", "2025", "Escriba el día completo, desde hoy en adelante."),
    ],
)
def test_words_that_cannot_be_come_back_with_what_to_correct(
    hall: Hall, field: str, value: str, fault: str
) -> None:
    hall.town.person("luis", "administrador")
    page = hall.desk("luis").sends(ADDRESS, {**WORDS, field: value})
    assert page.status == 422
    assert page.faults[0].startswith(fault)
    assert page.value(field) == value


def history_of(desk: Desk) -> list[str]:
    """What the page of the municipality tells of it, newest first."""
    found = desk.opens("municipality").tree.xpath("//ol[@class='timeline']/li")
    return [" ".join(each.text_content().split()) for each in found]


def test_what_a_municipality_says_and_when_it_is_quiet_stand_in_its_own_history(
    hall: Hall,
) -> None:
    hall.town.person("luis", "administrador")
    desk = hall.desk("luis")
    for begins in ("21", "21"):  # the same again is no change
        desk.sends("municipality/notices/quiet", {"begins": begins, "ends": "6"})
    desk.sends(ADDRESS, WORDS)
    words, quiet = history_of(desk)[:2]
    assert "Luis cambió las palabras de «Correo de un aviso (Español)» desde el" in words
    assert "Luis cambió las horas de silencio: de 21:00 a 06:00" in quiet
    assert sum("horas de silencio" in each for each in history_of(desk)) == 1
    assert hall.town.verification().faults == ()


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_what_a_municipality_changed_is_told_although_nothing_is_known_of_it(
    hall: Hall, language: str
) -> None:
    luis = hall.town.person("luis", "administrador")

    def tell(connection: Connection) -> None:
        history = TownHistory(hall.town.installation, connection, luis)
        for kind in (TownEventKind.WORDS_SAID_ANEW, TownEventKind.QUIET_HOURS_CHANGED):
            history.add(kind)
        history.write()

    hall.town.installation.database.run(tell, municipality=luis.municipality_id)
    desk = hall.desk("luis")
    desk.client.headers["accept-language"] = language
    told = history_of(desk)[:2]
    assert all("Luis" in each and "%" not in each for each in told)


def test_the_quiet_hours_are_kept(hall: Hall) -> None:
    hall.town.person("luis", "administrador")
    desk = hall.desk("luis")
    done = desk.follows(desk.sends("municipality/notices/quiet", {"begins": "21", "ends": "6"}))
    assert done.tree.xpath("//select[@name='begins']/option[@selected]/@value") == ["21"]
    assert desk.sends("municipality/notices/quiet", {"begins": "x", "ends": "6"}).status == 404


@pytest.mark.parametrize("address", ["municipality/notices", ADDRESS])
def test_the_words_belong_to_who_administers(hall: Hall, address: str) -> None:
    assert hall.desk("rosa").opens(address).status == 403
    assert hall.desk("rosa").sends(ADDRESS, WORDS).status == 403
    assert hall.desk("rosa").sends("municipality/notices/quiet", {}).status == 403
