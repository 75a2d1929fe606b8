"""Cases are found by their people, by who opened them and by their documents, and nobody learns by
a hit of what they may not know."""

from __future__ import annotations

import io

import pytest

from engine.cases.parties import Entered, Party, add_party, remove_party
from engine.documents.attaching import Attached
from engine.documents.keeping import Kept, classify
from engine.retention.rules import ARCHIVIST
from storage.queries import inbox_text, search
from storage.queries.inbox_text import Bound
from storage.tables.casefile import PartyRole
from storage.tables.documents import Level
from tests.hall import PERMIT_ASKED, Desk, Hall
from tests.town import PDF

NUMBER = "PER-2026-0001"
JULIA = Party(PartyRole.APPLICANT, "Julia Ñahui Ccorí", "401.122-33", "")


@pytest.fixture
def case_id(hall: Hall, permit: int) -> int:
    hall.town.open_case("marta", "permit", {**PERMIT_ASKED, "motivo": "Otro"})
    entered(hall, permit, JULIA)
    return permit


def entered(hall: Hall, case_id: int, party: Party) -> int:
    answer = add_party(hall.town.installation, hall.town.people["rosa"], case_id, party)
    assert isinstance(answer, Entered), answer
    return answer.party_id


def filed(hall: Hall, case_id: int, who: str, title: str, kind: str = "informe") -> int:
    answer = hall.town.attach(who, case_id, kind=kind, title=title, stream=io.BytesIO(PDF))
    assert isinstance(answer, Attached), answer
    return answer.document_id


def finds(desk: Desk, text: str) -> bool:
    """Whether the list of cases shows the one case, and the inbox its one task."""
    listed = desk.opens("cases", params={"q": text})
    inbox = desk.opens("inbox", params={"text": text})
    assert (listed.status, inbox.status) == (200, 200)
    there = NUMBER in listed.one("//main")
    rows = inbox.all("//main//tbody//tr")
    if not desk_holds_nothing(desk):
        assert any(NUMBER in row for row in rows) == there, text
    return there and "PER-2026-0002" not in listed.one("//main")


def desk_holds_nothing(desk: Desk) -> bool:
    return not desk.opens("inbox").all("//main//tbody//tr")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("julia", True),
        ("nahui cco", True),
        ("CCORÍ", True),
        ("julia perez", False),
        ("ulia", False),
        ("40112233", True),
        ("401.122", True),
        ("40112", False),
        ("0112233", False),
    ],
)
def test_a_case_is_found_by_the_people_in_it(
    hall: Hall, case_id: int, text: str, found: bool
) -> None:
    assert case_id
    assert finds(hall.desk("marta"), text) is found


def test_who_left_a_case_finds_it_no_more(hall: Hall, case_id: int) -> None:
    party = entered(hall, case_id, Party(PartyRole.WITNESS, "Teodora Puma"))
    assert finds(hall.desk("marta"), "teodora")
    remove_party(hall.town.installation, hall.town.people["rosa"], case_id, party, "Desistió")
    assert not finds(hall.desk("marta"), "teodora")


def test_a_case_is_found_by_who_opened_it(hall: Hall, case_id: int) -> None:
    assert case_id
    name = hall.town.people["rosa"].name
    assert finds(hall.desk("marta"), name[:4].upper())


def test_a_case_is_found_by_the_titles_of_its_documents(hall: Hall, case_id: int) -> None:
    filed(hall, case_id, "rosa", "Informe técnico N.º 12 de ubicación")
    marta = hall.desk("marta")
    assert finds(marta, "ubicacion informe")
    assert finds(marta, "TÉCN")
    assert not finds(marta, "informe legal")


@pytest.mark.parametrize("text", [NUMBER, "per-2026-", "PER-2026-0001 ", "0001"])
def test_the_number_of_a_case_finds_by_number_alone(hall: Hall, case_id: int, text: str) -> None:
    filed(hall, case_id, "rosa", "Se acumula al PER-2026-0002 y al RES-2026-0009")
    marta = hall.desk("marta")
    assert finds(marta, text) is (text != "per-2026-")
    assert not finds(marta, "PER-2026-0002")
    assert finds(marta, "RES-2026-0009")


def test_an_outsider_finds_what_is_public_or_their_own_and_nobody_by_name(
    hall: Hall, case_id: int
) -> None:
    filed(hall, case_id, "rosa", "Croquis de puestos", "plano")
    filed(hall, case_id, "rosa", "Denuncia vecinal")
    filed(hall, case_id, "nelida", "Carta de la feria")
    nelida = hall.desk("nelida")
    assert finds(nelida, "croquis")
    assert finds(nelida, "carta feria")
    for text in ("denuncia", "julia", "40112233", hall.town.people["rosa"].name):
        assert not finds(nelida, text), text


def test_what_is_reserved_is_found_by_who_filed_it_alone(hall: Hall, case_id: int) -> None:
    document = filed(hall, case_id, "rosa", "Certificado médico")
    assert finds(hall.desk("marta"), "certificado")
    town, rosa = hall.town.installation, hall.town.people["rosa"]
    assert isinstance(classify(town, rosa, document, Level.RESERVED, "Datos de salud"), Kept)
    assert finds(hall.desk("rosa"), "certificado")
    assert not finds(hall.desk("marta"), "certificado")
    assert not finds(hall.desk("elmer"), "certificado")


def test_who_has_no_part_in_a_process_finds_nothing_of_its_people(hall: Hall, case_id: int) -> None:
    filed(hall, case_id, "rosa", "Croquis de puestos", "plano")
    hall.town.person("arturo", ARCHIVIST)
    assert not finds(hall.desk("arturo"), "julia")
    assert not finds(hall.desk("arturo"), "croquis")


def test_what_is_found_otherwise_is_found_too_where_many_have_the_word(
    hall: Hall, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a number or a title finds too many, the list is gone through row by row."""
    assert case_id
    monkeypatch.setattr(search, "FEW", 0)
    hall.town.open_case("rosa", "permit", {**PERMIT_ASKED, "motivo": "Feria de Julia"})
    page = hall.desk("marta").opens("inbox", params={"text": "julia"})
    rows = " ".join(page.all("//main//tbody//tr"))
    assert (NUMBER in rows, "PER-2026-0002" in rows) == (True, False)


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        (Bound.CASES, "Se miraron los 2,000 expedientes más recientes; precise la búsqueda."),
        (Bound.ROWS, "Se miraron solo 50,000 nombres o documentos; precise la búsqueda."),
    ],
)
def test_a_search_that_was_cut_short_says_so(
    hall: Hall, case_id: int, monkeypatch: pytest.MonkeyPatch, bound: Bound, said: str
) -> None:
    monkeypatch.setattr(
        "engine.cases.finding.cases_found", lambda *_: inbox_text.Finding((case_id,), bound)
    )
    marta = hall.desk("marta")
    assert said in marta.opens("inbox", params={"text": "x"}).one("//main")
    assert said in marta.opens("cases", params={"q": "x"}).one("//main")
    assert said not in marta.opens("inbox").one("//main")
