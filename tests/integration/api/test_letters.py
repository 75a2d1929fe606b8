"""Letters over the API: programs write them, people sign them."""

import pytest

from engine.access import Scope
from engine.identity.signing_in import TRIES
from tests.hall import PERMIT_ASKED, Hall
from tests.programs import PASSWORD, Program, login_of, program, signed_letter

WORDS = {"title": "Uso de la plaza", "addressee": "Nélida", "body": "Conste.\n\nAtentamente,"}


@pytest.fixture
def letter(desk: Program, permit: str) -> str:
    """A draft that a program began and wrote."""
    made = desk.posts(f"cases/{permit}/letters", {"kind": "constancia"})
    assert made.headers["location"].endswith(f"/letters/{made.json['id']}")
    found = str(made.json["id"])
    assert desk.asks("PUT", f"letters/{found}", WORDS).status == 200
    return found


@pytest.fixture
def proof(hall: Hall, permit: str) -> dict[str, str]:
    """What Rosa, who signs, hands in."""
    town = hall.town
    signed_letter(town, town.open_case("rosa", "permit", PERMIT_ASKED))
    return {"login": login_of(town, "rosa"), "password": PASSWORD}


def test_a_person_signs_through_a_program_and_the_paper_is_handed_out(
    hall: Hall, desk: Program, letter: str, proof: dict[str, str]
) -> None:
    assert desk.gets(f"letters/{letter}/content").kind == "not_found"
    signed = desk.posts(f"letters/{letter}/signature", proof, key="una")
    assert (signed.status, signed.json["number"]) == (200, "CONST-2026-0002")
    assert signed.json["address"] == f"http://testserver/{hall.slug}/v/{signed.json['code']}"
    again = desk.posts(f"letters/{letter}/signature", proof, key="una")
    assert again.json == signed.json
    found = desk.gets(f"letters/{letter}").json
    assert (found["state"], found["signer"], found["body"]) == ("signed", "Rosa", WORDS["body"])
    paper = desk.gets(f"letters/{letter}/content")
    assert paper.status == 200
    assert paper.etag == f'"{found["sha256"]}"'
    assert (
        desk.gets(f"documents/{found['document_id']}").json["title"].startswith("CONST-2026-0002")
    )
    page = hall.desk().opens(f"/{hall.slug}/v/{signed.json['code']}")
    assert "auténtico y está vigente" in page.text


def test_what_is_signed_does_not_change_and_is_voided_with_a_reason(
    desk: Program, letter: str, proof: dict[str, str]
) -> None:
    assert desk.posts(f"letters/{letter}/voiding", {"reason": "x"}).kind == "letter_state"
    desk.posts(f"letters/{letter}/signature", proof)
    for method, path, body in (
        ("PUT", "", WORDS),
        ("DELETE", "", None),
        ("POST", "/signature", proof),
    ):
        refused = desk.asks(method, f"letters/{letter}{path}", body)
        assert (refused.status, refused.kind) == (409, "letter_state")
    assert desk.posts(f"letters/{letter}/voiding", {"reason": ""}).status == 422
    assert desk.posts(f"letters/{letter}/voiding", {"reason": "Error"}).status == 200
    found = desk.gets(f"letters/{letter}").json
    assert (found["state"], found["void_reason"]) == ("void", "Error")


def test_a_wrong_password_signs_nothing_and_five_make_one_wait(
    desk: Program, letter: str, proof: dict[str, str]
) -> None:
    wrong = {**proof, "password": "otra"}
    kinds = [desk.posts(f"letters/{letter}/signature", wrong).kind for _ in range(TRIES)]
    assert kinds == ["wrong_password"] * (TRIES - 1) + ["locked_out"]
    refused = desk.posts(f"letters/{letter}/signature", proof)
    assert (refused.status, refused.kind) == (429, "locked_out")
    nobody = desk.posts(f"letters/{letter}/signature", {**proof, "login": "nadie@pueblo.pe"})
    assert nobody.kind == "wrong_password"
    assert desk.gets(f"letters/{letter}").json["state"] == "draft"


def test_who_does_not_sign_this_kind_signs_nothing_through_a_program_that_would(
    hall: Hall, desk: Program, letter: str
) -> None:
    hall.town.person("tito", "tecnico", password=PASSWORD)
    asked = {"login": login_of(hall.town, "tito"), "password": PASSWORD}
    assert desk.posts(f"letters/{letter}/signature", asked).kind == "no_role"
    other = program(hall, "tecnico")
    assert other.posts(f"letters/{letter}/voiding", {"reason": "x"}).kind == "no_role"


def test_a_certificate_that_is_none_is_named(
    desk: Program, letter: str, proof: dict[str, str]
) -> None:
    bad = desk.posts(f"letters/{letter}/signature", {**proof, "certificate": "¡no!"})
    assert (bad.status, bad.json["errors"][0]["field"]) == (422, "body.certificate")


def test_signing_has_a_scope_of_its_own(hall: Hall, letter: str, proof: dict[str, str]) -> None:
    scopes = [scope for scope in Scope if scope is not Scope.LETTERS_SIGN]
    writer = program(hall, "mesa", scopes=scopes)
    assert writer.posts(f"letters/{letter}/signature", proof).kind == "missing_scope"
    assert writer.posts(f"letters/{letter}/voiding", {"reason": "x"}).kind == "missing_scope"


def test_outsiders_find_no_letter(hall: Hall, letter: str, proof: dict[str, str]) -> None:
    trader = program(hall, "feriante")
    for path in ("", "/content"):
        assert trader.gets(f"letters/{letter}{path}").kind == "not_found"
    assert trader.posts(f"letters/{letter}/signature", proof).kind == "not_found"


def test_a_draft_is_thrown_away(desk: Program, letter: str) -> None:
    assert desk.asks("DELETE", f"letters/{letter}").status == 200
    assert desk.gets(f"letters/{letter}").kind == "not_found"
    assert desk.gets("letters/9999999999999999999").kind == "not_found"
