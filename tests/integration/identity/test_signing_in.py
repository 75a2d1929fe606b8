"""Who comes in, who does not, and what nobody is told."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from engine.identity import SignedIn, actor_of, register_municipality, register_person, sign_in
from engine.identity import passwords as passwords_room
from engine.identity import signing_in as door
from engine.identity.signing_in import PAUSE, TRIES
from engine.refusals import RefusalKind, Refused
from storage.queries.identity import person_by_login
from storage.writes.identity import deactivate_person
from tests.town import Town

PASSWORD = "el-rio-crece-en-marzo"
SignsIn = Callable[..., SignedIn | Refused]


@pytest.fixture
def signs_in(town: Town) -> SignsIn:
    """Rosa is registered, and somebody tries the door of her town."""
    register_person(
        town.installation,
        town.municipality_id,
        name="Rosa Quispe",
        email="Rosa@TamboReal.example",
        national_id="40112233",
        password=PASSWORD,
        roles=("licencias",),
    )

    def attempt(
        login: str = "rosa@tamboreal.example", password: str = PASSWORD
    ) -> SignedIn | Refused:
        return sign_in(town.installation, town.municipality_id, login, password)

    return attempt


@pytest.mark.parametrize(
    "login", ["rosa@tamboreal.example", "ROSA@tamboreal.EXAMPLE", " 40112233 "]
)
def test_e_mail_in_any_case_or_national_id_opens_a_session(
    town: Town, signs_in: SignsIn, login: str
) -> None:
    signed_in = signs_in(login)
    assert isinstance(signed_in, SignedIn)
    assert (signed_in.actor.name, signed_in.actor.roles) == ("Rosa Quispe", {"licencias"})
    assert actor_of(town.installation, signed_in.token) == signed_in.actor


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(signs_in: SignsIn) -> None:
    left = [
        [signs_in("rosa@tamboreal.example", "no"), signs_in("nadie@tamboreal.example", "no")]
        for _ in range(TRIES)
    ]
    for known, unknown in left:
        assert known == unknown
    assert [known.details.get("left") for known, _ in left] == ["4", "3", "2", "1", None]
    assert left[-1][0].kind is RefusalKind.LOCKED_OUT


def test_an_unknown_login_costs_the_same_work(
    signs_in: SignsIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []
    hasher = passwords_room._hasher()
    passwords_room._hash_of_nobody()
    for name in ("verify", "verify_and_update"):
        real = getattr(hasher, name)
        monkeypatch.setattr(
            hasher, name, lambda *given, real=real: (worked.append("hash"), real(*given))[1]
        )
    signs_in("nadie@tamboreal.example", "no")
    assert worked == ["hash"]
    signs_in("rosa@tamboreal.example", "no")
    assert worked[1:].count("hash") >= 1


def test_after_five_failures_even_the_right_password_waits_fifteen_minutes(
    town: Town, signs_in: SignsIn
) -> None:
    first = town.clock.now()
    for _ in range(TRIES):
        signs_in(password="no")
        town.clock.advance(timedelta(minutes=1))
    locked = signs_in()
    assert isinstance(locked, Refused)
    assert locked.kind is RefusalKind.LOCKED_OUT
    until = datetime.fromisoformat(locked.details["until"])
    assert until == first + timedelta(minutes=TRIES - 1) + PAUSE
    town.clock.move(to=until - timedelta(seconds=1))
    assert isinstance(signs_in(), Refused)
    town.clock.move(to=until + timedelta(seconds=1))
    assert isinstance(signs_in(), SignedIn)


def test_failures_spread_over_a_longer_time_do_not_lock(town: Town, signs_in: SignsIn) -> None:
    for _ in range(2 * TRIES):
        refused = signs_in(password="no")
        assert isinstance(refused, Refused)
        assert refused.kind is RefusalKind.WRONG_PASSWORD
        town.clock.advance(timedelta(minutes=4))


def test_tries_while_waiting_do_not_lengthen_the_wait(town: Town, signs_in: SignsIn) -> None:
    for _ in range(TRIES):
        signs_in(password="no")
    waits = []
    for _ in range(3):
        town.clock.advance(timedelta(minutes=2))
        refused = signs_in(password="no")
        assert isinstance(refused, Refused)
        waits.append(refused.details)
    assert waits[0] == waits[1] == waits[2]


def test_signing_in_forgets_the_failures_before(signs_in: SignsIn) -> None:
    for _ in range(TRIES - 1):
        signs_in(password="no")
    assert isinstance(signs_in(), SignedIn)
    assert signs_in(password="no") == Refused(RefusalKind.WRONG_PASSWORD, {"left": "4"})


def test_the_wait_of_one_login_is_not_anothers(signs_in: SignsIn) -> None:
    for _ in range(TRIES):
        signs_in("nadie@tamboreal.example", "no")
    assert isinstance(signs_in(), SignedIn)


def test_many_tries_at_once_are_no_way_around_the_wait(
    town: Town, signs_in: SignsIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten tries all look before the first is judged: only five passwords are looked at."""
    looked_at: list[str] = []
    real = door.check_password

    def slow(password: str, stored: str | None) -> tuple[bool, str | None]:
        looked_at.append(password)
        if len(looked_at) < 10:
            signs_in(password="no")  # somebody else, while this one is being judged
        return real(password, stored)

    monkeypatch.setattr(door, "check_password", slow)
    signs_in(password="no")
    assert len(looked_at) == TRIES


def test_the_login_is_not_stored(town: Town, signs_in: SignsIn) -> None:
    signs_in("alguien@lejos.example", "secreto")
    with town.installation.database.read(town.municipality_id) as connection:
        rows = connection.exec_driver_sql("SELECT login_hash FROM sign_in_attempts").all()
    assert len(rows) == 1
    assert len(rows[0][0]) == 64


def test_an_old_hash_is_renewed_at_the_door(
    town: Town, signs_in: SignsIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "check_password", lambda *_: (True, "renewed"))
    assert isinstance(signs_in(), SignedIn)
    with town.installation.database.read(town.municipality_id) as connection:
        person = person_by_login(connection, town.municipality_id, "40112233")
    assert person is not None
    assert person.password_hash == "renewed"


def test_without_a_password_nobody_signs_in(town: Town, signs_in: SignsIn) -> None:
    register_person(town.installation, town.municipality_id, name="Sin Clave", national_id="1")
    for password in ("", "None", "x"):
        assert isinstance(signs_in("1", password), Refused)


def test_who_left_the_municipality_does_not_sign_in(town: Town, signs_in: SignsIn) -> None:
    rosa = signs_in()
    assert isinstance(rosa, SignedIn)
    assert rosa.actor.person_id is not None
    person_id, now = rosa.actor.person_id, town.clock.now()
    town.installation.database.run(
        lambda connection: deactivate_person(
            connection, town.municipality_id, person_id, until=now
        ),
        municipality=town.municipality_id,
    )
    assert actor_of(town.installation, rosa.token) is None
    assert signs_in() == Refused(RefusalKind.WRONG_PASSWORD, {"left": "4"})


def test_another_municipality_does_not_know_the_login(town: Town, signs_in: SignsIn) -> None:
    other = register_municipality(
        town.installation,
        slug="otra",
        name="Otra",
        country="PE",
        timezone="America/Lima",
        currency="PEN",
    )
    refused = sign_in(town.installation, other, "rosa@tamboreal.example", PASSWORD)
    assert refused == Refused(RefusalKind.WRONG_PASSWORD, {"left": "4"})


@pytest.mark.parametrize("login", ["", "a\x00b", "\udcff", "x" * 10_000, "' OR 1=1 --"])
def test_strange_logins_are_only_wrong(signs_in: SignsIn, login: str) -> None:
    assert signs_in(login, "no") == Refused(RefusalKind.WRONG_PASSWORD, {"left": "4"})


def test_a_very_long_password_costs_no_more(signs_in: SignsIn) -> None:
    assert isinstance(signs_in(password="x" * 10_000_000), Refused)
