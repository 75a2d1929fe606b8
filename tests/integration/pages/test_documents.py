"""The pages of documents: filed from the case, shown, locked, classified, withdrawn, and the whole
file with its index."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from engine.documents.attaching import Attached
from tests.certificates import (
    DAY,
    LIST,
    NOW,
    RESPONDER,
    answering,
    authority,
    clerk,
    revoking,
    signed,
    stamper,
)
from tests.hall import PERMIT_ASKED, Desk, Hall
from tests.town import PDF

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"\0\0\0\0IEND\xaeB`\x82"
CASE = "cases/PER-2026-0001"
NEW = f"{CASE}/documents/new"


@pytest.fixture
def case_id(hall: Hall) -> int:
    return hall.town.open_case("rosa", "permit", PERMIT_ASKED)


@pytest.fixture
def rosa(hall: Hall) -> Desk:
    return hall.desk("rosa")


def filed(hall: Hall, case_id: int, **more: object) -> int:
    answer = hall.town.attach("rosa", case_id, **more)  # type: ignore[arg-type]  # what a test names
    assert isinstance(answer, Attached)
    return answer.document_id


def test_a_document_is_filed_from_its_case_and_shown(case_id: int, rosa: Desk) -> None:
    assert rosa.opens(NEW).status == 200
    typed = {"kind": "otro", "title": "Croquis de la plaza", "origin": "digitised"}
    page = rosa.follows(rosa.sends(NEW, typed, {"file": ("croquis.png", PNG, "image/png")}))
    assert page.heading == "Croquis de la plaza"
    assert page.tree.xpath("//img[@class='preview-picture']/@src")
    assert "Copia digital de un papel" in page.all("//dd")
    assert "Croquis de la plaza" in rosa.opens(CASE).one("//section[@id='documents']")


def test_what_is_missing_is_told_beside_its_field_and_nothing_typed_is_lost(
    case_id: int, rosa: Desk
) -> None:
    page = rosa.sends(NEW, {"kind": "", "title": "Croquis"}, {"nothing": ("", b"")})
    assert (page.status, page.faults) == (
        422,
        ["Elija la clase del documento.", "Elija un archivo."],
    )
    assert page.value("title") == "Croquis"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"<html><script>x()</script>", "Por su contenido"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "Por su contenido"),
        ("a.pdf", PDF.replace(b"<<", b"<</S/JavaScript", 1), "lleva un programa dentro"),
    ],
)
def test_what_could_run_is_refused_beside_the_file(
    case_id: int, rosa: Desk, name: str, content: bytes, sentence: str
) -> None:
    page = rosa.sends(NEW, {"kind": "otro", "title": "x"}, {"file": (name, content, "x/y")})
    assert page.status == 415
    assert sentence in page.faults[0]


def test_a_new_version_keeps_the_kind_and_the_title(hall: Hall, case_id: int, rosa: Desk) -> None:
    document = filed(hall, case_id, title="Plano")
    address = f"{NEW}?document={document}"
    assert "Plano" in rosa.opens(address).one("//p[@class='kicker']")
    files = {"file": ("plano.pdf", PDF + b"\n", "application/pdf")}
    page = rosa.follows(rosa.sends(address, {}, files))
    assert page.heading == "Plano"
    assert len(page.all("//ul[@class='documents']/li")) == 2


def test_a_lock_is_shown_to_others_and_let_go(hall: Hall, case_id: int, rosa: Desk) -> None:
    document = filed(hall, case_id)
    address = f"documents/{document}"
    mine = rosa.follows(rosa.sends(f"{address}/lock"))
    assert "Usted lo está cambiando" in mine.text
    marta = hall.desk("marta")
    assert "Rosa lo está cambiando" in marta.opens(address).text
    files = {"file": ("a.pdf", PDF, "application/pdf")}
    refused = marta.sends(f"{NEW}?document={document}", {}, files)
    assert refused.status == 409
    assert "Rosa está cambiando este documento" in refused.text
    rosa.sends(f"{address}/lock/end")
    assert "lo está cambiando" not in marta.opens(address).text


def test_who_reads_it_is_changed_with_a_reason(hall: Hall, case_id: int, rosa: Desk) -> None:
    document = filed(hall, case_id)
    address = f"documents/{document}/level"
    assert rosa.opens(address).status == 200
    without = rosa.sends(address, {"level": "reserved", "reason": ""})
    assert (without.status, without.faults) == (
        422,
        ["Escriba el motivo, en menos de 2000 letras."],
    )
    page = rosa.follows(rosa.sends(address, {"level": "reserved", "reason": "Datos de salud"}))
    assert "Reservado" in page.text
    assert hall.desk("marta").opens(f"documents/{document}").status == 404
    assert hall.desk("marta").opens(f"documents/{document}/versions/1").status == 404
    assert hall.desk("marta").opens(address).status == 404


def test_a_document_is_withdrawn_with_a_reason(hall: Hall, case_id: int, rosa: Desk) -> None:
    document = filed(hall, case_id)
    address = f"documents/{document}/withdrawal"
    assert rosa.opens(address).status == 200
    page = rosa.follows(rosa.sends(address, {"reason": "Era de otro expediente"}))
    assert "Retirado" in page.text
    history = hall.desk("marta").opens(CASE).one("//section[@id='history']")
    assert "Rosa retiró Acta: Era de otro expediente" in history


def test_the_index_is_a_page_json_and_xml(hall: Hall, case_id: int, rosa: Desk) -> None:
    filed(hall, case_id)
    assert "Acta" in rosa.opens(f"{CASE}/index").text
    told = json.loads(rosa.opens(f"{CASE}/index.json").content)
    assert [each["title"] for each in told["documents"]] == ["Acta"]
    assert b"<tipologia>acta</tipologia>" in rosa.opens(f"{CASE}/index.xml").content


def test_all_documents_come_at_once_without_those_that_one_may_not_read(
    hall: Hall, case_id: int, rosa: Desk
) -> None:
    filed(hall, case_id, filename="../../etc/acta firmada.pdf")
    secret = filed(hall, case_id, title="Salud")
    rosa.sends(f"documents/{secret}/level", {"level": "reserved", "reason": "Salud"})
    names = {
        who: zipfile.ZipFile(io.BytesIO(hall.desk(who).opens(f"{CASE}/documents.zip").content))
        for who in ("rosa", "marta")
    }
    assert names["rosa"].testzip() is None
    assert names["rosa"].namelist() == ["0001-acta-acta firmada.pdf", "0002-acta-acta.pdf"]
    assert names["marta"].namelist() == ["0001-acta-acta firmada.pdf"]
    assert names["marta"].read("0001-acta-acta firmada.pdf") == PDF


def test_a_damaged_document_is_named_and_not_sent(
    hall: Hall, case_id: int, rosa: Desk, tmp_path: Path
) -> None:
    document = filed(hall, case_id)
    (kept,) = (each for each in hall.town.folder.rglob("*") if each.is_file())
    kept.write_bytes(PDF.replace(b"1.4", b"1.5"))
    page = rosa.opens(f"documents/{document}/versions/1")
    assert page.status == 500
    assert "«Acta», versión 1, ya no es el archivo que se registró." in page.text
    assert b"%PDF" not in page.content


def test_a_document_may_be_framed_only_by_our_own_pages(
    hall: Hall, case_id: int, rosa: Desk
) -> None:
    document = filed(hall, case_id)
    answer = rosa.opens(f"documents/{document}/versions/1")
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert rosa.opens(f"documents/{document}").headers["x-frame-options"] == "DENY"


def test_an_outsider_has_neither_the_form_nor_the_page_of_what_is_not_public(
    hall: Hall, case_id: int
) -> None:
    document = filed(hall, case_id)
    trader = hall.desk("nelida")
    assert trader.opens(f"documents/{document}").status == 404
    assert "Agregar un documento" not in trader.opens(CASE).text


@pytest.mark.parametrize(
    ("revoked", "told"),
    [
        (
            False,
            "íntegra · sello de tiempo: hoy, 9:00 · autoridad de confianza",
        ),
        (True, "íntegra · el certificado estaba revocado"),
    ],
)
def test_what_was_found_of_a_signature_is_told(
    hall: Hall, case_id: int, revoked: bool, told: str
) -> None:
    house = hall.town.installation
    object.__setattr__(house, "trust_roots", (authority().der,))
    if revoked:
        listed = revoking(clerk(), NOW - 10 * DAY)
        object.__setattr__(house, "fetch_list", lambda _: listed)
    pdf = signed(clerk(), stamp=None if revoked else stamper(NOW))
    document = filed(hall, case_id, kind="plano", stream=io.BytesIO(pdf))
    page = hall.desk("rosa").opens(f"documents/{document}")
    _, _, found = page.one("//section[.//h2='Firmas']//p[1]").partition(" · ")  # after the day
    assert found == told


KEPT = {
    "crl": (LIST, "Lista de certificados revocados", "application/pkix-crl", "firma-1-1-1.crl"),
    "ocsp": (
        RESPONDER,
        "Respuesta de la autoridad sobre el certificado",
        "application/ocsp-response",
        "firma-1-1-1.ors",
    ),
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_a_signature_was_judged_by_is_shown_and_handed_to_who_may_read_the_document(
    hall: Hall, case_id: int, rosa: Desk, kind: str
) -> None:
    address, told, media_type, name = KEPT[kind]
    came: list[bytes] = []

    def ask(_: str, request: bytes) -> bytes:
        came.append(answering(clerk(), request))
        return came[-1]

    def fetch(_: str) -> bytes:
        came.append(revoking(clerk(), NOW - 10 * DAY))
        return came[-1]

    house = hall.town.installation
    object.__setattr__(house, "trust_roots", (authority().der,))
    object.__setattr__(house, *(("fetch_list", fetch) if kind == "crl" else ("ask_responder", ask)))
    document = filed(hall, case_id, kind="informe", stream=io.BytesIO(signed(clerk())))
    page = rosa.opens(f"documents/{document}")
    line = page.one("//section[.//h2='Firmas']//li")
    assert line.startswith(f"{told}, obtenida: hoy, ")
    assert address in line
    assert address not in page.tree.xpath("//@href")  # a stranger named it: it leads nowhere
    href = str(page.tree.xpath("//section[.//h2='Firmas']//li/a/@href")[0])
    answer = rosa.opens(href)
    assert (answer.status, answer.content) == (200, came[-1])
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{name}"')
    assert rosa.opens(href[:-1] + "2").status == 404
    hall.town.person("otra", "feriante")  # from outside: a report is not for them
    assert hall.desk("otra").opens(href).status == 404
    assert hall.desk().opens(href, follow_redirects=False).status in (303, 401)
