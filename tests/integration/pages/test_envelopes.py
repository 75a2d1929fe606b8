"""The pages of sealed envelopes: writing one, its receipt, and the record of the opening."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.auditing.following import list_all_history
from engine.identity import AUDITOR
from tests.envelopes import bids, filed, found, opened_call
from tests.hall import Desk, Hall, Page
from tests.town import PDF, Town
from ui.settings import Settings

BID = {"company": "Quesería Anccasi", "price": "748159.26"}
PAPER = {"_document.oferta": ("oferta-anccasi.pdf", PDF, "application/pdf")}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the contents lie."""
    return tmp_path / "documents"


@pytest.fixture
def calling(database_url: str, place: Path) -> Iterator[tuple[Hall, int]]:
    """A call that takes envelopes; its case."""
    town = Town(database_url, place)
    case = opened_call(town)
    yield Hall(town, Settings(upload_limit_mb=1)), case
    town.close()


def main(page: Page) -> str:
    """What its main part says."""
    return page.one("//main").replace("\xa0", " ")


def envelope_of(hall: Hall, case: int) -> str:
    return f"tasks/{hall.town.open_task(case, 'bid')}/envelope"


def case_of(hall: Hall, case: int) -> str:
    return f"cases/{hall.town.case(case).number}"


def seals(desk: Desk, address: str) -> Page:
    """Write it, read it back, file it; the receipt."""
    desk.sends(address, BID, PAPER, on=address)
    return desk.follows(desk.sends(address, {"_file": "1"}, on=address))


def test_an_envelope_is_written_read_back_and_filed_and_then_read_by_nobody(
    calling: tuple[Hall, int], place: Path
) -> None:
    hall, case = calling
    sur, address = hall.desk("sur"), envelope_of(hall, case)
    assert sur.opens(address.removesuffix("/envelope")).location.endswith(address)
    later = sur.sends(address, {**BID, "price": "", "_later": "1"}, on=address)
    assert sur.follows(later).value("company") == "Quesería Anccasi"
    assert hall.desk("valle").opens(address).value("company") == ""
    wrong = sur.sends(address, {**BID, "price": "mucho"}, PAPER, on=address)
    assert wrong.status == 422
    assert wrong.value("company") == "Quesería Anccasi"
    assert "oferta-anccasi.pdf" in main(wrong)
    read_back = sur.sends(address, BID, on=address)
    assert "S/ 748,159.26" in main(read_back)
    assert "oferta-anccasi.pdf" in main(read_back)
    assert found(hall.town, place, "Anccasi", "748159.26", "oferta-anccasi") == []
    receipt = sur.follows(sur.sends(address, {"_file": "1"}, on=address))
    assert "Sellado: se abre con los demás" in main(receipt)
    for page in (receipt, sur.opens(address)):
        assert "Anccasi" not in main(page)
        assert "748" not in main(page).partition("Huella")[0]


def test_a_paper_is_taken_out_and_a_wrong_one_is_not_let_in(calling: tuple[Hall, int]) -> None:
    hall, case = calling
    sur, address = hall.desk("sur"), envelope_of(hall, case)
    bad = {"_document.oferta": ("oferta.pdf", b"MZ not a paper", "application/pdf")}
    assert sur.sends(address, BID, bad, on=address).status == 422
    sur.sends(address, BID, PAPER, on=address)
    page = sur.opens(address)
    row = page.tree.xpath("//button[@name='_out']/@value")[0]
    left = sur.follows(sur.sends(address, {**BID, "_out": row}, on=address))
    assert "oferta-anccasi.pdf" not in main(left)
    refused = sur.sends(address, BID, on=address)
    assert refused.status == 422
    assert "Oferta" in main(refused)


def test_it_is_withdrawn_and_thrown_away_by_its_owner_alone(calling: tuple[Hall, int]) -> None:
    hall, case = calling
    sur, valle, address = hall.desk("sur"), hall.desk("valle"), envelope_of(hall, case)
    seals(sur, address)
    assert "Retirar el sobre" not in main(valle.opens(address))
    assert valle.sends(address, {"_withdraw": "1"}, on=address).status == 404
    back = sur.follows(sur.sends(address, {"_withdraw": "1"}, on=address))
    assert "Retirar el sobre" not in main(back)
    assert "Retirado: no se abre" in main(sur.opens(f"{address}/receipt"))
    sur.sends(address, {**BID, "_later": "1"}, on=address)
    empty = sur.follows(sur.sends(address, {"_forget": "1"}, on=address))
    assert empty.value("company") == ""
    assert hall.desk("marta").opens(address).status == 403


def test_the_record_says_nothing_before_the_opening_and_all_of_it_afterwards(
    calling: tuple[Hall, int],
) -> None:
    hall, case = calling
    receipt = filed(bids(hall.town, case))
    filed(bids(hall.town, case, "valle", company="Valle", price="700000"))
    luis, where = hall.desk("luis"), case_of(hall, case)
    told = main(luis.opens(f"{where}/openings"))
    assert "nadie sabe cuántos llegaron ni de quién son" in told
    counted = luis.opens(where).one("//a[contains(@href, '/events')]")
    everything = " ".join(
        luis.opens(f"{where}{part}").text for part in ("", "/events", "/openings")
    )
    assert receipt.code not in everything
    assert "sobre sellado" not in everything
    hall.town.waits(days=10)
    luis = hall.desk("luis")
    assert "se abren al completar" in main(luis.opens(f"{where}/openings"))
    hall.town.does("marta", case, "open")
    record = main(luis.opens(f"{where}/openings"))
    assert "Marta abrió los sobres sellados: 2" in record
    assert all(part in record for part in (receipt.code, receipt.sha256, "Sur", "Valle"))
    assert "Llegó el sobre sellado" in luis.opens(f"{where}/events").text
    assert counted != luis.opens(where).one("//a[contains(@href, '/events')]")


def test_a_closed_call_says_so_and_keeps_the_receipt(calling: tuple[Hall, int]) -> None:
    hall, case = calling
    sur, address = hall.desk("sur"), envelope_of(hall, case)
    seals(sur, address)
    hall.town.waits(days=10)
    sur = hall.desk("sur")
    closed = main(sur.opens(address))
    assert "El plazo para presentar terminó" in closed
    assert "Retirar" not in closed
    assert "Sellado" in main(sur.opens(f"{address}/receipt"))
    assert "Apertura" not in main(sur.opens(address))


def test_the_auditor_is_not_told_either_how_many_envelopes_came(calling: tuple[Hall, int]) -> None:
    hall, case = calling
    hall.town.person("carmen", AUDITOR)
    carmen, number = hall.desk("carmen"), hall.town.case(case).number

    def shown() -> tuple[list[str], str, list[str]]:
        list_all_history(hall.town.installation, hall.town.municipality_id)
        page = carmen.opens(f"audit/cases/{number}?technical=true")
        told = page.all("//ol[@class='chain']/li/div/p[1]")
        steps = carmen.opens(f"audit/cases/{number}/replay").all("//ol[@data-steps]/li")
        return told, page.one("//p[@class='seal-sentence']"), steps

    before = shown()
    seals(hall.desk("sur"), envelope_of(hall, case))
    assert shown() == before
    page = carmen.opens(f"audit/cases/{number}?technical=true")
    assert "lo que está bajo sello no se cuenta" in page.text
    assert not page.all("//p[@class='hash']")
    assert not carmen.opens("audit?topic=9").all("//ol[@class='chain']/li")
