"""A form is believed only when it carries a token made for this very session."""

import re

import pytest
from fastapi.routing import iter_route_contexts

from tests.hall import Hall, Page
from ui import csrf
from ui.rooms import ROOMS

READS = {"GET", "HEAD"}
NONCE = bytes(range(16))
SIGNED = "/pay/notices/"
"""Where servers speak, which prove themselves by a signature (tests/attacks/test_payments.py)."""


def test_the_token_of_a_session_is_genuine_for_it_and_for_no_other() -> None:
    token = csrf.token_for("session of Rosa", nonce=NONCE)
    assert csrf.is_genuine(token, "session of Rosa")
    assert not csrf.is_genuine(token, "session of Marta")


def test_two_pages_of_one_session_carry_different_tokens() -> None:
    first = csrf.token_for("session of Rosa", nonce=NONCE)
    assert first != csrf.token_for("session of Rosa", nonce=NONCE[::-1])


@pytest.mark.parametrize("token", ["", ".", "x.y", "00.", NONCE.hex(), f"{NONCE.hex()}.00"])
def test_a_made_up_token_is_refused(token: str) -> None:
    assert not csrf.is_genuine(token, "session of Rosa")


def test_without_a_session_no_token_is_genuine() -> None:
    assert not csrf.is_genuine(csrf.token_for("", nonce=NONCE), "")


def test_no_page_changes_anything_for_a_form_without_the_token_of_the_session(hall: Hall) -> None:
    """Every address of every room that takes something, also those that are added tomorrow."""
    desk, signed = hall.desk("rosa"), hall.desk("marta").token()
    client = desk.client
    asked = [
        (method, re.sub("{[^}]*}", "1", route.path.replace("{municipality}", hall.slug)))
        for room in ROOMS
        for route in iter_route_contexts(room.routes)
        for method in sorted((route.methods or set()) - READS)
        if SIGNED not in route.path
    ]
    assert len(asked) > 70
    for token in ("", signed):
        answers = [
            (method, path, Page(client.request(method, path, headers={csrf.HEADER: token})))
            for method, path in asked
        ]
        believed = [each[:2] for each in answers if each[2].status != 403]
        assert believed == []
        assert {page.heading for *_, page in answers} == {"Vuelva a abrir la página"}
