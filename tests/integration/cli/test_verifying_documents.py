"""`cauce documents verify` on a folder and on a bucket: whole, with a flipped bit, with a hole."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Executable, update

from engine.clock import SystemClock
from engine.documents.verifying import MOST_UNREADABLE
from storage.documents.folder import FolderStore
from storage.documents.s3 import S3Store
from storage.documents.store import place_of
from storage.queries.documents import KeptRow, kept_versions
from storage.queries.municipalities import municipality_by_id
from storage.tables import document_versions, documents
from storage.tables.documents import DocumentState
from tests.buckets import KEY, NAME, SECRET, Service, service
from tests.integration.cli.conftest import LONG, Terminal, Typed
from tests.town import PDF, Town

DECREE, PLAN = PDF + b"\n% decreto", PDF + b"\n% plano"


@dataclass(frozen=True, slots=True)
class Archive:
    """A town with three documents in one store; `folder` is where the store keeps them."""

    town: Town
    case_id: int
    folder: Path
    verify: Callable[..., Typed]

    def register(self) -> dict[str, KeptRow]:
        """What the register says of each document, by its title."""
        town = self.town.municipality_id
        return {row.title: row for row in self.town.reads(lambda c: kept_versions(c, town))}

    def changes(self, statement: Executable) -> None:
        """Somebody writes into the register, past every verb."""
        with self.town.installation.database.verb(self.town.municipality_id) as connection:
            connection.execute(statement)

    def content(self, title: str) -> Path:
        """Where the content of a document lies."""
        return self.folder / place_of(self.register()[title].sha256)


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture(params=["folder", "s3"])
def archive(
    request: pytest.FixtureRequest,
    town: Town,
    database_url: str,
    tmp_path: Path,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> Archive:
    town.deploys(LONG)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", {})
    for title, content in (("Decreto", DECREE), ("Copia", DECREE), ("Plano", PLAN)):
        town.attach("ana", case_id, title=title, stream=io.BytesIO(content))
    folder = tmp_path / "documents"
    if request.param == "s3":
        running: Service = request.getfixturevalue("s3")
        folder = running.folder
        for content in (DECREE, PLAN):
            S3Store(running.address(), now=SystemClock().now).put(io.BytesIO(content), limit=1_000)
        for name, value in (
            ("ENDPOINT", running.endpoint),
            ("BUCKET", NAME),
            ("ACCESS_KEY", KEY),
            ("SECRET_KEY", SECRET),
        ):
            monkeypatch.setenv(f"CAUCE_S3_{name}", value)

    def verify(*words: str) -> Typed:
        return terminal("documents", "verify", *words, database=database_url)

    return Archive(town, case_id, folder, verify)


def test_whole_documents_are_said_to_be_whole_and_each_content_is_read_once(
    archive: Archive,
) -> None:
    answer = archive.verify()
    size = len(DECREE) + len(PLAN)
    told = f"3 versiones revisadas, {size} bytes leídos. Documentos íntegros."
    assert (answer.code, answer.said, answer.problem) == (0, told, "")


def test_a_flipped_bit_is_named_with_case_title_version_and_key(archive: Archive) -> None:
    path = archive.content("Plano")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    answer = archive.verify()
    key = place_of(archive.register()["Plano"].sha256)
    assert answer.code == 1
    assert answer.problem == (
        "Tambo Real · TEST-2026-0001: «Plano», versión 1, cambió: su huella no es la registrada"
        f" ({key}). Los documentos no están íntegros: 1 falta (cambiadas: 1)."
    )


def test_a_hole_is_named_for_each_document_with_that_content(archive: Archive) -> None:
    archive.content("Decreto").unlink()
    answer = archive.verify()
    assert answer.code == 1
    assert answer.problem.count("falta en el almacén (") == 2
    assert "«Decreto», versión 1, falta" in answer.problem
    assert "«Copia», versión 1, falta" in answer.problem
    assert "«Plano»" not in answer.problem
    assert answer.problem.endswith("no están íntegros: 2 faltas (ausentes: 2).")


def test_a_size_that_is_not_the_registered_one_is_named(archive: Archive) -> None:
    archive.changes(update(document_versions).values(size=document_versions.c.size + 1))
    answer = archive.verify()
    assert answer.code == 1
    assert answer.problem.endswith("no están íntegros: 3 faltas (de otro tamaño: 3).")


def test_what_was_disposed_of_is_not_missed(archive: Archive) -> None:
    archive.content("Plano").unlink()
    gone = update(documents).where(documents.c.title == "Plano")
    archive.changes(gone.values(state=DocumentState.DISPOSED))
    answer = archive.verify()
    assert (answer.code, answer.said.split(",")[0]) == (0, "2 versiones revisadas")


def test_only_the_municipality_that_is_named_is_read(archive: Archive) -> None:
    other = Town(archive.town.database_url, archive.town.folder)
    archive.content("Plano").unlink()
    here = other.reads(lambda c: municipality_by_id(c, other.municipality_id))
    assert here is not None
    answer = archive.verify("--municipality", here.slug)
    assert (answer.code, answer.said) == (
        0,
        "0 versiones revisadas, 0 bytes leídos. Documentos íntegros.",
    )
    other.close()


def test_a_store_that_is_away_ends_the_check(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for count in range(MOST_UNREADABLE):
        content = io.BytesIO(PDF + f"\n% {count}".encode())
        archive.town.attach("ana", archive.case_id, title=str(count), stream=content)

    def away(*_: object) -> None:
        raise OSError("sin disco")

    for store in (FolderStore, S3Store):
        monkeypatch.setattr(store, "open", away)
    answer = archive.verify()
    assert answer.code == 2
    assert answer.problem.endswith("El almacén de documentos no responde: sin disco")


def test_the_commands_that_verify_are_loaded_by_themselves() -> None:
    """Every other test has loaded the steps before; whoever types the command has not."""
    alone = "import importlib, sys\nimportlib.import_module(sys.argv[1])"
    for module in ("ui.cli.documents", "ui.cli.upkeep"):
        assert subprocess.run([sys.executable, "-c", alone, module], check=False).returncode == 0
