"""The pages of letters: begun, written, signed, voided; and what anybody learns from a code."""

from __future__ import annotations

import io

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from engine.identity.passwords import hash_password
from engine.letters.paper import Printed, Sheet
from storage.tables import persons
from tests.hall import PERMIT_ASKED, Desk, Hall, Page
from ui.letters.press import HousePress, only_drawn, pdf_maker
from ui.settings import Settings

PASSWORD = "una clave larga de verdad"
LETTERS = "cases/PER-2026-0001/letters"


@pytest.fixture
def rosa(hall: Hall) -> Desk:
    town = hall.town
    town.open_case("rosa", "permit", PERMIT_ASKED)
    town.installation.database.run(
        lambda connection: connection.execute(
            persons.update()
            .where(persons.c.id == town.people["rosa"].person_id)
            .values(password_hash=hash_password(PASSWORD))
        ),
        municipality=town.municipality_id,
    )
    return hall.desk("rosa")


def begun(desk: Desk) -> str:
    page = desk.sends(LETTERS, {"kind": "constancia"})
    assert page.status == 303, page.text
    return page.location.removeprefix(f"/{desk.slug}/")


def signed(desk: Desk) -> Page:
    address = begun(desk)
    return desk.follows(desk.sends(f"{address}/signature", {"password": PASSWORD}))


def test_a_letter_is_begun_with_its_words_written_and_signed(rosa: Desk) -> None:
    assert "Constancia" in rosa.opens(LETTERS).one("//fieldset")
    address = begun(rosa)
    page = rosa.opens(address)
    assert page.value("body") == "Se deja constancia del pedido: Feria del queso.\n\nAtentamente,"
    words = {"title": "Uso de la plaza", "addressee": "Nélida", "body": "Conste.", "then": "sign"}
    confirm = rosa.follows(rosa.sends(address, words))
    assert confirm.heading == "Firmar Constancia"
    after = rosa.follows(rosa.sends(f"{address}/signature", {"password": PASSWORD}))
    assert after.heading == "Constancia CONST-2026-0001"
    assert "Vigente" in after.text
    assert "CONST-2026-0001 · Uso de la plaza" in rosa.opens("cases/PER-2026-0001").text


def test_what_is_missing_is_told_and_nothing_typed_is_lost(rosa: Desk) -> None:
    address = begun(rosa)
    page = rosa.sends(address, {"title": "", "body": "Conste."})
    assert (page.status, page.faults) == (422, ["Escriba el asunto, en menos de 200 letras."])
    assert page.value("body") == "Conste."


def test_a_wrong_password_signs_nothing(rosa: Desk) -> None:
    address = begun(rosa)
    page = rosa.sends(f"{address}/signature", {"password": "otra"})
    assert page.status == 422
    assert "no coinciden" in page.text
    assert "En borrador" in rosa.opens(address).text


def test_a_draft_is_thrown_away(rosa: Desk) -> None:
    address = begun(rosa)
    rosa.follows(rosa.sends(f"{address}/discard"))
    assert rosa.opens(address).status == 404


def test_anybody_who_has_the_code_learns_what_it_is_and_reads_it(hall: Hall, rosa: Desk) -> None:
    code = signed(rosa).tree.xpath("//a[contains(@href,'/v/')]/@href")[0]
    nobody = hall.desk()
    page = nobody.opens(code)
    assert page.status == 200
    assert "auténtico y está vigente" in page.text
    told = page.all("//dl//dd")
    assert told[:2] == ["Constancia", "CONST-2026-0001"]
    paper = nobody.opens(page.tree.xpath("//a[contains(@href,'/document')]/@href")[0])
    assert paper.content.startswith(b"%PDF" if pdf_maker() else b"Municipalidad")
    assert nobody.opens(f"v?code={code.rpartition('/')[2].lower()}").status == 303


def test_a_void_letter_says_so_to_whoever_has_the_code(hall: Hall, rosa: Desk) -> None:
    page = signed(rosa)
    code = page.tree.xpath("//a[contains(@href,'/v/')]/@href")[0]
    voiding = page.tree.xpath("//a[contains(@href,'/voiding')]/@href")[0]
    assert rosa.sends(voiding, {"reason": ""}).status == 422
    rosa.follows(rosa.sends(voiding, {"reason": "Se dirigió a otra persona"}))
    told = hall.desk().opens(code)
    assert "fue anulado" in told.text
    assert "Se dirigió a otra persona" not in told.text


def test_who_guesses_codes_has_to_wait(hall: Hall, rosa: Desk) -> None:
    nobody = hall.desk()
    answers = {nobody.opens(f"v/{n:016d}").status for n in range(31)}
    assert answers == {404, 429}


def test_outsiders_and_other_roles_write_and_sign_nothing(hall: Hall, rosa: Desk) -> None:
    address = begun(rosa)
    trader, elmer = hall.desk("nelida"), hall.desk("elmer")
    assert trader.opens(LETTERS).status == 404
    assert trader.opens(address).status == 404
    assert elmer.opens(f"{address}/signature").status == 403
    assert elmer.sends(f"{address}/signature", {"password": PASSWORD}).status == 403


@pytest.mark.skipif(pdf_maker() is None, reason="this machine has no Pango")
def test_the_paper_is_pdf_a_that_says_so_and_fetches_nothing(rosa: Desk) -> None:
    page = signed(rosa)
    document = page.tree.xpath("//a[contains(@href,'/documents/')]/@href")[0]
    shown = rosa.opens(rosa.opens(document).tree.xpath("//iframe/@src")[0])
    assert shown.headers["content-type"] == "application/pdf"
    reader = PdfFileReader(io.BytesIO(shown.content))
    assert b"pdfaid:part" in reader.root["/Metadata"].data
    for address in ("file:///etc/passwd", "http://127.0.0.1/"):
        with pytest.raises(ValueError, match="disallowed"):
            only_drawn().fetch(address)


def printed(hall: Hall, monkeypatch: pytest.MonkeyPatch, host: str) -> tuple[str, str]:
    """The sentence before a signature and the address on the paper, for who comes by this host."""
    sheets: list[Sheet] = []
    whole = HousePress.print

    def seen(press: HousePress, sheet: Sheet) -> Printed:
        sheets.append(sheet)
        return whole(press, sheet)

    monkeypatch.setattr(HousePress, "print", seen)
    desk = hall.desk("rosa")
    address = begun(desk)
    desk.client.headers["host"] = host
    asked = desk.opens(f"{address}/signature").text
    desk.sends(f"{address}/signature", {"password": PASSWORD})
    (sheet,) = sheets
    return asked, sheet.address.removesuffix(sheet.code)


def test_the_house_says_what_is_printed_and_not_who_asks(
    hall: Hall, rosa: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Hall(hall.town, Settings(public_url="https://cauce.tambo.gob.pe/"))
    asked, address = printed(known, monkeypatch, "evil.example")
    assert address == f"https://cauce.tambo.gob.pe/{hall.slug}/v/"
    assert "CAUCE_PUBLIC_URL" not in asked
    assert "evil.example" not in asked


def test_a_house_without_an_address_says_what_to_set(
    hall: Hall, rosa: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, address = printed(hall, monkeypatch, "192.168.1.5:8000")
    assert address == f"http://192.168.1.5:8000/{hall.slug}/v/"
    assert "http://192.168.1.5:8000" in asked
    assert "CAUCE_PUBLIC_URL" in asked
