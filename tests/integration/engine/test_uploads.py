"""Uploads in several goes, as the verbs see them: whose they are, and when they are forgotten."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from engine.cases import Facts
from engine.documents.attaching import Attached
from engine.documents.opening import Opened, open_version
from engine.documents.uploads import KEPT, append_to_upload, begin_upload, upload_reached
from engine.refusals import RefusalKind, Refused
from engine.worker.pruner import prune
from tests.diagrams import bundle, end, path, start, user
from tests.town import PDF, Town

PLAIN = bundle(start(), user("study"), end(), path("start", "study", "end"))


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(PLAIN)
    town.person("ana", "clerk")
    town.person("bea", "clerk")
    return town.open_case("ana", "test", Facts({}))


def test_an_upload_cut_at_half_goes_on_and_is_filed(town: Town, case_id: int) -> None:
    ana = town.people["ana"]

    def cut() -> Iterator[bytes]:
        yield PDF[:30]
        raise ConnectionResetError

    handle = begin_upload(town.installation, ana)
    with pytest.raises(ConnectionResetError):
        append_to_upload(town.installation, ana, handle, 0, cut())
    assert upload_reached(town.installation, ana, handle) == 30
    append_to_upload(town.installation, ana, handle, 30, io.BytesIO(PDF[30:]))
    filed = town.attach("ana", case_id, upload=handle)
    assert isinstance(filed, Attached)
    opened = open_version(town.installation, ana, filed.document_id)
    assert isinstance(opened, Opened)
    with opened.content() as chunks:
        assert b"".join(chunks) == PDF


def test_an_upload_is_only_its_beginners(town: Town, case_id: int) -> None:
    handle = begin_upload(town.installation, town.people["ana"])
    answer = upload_reached(town.installation, town.people["bea"], handle)
    assert answer == Refused(RefusalKind.NOT_FOUND)


def test_an_upload_cut_short_is_told_apart_from_a_whole_document(town: Town, case_id: int) -> None:
    ana = town.people["ana"]
    handle = begin_upload(town.installation, ana)
    append_to_upload(town.installation, ana, handle, 0, io.BytesIO(PDF[:-8]))
    answer = town.attach("ana", case_id, upload=handle)
    assert answer == Refused(RefusalKind.FILE_TRUNCATED)
    assert upload_reached(town.installation, ana, handle) == len(PDF) - 8


def test_what_nobody_went_on_with_is_thrown_away_after_two_days(town: Town, case_id: int) -> None:
    ana = town.people["ana"]
    old, young = (begin_upload(town.installation, ana) for _ in range(2))
    now = town.clock.now()
    for handle, at in ((old, now - KEPT - timedelta(hours=1)), (young, now)):
        name = handle.partition(".")[0]
        os.utime(town.folder / "incoming" / f"{name}.upload", (at.timestamp(), at.timestamp()))
    assert now < datetime.now(UTC)
    assert prune(town.installation) == 1
    assert upload_reached(town.installation, ana, old) == Refused(RefusalKind.NOT_FOUND)
    assert upload_reached(town.installation, ana, young) == 0
