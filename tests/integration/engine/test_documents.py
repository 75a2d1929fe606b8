"""Documents: what a step must leave in the file, versions, seals, and bytes that were changed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from engine.cases import Facts
from engine.documents.attaching import Attached
from engine.documents.opening import Opened, open_version
from engine.refusals import RefusalKind, Refused
from storage.documents.store import Corrupted
from storage.queries.documents import documents_of_case
from tests.diagrams import bundle, end, field, form, path, start, user
from tests.town import PDF, Town

NEEDS_PAPERS = bundle(
    start(),
    user(
        "study",
        form="study",
        more='<cauce:document kind="estudio" title="Estudio de mercado" required="true"/>'
        '<cauce:document kind="sustento" title="Sustento" required="=monto &gt; 1000"/>',
    ),
    user("approve", "boss"),
    end(),
    path("start", "study", "approve", "end"),
    forms={"study": form(field("monto", "number"))},
)
SEALED = bundle(
    start(),
    user("bid", "bidder", more='<cauce:sealed opens="open"/>'),
    user("close", "clerk"),
    user("open", "clerk"),
    user("judge", "boss"),
    end(),
    path("start", "bid", "close", "open", "judge", "end"),
    roles=("bidder", "clerk", "boss"),
)


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(NEEDS_PAPERS)
    town.person("ana", "clerk")
    town.person("bea", "clerk")
    town.person("luis", "boss")
    return town.open_case("ana", "test", Facts({}))


def kind_of(answer: object) -> RefusalKind | None:
    return answer.kind if isinstance(answer, Refused) else None


def read(opened: Opened | Refused) -> bytes:
    assert isinstance(opened, Opened)
    with opened.content() as chunks:
        return b"".join(chunks)


def test_a_step_without_its_documents_is_refused_with_their_titles(
    town: Town, case_id: int
) -> None:
    task_id = town.open_task(case_id, "study")
    answer = town.complete("ana", task_id, {"monto": "2000"})
    assert answer == Refused(
        RefusalKind.MISSING_DOCUMENTS, {"titles": "Estudio de mercado; Sustento"}
    )
    answer = town.complete("ana", task_id, {"monto": "10"})
    assert answer == Refused(RefusalKind.MISSING_DOCUMENTS, {"titles": "Estudio de mercado"})


def test_with_its_documents_the_step_goes_on(town: Town, case_id: int) -> None:
    task_id = town.open_task(case_id, "study")
    town.attach("ana", case_id, task_id=task_id, kind="estudio", title="Estudio de mercado")
    town.does("ana", case_id, "study", {"monto": "10"})
    assert town.steps(case_id) == ["approve"]
    assert town.verification().faults == ()


def test_a_document_is_read_as_it_was_filed(town: Town, case_id: int) -> None:
    attached = town.attach("ana", case_id, filename="../acta firmada.exe")
    assert isinstance(attached, Attached)
    opened = open_version(town.installation, town.people["luis"], attached.document_id)
    assert read(opened) == PDF
    assert isinstance(opened, Opened)
    assert (opened.version.filename, opened.version.media_type) == (
        "acta firmada.exe.pdf",
        "application/pdf",
    )


def test_the_same_document_again_is_a_new_version_and_the_old_one_stays(
    town: Town, case_id: int
) -> None:
    first = town.attach("ana", case_id)
    second = town.attach("ana", case_id, stream=io.BytesIO(PDF + b"\n%%EOF\n"))
    assert isinstance(first, Attached)
    assert second == Attached(first.document_id, 2)
    ana = town.people["ana"]
    assert read(open_version(town.installation, ana, first.document_id, 1)) == PDF
    assert read(open_version(town.installation, ana, first.document_id)) != PDF


def test_a_colleague_files_a_document_of_their_own(town: Town, case_id: int) -> None:
    town.attach("ana", case_id)
    town.attach("bea", case_id)
    filed = town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id))
    assert [len(document.versions) for document in filed] == [1, 1]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", RefusalKind.FILE_EMPTY),
        (b"<html>", RefusalKind.FILE_TYPE),
        (PDF[:-8], RefusalKind.FILE_TRUNCATED),
    ],
)
def test_a_bad_file_leaves_no_trace(
    town: Town, case_id: int, content: bytes, kind: RefusalKind
) -> None:
    assert kind_of(town.attach("ana", case_id, stream=io.BytesIO(content))) is kind
    assert town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id)) == ()


def test_who_takes_no_part_may_neither_file_nor_read(town: Town, case_id: int) -> None:
    town.person("eva", "cashier")
    attached = town.attach("ana", case_id)
    assert isinstance(attached, Attached)
    assert kind_of(town.attach("eva", case_id)) is RefusalKind.NO_ROLE
    opened = open_version(town.installation, town.people["eva"], attached.document_id)
    assert kind_of(opened) is RefusalKind.NO_ROLE


def test_a_document_of_a_task_needs_the_task(town: Town, case_id: int) -> None:
    task_id = town.open_task(case_id, "study")
    assert kind_of(town.attach("luis", case_id, task_id=task_id)) is RefusalKind.NO_ROLE
    assert kind_of(town.attach("ana", case_id + 1, task_id=task_id)) is RefusalKind.NOT_FOUND
    town.claim("ana", task_id)
    assert kind_of(town.attach("bea", case_id, task_id=task_id)) is RefusalKind.HELD_BY_OTHER


def test_a_stream_that_can_be_read_once_is_taken_too(town: Town, case_id: int) -> None:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert isinstance(town.attach("ana", case_id, stream=Once(PDF)), Attached)


def test_bytes_changed_in_the_store_are_found_when_read(
    town: Town, case_id: int, tmp_path: Path
) -> None:
    attached = town.attach("ana", case_id)
    assert isinstance(attached, Attached)
    (kept,) = (path for path in (tmp_path / "documents").rglob("*") if path.is_file())
    kept.write_bytes(PDF.replace(b"1.4", b"1.7"))
    opened = open_version(town.installation, town.people["ana"], attached.document_id)
    with pytest.raises(Corrupted):
        read(opened)


def test_what_is_filed_under_seal_is_closed_to_others_until_it_is_opened(town: Town) -> None:
    town.deploys(SEALED)
    town.person("sur", "bidder")
    town.person("ana", "clerk")
    town.person("luis", "boss")
    case_id = town.open_case("sur", "test", Facts({}))
    attached = town.attach("sur", case_id, task_id=town.open_task(case_id, "bid"))
    assert isinstance(attached, Attached)
    document = attached.document_id

    def sees(who: str) -> RefusalKind | None:
        return kind_of(open_version(town.installation, town.people[who], document))

    town.does("sur", case_id, "bid")
    assert (sees("sur"), sees("luis")) == (None, RefusalKind.SEALED)
    town.does("ana", case_id, "close")
    assert town.steps(case_id) == ["open"]
    assert (sees("sur"), sees("luis")) == (None, None)
