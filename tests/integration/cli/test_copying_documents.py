"""`cauce documents copy`: contents from the folder to a bucket and back."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.upkeep.contents import wanted
from storage.documents.store import place_of
from tests.buckets import KEY, NAME, SECRET, Service, service
from tests.integration.cli.conftest import LONG, Terminal
from tests.town import PDF, Town


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture
def archive(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    town = Town(sqlite_url, tmp_path / "documents")
    town.deploys(LONG)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", {})
    for content in (b"one", b"two"):
        town.attach("ana", case_id, stream=io.BytesIO(PDF + content))
    yield town
    town.close()


def test_contents_go_to_the_bucket_and_back_and_no_more_than_once(
    archive: Town, bucket: Service, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("BUCKET", NAME), ("ACCESS_KEY", KEY), ("SECRET_KEY", SECRET)):
        monkeypatch.setenv(f"CAUCE_S3_{name}", value)
    assert terminal("documents", "copy", "folder", "bucket", database=archive.database_url).code
    monkeypatch.setenv("CAUCE_S3_ENDPOINT", bucket.endpoint)

    def copy(*words: str) -> str:
        return terminal("documents", "copy", *words, database=archive.database_url).said

    assert copy("folder", "bucket").startswith("2 contenidos; 2 copiados ahora")
    assert copy("folder", "bucket").startswith("2 contenidos; 0 copiados ahora")
    assert terminal("documents", "verify", database=archive.database_url).code == 0
    one, two = wanted(archive.installation.database)
    for each in (one, two):
        (archive.folder / place_of(each)).unlink()
    (bucket.folder / place_of(two)).write_bytes(b"x" * len(PDF + b"two"))
    answer = terminal("documents", "copy", "bucket", "folder", database=archive.database_url)
    assert answer.code == 1
    assert answer.said.startswith("2 contenidos; 1 copiados ahora")
    assert answer.problem == f"Falta o está dañado en el origen: {two}"
    assert (archive.folder / place_of(one)).read_bytes() in (PDF + b"one", PDF + b"two")
    assert not (archive.folder / place_of(two)).exists()
