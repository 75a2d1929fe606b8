"""A second factor: what opens the door, what does not, and who decides about it."""

from __future__ import annotations

import hmac
from base64 import b32decode
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.identity import Actor, SignedIn, actor_of, sign_in
from engine.identity.authenticator import Enrolling
from engine.identity.second_factor import (
    Enrolled,
    Required,
    confirm,
    enrolling,
    pass_step,
    remove,
    require,
    reset,
)
from engine.identity.sessions import NOWHERE, WAIT
from engine.identity.signing_in import recognise
from engine.refusals import RefusalKind, Refused
from engine.worker.pruner import prune
from storage.tables import recovery_codes, second_factors
from tests.integration.identity.test_people import OWN, told
from tests.town import Town


def code_of(secret: str, town: Town, *, steps: int = 0) -> str:
    """What a device shows (RFC 6238), counted without the library of the house."""
    counter = int(town.clock.now().timestamp()) // 30 + steps
    digest = hmac.new(b32decode(secret), counter.to_bytes(8), "sha1").digest()
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def enrols(town: Town, actor: Actor, session: str = "") -> tuple[str, tuple[str, ...]]:
    """Prepares a device: its secret, and the recovery codes."""
    taken = enrolling(town.installation, actor, "Cauce Tambo Real")
    assert isinstance(taken, Enrolling), taken
    code = code_of(taken.secret, town)
    answer = confirm(town.installation, actor, code, session_token=session)
    assert isinstance(answer, Enrolled), answer
    town.clock.advance(timedelta(seconds=30))
    return taken.secret, answer.codes


def comes(town: Town, password: str = OWN) -> SignedIn:
    answer = sign_in(town.installation, town.municipality_id, "ana@tamboreal.example", password)
    assert isinstance(answer, SignedIn), answer
    return answer


def steps(town: Town, token: str, code: str) -> SignedIn | Refused:
    return pass_step(town.installation, token, code, NOWHERE)


@pytest.fixture
def ana(town: Town) -> Actor:
    return town.person("ana", "tesoreria", password=OWN)


def test_a_right_password_opens_nothing_until_the_code_comes(town: Town, ana: Actor) -> None:
    secret, _ = enrols(town, ana)
    first = comes(town)
    assert first.waiting
    assert actor_of(town.installation, first.token) is None
    answer = steps(town, first.token, code_of(secret, town))
    assert isinstance(answer, SignedIn)
    assert actor_of(town.installation, answer.token) is not None
    assert answer.token != first.token
    assert actor_of(town.installation, first.token) is None
    assert told(town)[-1][0] == "SECOND_FACTOR_SET"


def test_a_code_opens_once_and_none_older_does(town: Town, ana: Actor) -> None:
    secret, _ = enrols(town, ana)
    code, older = code_of(secret, town), code_of(secret, town, steps=-1)
    assert isinstance(steps(town, comes(town).token, code), SignedIn)
    for used in (code, older):
        answer = steps(town, comes(town).token, used)
        assert isinstance(answer, Refused)
        assert answer.kind is RefusalKind.WRONG_PASSWORD
    early = code_of(secret, town, steps=2)
    assert isinstance(steps(town, comes(town).token, early), Refused)
    assert isinstance(steps(town, comes(town).token, code_of(secret, town, steps=1)), SignedIn)


def test_five_wrong_codes_wait_and_a_right_one_waits_too(town: Town, ana: Actor) -> None:
    secret, codes = enrols(town, ana)
    for _ in range(5):
        steps(town, comes(town).token, "000000")
    for right in (code_of(secret, town), codes[0]):
        answer = steps(town, comes(town).token, right)
        assert isinstance(answer, Refused)
        assert answer.kind is RefusalKind.LOCKED_OUT
    town.clock.advance(timedelta(minutes=16))
    assert isinstance(steps(town, comes(town).token, code_of(secret, town)), SignedIn)


def test_a_recovery_code_opens_once_and_the_history_says_so(town: Town, ana: Actor) -> None:
    _, codes = enrols(town, ana)
    assert len(set(codes)) == 10
    typed = codes[3].lower().replace("-", " ")
    assert isinstance(steps(town, comes(town).token, typed), SignedIn)
    assert told(town)[-1][0] == "RECOVERY_CODE_USED"
    assert isinstance(steps(town, comes(town).token, codes[3]), Refused)
    prune(town.installation)
    assert len(town.reads(lambda c: c.execute(select(recovery_codes)).all())) == 9
    assert isinstance(steps(town, comes(town).token, codes[3]), Refused)


def test_a_password_waits_ten_minutes_for_its_code_and_no_token_of_a_session_does(
    town: Town, ana: Actor
) -> None:
    secret, _ = enrols(town, ana)
    late = comes(town)
    entered = steps(town, comes(town).token, code_of(secret, town))
    assert isinstance(entered, SignedIn)
    town.clock.advance(WAIT)
    for token in (late.token, entered.token, "x", ""):
        answer = steps(town, token, code_of(secret, town))
        assert isinstance(answer, Refused)
        assert answer.kind is RefusalKind.NOT_FOUND


def test_a_device_that_showed_no_code_yet_counts_for_nothing(town: Town, ana: Actor) -> None:
    taken = enrolling(town.installation, ana, "Cauce")
    assert isinstance(taken, Enrolling)
    assert enrolling(town.installation, ana, "Cauce") == taken
    assert not comes(town).waiting
    wrong = confirm(town.installation, ana, "123", session_token="")
    assert isinstance(wrong, Refused)
    assert not comes(town).waiting


def test_other_sessions_end_when_a_device_begins_to_count(town: Town, ana: Actor) -> None:
    mine, other = comes(town).token, comes(town).token
    enrols(town, ana, mine)
    assert actor_of(town.installation, mine) is not None
    assert actor_of(town.installation, other) is None


def test_the_device_is_taken_away_by_a_code_or_by_who_administers(town: Town, ana: Actor) -> None:
    boss = town.person("boss", "administrador")
    secret, codes = enrols(town, ana)
    assert isinstance(remove(town.installation, ana, "000000"), Refused)
    assert remove(town.installation, ana, codes[0]) is None
    assert not comes(town).waiting
    secret, _ = enrols(town, ana)
    entered = steps(town, comes(town).token, code_of(secret, town))
    assert isinstance(entered, SignedIn)
    person = ana.person_id or 0
    assert isinstance(reset(town.installation, boss, person, " "), Refused)
    assert isinstance(reset(town.installation, ana, person, "quiero"), Refused)
    assert reset(town.installation, boss, person, "Perdió el teléfono") is None
    assert actor_of(town.installation, entered.token) is None
    assert not comes(town).waiting
    kind, why = told(town)[-1]
    assert kind == "SECOND_FACTOR_RESET"
    assert "Perdió el teléfono" in (why or "")
    assert isinstance(reset(town.installation, boss, person, "otra vez"), Refused)
    assert town.verification().whole


def test_a_role_asks_for_a_device_before_anything_else(town: Town, ana: Actor) -> None:
    boss = town.person("boss", "administrador")
    assert isinstance(require(town.installation, boss, ["nadie"], "Directiva"), Refused)
    assert isinstance(require(town.installation, boss, ["administrador"], ""), Refused)
    assert isinstance(require(town.installation, ana, ["administrador"], "x"), Refused)
    answer = require(town.installation, boss, ["administrador"], "Directiva 3")
    assert answer == Required(frozenset({"administrador"}))
    town.person("eva", "administrador", password=OWN)
    eva = sign_in(town.installation, town.municipality_id, "eva@tamboreal.example", OWN)
    assert isinstance(eva, SignedIn)
    seen = actor_of(town.installation, eva.token)
    assert seen is not None
    assert seen.must_enrol
    assert (actor_of(town.installation, comes(town).token) or seen).must_enrol is False
    enrols(town, seen, eva.token)
    assert (actor_of(town.installation, eva.token) or seen).must_enrol is False


def test_no_program_acts_by_password_alone_for_who_has_a_device(town: Town, ana: Actor) -> None:
    enrols(town, ana)
    login = "ana@tamboreal.example"
    answer = recognise(town.installation, town.municipality_id, login, OWN)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.CODE_NEEDED


def test_the_secret_does_not_lie_in_the_database_as_it_is(town: Town, ana: Actor) -> None:
    secret, _ = enrols(town, ana)
    kept = town.reads(lambda c: c.scalar(select(second_factors.c.secret)))
    assert kept is not None
    assert b32decode(secret) not in bytes(kept)
