"""`cauce ocds`: a folder of what was published, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.features.purchase import Purchase
from tests.integration.cli.conftest import Terminal
from tests.ocds import faults_of, publishes
from tests.town import Town


@pytest.fixture
def published(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """Two purchases, one month."""
    town = Town(database_url, tmp_path / "documents")
    Purchase(town).found()
    for what, code in (("Cemento para la losa", "30111601"), ("Arena para la losa", "11111701")):
        purchase = Purchase(town)
        purchase.need(what, area="Obras", days="10", code=code)
        purchase.study("38450.00")
        purchase.certify()
    publishes(town)
    yield town
    town.close()


def test_a_folder_is_exported_whole_and_a_change_in_it_is_found(
    published: Town, terminal: Terminal, tmp_path: Path
) -> None:
    folder, url = tmp_path / "out", published.database_url
    done = terminal("ocds", "export", "--out", str(folder), database=url)
    assert done.code == 0, done.problem
    found = sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())
    records = [name for name in found if name.startswith("records/")]
    assert len(records) == 2
    assert set(found) - set(records) == {
        "SHA256SUMS", "awards.csv", "contracts.csv", "index.json", "releases/2026-03.json",
        "tender.csv",
    }  # fmt: skip
    month = json.loads((folder / "releases" / "2026-03.json").read_text("utf-8"))
    assert faults_of(month, "release-package") == []
    assert terminal("ocds", "check", str(folder)).code == 0
    record = folder / records[0]
    text = record.read_text("utf-8")
    record.write_text(text.replace('"status":"planned"', '"status":"complete"', 1), "utf-8")
    checked = terminal("ocds", "check", str(folder))
    assert checked.code == 1
    assert "no es lo que se exportó" in checked.problem


def test_a_false_compiled_release_is_found_even_with_a_true_hash(
    published: Town, terminal: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    terminal("ocds", "export", "--out", str(folder), database=published.database_url)
    record = next((folder / "records").iterdir())
    old = record.read_bytes()
    new = old.replace(b'"status":"planned"', b'"status":"active"', 1)
    record.write_bytes(new)
    sums = folder / "SHA256SUMS"
    changed = sums.read_text().replace(sha256(old).hexdigest(), sha256(new).hexdigest())
    sums.write_text(changed)
    checked = terminal("ocds", "check", str(folder))
    assert checked.code == 1
    assert "no dan lo que dice compiledRelease" in checked.problem


def test_a_folder_that_nobody_exported_says_what_is_missing(
    terminal: Terminal, tmp_path: Path
) -> None:
    assert "SHA256SUMS: no está" in terminal("ocds", "check", str(tmp_path)).problem
    assert terminal("ocds", "check", str(tmp_path / "none")).code == 2
