"""The accounts of citizens, from the terminal and by its verbs."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from engine.citizens.accounts import CameIn, come_in
from engine.citizens.keeping import Kept, close_account, unlock_account
from engine.history.town import TownEventKind as K
from engine.identity import Actor, system_actor
from engine.refusals import Refused
from storage.queries.accounts import letters_to
from storage.queries.citizens import citizen_by_login
from storage.queries.town_history import town_events_of
from tests.integration.cli.conftest import Terminal
from tests.town import Town
from tests.window import NELIDA, PASSWORD, files_as_guest, window_service, with_account

WHY = ("--reason", "Lo pidió en la ventanilla")


@pytest.fixture
def town(town: Town) -> Town:
    """With a service, somebody who filed, and the account of Nélida."""
    town.person("rosa", "mesa")
    town.deploys(window_service())
    with_account(town)
    files_as_guest(town)
    return town


def kinds(town: Town) -> list[int]:
    return [each.kind for each in town.reads(lambda c: town_events_of(c, town.municipality_id))]


def test_accounts_are_found_shown_and_closed(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    def typed(*words: str) -> object:
        answer = terminal("citizens", *words, "--json", database=database_url)
        assert answer.code == 0, answer
        assert NELIDA.email not in answer.problem  # nor in a log
        return json.loads(answer.said)

    [line] = typed("list", "nélida")  # type: ignore[misc]
    assert (line["login"], line["national_id"]) == (NELIDA.email, NELIDA.national_id)
    assert typed("list", "nadie") == []
    assert typed("mandates", NELIDA.email) == []
    shown = typed("show", NELIDA.national_id)
    assert isinstance(shown, dict)
    assert (shown["cases"], shown["locked_until"], shown["providers"]) == ([], None, [])
    typed("reset", NELIDA.email, *WHY)
    since = town.clock.now() - timedelta(hours=1)
    sent = town.reads(lambda c: letters_to(c, town.municipality_id, NELIDA.email, since=since))
    assert sent == 2  # that of the account, and this one
    typed("close", NELIDA.email, *WHY)
    assert town.reads(lambda c: citizen_by_login(c, town.municipality_id, NELIDA.email)) is None
    again = terminal("citizens", "close", NELIDA.email, *WHY, database=database_url)
    assert again.code == 1
    assert "no hay una cuenta" in again.problem
    assert {K.ACCOUNT_RESET_SENT, K.ACCOUNT_CLOSED} <= set(kinds(town))


def test_a_pause_ends_at_once_and_only_by_who_administers(town: Town) -> None:
    house, key = town.installation, town.municipality_id
    row = town.reads(lambda c: citizen_by_login(c, key, NELIDA.email))
    assert row is not None
    for _ in range(6):
        come_in(house, key, NELIDA.email, "no es esta")
    assert isinstance(come_in(house, key, NELIDA.email, PASSWORD), Refused)

    def unlocks(actor: Actor, reason: str = "Llamó por teléfono") -> Kept | Refused:
        return unlock_account(house, actor, row.person_id, reason)

    assert isinstance(unlocks(town.people["rosa"]), Refused)  # she receives, she does not rule
    assert isinstance(unlocks(system_actor(key), " "), Refused)
    assert isinstance(come_in(house, key, NELIDA.email, PASSWORD), Refused)
    assert isinstance(unlocks(system_actor(key)), Kept)
    came = come_in(house, key, NELIDA.email, PASSWORD)
    assert isinstance(came, CameIn)
    assert isinstance(close_account(house, system_actor(key), came.person_id, "Murió"), Kept)
    assert isinstance(come_in(house, key, NELIDA.email, PASSWORD), Refused)
