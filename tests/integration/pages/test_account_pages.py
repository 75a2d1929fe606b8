"""The pages on which an account of the window begins, is found again and moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.queries.accounts import account_letter
from tests.hall import Desk, Hall
from tests.town import Town
from tests.window import NELIDA, PASSWORD, known, proof_of, window_service, with_account
from ui.attempts import MOST
from ui.settings import Settings

OTHER = "otra feria de quesos rojos"


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    town = Town(database_url, tmp_path / "documents")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    yield Hall(town, Settings())
    town.close()


def asks(desk: Desk, path: str, **fields: str) -> tuple[str, int]:
    """A letter is asked for: the page of its code, and its number."""
    answer = desk.sends(path, fields, on=path)
    assert answer.status == 303, answer.text
    return answer.location, int(answer.location.rpartition("/")[2])


def test_a_forgotten_password_is_chosen_anew(hall: Hall) -> None:
    token = with_account(hall.town)
    desk = hall.desk()
    assert "citizen/forgotten" in desk.opens("citizen").text
    form, letter_id = asks(desk, "citizen/forgotten", email=NELIDA.email)
    wrong = desk.sends(form, {"code": "AAAAA-AAAAA", "new": OTHER}, on=form)
    assert wrong.status == 422
    assert wrong.value("code") == "AAAAA-AAAAA"
    assert "Ese código no sirve" in wrong.faults[0]
    code = proof_of(hall.town, letter_id).code
    linked = desk.opens(form, params={"code": code})
    assert linked.value("code") == code
    assert linked.headers["referrer-policy"] == "no-referrer"
    weak = desk.sends(form, {"code": code, "new": "corta"}, on=form)
    assert (weak.status, weak.value("code")) == (422, code)
    listed = desk.follows(desk.sends(form, {"code": code, "new": OTHER}, on=form))
    assert listed.heading == "Mis trámites"
    assert known(hall.town, token) is None


def test_opening_the_link_of_a_letter_uses_nothing_up(hall: Hall) -> None:
    with_account(hall.town)
    desk = hall.desk()
    form, letter_id = asks(desk, "citizen/forgotten", email=NELIDA.email)
    code = proof_of(hall.town, letter_id).code
    for _ in range(7):  # as a scanner of mail does
        assert hall.desk().opens(form, params={"code": code}).status == 200
    assert desk.sends(form, {"code": code, "new": OTHER}, on=form).status == 303


def test_every_address_is_answered_the_same(hall: Hall) -> None:
    with_account(hall.town)
    for path in ("citizen/forgotten", "citizen/sign-up"):
        pages = []
        for address in (NELIDA.email, "nadie@correo.pe"):
            desk = hall.desk()
            form, letter_id = asks(desk, path, email=address)
            page = desk.opens(form)
            told = page.text.replace(str(letter_id), "N").split('name="csrf"')
            pages.append((page.status, told[0], told[1].partition(">")[2]))
        assert pages[0] == pages[1]
    nowhere = hall.desk().opens("citizen/forgotten/7")
    assert nowhere.status == 200  # nor whether there is such a letter


def test_who_asks_again_and_again_has_to_wait(hall: Hall) -> None:
    desk = hall.desk()
    for number in range(MOST):
        asks(desk, "citizen/sign-up", email=f"a{number}@correo.pe")
    stopped = desk.sends("citizen/forgotten", {"email": NELIDA.email}, on="citizen/forgotten")
    assert stopped.status == 429
    assert int(stopped.headers["retry-after"]) > 0


def test_another_address_needs_both_codes(hall: Hall) -> None:
    desk = hall.desk()
    desk.client.cookies.set("cauce_citizen", with_account(hall.town))
    page = desk.opens("citizen/address")
    assert NELIDA.email in page.text
    bad = {"email": "n@otro.pe", "password": "no es la clave"}
    wrong = desk.sends("citizen/address", bad, on="citizen/address")
    assert (wrong.status, wrong.value("email")) == (422, "n@otro.pe")
    form, letter_id = asks(desk, "citizen/address", email="n@otro.pe", password=PASSWORD)
    row = hall.town.reads(lambda c: account_letter(c, hall.town.municipality_id, letter_id))
    assert row is not None
    before = proof_of(hall.town, row.beside_id or 0).code
    half = desk.sends(form, {"code_before": before, "code_after": ""}, on=form)
    assert (half.status, half.value("code_before")) == (422, before)
    both = {"code_before": before, "code_after": proof_of(hall.town, letter_id).code}
    assert desk.follows(desk.sends(form, both, on=form)).heading == "Mis trámites"
    assert "n@otro.pe" in desk.opens("citizen/address").text
    assert desk.opens("citizen").status == 200


@pytest.mark.parametrize("path", ["citizen/address", "citizen/address/7"])
def test_who_has_no_account_moves_none(hall: Hall, path: str) -> None:
    desk = hall.desk()
    assert desk.opens(path).location == f"/{hall.slug}/citizen"
    assert desk.sends(path, {"email": "n@otro.pe"}, on="citizen").location.endswith("/citizen")
