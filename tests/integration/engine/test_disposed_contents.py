"""A content is disposed of while somebody files the same bytes: whoever has filed them has them."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaits
from datetime import date, timedelta
from threading import Event
from typing import Any

import pytest

from engine.cases import Facts
from engine.documents import attaching, filing
from engine.documents.attaching import Attached
from engine.documents.opening import Opened, open_version
from engine.refusals import RefusalKind, Refused
from engine.retention.disposing import Act, Disposed, dispose
from engine.retention.rules import ARCHIVIST
from engine.worker.pruner import prune
from storage.documents.store import Missing, Unreachable
from storage.queries.documents import documents_of_case
from storage.queries.uploads import UploadRow
from storage.writes.uploads import insert_upload
from tests.integration.engine.test_retention import ACT, ACTED, BASIS, PROCESS
from tests.town import PDF, Town

BYTES = PDF + b"\n%equal"


@pytest.fixture
def old(town: Town) -> int:
    """A case that is due, with one content."""
    town.deploys(PROCESS)
    town.person("ana", "clerk")
    town.person("arturo", ARCHIVIST)
    case_id = town.open_case("ana", "test", Facts({}))
    attaches(town, case_id)
    town.does("ana", case_id, "study")
    town.clock.advance(timedelta(days=365 * 6))
    return case_id


@pytest.fixture
def new(town: Town, old: int) -> int:
    """A case that has begun."""
    return town.open_case("ana", "test", Facts({}))


def attaches(town: Town, case_id: int) -> Attached | Refused:
    return town.attach("ana", case_id, stream=io.BytesIO(BYTES))


def disposes(town: Town, case_id: int) -> Disposed | Refused:
    act = Act(ACT, date(ACTED.year, ACTED.month, ACTED.day), BASIS)
    return dispose(town.installation, town.people["arturo"], [case_id], act)


def removed(answer: object) -> int:
    assert isinstance(answer, Disposed)
    return answer.contents


def reads_whole(town: Town, attached: Attached | Refused) -> bytes:
    assert isinstance(attached, Attached)
    opened = open_version(town.installation, town.people["ana"], attached.document_id)
    assert isinstance(opened, Opened)
    with town.installation.documents.open(opened.version.sha256) as chunks:
        return b"".join(chunks)


def filed_in(town: Town, case_id: int) -> int:
    return len(town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id)))


def test_what_went_between_coming_in_and_being_filed_is_not_filed_without_its_content(
    town: Town, old: int, new: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = attaching.receive

    def then_disposed(*given: Any, **named: Any) -> Any:
        received = whole(*given, **named)
        assert removed(disposes(town, old)) == 1
        return received

    with monkeypatch.context() as patched:
        patched.setattr(attaching, "receive", then_disposed)
        assert attaches(town, new) == Refused(RefusalKind.CONFLICT)
    assert filed_in(town, new) == 0
    assert reads_whole(town, attaches(town, new)) == BYTES  # sent again, it is there
    assert reads_whole(town, attaches(town, new)) == BYTES


def test_what_is_being_filed_is_not_removed(
    town: Town, old: int, new: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, goes_on = Event(), Event()
    write = filing.insert_signatures

    def and_waits(*given: Any) -> None:
        write(*given)
        written.set()
        assert goes_on.wait(30)

    monkeypatch.setattr(filing, "insert_signatures", and_waits)
    with ThreadPoolExecutor(2) as threads:
        filer = threads.submit(attaches, town, new)
        assert written.wait(30)
        archive = threads.submit(disposes, town, old)
        with pytest.raises(StillWaits):
            archive.result(timeout=0.5)
        goes_on.set()
        assert removed(archive.result(30)) == 0
        assert reads_whole(town, filer.result(30)) == BYTES


def test_what_waits_beside_a_draft_is_not_removed(town: Town, old: int, new: int) -> None:
    (document,) = town.reads(lambda c: documents_of_case(c, town.municipality_id, old))
    sha256, now = document.versions[0].sha256, town.clock.now()
    ana = town.people["ana"].person_id
    assert ana is not None
    row = UploadRow(
        town.installation.ids.new(), ana, town.open_task(new, "study"), None, "acta", "a.pdf",
        len(BYTES), len(BYTES), "0" * 32, sha256, "application/pdf", now, now,
    )  # fmt: skip
    key = town.municipality_id
    town.installation.database.run(lambda c: insert_upload(c, key, row), municipality=key)
    assert removed(disposes(town, old)) == 0
    assert town.installation.documents.exists(sha256)


def test_what_a_store_that_was_away_kept_is_removed_later(
    town: Town, old: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (document,) = town.reads(lambda c: documents_of_case(c, town.municipality_id, old))
    sha256, store = document.versions[0].sha256, town.installation.documents

    def away(_: str) -> None:
        raise Unreachable("away")

    with monkeypatch.context() as patched:
        patched.setattr(store, "remove", away)
        assert removed(disposes(town, old)) == 0
    assert store.exists(sha256)
    prune(town.installation)
    assert store.exists(sha256)  # whoever marked it may still be at it
    town.clock.advance(timedelta(minutes=6))
    prune(town.installation)
    with pytest.raises(Missing), store.open(sha256):
        pass
