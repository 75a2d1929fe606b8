"""The promise of a document store, kept by the local folder."""

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.documents.folder import FolderStore
from storage.documents.store import CHUNK, Corrupted, Missing, Store, TooLarge

LARGE = 10 * CHUNK


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "documents")


def kept(store: Store, sha256: str) -> bytes:
    with store.open(sha256) as chunks:
        return b"".join(chunks)


def files_under(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_put_is_read_back(store: FolderStore, size: int) -> None:
    content = os.urandom(size)
    stored = store.put(io.BytesIO(content), limit=LARGE)
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), size)
    assert kept(store, stored.sha256) == content
    assert store.exists(stored.sha256)


def test_a_stream_may_come_in_pieces(store: FolderStore) -> None:
    stored = store.put(iter([b"una ", b"", b"oferta"]), limit=LARGE)
    assert kept(store, stored.sha256) == b"una oferta"


def test_the_same_content_is_kept_once(store: FolderStore, tmp_path: Path) -> None:
    first = store.put(io.BytesIO(b"bases"), limit=LARGE)
    second = store.put(io.BytesIO(b"bases"), limit=LARGE)
    assert first == second
    assert len(files_under(tmp_path)) == 1


def test_content_lies_under_the_beginning_of_its_hash(store: FolderStore, tmp_path: Path) -> None:
    name = store.put(io.BytesIO(b"bases"), limit=LARGE).sha256
    assert files_under(tmp_path) == [tmp_path / "documents" / name[:2] / name[2:4] / name]


def test_a_stream_that_is_cut_off_leaves_nothing(store: FolderStore, tmp_path: Path) -> None:
    def cut() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.put(cut(), limit=LARGE)
    assert files_under(tmp_path) == []


def test_a_stream_over_the_limit_leaves_nothing_and_is_not_read_on(
    store: FolderStore, tmp_path: Path
) -> None:
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(1)
            yield b"x" * 100

    with pytest.raises(TooLarge):
        store.put(endless(), limit=250)
    assert len(read) == 3
    assert files_under(tmp_path) == []


def test_exactly_the_limit_is_kept(store: FolderStore) -> None:
    assert store.put(io.BytesIO(b"x" * 250), limit=250).size == 250


@pytest.mark.parametrize("size", [1, CHUNK, 3 * CHUNK])
def test_a_flipped_bit_is_found_before_the_reader_is_done(
    store: FolderStore, tmp_path: Path, size: int
) -> None:
    stored = store.put(io.BytesIO(b"x" * size), limit=LARGE)
    [path] = files_under(tmp_path)
    content = bytearray(path.read_bytes())
    content[size // 2] ^= 1
    path.write_bytes(content)
    seen: list[int] = []
    with store.open(stored.sha256) as chunks, pytest.raises(Corrupted):
        seen.extend(len(chunk) for chunk in chunks)
    assert sum(seen) < size


def test_a_file_that_lost_its_tail_is_found(store: FolderStore, tmp_path: Path) -> None:
    stored = store.put(io.BytesIO(b"x" * 1000), limit=LARGE)
    [path] = files_under(tmp_path)
    path.write_bytes(b"x" * 999)
    with pytest.raises(Corrupted):
        kept(store, stored.sha256)


def test_what_was_damaged_is_whole_again_when_it_is_put_again(
    store: FolderStore, tmp_path: Path
) -> None:
    stored = store.put(io.BytesIO(b"bases"), limit=LARGE)
    files_under(tmp_path)[0].write_bytes(b"basas")
    store.put(io.BytesIO(b"bases"), limit=LARGE)
    assert kept(store, stored.sha256) == b"bases"


@pytest.mark.parametrize("name", ["0" * 64, "", "../../etc/passwd", "A" * 64, "0" * 63 + "/"])
def test_what_was_never_put_is_missing(store: FolderStore, name: str) -> None:
    with pytest.raises(Missing), store.open(name):
        pytest.fail("nothing can be opened")


def test_content_is_moved_into_place_only_when_it_is_whole(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the moment of the rename the file beside is complete and synced."""
    seen: list[bytes] = []
    synced: list[int] = []
    replace, fsync = os.replace, os.fsync

    def looking(source: Path, target: Path) -> None:
        seen.append(Path(source).read_bytes())
        assert synced, "the content must be synced before it gets its name"
        assert not Path(target).exists()
        replace(source, target)

    monkeypatch.setattr(os, "replace", looking)
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(file), fsync(file)))
    store.put(io.BytesIO(b"bases"), limit=LARGE)
    assert seen == [b"bases"]


def test_a_put_that_dies_before_the_rename_keeps_nothing(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(source: Path, target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="no space left"):
        store.put(io.BytesIO(b"bases"), limit=LARGE)
    assert files_under(tmp_path) == []
