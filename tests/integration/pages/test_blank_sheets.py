"""The blank sheet of a form, for the counter and for days without a line."""

from pathlib import Path

import pytest

from tests.hall import Hall
from ui.blank.pages import can_write_pdf, pdf_of

STALL = Path(__file__).parent / "stall"


@pytest.fixture
def stalls(hall: Hall) -> Hall:
    hall.town.deploys(STALL)
    return hall


def test_the_sheet_has_room_for_everything_that_may_be_asked(stalls: Hall) -> None:
    page = stalls.desk("rosa").opens("blank/stall")
    assert page.heading == "Autorización de puesto"
    assert page.all("//article//h2") == [
        "Quién pide",
        "Su empresa (solo si corresponde)",
        "Su puesto",
        "Documentos",
    ]
    labels = page.all("//p[@class='paper-label']")
    assert [label.split(" (")[0] for label in labels] == [
        "Nombre completo",
        "DNI",
        "¿Pide por una empresa?",
        "RUC",
        "Rubro",
        "Necesita agua",
        "Producto",
        "Adjunta: Fotos del puesto",
    ]
    boxes = page.tree.xpath(
        "//section[p[starts-with(normalize-space(), 'DNI')]]//span[@class='box']"
    )
    assert len(boxes) == 8
    assert page.all("//table[@class='paper-rows']//th") == ["Nombre", "Precio"]
    assert page.all("//ul[@class='paper-choices']/li") == ["Sí", "No"]


def test_another_form_of_the_process_has_its_sheet_too(stalls: Hall) -> None:
    page = stalls.desk("rosa").opens("blank/stall?form=calificacion")
    assert "Días en que atenderá" in page.text
    assert stalls.desk("rosa").opens("blank/stall?form=otro").status == 404
    assert stalls.desk("rosa").opens("blank/otro").status == 404
    assert stalls.desk().opens("blank/stall").status == 303


def test_the_list_of_procedures_leads_to_the_sheets(stalls: Hall) -> None:
    hrefs = stalls.desk("rosa").opens("start").tree.xpath("//a[@class='small']/@href")
    assert f"/{stalls.slug}/blank/stall" in hrefs


@pytest.mark.skipif(not can_write_pdf(), reason="WeasyPrint is an optional extra")
def test_the_sheet_is_a_pdf_where_it_can_be(stalls: Hall) -> None:
    answer = stalls.desk("rosa").opens("blank/stall/pdf")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "Autorizaci" in answer.headers["content-disposition"]


@pytest.mark.skipif(not can_write_pdf(), reason="WeasyPrint is an optional extra")
def test_a_pdf_reaches_for_nothing_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secreto")
    with_one = pdf_of(f'<p>a<img src="{secret.as_uri()}"></p>')
    without = pdf_of("<p>a</p>")
    assert with_one.startswith(b"%PDF-")
    assert b"/Image" not in with_one
    assert len(with_one) < len(without) + 200
