"""Nobody comes in by a token that the provider did not sign for us, for this browser, now: wrong
nonce, audience or issuer, expired, unsigned, another key, a state that was used or is another's,
another provider's answer, a redirect elsewhere, a provider inside the house's network."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from storage.tables import citizen_sessions, outer_identities, sessions
from tests.doors import Doors, doors_of
from tests.vouching import CLIENT, KEY, NEXT_KEY, OTHER_KEY
from tests.window import NELIDA, with_account

HOUR = 3_600


@pytest.fixture
def at(database_url: str, tmp_path: Path) -> Iterator[Doors]:
    """Nélida has an account, which her verified e-mail opens."""
    with doors_of(database_url, tmp_path) as doors:
        doors.lets_vouch(trusts_email=True)
        with_account(doors.hall.town)
        doors.vouching.claims |= {"email": NELIDA.email, "email_verified": True}
        yield doors


def nobody_came_in(doors: Doors) -> bool:
    rows = doors.hall.town.reads(
        lambda c: [
            *c.execute(outer_identities.select()),
            *c.execute(citizen_sessions.select()).all()[1:],  # that of signing up
            *c.execute(sessions.select()),
        ]
    )
    return rows == []


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = ({**header, "alg": "none"}, claims)
    return ".".join([*(base64url(json.dumps(each).encode()).decode() for each in parts), ""])


def signed_with_public_key(header: dict[str, Any], claims: dict[str, Any]) -> str:
    """The public key as if it were a shared secret."""
    parts = ({**header, "alg": "HS256", "kid": "two"}, claims)
    packed = b".".join(base64url(json.dumps(each).encode()) for each in parts)
    mac = hmac.new(NEXT_KEY.as_pem(private=False), packed, sha256).digest()
    return (packed + b"." + base64url(mac)).decode()


def base64url(content: bytes) -> bytes:
    return urlsafe_b64encode(content).rstrip(b"=")


def test_the_right_answer_opens_the_account(at: Doors) -> None:
    desk = at.hall.desk()
    assert NELIDA.name in desk.follows(at.comes_back(desk)).text  # what the others are held against


@pytest.mark.parametrize(
    "bend",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["another-client", "a-third"]},
        {"aud": [CLIENT, "another-client"]},  # without saying for whom it is
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"aud": None},
        {"iss": "https://another.example"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"exp": None},
        {"exp": 0},
        {"iat": None},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
)
def test_a_token_for_somebody_or_something_else_is_not_believed(
    at: Doors, bend: dict[str, Any]
) -> None:
    at.vouching.bend = bend
    page = at.comes_back(at.hall.desk())
    assert page.status == 422
    assert "no es segura" in page.text
    assert nobody_came_in(at)


def test_a_token_of_another_time_is_not_believed(at: Doors) -> None:
    now, desk = int(at.hall.town.clock.now().timestamp()), at.hall.desk()
    for bend in ({"exp": now - HOUR}, {"nbf": now + HOUR}, {"iat": now + HOUR}):
        at.vouching.bend = bend
        assert "no es segura" in at.comes_back(desk).text, bend
    assert nobody_came_in(at)


@pytest.mark.parametrize("raw", [unsigned, signed_with_public_key])
def test_a_token_that_nobody_signed_is_not_believed(at: Doors, raw: Any) -> None:
    at.vouching.raw, at.vouching.keys = raw, [KEY, NEXT_KEY]
    assert "no es segura" in at.comes_back(at.hall.desk()).text
    assert nobody_came_in(at)


def test_a_token_of_another_key_is_not_believed(at: Doors) -> None:
    at.vouching.key = OTHER_KEY  # it calls itself as the right one does
    assert "no es segura" in at.comes_back(at.hall.desk()).text
    assert nobody_came_in(at)


def test_a_shared_secret_among_the_published_keys_signs_nothing(at: Doors) -> None:
    shared = OctKey.import_key("everybody knows it", {"kid": "one"})

    class Published:
        def as_dict(self, *, private: bool) -> dict[str, Any]:  # noqa: ARG002  # as a key is asked
            return {**shared.as_dict(), "kid": "one"}

    at.vouching.keys = [Published()]
    at.vouching.raw = lambda _header, claims: jwt.encode(
        {"alg": "HS256", "kid": "one"}, claims, shared, algorithms=["HS256"]
    )
    assert "no es segura" in at.comes_back(at.hall.desk()).text
    assert nobody_came_in(at)


def test_an_answer_counts_once(at: Doors) -> None:
    desk = at.hall.desk()
    at.vouching.now = int(at.hall.town.clock.now().timestamp())
    brought = at.vouching.approves(at.leaves(desk))
    state = desk.client.cookies["cauce_way"]
    assert desk.opens("citizen/with/sso/answer", params=brought).status == 303
    desk.client.cookies.set("cauce_way", state)
    at.vouching.codes[brought["code"]] = {}
    again = desk.opens("citizen/with/sso/answer", params=brought)
    assert "ya no vale" in again.text


def test_an_answer_counts_for_ten_minutes(at: Doors) -> None:
    desk = at.hall.desk()
    brought = at.vouching.approves(at.leaves(desk))
    at.hall.town.clock.advance(timedelta(minutes=10))
    assert "ya no vale" in desk.opens("citizen/with/sso/answer", params=brought).text
    assert nobody_came_in(at)


def test_the_answer_to_another_browser_is_none_here(at: Doors) -> None:
    victim, attacker = at.hall.desk(), at.hall.desk()
    brought = at.vouching.approves(at.leaves(attacker))
    assert "ya no vale" in victim.opens("citizen/with/sso/answer", params=brought).text
    at.leaves(victim)  # with a state of their own it is no better
    assert "ya no vale" in victim.opens("citizen/with/sso/answer", params=brought).text
    assert at.vouching.asked.count("/token") == 0


@pytest.mark.parametrize(
    "brought", [{}, {"code": "x"}, {"state": "x"}, {"state": "é", "code": "x"}]
)
def test_an_answer_without_its_state_is_none(at: Doors, brought: dict[str, str]) -> None:
    desk = at.hall.desk()
    at.leaves(desk)
    assert "ya no vale" in desk.opens("citizen/with/sso/answer", params=brought).text


@pytest.mark.parametrize("said", ["https://evil.example", ""])
def test_the_answer_of_another_provider_is_not_taken_for_this_ones(at: Doors, said: str) -> None:
    page = at.comes_back(at.hall.desk(), iss=said)
    assert "no es segura" in page.text
    assert at.vouching.asked.count("/token") == 0  # the code goes nowhere
    assert nobody_came_in(at)


def test_a_code_goes_to_the_provider_that_was_left_for_alone(at: Doors) -> None:
    at.lets_vouch(key="other", title="Otro", trusts_email=True)
    desk = at.hall.desk()
    brought = at.vouching.approves(at.leaves(desk))
    page = desk.opens("citizen/with/other/answer", params=brought)
    assert "ya no vale" in page.text
    assert at.vouching.asked.count("/token") == 0


def test_a_provider_that_calls_itself_otherwise_is_not_gone_to(at: Doors) -> None:
    at.vouching.known = {"issuer": "https://evil.example"}
    page = at.hall.desk().opens("citizen/with/sso")
    assert page.status == 503


@pytest.mark.parametrize(
    "door", ["token_endpoint", "jwks_uri", "authorization_endpoint", "userinfo_endpoint"]
)
@pytest.mark.parametrize("url", ["http://169.254.169.254/latest", "http://127.0.0.1:1/x"])
def test_no_door_of_a_provider_leads_into_the_house(at: Doors, door: str, url: str) -> None:
    at.vouching.known = {door: url}
    at.vouching.claims.pop("name")  # so that the user info is wanted
    desk = at.hall.desk()
    page = desk.opens("citizen/with/sso")
    if door == "userinfo_endpoint":
        assert at.comes_back(desk).status == 303  # it is done without
    else:
        assert page.status == 503


def test_a_private_address_is_called_only_where_the_settings_name_it(
    at: Doors, tmp_path: Path
) -> None:
    settings = at.hall.app.state.surroundings.settings
    careful = replace(settings, sign_in_private_hosts="none")
    hall = type(at.hall)(at.hall.town, careful)
    assert hall.desk().opens("citizen/with/sso").status == 503
    assert at.vouching.asked == []


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/otra/cases", "/\\evil.example"]
)
def test_nobody_is_led_elsewhere(at: Doors, back: str) -> None:
    at.lets_vouch(national_id="dni")
    desk = at.hall.desk()
    left = desk.opens("sign-in/with/sso", params={"back": back})
    brought = at.vouching.approves(left.location)
    at.vouching.now = int(at.hall.town.clock.now().timestamp())
    page = desk.opens("sign-in/with/sso/answer", params={**brought, "back": back})
    assert page.location == f"/{at.hall.slug}/sign-in/joining"
    assert "evil" not in page.location


def test_joining_cannot_be_begun_by_another_site(at: Doors) -> None:
    desk = at.hall.desk()
    desk.client.cookies.set(
        "cauce_citizen", with_account(at.hall.town, replace(NELIDA, email="n@x.pe"))
    )
    assert desk.sends("citizen/with/sso", {"csrf": "x.y"}, on="citizen").status == 403


def test_a_secret_goes_to_its_own_host_alone(at: Doors, tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text('[sso]\nvalue = "x"\nhost = "another.example"\n')
    page = at.comes_back(at.hall.desk())
    assert page.status == 503
    assert at.vouching.asked.count("/token") == 0


def test_what_waits_for_its_account_is_another_browsers_nothing(at: Doors) -> None:
    at.vouching.claims.pop("email")
    desk, other = at.hall.desk(), at.hall.desk()
    desk.follows(at.comes_back(desk))
    assert other.opens("citizen/joining").status == 303
    sent = other.sends("citizen/joining/new", {"name": "X", "national_id": "12345"}, on="citizen")
    assert sent.location == f"/{at.hall.slug}/citizen"
    at.hall.town.clock.advance(timedelta(minutes=11))
    assert desk.opens("citizen/joining").status == 303
