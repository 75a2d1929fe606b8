"""Which files belong to a definition, and its content hash."""

from __future__ import annotations

from pathlib import Path

from engine.definitions.bundle import Bundle, read_folder


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
