"""The promise of a document store, kept alike by the local folder and by a bucket of S3."""

import hashlib
import io
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.documents.bucket import PART
from storage.documents.folder import FolderStore
from storage.documents.s3 import S3Store
from storage.documents.store import (
    CHUNK,
    Corrupted,
    Missing,
    OutOfPlace,
    Store,
    StoreFault,
    TooLarge,
    Unreachable,
)
from tests.buckets import Service, service
from tests.servers import Reply, web

LARGE = 3 * PART
NOW = datetime(2026, 3, 2, 14, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """A store and the folder in which its contents lie in the end."""

    store: Store
    folder: Path

    def contents(self) -> list[Path]:
        """What is kept, without the marks by which a service knows its folders."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(path for path in found if not _is_hidden(path, self.folder))


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture(params=["folder", "s3"])
def kept_in(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "folder":
        return Kept(FolderStore(tmp_path / "documents"), tmp_path / "documents")
    running: Service = request.getfixturevalue("s3")
    store = S3Store(running.address(), now=lambda: NOW)
    for name, _, _ in list(store._bucket.listed("")):
        store._bucket.remove(name)
    return Kept(store, running.folder)


@pytest.fixture
def store(kept_in: Kept) -> Store:
    return kept_in.store


def kept(store: Store, sha256: str) -> bytes:
    with store.open(sha256) as chunks:
        return b"".join(chunks)


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, PART, PART + 1, 2 * PART + 7]
)
def test_what_was_put_is_read_back(store: Store, size: int) -> None:
    content = os.urandom(size)
    stored = store.put(io.BytesIO(content), limit=LARGE)
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), size)
    assert kept(store, stored.sha256) == content
    assert store.exists(stored.sha256)


def test_a_stream_may_come_in_pieces(store: Store) -> None:
    stored = store.put(iter([b"una ", b"", b"oferta"]), limit=LARGE)
    assert kept(store, stored.sha256) == b"una oferta"


def test_the_same_content_is_kept_once(store: Store, kept_in: Kept) -> None:
    first = store.put(io.BytesIO(b"bases"), limit=LARGE)
    second = store.put(io.BytesIO(b"bases"), limit=LARGE)
    assert first == second
    assert len(kept_in.contents()) == 1


def test_content_lies_under_the_beginning_of_its_hash(store: Store, kept_in: Kept) -> None:
    name = store.put(io.BytesIO(b"bases"), limit=LARGE).sha256
    assert kept_in.contents() == [kept_in.folder / name[:2] / name[2:4] / name]


def test_a_stream_that_is_cut_off_leaves_nothing(store: Store, kept_in: Kept) -> None:
    def cut() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.put(cut(), limit=LARGE)
    assert kept_in.contents() == []


def test_a_stream_over_the_limit_leaves_nothing_and_is_not_read_on(
    store: Store, kept_in: Kept
) -> None:
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(1)
            yield b"x" * 100

    with pytest.raises(TooLarge):
        store.put(endless(), limit=250)
    assert len(read) == 3
    assert kept_in.contents() == []


def test_exactly_the_limit_is_kept(store: Store) -> None:
    assert store.put(io.BytesIO(b"x" * 250), limit=250).size == 250


@pytest.mark.parametrize("size", [1, CHUNK, 3 * CHUNK, PART + CHUNK])
def test_a_flipped_bit_is_found_before_the_reader_is_done(
    store: Store, kept_in: Kept, size: int
) -> None:
    stored = store.put(io.BytesIO(b"x" * size), limit=LARGE)
    [path] = kept_in.contents()
    content = bytearray(path.read_bytes())
    content[size // 2] ^= 1
    path.write_bytes(content)
    seen: list[int] = []
    with store.open(stored.sha256) as chunks, pytest.raises(Corrupted):
        seen.extend(len(chunk) for chunk in chunks)
    assert sum(seen) < size


def test_a_file_that_lost_its_tail_is_found(store: Store, kept_in: Kept) -> None:
    stored = store.put(io.BytesIO(b"x" * 1000), limit=LARGE)
    [path] = kept_in.contents()
    path.write_bytes(b"x" * 999)
    with pytest.raises(StoreFault):  # a service notices by itself, and breaks off
        kept(store, stored.sha256)


def test_what_was_damaged_is_whole_again_when_it_is_put_again(store: Store, kept_in: Kept) -> None:
    stored = store.put(io.BytesIO(b"bases"), limit=LARGE)
    kept_in.contents()[0].write_bytes(b"basas")
    store.put(io.BytesIO(b"bases"), limit=LARGE)
    assert kept(store, stored.sha256) == b"bases"


@pytest.mark.parametrize("name", ["0" * 64, "", "../../etc/passwd", "A" * 64, "0" * 63 + "/"])
def test_what_was_never_put_is_missing(store: Store, name: str) -> None:
    with pytest.raises(Missing), store.open(name):
        pytest.fail("nothing can be opened")


def test_content_is_moved_into_place_only_when_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    store = FolderStore(tmp_path)
    store.put(io.BytesIO(b"bases"), limit=LARGE)
    assert seen == [b"bases"]


def test_a_put_that_dies_before_the_rename_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(source: Path, target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", failing)
    kept_in = Kept(FolderStore(tmp_path), tmp_path)
    with pytest.raises(OSError, match="no space left"):
        kept_in.store.put(io.BytesIO(b"bases"), limit=LARGE)
    assert kept_in.contents() == []


def test_what_was_removed_is_missing_and_may_be_removed_again(store: Store) -> None:
    name = store.put(io.BytesIO(b"bases"), limit=LARGE).sha256
    store.remove(name)
    store.remove(name)
    assert not store.exists(name)
    with pytest.raises(Missing), store.open(name):
        pytest.fail("nothing can be opened")


@pytest.mark.parametrize("sizes", [[], [5], [5, 7, 1], [PART, 3], [PART + 9, PART - 1]])
def test_an_upload_grows_where_it_stands_and_becomes_a_content(
    store: Store, kept_in: Kept, sizes: list[int]
) -> None:
    upload = store.begin()
    content = b""
    for size in sizes:
        piece = os.urandom(size)
        place = store.append(upload, len(content), iter([piece[:3], piece[3:]]), limit=LARGE)
        content += piece
        assert place == store.reached(upload) == len(content)
    stored = store.finish(upload, limit=LARGE)
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert kept(store, stored.sha256) == content
    assert len(kept_in.contents()) == 1
    with pytest.raises(Missing):
        store.reached(upload)


@pytest.mark.parametrize("before", [4, PART + 4])
def test_an_upload_cut_at_half_goes_on(store: Store, before: int) -> None:
    content = os.urandom(before + 1000)

    def cut() -> Iterator[bytes]:
        yield content[:before]
        raise ConnectionResetError

    upload = store.begin()
    with pytest.raises(ConnectionResetError):
        store.append(upload, 0, cut(), limit=LARGE)
    assert store.reached(upload) == before
    store.append(upload, before, io.BytesIO(content[before:]), limit=LARGE)
    assert store.finish(upload, limit=LARGE).sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("offset", [0, 4, 6])
def test_an_upload_is_only_continued_where_it_stands(store: Store, offset: int) -> None:
    upload = store.begin()
    store.append(upload, 0, io.BytesIO(b"bases"), limit=LARGE)
    with pytest.raises(OutOfPlace) as refused:
        store.append(upload, offset, io.BytesIO(b"!"), limit=LARGE)
    assert refused.value.reached == store.reached(upload) == 5


def test_an_upload_over_the_limit_is_refused_and_keeps_what_fitted(store: Store) -> None:
    upload = store.begin()
    with pytest.raises(TooLarge):
        store.append(upload, 0, iter([b"x" * 200, b"x" * 100]), limit=250)
    assert store.reached(upload) == 200
    with pytest.raises(TooLarge):
        store.finish(upload, limit=199)


def test_what_has_arrived_can_be_read_from_any_place(store: Store) -> None:
    content = os.urandom(PART + 5000)
    upload = store.begin()
    for start in range(0, len(content), 3_000_000):
        store.append(upload, start, io.BytesIO(content[start : start + 3_000_000]), limit=LARGE)
    with store.review(upload) as file:
        assert file.read(10) == content[:10]
        file.seek(-7, io.SEEK_END)
        assert file.read() == content[-7:]
        file.seek(2_999_990)
        assert file.read(4_000_000) == content[2_999_990:6_999_990]
        file.seek(0)
        assert hashlib.file_digest(file, "sha256").digest() == hashlib.sha256(content).digest()


@pytest.mark.parametrize("name", ["0" * 32, "", "../../etc/passwd", "A" * 32, "0" * 31 + "/"])
@pytest.mark.parametrize(
    "act",
    [
        lambda store, name: store.reached(name),
        lambda store, name: store.append(name, 0, io.BytesIO(b"x"), limit=LARGE),
        lambda store, name: store.finish(name, limit=LARGE),
        lambda store, name: store.review(name).__enter__(),
    ],
)
def test_an_upload_that_was_not_begun_is_missing(
    store: Store, name: str, act: Callable[[Store, str], object]
) -> None:
    with pytest.raises(Missing):
        act(store, name)


def test_an_upload_that_was_thrown_away_leaves_nothing(store: Store, kept_in: Kept) -> None:
    upload = store.begin()
    store.append(upload, 0, io.BytesIO(b"bases"), limit=LARGE)
    store.discard(upload)
    store.discard(upload)
    assert kept_in.contents() == []


def test_only_uploads_to_which_nothing_was_added_for_long_are_abandoned(store: Store) -> None:
    upload = store.begin()
    store.append(upload, 0, io.BytesIO(b"bases"), limit=LARGE)
    now = datetime.now(UTC)
    assert list(store.abandoned(now - timedelta(hours=1))) == []
    assert list(store.abandoned(now + timedelta(hours=1))) == [upload]


def test_a_content_with_a_gap_in_its_row_ends_before_the_gap(s3: Service) -> None:
    store = S3Store(s3.address(), now=lambda: NOW)
    upload = store.begin()
    for place in (0, 5, 10):
        store.append(upload, place, io.BytesIO(b"bases"), limit=LARGE)
    (s3.folder / "incoming" / upload / f"{5:016d}").unlink()
    assert store.reached(upload) == 5
    store.append(upload, 5, io.BytesIO(b"other"), limit=LARGE)
    with suppress(Missing):
        store._bucket.remove(f"incoming/{upload}/{10:016d}")
    assert store.finish(upload, limit=LARGE).sha256 == hashlib.sha256(b"basesother").hexdigest()


def test_a_wrong_secret_opens_no_bucket(s3: Service) -> None:
    store = S3Store(s3.address(secret_key="another"), now=lambda: NOW)
    with pytest.raises(Unreachable, match="SignatureDoesNotMatch"):
        store.put(io.BytesIO(b"bases"), limit=LARGE)


def test_a_bucket_that_is_not_there_is_said(s3: Service) -> None:
    store = S3Store(s3.address(bucket="another"), now=lambda: NOW)
    with pytest.raises(Unreachable, match="NoSuchBucket"):
        store.put(io.BytesIO(b"bases"), limit=LARGE)


def test_a_service_that_does_not_answer_is_said() -> None:
    store = S3Store(Service("http://127.0.0.1:9", Path()).address(), now=lambda: NOW)
    with pytest.raises(Unreachable):
        store.put(io.BytesIO(b"bases"), limit=LARGE)


def test_a_link_is_read_by_whoever_has_it_and_by_nobody_who_changes_it(s3: Service) -> None:
    store = S3Store(s3.address(link_seconds=60), now=lambda: NOW)
    name = store.put(io.BytesIO(b"bases"), limit=LARGE).sha256
    other = store.put(io.BytesIO(b"other"), limit=LARGE).sha256
    link = store.link(name, disposition="attachment", media_type="application/pdf")
    assert link is not None
    with urllib.request.urlopen(link) as answer:  # noqa: S310 - our own service
        assert answer.read() == b"bases"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(link.replace(name, other))  # noqa: S310


def test_there_is_no_link_unless_it_was_asked_for(store: Store) -> None:
    name = store.put(io.BytesIO(b"bases"), limit=LARGE).sha256
    assert store.link(name, disposition="attachment", media_type="text/plain") is None


LOCKING = (
    b"<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>"
    b"</ObjectLockConfiguration>"
)
VERSIONED = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
WITHOUT = b"<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>"


def test_a_content_is_locked_where_the_bucket_offers_it() -> None:
    written = Reply(headers={"ETag": '"e"'}, body=b"")
    with web(Reply(body=LOCKING), Reply(body=VERSIONED), written) as site:
        store = S3Store(
            Service(f"http://127.0.0.1:{site.port}", Path()).address(lock_days=30), now=lambda: NOW
        )
        assert store.locks
        store.put(io.BytesIO(b"bases"), limit=LARGE)
        store.begin()
    asked = [{name.lower(): text for name, text in each.headers.items()} for each in site.requests]
    _, _, content, upload = asked
    until = datetime.fromisoformat(content["x-amz-object-lock-retain-until-date"])
    assert content["x-amz-object-lock-mode"] == "GOVERNANCE"
    assert until == NOW + timedelta(days=30)
    assert "x-amz-object-lock-mode" not in upload


def test_nothing_is_locked_where_the_bucket_does_not_offer_it(s3: Service) -> None:
    assert not S3Store(s3.address(lock_days=30), now=lambda: NOW).locks
    with web(Reply(status=404, body=WITHOUT, headers={"Content-Type": "application/xml"})) as site:
        address = Service(f"http://127.0.0.1:{site.port}", Path()).address(lock_days=30)
        assert not S3Store(address, now=lambda: NOW).locks
