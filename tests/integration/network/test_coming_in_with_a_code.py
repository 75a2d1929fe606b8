"""Accounts of the network: a device after the password, and a password of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.network.accounts import add_account, forget_device
from storage.tables.network_accounts import AccountKind
from tests.hall import Desk, Hall, Page
from tests.integration.identity.test_second_factor import code_of
from tests.integration.network.test_network_pages import posts
from tests.town import Town
from ui.settings import Settings

LOGIN, PASSWORD = "oscar@red.example", "puente-molino-42"
CODE, DEVICE = "/network/sign-in/code", "/network/second-factor"


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Óscar runs the installation, and has no device yet."""
    town = Town(database_url, tmp_path / "documents", now=datetime(2026, 10, 20, 14, tzinfo=UTC))
    kind = AccountKind.OPERATOR
    add_account(town.installation, login=LOGIN, name="Óscar", kind=kind, password=PASSWORD)
    yield Hall(town, Settings())
    town.close()


def proves(hall: Hall, password: str = PASSWORD) -> tuple[Desk, Page]:
    """A browser after the password."""
    desk = hall.desk()
    return desk, posts(desk, "/network/sign-in", {"login": LOGIN, "password": password})


def takes_a_device(hall: Hall) -> tuple[Desk, str]:
    desk, _ = proves(hall)
    secret = desk.opens(DEVICE).one("//*[@id='secret']").replace(" ", "")
    taken = posts(desk, DEVICE, {"code": code_of(secret, hall.town)})
    assert taken.location == "/network/municipalities"
    hall.town.clock.advance(timedelta(seconds=30))
    return desk, secret


def test_who_runs_the_installation_takes_a_device_before_anything_else(hall: Hall) -> None:
    desk, came = proves(hall)
    assert came.location == "/network/municipalities"
    for address in ("municipalities", "indicators", "acts", ""):
        assert desk.opens(f"/network/{address}".rstrip("/")).location == DEVICE
    assert posts(desk, "/network/municipalities/new", {"country": "PE"}).location == DEVICE
    assert posts(desk, DEVICE, {"code": "000000"}).status == 422
    desk, _ = takes_a_device(hall)
    assert desk.opens("/network/municipalities").status == 200
    assert "da los códigos desde" in desk.opens(DEVICE).text


def test_a_password_alone_opens_nothing_any_more(hall: Hall) -> None:
    first, secret = takes_a_device(hall)
    desk, came = proves(hall)
    assert came.location == CODE
    for address in ("municipalities", "second-factor", "password"):
        assert desk.opens(f"/network/{address}").location.startswith("/network/sign-in")
    now = code_of(secret, hall.town)
    assert posts(desk, CODE, {"code": now}).location == "/network/municipalities"
    assert desk.opens("/network/municipalities").status == 200
    again, _ = proves(hall)
    assert posts(again, CODE, {"code": now}).status == 422  # no code is good twice
    assert posts(hall.desk(), CODE, {"code": now}).location == "/network/sign-in"
    late, _ = proves(hall)
    hall.town.clock.advance(timedelta(minutes=11))
    assert posts(late, CODE, {"code": code_of(secret, hall.town)}).location == "/network/sign-in"
    assert forget_device(hall.town.installation, LOGIN)
    assert first.opens("/network/municipalities").location.startswith("/network/sign-in")
    assert proves(hall)[0].opens("/network/municipalities").location == DEVICE


def test_wrong_codes_are_counted_however_often_the_password_is_right(hall: Hall) -> None:
    _, secret = takes_a_device(hall)
    statuses = []
    for _ in range(4):
        desk, came = proves(hall)
        statuses += [came.status, posts(desk, CODE, {"code": "000000"}).status]
    assert statuses[:5] == [303, 422, 303, 422, 303]
    assert 429 in statuses
    desk, came = proves(hall)
    assert came.status == 429
    hall.town.clock.advance(timedelta(minutes=16))
    desk, _ = proves(hall)
    assert posts(desk, CODE, {"code": code_of(secret, hall.town)}).status == 303


def test_a_password_of_ones_own_ends_other_sessions(hall: Hall) -> None:
    desk, secret = takes_a_device(hall)
    other, _ = proves(hall)
    assert posts(other, CODE, {"code": code_of(secret, hall.town)}).status == 303
    new = {"old": PASSWORD, "new": "ocho ríos y un puente", "again": "ocho ríos y un puente"}
    wrong = (({"again": "x"}, "again"), ({"old": "x"}, "old"), ({"new": "k", "again": "k"}, "new"))
    for change, field in wrong:
        page = posts(desk, "/network/password", {**new, **change})
        assert (page.status, len(page.faults)) == (422, 1), field
    assert posts(desk, "/network/password", new).location == "/network/municipalities"
    assert desk.opens("/network/municipalities").status == 200
    assert other.opens("/network/municipalities").location.startswith("/network/sign-in")
    assert proves(hall)[1].status == 422
    assert proves(hall, new["new"])[1].location == CODE
