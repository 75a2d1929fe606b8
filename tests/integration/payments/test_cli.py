"""`cauce payments`: files of the bank and what is owed, from the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.fees import asks_for_fees, bank_file, case_with_fee, order_of
from tests.town import Town
from ui.cli.app import app

CLI = CliRunner()


@pytest.fixture
def files(town: Town, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A town that asks for fees, as the command finds it; the folder of its files."""
    asks_for_fees(town)
    monkeypatch.setenv("CAUCE_DATABASE_URL", database_url)
    monkeypatch.setenv("CAUCE_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("CAUCE_SECRET_FILE", str(tmp_path / "secret"))
    return tmp_path


def test_a_file_is_read_once_and_what_is_owed_listed(town: Town, files: Path) -> None:
    case_id = case_with_fee(town)
    code = order_of(town, case_id).code
    listed = CLI.invoke(app, ["payments", "list", "--json"])
    assert [(each["code"], each["owed"]) for each in json.loads(listed.output)] == [(code, "35.00")]
    assert code[:4] in CLI.invoke(app, ["payments", "list"]).output
    place = files / "banco.csv"
    place.write_bytes(
        bank_file((code, "35.00", "2026-03-02", "1"), ("x", "1.00", "2026-03-02", "2"))
    )
    first = CLI.invoke(app, ["payments", "import", str(place)])
    assert first.exit_code == 0, first.output
    assert "1 · calza" in first.output
    assert "1 · sin orden conocida" in first.output
    again = CLI.invoke(app, ["payments", "import", str(place), "--json"])
    assert json.loads(again.output)["before"] is True
    assert order_of(town, case_id).state == "paid"
    assert "No hay" in CLI.invoke(app, ["payments", "list"]).output


def test_what_is_wrong_is_said(town: Town, files: Path) -> None:
    place = files / "banco.csv"
    place.write_text("a,b\n1,2\n")
    wrong = CLI.invoke(app, ["payments", "import", str(place)])
    assert wrong.exit_code == 1
    assert "columnas" in wrong.output
    place.write_bytes(bank_file(("x", "1.00", "2026-03-02", "2")))
    cashier = ["payments", "import", str(place), "--as", "celia@tamboreal.example"]
    assert CLI.invoke(app, cashier).exit_code == 1
    assert town.person("celia").name == "Celia"
