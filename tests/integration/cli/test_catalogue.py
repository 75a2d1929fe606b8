"""`cauce services`: what a municipality offers, at the terminal and as linked data; and `cauce
provider`: who vouches for its people."""

from __future__ import annotations

import json
from pathlib import Path

from storage.queries.municipalities import municipality_by_id
from tests import offered
from tests.integration.cli.conftest import Terminal
from tests.town import Town


def test_the_catalogue_is_listed_shown_and_exported(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    worked.deploys(offered.service())
    listed = terminal("services", "list", "--json", database=database_url)
    (line,) = json.loads(listed.said)
    assert (line["key"], line["open"]) == ("licencia", True)
    assert "Riesgo bajo: 2 días hábiles" in line["terms"].replace("\xa0", " ")
    table = terminal("services", "list", database=database_url)
    assert "licencia" in table.said
    shown = terminal("services", "show", "licencia", database=database_url)
    assert "Quien abre un local" in shown.said
    file = tmp_path / "servicios.jsonld"
    done = terminal("services", "export", "--out", str(file), database=database_url)
    assert (done.code, done.problem) == (0, "")
    graph = json.loads(file.read_text())["@graph"]
    assert graph[1]["page"].endswith("/services/licencia")
    absent = terminal("services", "show", "nada", database=database_url)
    assert (absent.code, "no es un servicio" in absent.problem) == (1, True)


def test_a_provider_is_written_down_and_taken_away(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    asked = ("--title", "ID Perú", "--issuer", "https://idp.example", "--client-id", "cauce")
    reason = ("--reason", "Convenio 12")
    added = terminal("provider", "add", "idp", *asked, *reason, database=database_url)
    assert added.code == 0
    assert "no responde (not_listed)" in added.problem  # no host is called that is not listed
    assert "idp" in terminal("provider", "list", database=database_url).said
    wrong = terminal("provider", "add", "IDP!", *asked, *reason, database=database_url)
    assert (wrong.code, "(KEY)" in wrong.problem) == (1, True)
    gone = terminal("provider", "remove", "idp", *reason, database=database_url)
    assert (gone.code, gone.problem) == (0, "")
    row = worked.reads(lambda c: municipality_by_id(c, worked.municipality_id))
    assert row is not None
    assert json.loads(row.settings)["sign_in"] == []
    assert terminal("provider", "remove", "idp", *reason, database=database_url).code == 1
