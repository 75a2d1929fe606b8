"""What a PDF hides is found without opening it: programs, encryption, streams that swell."""

import io
import zlib

import pytest

from engine.documents.content import Content, examine
from engine.documents.pdf import MOST_UNPACKED, OVERLAP, STRETCH, look_into
from engine.refusals import RefusalKind, Refused
from tests.papers import pages

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def packed(content: bytes) -> bytes:
    """A PDF with an object stream of this content."""
    stream = zlib.compress(content, 9)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
    return head + str(len(stream)).encode() + b">>\nstream\n" + stream + b"\nendstream\n%%EOF\n"


def kind_of(content: bytes) -> RefusalKind | None:
    answer = examine(io.BytesIO(content), filename="a.pdf", limit=500_000_000)
    return answer.kind if isinstance(answer, Refused) else None


@pytest.mark.parametrize("packs", [False, True])
def test_the_pages_of_a_document_are_counted(packs: bool) -> None:
    content = pages(7, stream_xrefs=packs)
    found = examine(io.BytesIO(content), filename="a.pdf", limit=1_000_000)
    assert found == Content("application/pdf", len(content), 7)


def test_what_cannot_be_counted_is_one_page() -> None:
    assert look_into(io.BytesIO(PDF)).pages == 1


@pytest.mark.parametrize(
    "action",
    [
        b"<</S/JavaScript/JS(app.alert(1))>>",
        b"<</S /J#61vaScript /JS (x)>>",
        b"<</S/#4a#61#76#61#53cript>>",
        b"<</S /Launch /F (cmd.exe)>>",
        b"<</Names<</JavaScript 3 0 R>>>>",
    ],
)
def test_a_document_that_runs_something_is_refused(action: bytes) -> None:
    assert kind_of(PDF.replace(b"<<>>", action, 1)) is RefusalKind.FILE_ACTIVE
    assert kind_of(packed(b"4 0 " + action)) is RefusalKind.FILE_ACTIVE


@pytest.mark.parametrize("before", [0, 5, OVERLAP, OVERLAP + 9])
def test_an_action_across_two_stretches_is_found(before: int) -> None:
    padding = b"%" + b"x" * (STRETCH - before - 9) + b"\n"
    content = b"%PDF-1.4\n" + padding[:-9] + b"<</S/JavaScript>>\n%%EOF\n"
    assert kind_of(content) is RefusalKind.FILE_ACTIVE


def test_a_word_that_only_begins_like_an_action_is_none() -> None:
    assert kind_of(PDF.replace(b"<<>>", b"<</LaunchDate(2026)>>", 1)) is None
    assert kind_of(PDF.replace(b"<<>>", b"<</Title(JavaScript para todos)>>", 1)) is None


def test_an_encrypted_document_is_refused() -> None:
    assert (
        kind_of(PDF.replace(b"<<>>\n%%", b"<</Encrypt 5 0 R>>\n%%")) is RefusalKind.FILE_ENCRYPTED
    )


def test_a_small_document_that_swells_is_refused() -> None:
    bomb = packed(b"0" * (MOST_UNPACKED + 1))
    assert len(bomb) < 200_000
    assert kind_of(bomb) is RefusalKind.FILE_ACTIVE


def test_what_swells_within_bounds_is_let_in() -> None:
    assert kind_of(packed(b"0" * 1_000_000)) is None
