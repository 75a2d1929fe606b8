"""What a person may not reach through the pages: other towns, other roles, other people's forms."""

import re

import pytest

from engine.identity import register_municipality
from tests.hall import PERMIT, PERMIT_ASKED, Hall, Page
from tests.town import PDF, Town
from ui import csrf

REPORT = {"_document.informe": ("informe.pdf", PDF, "application/pdf")}


def neighbour(hall: Hall) -> tuple[str, int, int, int]:
    """Another town in the same database: its address, a task, a document, an incident-less case."""
    town = Town.__new__(Town)
    town.__dict__.update(hall.town.__dict__)
    town.people = {}
    town.municipality_id = register_municipality(
        hall.town.installation,
        slug="puerto-azul",
        name="Puerto Azul",
        country="PE",
        timezone="America/Lima",
        currency="PEN",
    )
    town.person("ines", "mesa")
    town.deploys(PERMIT)
    case = town.open_case("ines", "permit", PERMIT_ASKED)
    task = town.open_task(case, "revisar")
    filed = town.attach("ines", case, task_id=task, kind="informe", title="Secreto")
    return "puerto-azul", case, task, filed.document_id  # type: ignore[union-attr]


def holders(hall: Hall, case_id: int) -> list[int | None]:
    """Who has the open tasks of a case."""
    return [task.assignee_id for task in hall.town.open_tasks(case_id)]


def test_another_towns_ids_are_not_found_under_ones_own_address(hall: Hall) -> None:
    _, case, task, document = neighbour(hall)
    desk = hall.desk("rosa")
    pages = [
        desk.opens(f"tasks/{task}"),
        desk.opens("cases/PER-2026-0001"),
        desk.opens(f"documents/{document}"),
        desk.opens(f"documents/{document}/versions/1"),
        desk.sends(f"tasks/{task}/assignment"),
        desk.sends(f"tasks/{task}/draft", {"comentario": "x"}),
        desk.sends(f"tasks/{task}/completion", {"resultado": "si"}),
        desk.sends(f"incidents/{case}/retry"),
    ]
    assert [page.status for page in pages] == [404] * len(pages)
    assert not any("Secreto" in page.text or "queso" in page.text for page in pages)


def test_another_towns_address_does_not_exist_for_a_session_of_here(hall: Hall) -> None:
    slug, _, task, document = neighbour(hall)
    desk = hall.desk("rosa")
    addresses = ["inbox", "cases", "start", "processes", f"tasks/{task}", f"documents/{document}"]
    assert [desk.opens(f"/{slug}/{each}").status for each in addresses] == [404] * len(addresses)


def test_a_session_signs_in_nowhere_else(hall: Hall) -> None:
    slug, *_ = neighbour(hall)
    desk = hall.desk("rosa")
    token = desk.client.cookies["cauce_session"]
    own, _, rest = token.partition(".")
    desk.client.cookies.clear()
    desk.client.cookies.set("cauce_session", f"{int(own, 16) + 1:x}.{rest}")
    assert desk.opens("inbox").status == 303
    assert desk.opens(f"/{slug}/inbox").status == 303


@pytest.mark.parametrize("act", ["assignment", "draft", "completion"])
def test_without_the_role_nothing_is_done_and_the_page_names_the_role(
    hall: Hall, review: int, permit: int, act: str
) -> None:
    desk = hall.desk("elmer")
    page = desk.sends(f"tasks/{review}/{act}", {"resultado": "si"})
    assert page.status == 403
    assert page.heading == "Esta página es para el rol de Mesa de partes"
    assert desk.opens(f"tasks/{review}").status == 403
    assert holders(hall, permit) == [None]


@pytest.mark.parametrize("token", ["", "x", "0" * 32 + "." + "0" * 64])
def test_a_form_without_its_token_does_nothing(
    hall: Hall, review: int, permit: int, token: str
) -> None:
    desk = hall.desk("rosa")
    page = desk.sends(f"tasks/{review}/assignment", {"csrf": token})
    assert page.status == 403
    assert page.heading == "Vuelva a abrir la página"
    assert holders(hall, permit) == [None]


def test_the_token_of_another_session_is_refused(hall: Hall, review: int) -> None:
    marta, rosa = hall.desk("marta"), hall.desk("rosa")
    page = rosa.sends(f"tasks/{review}/assignment", {"csrf": marta.token()})
    assert page.status == 403


def test_htmx_proves_its_origin_with_a_header(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    page = desk.sends(
        f"tasks/{review}/assignment", {"csrf": ""}, headers={csrf.HEADER: desk.token()}
    )
    assert page.status == 303


def test_fields_that_the_form_does_not_ask_for_reach_nothing(
    hall: Hall, review: int, permit: int
) -> None:
    desk = hall.desk("rosa")
    desk.sends(
        f"tasks/{review}/completion",
        {"resultado": "si", "garantia": "0.01", "motivo": "Otro", "__proto__": "x"},
        REPORT,
    )
    page = desk.opens("cases/PER-2026-0001")
    assert page.heading == "Feria del queso"
    assert "S/ 1,200.00" in page.text.replace("\xa0", " ")


def test_a_document_that_the_step_does_not_ask_for_is_not_filed(hall: Hall, review: int) -> None:
    files = {"_document.contrato": ("contrato.pdf", PDF, "application/pdf"), **REPORT}
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{review}/completion", {"resultado": "si"}, files)
    assert "contrato.pdf" not in desk.opens("cases/PER-2026-0001").text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("informe.pdf", b"<html><script>alert(1)</script></html>"),
        ("dibujo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("dibujo.png", b'<?xml version="1.0"?><svg onload="alert(1)"/>'),
        ("programa.pdf", b"MZ\x90\x00" + b"\x00" * 200),
        ("guion.txt", b"#!/bin/sh\nrm -rf /\n"),
    ],
)
def test_what_a_browser_or_a_desk_could_run_is_refused_by_its_content(
    hall: Hall, review: int, name: str, content: bytes
) -> None:
    desk = hall.desk("rosa")
    page = desk.sends(
        f"tasks/{review}/completion",
        {"resultado": "si"},
        {"_document.informe": (name, content, "application/pdf")},
    )
    assert page.status == 415
    case = desk.opens("cases/PER-2026-0001")
    assert case.tree.xpath("//*[@id='documents']//a[@class='row-link']") == []


def test_a_path_in_a_file_name_stays_a_name_and_cannot_split_headers(
    hall: Hall, review: int
) -> None:
    desk = hall.desk("rosa")
    evil = '../../etc/cron.d/x"; filename="y.html'
    desk.sends(
        f"tasks/{review}/completion",
        {"resultado": "si"},
        {"_document.informe": (evil, PDF, "application/pdf")},
    )
    page = desk.opens("cases/PER-2026-0001")
    href = page.tree.xpath("//*[@id='documents']//a[@class='row-link']/@href")[0]
    told = desk.opens(f"{href}/versions/1").headers["content-disposition"]
    assert told.startswith('inline; filename="')
    assert told.count('filename="') == 1
    assert "/" not in told.split("filename*=")[0]
    assert ".html" not in told.split(";")[1] or told.split(";")[1].endswith('.pdf"')


def test_what_people_type_is_shown_as_text(hall: Hall) -> None:
    script = "<script>alert(1)</script>"
    hall.town.open_case("rosa", "permit", {**PERMIT_ASKED, "motivo": script})
    desk = hall.desk("rosa")
    pages = [desk.opens("inbox"), desk.opens("cases"), desk.opens("cases/PER-2026-0001")]
    pages.append(desk.opens(f"cases?q={script}"))
    pages.append(desk.opens(f"inbox?text={script}"))
    assert not any(script in page.text for page in pages)


def test_every_page_forbids_what_is_not_ours_and_holds_nothing_inline(
    hall: Hall, review: int
) -> None:
    desk = hall.desk("rosa")
    addresses = ["inbox", "cases", "start", "start/permit", "processes/permit", f"tasks/{review}"]
    for address in addresses:
        page = desk.opens(address)
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")
        assert "unsafe" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert inline_parts(page) == []


def inline_parts(page: Page) -> list[str]:
    found = re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", page.text)
    return found + page.tree.xpath("//script[text()]")


def test_an_outsider_sees_neither_the_file_nor_the_data_of_the_office(
    hall: Hall, review: int, permit: int
) -> None:
    hall.desk("rosa").sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    href = hall.desk("rosa").opens("cases/PER-2026-0001").tree.xpath("//tr//a/@href")[0]
    desk = hall.desk("nelida")
    page = desk.opens("cases/PER-2026-0001")
    assert page.status == 200
    assert "informe.pdf" not in page.text
    assert "1,200.00" not in page.text
    assert desk.opens(href).status == 404
    assert hall.desk("rosa").opens(href).status == 200


def test_nothing_personal_is_logged(
    hall: Hall, review: int, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = hall.desk("rosa")
    desk.opens("cases?q=Quispe")
    desk.sends("sign-in", {"login": "40112233", "password": "clave-secreta"}, on="sign-in")
    captured = capsys.readouterr()
    told = captured.out + captured.err
    assert "/{municipality}/cases" in told
    assert not re.search("Quispe|40112233|clave-secreta|PER-2026|cauce_session", told)
