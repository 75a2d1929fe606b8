"""Which files belong to a definition, and its content hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.definitions.bundle import Bundle, read_folder
from engine.definitions.checking import check_bundle
from engine.definitions.manifest import FILE
from engine.definitions.shared import uses_of


def test_a_folder_gives_manifest_diagrams_decisions_and_forms(tmp_path: Path) -> None:
    for path in (
        "manifest.toml", "a.bpmn", "b.dmn", "forms/c.json", "forms/x.txt", "forms/deep/d.json",
        "scenarios/e.feature", "handlers.py", ".hidden.bpmn", "__pycache__/a.bpmn", "notes.json",
    ):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(path.encode())
    bundle = read_folder(tmp_path)
    assert bundle.files == {
        "a.bpmn": b"a.bpmn",
        "b.dmn": b"b.dmn",
        "forms/c.json": b"forms/c.json",
        "manifest.toml": b"manifest.toml",
    }
    assert bundle.forms() == {"c": ("forms/c.json", b"forms/c.json")}


def test_the_hash_does_not_depend_on_the_order_of_the_files() -> None:
    assert Bundle({"a": b"1", "b": b"2"}).hash == Bundle({"b": b"2", "a": b"1"}).hash


def test_the_hash_tells_where_one_file_ends_and_the_next_begins() -> None:
    bundles = [{"a": b"1", "b": b"2"}, {"a": b"1b 12"}, {"a": b"2", "b": b"1"}, {"ab": b"12"}]
    assert len({Bundle(files).hash for files in bundles}) == 4


def lay(place: Path, *paths: str, uses: str = '["recepcion"]') -> None:
    for path in paths:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(f"uses = {uses}".encode() if path == FILE else path.encode())


CALLS = ("recepcion.bpmn", "recepcion.dmn", "recepcion_previa.bpmn", "forms/recepcion_mesa.json",
         "forms/recepcion_previa.json", "forms/recepcionista.json", "pago.bpmn")  # fmt: skip


@pytest.mark.parametrize("family", ["licencia", "ventanilla/licencia"])
def test_the_calls_that_a_family_uses_are_part_of_its_bundle(tmp_path: Path, family: str) -> None:
    lay(tmp_path / "common/calls", *CALLS)
    lay(tmp_path / family, FILE, "licencia.bpmn")
    assert sorted(read_folder(tmp_path / family).files) == [
        "forms/recepcion_mesa.json",
        "licencia.bpmn",
        FILE,
        "recepcion.bpmn",
        "recepcion.dmn",
    ]


def test_what_a_family_draws_itself_goes_before_what_is_shared(tmp_path: Path) -> None:
    lay(tmp_path / "common/calls", *CALLS)
    lay(tmp_path / "licencia", FILE, "licencia.bpmn")
    (tmp_path / "licencia/recepcion.bpmn").write_bytes(b"its own")
    assert read_folder(tmp_path / "licencia").files["recepcion.bpmn"] == b"its own"


def test_a_call_that_is_missing_is_told(tmp_path: Path) -> None:
    lay(tmp_path / "licencia", FILE, "licencia.bpmn", uses='["recepcion", "pago"]')
    for content in (b'uses = ["pago"]\n', b"uses = 5", b"uses", b"\xff"):
        assert uses_of(content) == (("pago",) if b"pago" in content else ())
    permit = Path("tests/integration/pages/stall")
    files = dict(read_folder(permit).files)
    files[FILE] = b'uses = ["pago"]\n' + files[FILE]
    told = check_bundle(Bundle(files))
    assert [(one.file, dict(one.facts)) for one in told if one.is_error] == [
        (FILE, {"name": "pago"})
    ]
