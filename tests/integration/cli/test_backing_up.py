"""`cauce backup`, `drill` and `restore`: what comes back, and what a drill sees."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text, update

from engine.history.roots import make_roots
from engine.upkeep.contents import wanted
from engine.upkeep.keys import lock
from engine.upkeep.manifest import DATABASE, copies_in, read_manifest, sha256_of
from storage.copying import close_copy, differences, snapshot, tallies
from storage.database import WHOLE_INSTALLATION, Database
from storage.documents.store import place_of
from storage.tables import documents, events
from storage.tables.documents import DocumentState
from tests.integration.cli.conftest import LONG, Terminal, Typed
from tests.town import PDF, Town


class Desk:
    """Whoever looks after a town: types commands and looks into the folder of backups."""

    def __init__(self, town: Town, terminal: Terminal, place: Path) -> None:
        self.town, self.terminal, self.folder = town, terminal, place / "backups"
        self.place, self.phrase = place, place / "phrase"
        self.phrase.write_text("una frase que nadie adivina\n")

    def types(self, command: str, *words: str, database: str = "") -> Typed:
        given = (command, str(self.folder), "--phrase-file", str(self.phrase), *words)
        return self.terminal(*given, database=database or self.town.database_url)

    def copy(self) -> Path:
        """The newest backup."""
        return copies_in(self.folder)[-1]

    def content(self) -> Path:
        """Where a content lies among the backups."""
        return self.folder / "documents" / place_of(next(wanted(self.town.installation.database)))


@pytest.fixture
def desk(worked: Town, terminal: Terminal, tmp_path: Path) -> Desk:
    case_id = worked.open_case("ana", "test", {})
    worked.attach("ana", case_id, stream=io.BytesIO(PDF + b"one"))
    return Desk(worked, terminal, tmp_path)


def test_what_is_backed_up_is_tried_out_and_comes_back_on_the_other_database(
    desk: Desk, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    made = desk.types("backup")
    assert (made.code, made.problem) == (0, "")
    tried = desk.types("drill")
    assert (tried.code, tried.problem) == (0, "")
    assert "3 expedientes" in tried.said
    assert tried.said.endswith("La copia sirve: se puede restaurar.")
    secret, documents = tmp_path / "secret", tmp_path / "documents"
    kept = secret.read_bytes()
    secret.unlink()
    documents.rename(tmp_path / "burnt")
    sqlite = desk.town.database_url.startswith("sqlite")
    to = request.getfixturevalue("postgres_url") if sqlite else f"sqlite:///{tmp_path}/new.db"
    back = desk.types("restore", database=to)
    assert (back.code, back.problem) == (0, "")
    assert secret.read_bytes() == kept
    assert secret.stat().st_mode & 0o77 == 0
    other = Database(to)
    assert list(differences(desk.town.installation.database, other)) == []
    other.close()
    assert desk.terminal("documents", "verify", database=to).code == 0
    assert "ya tiene filas" in desk.types("restore", database=to).problem


@pytest.fixture
def kept(sqlite_url: str, terminal: Terminal, tmp_path: Path) -> Iterator[Desk]:
    """A desk on SQLite whose town was backed up."""
    town = Town(sqlite_url, tmp_path / "documents")
    town.deploys(LONG)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", {})
    town.attach("ana", case_id, stream=io.BytesIO(PDF + b"one"))
    desk = Desk(town, terminal, tmp_path)
    assert desk.types("backup").code == 0
    yield desk
    town.close()


def lost(desk: Desk) -> None:
    desk.content().unlink()


def flipped(desk: Desk) -> None:
    desk.content().write_bytes(b"another")


def edited(desk: Desk) -> None:
    """Whoever can write changes the history in the copy, and the manifest so that it fits."""
    file = desk.copy() / DATABASE
    copied = Database(f"sqlite:///{file}")
    with copied.verb(WHOLE_INSTALLATION) as connection:
        connection.execute(text("DROP TRIGGER events_refuse_update"))
        connection.execute(update(events).where(events.c.seq == 2).values(data="{}"))
    with snapshot(copied) as driver:
        tables = tallies(driver)
    copied.close()
    close_copy(file)
    manifest = read_manifest(desk.copy())
    files = {**manifest.files, DATABASE: sha256_of(file)}
    written = replace(manifest, files=files, tables=tables).written()
    (desk.copy() / "manifest.json").write_text(written)


def damaged(desk: Desk) -> None:
    with (desk.copy() / DATABASE).open("r+b") as file:
        file.seek(5_000)
        file.write(b"x")


def rekeyed(desk: Desk) -> None:
    """The keys are those of another installation: the signed roots are not of their hand."""
    manifest, box = read_manifest(desk.copy()), desk.copy() / "keys.json"
    box.write_bytes(lock({"secret": b"another"}, desk.phrase.read_text().strip()))
    files = {**manifest.files, "keys.json": sha256_of(box)}
    (desk.copy() / "manifest.json").write_text(replace(manifest, files=files).written())


def forgotten(desk: Desk) -> None:
    (desk.copy() / "keys.json").unlink()


def mistyped(desk: Desk) -> None:
    desk.phrase.write_text("otra frase que nadie adivina")


def old(desk: Desk) -> None:
    manifest = desk.copy() / "manifest.json"
    read = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(read | {"made_at": "2026-01-01T00:00:00+00:00"}))


def of_tomorrow(desk: Desk) -> None:
    manifest = desk.copy() / "manifest.json"
    read = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(read | {"revision": "9999"}))


def half(desk: Desk) -> None:
    (desk.copy() / "manifest.json").write_text("{")


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (lost, "Falta o está dañado el contenido"),
        (flipped, "Falta o está dañado el contenido"),
        (edited, "TEST-2026-0001: "),
        (damaged, "El archivo database.sqlite cambió"),
        (forgotten, "La copia no lleva las llaves."),
        (mistyped, "La frase no abre las llaves."),
        (old, "es demasiado antigua"),
        (of_tomorrow, "de una versión más nueva"),
        (half, "No hay una copia que se pueda leer"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_drill_says_what_is_wrong(kept: Desk, happens: Callable[[Desk], None], told: str) -> None:
    happens(kept)
    answer = kept.types("drill")
    assert answer.code == 1
    assert told in answer.problem


def test_keys_that_are_not_those_of_the_house_are_seen_by_the_signed_roots(kept: Desk) -> None:
    kept.town.waits(days=2)
    kept.town.installation = replace(
        kept.town.installation, secret=(kept.place / "secret").read_bytes()
    )
    assert make_roots(kept.town.installation) > 0
    of_day(kept.copy(), "20260101")
    assert kept.types("backup").code == 0
    assert kept.types("drill").code == 0
    rekeyed(kept)
    assert kept.types("drill").code == 1


def test_a_copy_of_older_tables_is_brought_to_todays(
    kept: Desk,
) -> None:
    """What the manifest calls older is upgraded before it is looked at; here there is nothing to
    do, and the tables are not compared with what a manifest of other tables says."""
    manifest = read_manifest(kept.copy())
    older = replace(manifest, revision="0001", tables={})
    (kept.copy() / "manifest.json").write_text(older.written())
    assert kept.types("drill").code == 0


def test_what_was_disposed_of_leaves_the_backups_with_the_last_copy_that_held_it(
    kept: Desk,
) -> None:
    content, first = kept.content(), kept.copy()
    with kept.town.installation.database.verb(kept.town.municipality_id) as connection:
        connection.execute(update(documents).values(state=DocumentState.DISPOSED))
    first = of_day(first, "20260101")
    assert kept.types("backup", "--keep", "2").code == 0
    assert content.exists()
    of_day(kept.copy(), "20260102")
    assert "retiradas: 1" in kept.types("backup", "--keep", "2").problem
    assert not first.exists()
    assert not content.exists()
    assert kept.types("drill").code == 0


def test_keys_never_take_the_place_of_others(kept: Desk) -> None:
    (kept.place / "secret").write_bytes(b"of another house")
    answer = kept.types("restore", database=f"sqlite:///{kept.place}/new.db")
    assert answer.code == 1
    assert "ya existe y es otro" in answer.problem
    assert (kept.place / "secret").read_bytes() == b"of another house"


def test_a_short_phrase_is_refused(kept: Desk) -> None:
    kept.phrase.write_text("corta")
    assert kept.types("backup").code == 2


def of_day(copy: Path, day: str) -> Path:
    """The copy as one of another day: they are called by their second."""
    return copy.rename(copy.with_name(day + copy.name[len(day) :]))
