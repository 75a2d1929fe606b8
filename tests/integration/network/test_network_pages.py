"""The pages of the central government: what they tell, and who they are for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engine.network.accounts import AccountAdded, add_account, end_account
from engine.refusals import RefusalKind, Refused
from processes.demo.network import PLACES, WATCHER, show_network
from tests.hall import Desk, Hall, Page
from tests.town import Town
from ui.settings import Settings

PASSWORD = "puente-molino-42"
SMALL = "Municipalidad Distrital de "
PAGES = ("indicators", "indicators/data.csv", "adoption", "bands", "scores", "scores/data.csv")


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Eight invented municipalities, a clerk of a real one, and Ana of the government."""
    town = Town(database_url, tmp_path / "documents", now=datetime(2026, 10, 20, 14, tzinfo=UTC))
    town.person("rosa", "administrador")
    show_network(town.installation, today=date(2026, 10, 20), places=PLACES[:8])
    added = add_account(
        town.installation, login="Ana@gob.example ", name="Ana Ruiz", password=PASSWORD
    )
    assert isinstance(added, AccountAdded)
    yield Hall(town, Settings())
    town.close()


def posts(desk: Desk, address: str, fields: dict[str, str]) -> Page:
    """A form, with the proof that the sign-in page gives."""
    found = re.search(r'name="csrf" value="([^"]+)"', desk.opens("/network/sign-in").text)
    assert found is not None
    return Page(desk.client.post(address, data={"csrf": found[1], **fields}))


def come_in(desk: Desk) -> int:
    fields = {"login": "ana@gob.example", "password": PASSWORD}
    return posts(desk, "/network/sign-in", fields).status


def test_the_government_reads_figures_and_publishes_scores(hall: Hall) -> None:
    desk = hall.desk()
    assert come_in(desk) == 303
    page = desk.opens("/network/indicators?sort=on_time_cases&period=2026-T3")
    rows = page.all("//table[contains(@class,'network-table')]/tbody/tr")
    assert len(rows) == 8
    values = [float(each.split("%")[0].split()[-1]) for each in
              page.all("//td[contains(@class,'is-sorted')]")]  # fmt: skip
    assert values == sorted(values, reverse=True)
    puno = desk.opens("/network/indicators?region=Puno&band=0")
    assert puno.one("//tbody/tr/th/a") == f"{SMALL}Pampa Blanca"
    told = desk.opens("/network/indicators/data.csv?period=2026-T3&area=compras")
    lines = list(csv.DictReader(io.StringIO(told.text.lstrip("\ufeff"))))
    assert {each["indicator"] for each in lines} >= {"days_to_award", "single_bid_rate"}
    assert len({each["municipality"] for each in lines}) == 8
    assert "8 municipalidades" in desk.opens("/network/adoption").text
    bands = desk.opens("/network/bands?indicator=saving")
    assert bands.one("//section[@aria-labelledby='bands-title']//h2") == "Ahorro"
    fields = {"scheme": "gestion-municipal", "period": "2026-T3"}
    sent = posts(desk, "/network/scores/publication", fields)
    assert sent.status == 303
    page = desk.opens(sent.location)
    assert "Lo publicó Ana Ruiz" in page.text
    scores = list(csv.DictReader(io.StringIO(desk.opens(
        "/network/scores/data.csv?period=2026-T3").text.lstrip("\ufeff"))))  # fmt: skip
    told_scores = [float(each["score"]) for each in scores]
    assert told_scores == sorted(told_scores, reverse=True)
    assert len(told_scores) == 8
    again = posts(desk, "/network/scores/publication", fields)
    assert (again.status, "ya se publicaron" in again.text) == (409, True)
    empty = posts(desk, "/network/scores/publication", {})
    assert empty.status == 422


def test_nobody_else_comes_in(hall: Hall) -> None:
    """Neither anybody nor who administers a municipality; and who reads the network reads nothing
    of a municipality but what everybody may."""
    for desk in (hall.desk(), hall.desk("rosa")):
        for address in PAGES:
            page = desk.opens(f"/network/{address}")
            assert (page.status, page.location.startswith("/network/sign-in")) == (303, True)
        fields = {"scheme": "gestion-municipal", "period": "2026-T3"}
        assert posts(desk, "/network/scores/publication", fields).status == 303
        assert "Lo publicó" not in hall.desk().opens("/quebrada-honda/open/scores").text
    watching = hall.desk()
    assert come_in(watching) == 303
    for address in ("inbox", "cases", "people", "indicators", "indicators/score", "audit"):
        page = watching.opens(address)
        assert (page.status, "sign-in" in page.location) == (303, True)
    unproved = {"scheme": "gestion-municipal", "period": "2026-T3", "csrf": "x"}
    assert posts(watching, "/network/scores/publication", unproved).status == 403


def test_five_wrong_passwords_are_a_pause_and_an_ended_account_opens_nothing(hall: Hall) -> None:
    desk = hall.desk()
    mine = {"login": "ana@gob.example", "password": PASSWORD}
    led = [
        posts(desk, "/network/sign-in", {**mine, "back": back}).location
        for back in ("//elsewhere.example/network/", "/network/bands?period=2026-T3")
    ]
    assert led == ["/network/indicators", "/network/bands?period=2026-T3"]
    assert posts(hall.desk(), "/network/sign-in", {"login": "x@y.pe", "csrf": "x"}).status == 403
    assert end_account(hall.town.installation, "ana@gob.example")
    assert desk.opens("/network/scores").status == 303
    assert come_in(desk) == 422
    other = add_account(hall.town.installation, login=WATCHER[0], name="x")
    assert isinstance(other, Refused)
    assert other.kind is RefusalKind.ACCOUNT_TAKEN
    tries = [
        posts(
            desk,
            "/network/sign-in",
            {"login": WATCHER[0], "password": "mal"},
        ).status
        for _ in range(7)
    ]
    assert tries == [422] * 5 + [429] * 2
    right = {"login": WATCHER[0], "password": "tambo-real-2026"}
    assert posts(desk, "/network/sign-in", right).status == 429
    hall.town.clock.move(to=datetime(2026, 10, 20, 15, tzinfo=UTC))
    assert posts(desk, "/network/sign-in", right).status == 303
    left = posts(desk, "/network/sign-out", {})
    assert left.location == "/network/sign-in"
    assert desk.opens("/network/bands").status == 303
