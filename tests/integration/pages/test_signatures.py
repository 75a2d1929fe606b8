"""A signature beside a form: it waits as a picture for who sent it, and becomes a document."""

import re

import pytest

from processes.demo.town import own_processes
from tests.hall import Desk, Hall, Page
from tests.town import PNG

ASKED = {
    "asunto": "Vereda hundida",
    "lugar.lat": "-13.45",
    "lugar.lon": "-72.26",
    "vecino": "Nélida Rojas",
    "dni": "43214541",
    "domicilio.nivel1": "08",
    "domicilio.nivel2": "0803",
    "domicilio.nivel3": "080309",
    "domicilio.calle": "Jr. Comercio",
}


@pytest.fixture
def julia(hall: Hall) -> Desk:
    """Julia, who opens notices of the street; so does Pedro."""
    for name in ("julia", "pedro"):
        hall.town.person(name, "area_usuaria")
    hall.town.deploys(own_processes()["via_publica"])
    return hall.desk("julia")


def sends(desk: Desk, number: int, content: bytes, *, name: str = "firma.png") -> tuple[Page, str]:
    opened = desk.opens("start/via_publica")
    draft = str(opened.tree.xpath("//input[@name='_draft']/@value")[0])
    data = {**ASKED, "_draft": draft, "_page": str(number)}
    files = {"_document.firma": (name, content, "image/png")}
    return desk.sends("start/via_publica", data, files), draft


def picture_on(page: Page) -> str:
    return str(page.tree.xpath("//img[@class='signature-picture']/@src")[0])


def test_a_signature_waits_as_a_picture_that_only_who_sent_it_sees(hall: Hall, julia: Desk) -> None:
    _, draft = sends(julia, 2, PNG)
    summary = julia.opens(f"start/via_publica?draft={draft}&page=0")
    address = picture_on(summary)
    seen = julia.opens(address)
    assert (seen.status, seen.content) == (200, PNG)
    assert seen.headers["content-type"] == "image/png"
    assert "default-src 'none'" in seen.headers["content-security-policy"]
    assert hall.desk("pedro").opens(address).status == 404
    assert hall.desk().opens(address, follow_redirects=False).status in (303, 401)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "firma.png", "no se recibe"),
        (b"una firma\n", "firma.txt", "no se recibe"),
        (PNG[:-12], "firma.png", "incompleto"),
    ],
)
def test_what_is_no_picture_is_no_signature(
    julia: Desk, content: bytes, name: str, told: str
) -> None:
    page, _ = sends(julia, 2, content, name=name)
    assert page.status in (415, 422, 400)
    assert any(re.search(told, fault) for fault in page.faults), page.faults


def test_a_case_without_its_signature_is_not_opened(hall: Hall, julia: Desk) -> None:
    opened = julia.opens("start/via_publica")
    draft = str(opened.tree.xpath("//input[@name='_draft']/@value")[0])
    page = julia.sends("start/via_publica", {**ASKED, "_draft": draft, "_page": "2"})
    assert page.status == 422
    assert any("Firme en «Firma de quien avisa»" in fault for fault in page.faults)
    assert hall.town.cases_of("via_publica") == []
