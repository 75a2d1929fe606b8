"""Accounts of the central government from the terminal: given, renewed, shut."""

from __future__ import annotations

import json

from engine.network.proving import CameIn, come_in
from engine.refusals import Refused
from tests.integration.cli.conftest import Terminal
from tests.town import Town

LOGIN = "ana@gob.example"


def test_an_account_is_given_renewed_and_shut(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    first = terminal("network", "add", LOGIN, "Ana Ruiz", database=database_url)
    assert first.code == 0, first
    assert isinstance(come_in(town.installation, LOGIN, first.said.strip()), CameIn)
    twice = terminal("network", "add", LOGIN.upper(), "Otra", database=database_url)
    assert (twice.code, "Ya hay una cuenta" in twice.problem) == (1, True)
    wrong = terminal("network", "add", "ana", "Ana", database=database_url)
    assert (wrong.code, "es un correo" in wrong.problem) == (1, True)
    second = terminal("network", "password", LOGIN, database=database_url)
    assert isinstance(come_in(town.installation, LOGIN, first.said.strip()), Refused)
    assert isinstance(come_in(town.installation, LOGIN, second.said.strip()), CameIn)
    [row] = json.loads(terminal("network", "list", "--json", database=database_url).said)
    assert row == {"login": LOGIN, "name": "Ana Ruiz", "kind": "government"}
    assert terminal("network", "end", LOGIN, database=database_url).code == 0
    assert isinstance(come_in(town.installation, LOGIN, second.said.strip()), Refused)
    for act in ("end", "password", "no-code"):
        assert terminal("network", act, LOGIN, database=database_url).code == 1
