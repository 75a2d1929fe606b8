"""Sessions end; roles are held for a time; a token is nothing the database knows."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.identity import (
    Actor,
    actor_of,
    grant,
    register_person,
    revoke,
    sign_in,
    sign_out,
    system_actor,
)
from engine.identity.sessions import LENGTH
from engine.identity.signing_in import SignedIn
from engine.worker.pruner import prune
from tests.town import Town

PASSWORD = "el-rio-crece-en-marzo"


@pytest.fixture
def rosa(town: Town) -> SignedIn:
    """Rosa, signed in."""
    register_person(
        town.installation,
        town.municipality_id,
        name="Rosa Quispe",
        national_id="40112233",
        password=PASSWORD,
        roles=("licencias",),
        locale="qu",
    )
    signed_in = sign_in(town.installation, town.municipality_id, "40112233", PASSWORD)
    assert isinstance(signed_in, SignedIn)
    return signed_in


def roles_now(town: Town, rosa: SignedIn) -> frozenset[str]:
    actor = actor_of(town.installation, rosa.token)
    assert actor is not None
    return actor.roles


def test_the_session_says_who_acts_in_which_language(town: Town, rosa: SignedIn) -> None:
    assert actor_of(town.installation, rosa.token) == Actor(
        town.municipality_id, rosa.actor.person_id, "Rosa Quispe", frozenset({"licencias"}), "qu"
    )


def test_a_session_ends_after_twelve_hours(town: Town, rosa: SignedIn) -> None:
    town.clock.advance(LENGTH - timedelta(seconds=1))
    assert actor_of(town.installation, rosa.token) is not None
    town.clock.advance(timedelta(seconds=1))
    assert actor_of(town.installation, rosa.token) is None


def test_signing_out_ends_this_session_only(town: Town, rosa: SignedIn) -> None:
    again = sign_in(town.installation, town.municipality_id, "40112233", PASSWORD)
    assert isinstance(again, SignedIn)
    sign_out(town.installation, rosa.token)
    sign_out(town.installation, rosa.token)
    sign_out(town.installation, None)
    assert actor_of(town.installation, rosa.token) is None
    assert actor_of(town.installation, again.token) is not None


def test_the_database_holds_no_token(town: Town, rosa: SignedIn) -> None:
    with town.installation.database.read(town.municipality_id) as connection:
        (row,) = connection.exec_driver_sql("SELECT token_hash FROM sessions").all()
    assert row[0] not in rosa.token
    assert len(row[0]) == 64
    assert rosa.token not in repr(rosa)


@pytest.mark.parametrize(
    "forged",
    [
        *("", ".", "x", "1", "1.", ".x", "-1.x", "1_0.x", " 1.x", "0x1.x", "1.x.y"),
        *("1.\udcff", "1.a\x00b", "f" * 100 + ".x", "f" * 16 + ".x", "1." + "x" * 10_000),
    ],
)
def test_a_forged_token_is_nobody(town: Town, rosa: SignedIn, forged: str) -> None:
    assert actor_of(town.installation, forged) is None
    sign_out(town.installation, forged)


def test_the_token_of_one_municipality_opens_no_other(town: Town, rosa: SignedIn) -> None:
    _, _, secret = rosa.token.partition(".")
    assert actor_of(town.installation, f"{town.municipality_id + 1:x}.{secret}") is None


def test_a_role_begins_and_ends_with_its_period(town: Town, rosa: SignedIn) -> None:
    manager, person_id = system_actor(town.municipality_id), rosa.actor.person_id
    assert person_id is not None
    now = town.clock.now()
    grant(
        town.installation,
        manager,
        person_id,
        "caja",
        since=now + timedelta(hours=1),
        until=now + timedelta(hours=2),
    )
    seen = [roles_now(town, rosa)]
    for _ in range(2):
        town.clock.advance(timedelta(hours=1))
        seen.append(roles_now(town, rosa))
    assert seen == [{"licencias"}, {"licencias", "caja"}, {"licencias"}]


def test_a_role_that_is_taken_is_gone_with_the_next_page(town: Town, rosa: SignedIn) -> None:
    manager, person_id = system_actor(town.municipality_id), rosa.actor.person_id
    assert person_id is not None
    town.clock.advance(timedelta(minutes=1))
    assert revoke(town.installation, manager, person_id, "licencias")
    assert roles_now(town, rosa) == frozenset()
    assert not revoke(town.installation, manager, person_id, "licencias")


def test_the_worker_forgets_sessions_that_ended_or_expired(town: Town, rosa: SignedIn) -> None:
    def there() -> int:
        return town.reads(lambda c: c.execute(text("SELECT count(*) FROM sessions")).scalar_one())

    second = sign_in(town.installation, town.municipality_id, "40112233", PASSWORD)
    assert isinstance(second, SignedIn)
    prune(town.installation)
    assert there() == 2
    sign_out(town.installation, second.token)
    prune(town.installation)
    assert there() == 1
    assert actor_of(town.installation, rosa.token) is not None
    town.clock.advance(LENGTH)
    prune(town.installation)
    assert there() == 0
    attempts = text("SELECT count(*) FROM sign_in_attempts")
    assert town.reads(lambda c: c.execute(attempts).scalar_one()) == 0
